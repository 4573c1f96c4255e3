import Calculus
import Diagnostics

/// Derivatives. They are made in the mixed layout and transposed where another one says so; what
/// varies is said by `Way` (DESIGN section 5).
extension Lowering {
  mutating func derivative(
    of operand: Expression, by variables: [Expression], _ sign: DerivativeSign?, _ layout: Layout,
    _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    // `∂zᵀ/∂x`: the layout is said, columns are the numerator.
    if case .transpose(let inner) = operand.kind, variables.count == 1 {
      let (u, v) = (try lower(inner, bindings), try variable(variables[0], bindings))
      if u.axes.count == 1, !v.isNumber, !v.isTransposed {
        let rows = try derivative(of: inner, by: variables, sign, .mixed, bindings, range)
        return try transpose(rows, range)
      }
    }
    if variables.count == 1,
      let found = try derivative(
        of: operand, byFormula: variables[0], sign, layout, bindings, range)
    {
      return found
    }
    var u = try lower(operand, bindings)
    if onesAreNumbers, u.isOneNumber, u.shape.isScalar { u = Value(u.ref) }
    // `∂L/∂Z_{i,:}` is a row of ∂L/∂Z.
    if u.isScalar, variables.count == 1, let (whole, items) = slice(variables[0]) {
      let all = try derivative(of: operand, by: [whole], sign, .mixed, bindings, range)
      return try entries(all, items, bindings, range)
    }
    guard u.flexible == nil else {
      throw .notUnderstood("a derivative of an open shape is not understood", at: range)
    }
    var result = u
    var found: [Variable] = []
    for (order, expression) in variables.enumerated() {
      let v = try variable(expression, bindings)
      try checkTransposed(v, u, isAlone: variables.count == 1 && layout == .mixed, range)
      found.append(v)
      let way = try way(from: v, to: u, operand, expression, sign, bindings, range)
      let isTransposed =
        v.isTransposed
        ? result.isScalar
        : variables.count == 1 && layout.transposes(result, by: v)
      if let found = try derivative(result, v, way, range) {
        result = found
      } else {
        guard
          order > 0 || isEntryOfDependent(operand, on: v.whole, bindings)
            || isTermOfDependent(operand, on: expression, bindings)
        else { throw independent(range) }
        result = try zeros(ofDerivative: result, v, range)
      }
      if isTransposed { result = try transpose(result, range) }
    }
    try checkOrder(found, range)
    return result
  }

  /// `∇_{Aᵀ} f` is the transpose of `∇_A f`; what else a transposed matrix below does depends on who writes it.
  private func checkTransposed(
    _ v: Variable, _ u: Value, isAlone: Bool, _ range: SourceRange
  ) throws(ElaborationError) {
    guard v.isTransposed, v.whole.axes.count > 1, !(u.isScalar && isAlone) else { return }
    throw .notUnderstood(
      "this derivative by the transpose of a matrix is not understood", at: range)
  }

  /// `∂²f/∂xᵀ∂y` is not the transpose of `∂²f/∂y∂xᵀ` to everyone.
  private func checkOrder(
    _ variables: [Variable], _ range: SourceRange
  ) throws(ElaborationError) {
    guard let first = variables.first, first.isTransposed, variables.count > 1,
      variables.contains(where: { $0.whole != first.whole })
    else { return }
    throw ElaborationError(
      .unclear("layout"), "which way this second derivative lies is not clear", at: range,
      hint: "write it entry by entry")
  }

  /// `Z_{i,:}`, and `W_k` where that is a part of a matrix: the array and the part of it.
  private func slice(_ expression: Expression) -> (whole: Expression, items: [EntryIndex])? {
    guard case .reference(let reference) = expression.kind,
      reference.entries.contains(.all) || partOfMatrix != nil && reference.entries.count == 1
    else { return nil }
    let whole = Reference(symbol: reference.symbol, members: reference.members, entries: [])
    return (Expression(.reference(whole), at: expression.range), reference.entries)
  }

