import Calculus
import Elaboration

/// The shape of a part of a formula, as far as it is known.
enum ReadShape: Hashable {
  case unknown
  /// A number that is written out, which goes with anything.
  case number
  case axes([Length])

  static let scalar = ReadShape.axes([])

  var axes: [Length]? {
    if case .axes(let axes) = self { axes } else { nil }
  }
}

/// Goes through formulas with a rank for each name: finds which lengths are equal, and counts what does
/// not fit.
struct ShapeReader {
  let draft: Draft
  let ranks: [SymbolID: Int]
  var lengths: Lengths
  /// What does not fit, in the statement that is read: the more, the less likely are the ranks.
  private(set) var cost = 0.0
  /// Whether a column stands beside a matrix in a sum, and along which axis it lies.
  private(set) var broadcasts: [(column: Length, matrix: [Length])] = []
  /// Functions whose value is a number, whatever they take.
  var numberValued: Set<SymbolID> = []
  private var nodes: [AxisKey: Int] = [:]
  private var named: [String: Int] = [:]
  private var letters: [String: Length] = [:]
  private var depth = 0

  private struct AxisKey: Hashable {
    let symbol: SymbolID
    let members: [ScriptTerm]
    let axis: Int
  }

  init(_ draft: Draft, ranks: [SymbolID: Int]) {
    self.draft = draft
    self.ranks = ranks
    lengths = Lengths(uppers: Set(draft.plan.families.values))
  }

  /// What one more statement costs; at most 3, so that none outweighs all others.
  mutating func readStatement(_ members: [Expression?], _ extraCost: Double = 0) -> Double {
    cost = extraCost
    letters = [:]
    let conflicts = lengths.conflicts
    var held: ReadShape = .unknown
    for member in members {
      guard let member else { continue }
      let shape = self.shape(member)
      held = unified(held, shape, mismatch: 2.5)
    }
    cost += Double(lengths.conflicts - conflicts) * 1.5
    return min(cost, 3)
  }

  // MARK: Lengths

  /// The length that the page calls by this name.
  mutating func named(_ name: String, member: ScriptTerm? = nil) -> Length {
    if named[name] == nil { named[name] = lengths.add(indexed: member != nil, name: name) }
    return .unknown(node: named[name] ?? 0, member: member)
  }

  /// The lengths of the axes of a whole array.
  mutating func axes(of symbol: SymbolID, _ members: [ScriptTerm]) -> [Length] {
    let rank = ranks[symbol] ?? 0
    let hasLetters = draft.scope[symbol].inputs.contains { input in
      input.pattern.contains { !$0.letters.isEmpty }
    }
    let key = hasLetters ? [] : members
    return (0..<rank).map { axis in
      let place = AxisKey(symbol: symbol, members: key, axis: axis)
      let node = nodes[place] ?? lengths.add(indexed: hasLetters)
      nodes[place] = node
      return .unknown(node: node, member: hasLetters ? members.last : nil)
    }
  }

  mutating func length(_ term: IndexTerm) -> Length? {
    switch term {
    case .number(let value): return .literal(value)
    case .size(let name, nil): return named(name)
    case .size(let name, let member?): return ScriptTerm(member).map { named(name, member: $0) }
    case .letter(let letter): return self.letter(letter)
    default: return nil
    }
  }

  private mutating func letter(_ letter: String) -> Length {
    if let known = letters[letter] { return known }
    let length: Length
    if let upper = draft.plan.families[letter] {
      length = named(upper)
    } else {
      length = .unknown(node: lengths.add(), member: nil)
    }
    letters[letter] = length
    return length
  }

  // MARK: Shapes

