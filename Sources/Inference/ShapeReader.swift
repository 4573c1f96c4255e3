import Elaboration
import NetSyntax

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
  var cost = 0.0
  /// Whether a column stands beside a matrix in a sum, and along which axis it lies.
  var hasBroadcasts = false
  /// Functions whose value is a number, whatever they take.
  var numberValued: Set<SymbolID> = []
  /// Functions that the page defines.
  var bodies: [SymbolID: (formals: [SymbolID], body: Expression)] = [:]
  /// What the arguments of the function are whose body is read.
  private var formals: [SymbolID: ReadShape] = [:]
  private var nodes: [AxisKey: Int] = [:]
  private var named: [String: Int] = [:]
  private var letters: [String: Length] = [:]
  private var depth = 0

  private struct AxisKey: Hashable {
    let symbol: SymbolID
    let members: [ScriptTerm]
    let axis: Int
  }

  /// Where the examples lie in the matrices of batches.
  let batch: BatchAxis

  init(_ draft: Draft, ranks: [SymbolID: Int], batch: BatchAxis = .columns) {
    self.draft = draft
    self.batch = batch
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
    case .formal, .identity, .ones, .unit, .dots: return .unknown
    case .sized(let inner, let size):
      guard let length = length(size) else { return .unknown }
      return inner.kind == .identity ? .axes([length, length]) : .axes([length])
    case .negated(let inner), .differential(let inner): return shape(inner)
    case .sum(let terms): return sum(terms.map(\.value))
    case .product(let factors):
      return product(of: factors)
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
      return applied(id, Array(arguments.dropFirst(draft.scope[id].slots)))
    case .abstract(_, _, _, let arguments): return applied(nil, arguments)
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
    if let shape = formals[reference.symbol] { return entries(shape, reference.entries) }
    let members = reference.members.compactMap(ScriptTerm.init)
    guard members.count == reference.members.count else { return .unknown }
    return entries(.axes(axes(of: reference.symbol, members)), reference.entries)
  }

  private mutating func entries(_ shape: ReadShape, _ items: [EntryIndex]) -> ReadShape {
    guard !items.isEmpty, let axes = shape.axes else { return items.isEmpty ? shape : .unknown }
    guard items.count <= axes.count else {
      // `b_{kij}` of a column is a slip that occurs.
      cost += 1.2
      return .scalar
    }
    if items.count < axes.count { cost += 1.2 }
    var left: [Length] = []
    for (axis, item) in zip(axes, items) {
      switch item {
      case .at(let term):
        guard let letter = ScriptTerm(term), letter.shift == 0, let name = letter.letter else {
          continue
        }
        if letters[name] == nil, draft.plan.families[name] == nil { letters[name] = axis }
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
      if let upper = binding.upper, let length = length(upper),
        binding.lower.map({ $0 == .number(1) }) ?? true
      {
        lengths.unify(letter(binding.letter), length)
      }
    }
    let shape = self.shape(body)
    letters = outer
    return shape
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
  private mutating func applied(_ id: SymbolID?, _ arguments: [Expression]) -> ReadShape {
    let shapes = arguments.map { shape($0) }
    guard let id else { return shapes.count == 1 ? shapes[0] : .unknown }
    if numberValued.contains(id) { return .scalar }
    if let function = bodies[id], function.formals.count == shapes.count {
      let outer = formals
      for (formal, shape) in zip(function.formals, shapes) { formals[formal] = shape }
      defer { formals = outer }
      return shape(function.body)
    }
    return shapes.count == 1 ? shapes[0] : .unknown
  }

  // MARK: Derivatives

  private mutating func derivative(_ value: Expression, _ variables: [Expression]) -> ReadShape {
    let of = shape(value)
    let by = variables.map { shape($0) }
    guard let x = of.axes, let y = by.first?.axes, by.count == 1 else {
      return of.axes?.isEmpty ?? false && by.allSatisfy { $0.axes?.isEmpty ?? false }
        ? .scalar : .unknown
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