  // MARK: What is differentiated by

  /// The array that is differentiated by, or one entry of it.
  struct Variable {
    var whole: Value
    /// Row-major and 0-based.
    var position: Int?
    /// The node that the entry is.
    var entry: Graph.Ref?
    /// The members of a list of parameters, whose entries `whole` has under one another.
    var parts: [Value] = []
    /// `∂/∂xᵀ`: the layout is said, rows are the numerator.
    var isTransposed = false

    var isNumber: Bool { position != nil || whole.isScalar }

    var isColumn: Bool { position == nil && whole.axes.count == 1 }
  }

  mutating func variable(
    _ expression: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> Variable {
    let range = expression.range
    switch expression.kind {
    case .formal(let name):
      guard let value = bindings.formals[name] else { break }
      return Variable(whole: value)
    case .entries(let inner, let items):
      return try entry(items, of: variable(inner, bindings), bindings, range)
    case .reference(let reference):
      var whole = Variable(whole: try member(reference, bindings, range))
      whole.parts = try parameters(reference.symbol, range)
      return reference.entries.isEmpty
        ? whole : try entry(reference.entries, of: whole, bindings, range)
    case .apply(let id, derivative: 0, let arguments):
      // `C` beside a definition `C(a)`: the node itself.
      return Variable(whole: try apply(id, 0, arguments, bindings, range))
    case .transpose(let inner):
      var found = try variable(inner, bindings)
      found.isTransposed = !found.isNumber && !found.isTransposed
      return found
    default:
      if let node = try nodeDefined(as: expression, bindings) { return Variable(whole: node) }
    }
    throw .notUnderstood("only names can be differentiated by", at: range)
  }

  private mutating func entry(
    _ items: [EntryIndex], of variable: Variable, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Variable {
    // Selecting the entry checks the number of indices and their ranges.
    let entry = try entries(variable.whole, items, bindings, range)
    guard entry.isScalar, case .slice(let block) = graph.op(of: entry.ref) else {
      throw .notUnderstood("a derivative by part of an array is not understood", at: range)
    }
    var found = variable
    found.position =
      block.rows.lowerBound * variable.whole.shape.columns + block.columns.lowerBound
    found.entry = entry.ref
    return found
  }

  /// `∂a_{ki}/∂W_{kmj}` is 0 for m ≠ i, since `a_k` depends on `W_k`.
  private mutating func isEntryOfDependent(
    _ operand: Expression, on variable: Value, _ bindings: Bindings
  ) -> Bool {
    let whole: Value?
    switch operand.kind {
    case .reference(let reference): whole = try? member(reference, bindings, operand.range)
    case .entries(let inner, _): whole = try? lower(inner, bindings)
    default: whole = nil
    }
    return whole.map { graph.depends($0.ref, on: variable.ref) } ?? false
  }

  /// `\sum_i ∂L_i/∂h_j`: the terms of the members that do not depend are 0, since others do.
  private func isTermOfDependent(
    _ operand: Expression, on variable: Expression, _ bindings: Bindings
  ) -> Bool {
    guard let u = operand.namedReference, let v = variable.namedReference else { return false }
    let letters = (u.members + v.members).reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    guard !letters.isDisjoint(with: bindings.summed) else { return false }
    return u.symbol == v.symbol || scope.dependencies(of: u.symbol).contains(v.symbol)
  }

  // MARK: Shapes

  /// nil where `u` does not depend on `v`.
  mutating func derivative(
    _ u: Value, _ v: Variable, _ way: Way, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    let axes = try axes(ofDerivative: u, v, range)
    let shape = Value.shape(of: axes)
    guard let ref = try jacobian(u, along: way, range) else { return nil }
    guard graph.shape(of: ref) != shape else { return Value(ref, axes) }
    return Value(try node(.reshape(shape), [ref], range), axes)
  }

  /// u.count × v.count, or one column where `v` is a number; nil where `u` does not depend on `v`.
  mutating func jacobian(
    _ u: Value, along way: Way, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref? {
    var sum: Graph.Ref?
    for start in way.starts {
      guard let full = try jacobian(u, start, way.held, range) else { continue }
      var ref = full
      if let position = start.position, start.whole.shape.count > 1 {
        ref = try node(.slice(.column(position, of: graph.shape(of: full))), [full], range)
      }
      if let old = sum { ref = try node(.add, [old, ref], range) }
      sum = ref
    }
    return sum
  }

  mutating func zeros(
    ofDerivative u: Value, _ v: Variable, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let axes = try axes(ofDerivative: u, v, range)
    let shape = Value.shape(of: axes)
    return Value(try node(.repeated(shape), [constant(.zero, range)], range), axes)
  }

  /// The axes of ∂u/∂v in the mixed layout.
  private func axes(
    ofDerivative u: Value, _ v: Variable, _ range: SourceRange
  ) throws(ElaborationError) -> [Dimension] {
    if v.isNumber { return u.axes }
    if u.isScalar { return v.whole.axes }
    if let rows = u.length, let columns = v.whole.length, !v.isTransposed || u.axes.count == 1 {
      return [rows, columns]
    }
    throw ElaborationError(
      .unclear("layout"),
      "the derivative of \(u.shapeText) by \(v.whole.shapeText) has no matrix form that all use",
      at: range, hint: "write it entry by entry")
  }

  private mutating func jacobian(
    _ u: Value, _ v: Variable, _ held: Set<Graph.Ref>, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref? {
    guard !v.parts.isEmpty else { return try jacobian(u, v.whole, held, range) }
    let found = try v.parts.mapEach { (part) throws(ElaborationError) in
      try jacobian(u, part, held, range)
    }
    guard found.contains(where: { $0 != nil }) else { return nil }
    let blocks = try zip(found, v.parts).map { ($0, $1) }.mapEach {
      (block, part) throws(ElaborationError) -> Graph.Ref in
      if let block { return block }
      let shape = Shape(u.shape.count, part.shape.count)
      return try node(.repeated(shape), [constant(.zero, range)], range)
    }
    return try node(.beside, blocks, range)
  }

  /// u.count × v.count, both row-major; nil where `u` does not depend on `v`.
  private mutating func jacobian(
    _ u: Value, _ v: Value, _ held: Set<Graph.Ref>, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref? {
    let key = DerivativeKey(of: u.ref, by: v.ref, held: held)
    if let known = gradients[key] {
      if known.statement != statement { take(known.jacobian, key) }
      return known.jacobian
    }
    let found = try build(range) { graph throws(GraphError) -> Graph.Ref? in
      guard u.shape.isScalar else {
        return try graph.jacobian(of: u.ref, by: v.ref, holding: held)
      }
      guard let gradient = try graph.gradients(of: u.ref, by: [v.ref], holding: held)[0] else {
        return nil
      }
      return try graph.flattenedRow(gradient)
    }
    take(found, key)
    return found
  }

  private mutating func take(_ jacobian: Graph.Ref?, _ key: DerivativeKey) {
    gradients[key] = Gradient(jacobian: jacobian, statement: statement)
    if let jacobian {
      derivatives.append(
        Derivative(of: key.of, by: key.by, held: key.held, jacobian: jacobian))
    }
  }

  func independent(_ range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("independent"),
      "what is differentiated does not pass through what it is differentiated by", at: range)
  }
}

extension Expression {
  /// The name that it is, or an entry of which it is.
  fileprivate var namedReference: Reference? {
    switch kind {
    case .reference(let reference): reference
    case .entries(let inner, _): inner.namedReference
    default: nil
    }
  }
}

extension Value {
  /// The length of a vector, standing or lying; nil for anything else.
  fileprivate var length: Dimension? {
    switch axes.count {
    case 1: axes[0]
    case 2 where rows.isOne: columns
    case 2 where columns.isOne: rows
    default: nil
    }
  }
}