  mutating func shape(_ expression: Expression) -> ReadShape {
    depth += 1
    defer { depth -= 1 }
    guard depth < 60 else { return .unknown }
    switch expression.kind {
    case .number, .count, .pi, .e: return .number
    case .reference(let reference): return shape(reference)
    case .formal, .identity, .ones, .dots: return .unknown
    case .sized(let inner, let size):
      guard let length = length(size) else { return .unknown }
      return inner.kind == .identity ? .axes([length, length]) : .axes([length])
    case .negated(let inner), .differential(let inner): return shape(inner)
    case .sum(let terms): return sum(terms.map(\.value))
    case .product(let factors):
      var total = ReadShape.number
      for factor in factors { total = product(total, shape(factor)) }
      return total
    case .chain(let first, let links): return chain(first, links)
    case .quotient(let a, let b): return quotient(shape(a), shape(b))
    case .power(let base, let exponent):
      _ = shape(exponent)
      return power(shape(base), exponent)
    case .transpose(let inner): return transposed(shape(inner))
    case .inverse(let inner): return squared(shape(inner))
    case .call(let function, let arguments): return call(function, arguments)
    case .derivativeOfBuiltin(_, order: _, let inner): return shape(inner)
    case .apply(let id, derivative: _, let arguments):
      let shape = applied(arguments.dropFirst(draft.scope[id].slots))
      return numberValued.contains(id) ? .scalar : shape
    case .abstract(_, _, _, let arguments): return applied(arguments[...])
    case .derivative(of: let value, by: let variables, _): return derivative(value, variables)
    case .gradient(of: let value, by: let variables): return gradient(value, variables)
    case .slotDerivative, .directional, .matrix:
      for child in expression.children { _ = shape(child) }
      return .unknown
    case .evaluated(let inner, _): return shape(inner)
    case .big(_, let bindings, let body): return big(bindings, body)
    case .entries(let inner, let items): return entries(shape(inner), items)
    case .cases(let cases): return sum(cases.map(\.value))
    case .indicator: return .number
    }
  }

  private mutating func shape(_ reference: Reference) -> ReadShape {
    let members = reference.members.compactMap(ScriptTerm.init)
    guard members.count == reference.members.count else { return .unknown }
    return entries(.axes(axes(of: reference.symbol, members)), reference.entries)
  }

  private mutating func entries(_ shape: ReadShape, _ items: [EntryIndex]) -> ReadShape {
    guard !items.isEmpty, let axes = shape.axes else { return items.isEmpty ? shape : .unknown }
    guard items.count <= axes.count else {
      cost += 2
      return .scalar
    }
    if items.count < axes.count { cost += 1.2 }
    var left: [Length] = []
    for (axis, item) in zip(axes, items) {
      switch item {
      case .at(let term):
        guard let letter = ScriptTerm(term), letter.shift == 0, let name = letter.letter else { continue }
        lengths.unify(axis, self.letter(name))
      case .all: left.append(axis)
      case .span: left.append(.unknown(node: lengths.add(), member: nil))
      }
    }
    return .axes(left + axes.dropFirst(items.count))
  }

  private mutating func big(_ bindings: [Binding], _ body: Expression) -> ReadShape {
    let outer = letters
    for binding in bindings {
      letters[binding.letter] = nil
      if let upper = binding.upper, let length = length(upper), binding.lower.map({ $0 == .number(1) }) ?? true {
        lengths.unify(letter(binding.letter), length)
      }
    }
    let shape = self.shape(body)
    letters = outer
    return shape
  }

  // MARK: Sums and products

  private mutating func sum(_ terms: [Expression]) -> ReadShape {
    var total = ReadShape.unknown
    var hasNumber = false
    for term in terms {
      let shape = self.shape(term)
      if shape == .number {
        hasNumber = true
      } else {
        total = unified(total, shape, mismatch: 2)
      }
    }
    return total == .unknown && hasNumber ? .number : total
  }

  /// What two things that are added or equated are; `mismatch` is what it costs if they cannot be.
  private mutating func unified(
    _ a: ReadShape, _ b: ReadShape, mismatch: Double
  ) -> ReadShape {
    guard let x = a.axes else { return b.axes == nil && b == .unknown ? a : b }
    guard let y = b.axes else { return a }
    if x.count == y.count {
      for (p, q) in zip(x, y) { lengths.unify(p, q) }
      return a
    }
    let (larger, smaller) = x.count > y.count ? (x, y) : (y, x)
    if larger.count == 2, smaller.count == 1, larger[1] != .one {
      cost += 0.9
      broadcasts.append((smaller[0], larger))
      return .axes(larger)
    }
    cost += mismatch
    return .axes(larger)
  }

  private mutating func product(_ a: ReadShape, _ b: ReadShape) -> ReadShape {
    guard let x = a.axes else { return a == .number ? b : .unknown }
    guard let y = b.axes else { return b == .number ? a : .unknown }
    if x.isEmpty { return b }
    if y.isEmpty { return a }
    switch (x.count, y.count) {
    case (2, 2):
      lengths.unify(x[1], y[0])
      if x[0] == .one, y[1] == .one { return .scalar }
      return .axes([x[0], y[1]])
    case (2, 1):
      lengths.unify(x[1], y[0])
      return x[0] == .one ? .scalar : .axes([x[0]])
    case (1, 2):
      if y[0] == .one { return .axes([x[0], y[1]]) }
      cost += 1.6
      return .unknown
    default:
      cost += 1.6
      return .unknown
    }
  }

  private mutating func chain(_ first: Expression, _ links: [Expression.Link]) -> ReadShape {
    var total = shape(first)
    for link in links { total = product(total, link.operation, shape(link.factor)) }
    return total
  }

  private mutating func product(
    _ a: ReadShape, _ sign: ProductSign, _ b: ReadShape
  ) -> ReadShape {
    guard let x = a.axes, let y = b.axes, !x.isEmpty, !y.isEmpty else { return product(a, b) }
    switch sign {
    case .hadamard, .circle: return unified(a, b, mismatch: 1.5)
    case .tensor: return x.count == 1 && y.count == 1 ? .axes([x[0], y[0]]) : .unknown
    case .colon: return .scalar
    case .asterisk, .dot, .cross:
      guard x.count == y.count else { return product(a, b) }
      if x.count == 2, x[0] == .one || y[1] == .one { return product(a, b) }
      if x.count == 1 {
        for (p, q) in zip(x, y) { lengths.unify(p, q) }
        return sign == .asterisk ? a : .unknown
      }
      return .unknown
    }
  }

  private mutating func quotient(_ a: ReadShape, _ b: ReadShape) -> ReadShape {
    guard let y = b.axes, !y.isEmpty else { return a == .number && b != .number ? b : a }
    return a.axes.map { !$0.isEmpty } ?? false ? unified(a, b, mismatch: 1.5) : b
  }

  private mutating func power(_ base: ReadShape, _ exponent: Expression) -> ReadShape {
    if case .negated = exponent.kind, base.axes?.count == 2 { return squared(base) }
    if let axes = base.axes, axes.count == 1 { cost += 0.3 }
    return base
  }

  private mutating func squared(_ shape: ReadShape) -> ReadShape {
    guard let axes = shape.axes, !axes.isEmpty else { return shape }
    guard axes.count == 2 else {
      cost += 1.5
      return shape
    }
    lengths.unify(axes[0], axes[1])
    return shape
  }

  private mutating func transposed(_ shape: ReadShape) -> ReadShape {
    guard let axes = shape.axes else { return shape }
    switch axes.count {
    case 0:
      cost += 0.8
      return shape
    case 1: return .axes([.one, axes[0]])
    default: return axes[0] == .one ? .axes([axes[1]]) : .axes([axes[1], axes[0]])
    }
  }

  // MARK: Functions

  private mutating func call(_ function: Builtin, _ arguments: [Expression]) -> ReadShape {
    if function.isEntrywise, let only = arguments.first { return shape(only) }
    if [.max, .min].contains(function), arguments.count > 1 { return sum(arguments) }
    let shapes = arguments.map { shape($0) }
    let first = shapes.first ?? .unknown
    switch function {
    case .softmax, .logSoftmax:
      needArray(first)
      return first
    case .trace, .det, .logdet:
      _ = squared(first)
      return .scalar
    case .inverse: return squared(first)
    case .diag:
      guard let axes = first.axes, !axes.isEmpty else { return first }
      return axes.count == 1 ? .axes([axes[0], axes[0]]) : .axes([axes[0]])
    case .inner:
      if shapes.count == 2 { _ = unified(shapes[0], shapes[1], mismatch: 1.5) }
      return .scalar
    case .vec: return .unknown
    default:
      needArray(first)
      return .scalar
    }
  }

  private mutating func needArray(_ shape: ReadShape) {
    if shape.axes?.isEmpty ?? false { cost += 1 }
  }

  /// A function of the page: of one number it works entry by entry.
  private mutating func applied(_ arguments: ArraySlice<Expression>) -> ReadShape {
    let shapes = arguments.map { shape($0) }
    return shapes.count == 1 ? shapes[0] : .unknown
  }

  // MARK: Derivatives

  private mutating func derivative(_ value: Expression, _ variables: [Expression]) -> ReadShape {
    let of = shape(value)
    let by = variables.map { shape($0) }
    guard let x = of.axes, let y = by.first?.axes, by.count == 1 else {
      return of.axes?.isEmpty ?? false && by.allSatisfy { $0.axes?.isEmpty ?? false } ? .scalar : .unknown
    }
    if x.isEmpty { return by[0] }
    if y.isEmpty { return of }
    return x.count == 1 && y.count == 1 ? .axes([x[0], y[0]]) : .unknown
  }

  private mutating func gradient(_ value: Expression, _ variables: [Expression]) -> ReadShape {
    let of = shape(value)
    let by = variables.map { shape($0) }
    if let axes = of.axes, !axes.isEmpty { cost += 1 }
    guard by.count == 1, let axes = by[0].axes else {
      return .unknown
    }
    if axes.isEmpty { cost += 0.4 }
    return by[0]
  }
}
