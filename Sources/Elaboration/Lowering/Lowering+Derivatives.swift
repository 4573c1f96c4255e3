import Calculus
import Diagnostics

/// Derivatives, total: `u` as a function of `v`, what does not depend on `v` held fixed
/// (DESIGN section 5). They are made in the mixed layout and transposed where another one says so.
extension Lowering {
  mutating func derivative(
    of operand: Expression, by variables: [Expression], _ layout: Layout, _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var result = try lower(operand, bindings)
    guard result.flexible == nil else {
      throw .notUnderstood("a derivative of an open shape is not understood", at: range)
    }
    for (order, variable) in variables.enumerated() {
      let (whole, position) = try self.variable(variable, bindings)
      let isZero = order > 0 || isEntryOfDependent(operand, on: whole, bindings)
      let isByNumber = position != nil || whole.isScalar
      let isTransposed = variables.count == 1 && layout.transposes(result, isByNumber: isByNumber)
      result = try derivative(result, whole, position, isZero: isZero, range)
      if isTransposed { result = try transpose(result, range) }
    }
    return result
  }

  /// The whole array that is differentiated by, and the entry, where it is one.
  private mutating func variable(
    _ expression: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> (Value, Int?) {
    let range = expression.range
    switch expression.kind {
    case .formal(let name):
      guard let value = bindings.formals[name] else { break }
      return (value, nil)
    case .entries(let inner, let items):
      let (whole, _) = try variable(inner, bindings)
      return (whole, try position(items, whole, bindings, range))
    case .reference(let reference):
      let whole = try member(reference, bindings, range)
      guard !reference.entries.isEmpty else { return (whole, nil) }
      return (whole, try position(reference.entries, whole, bindings, range))
    case .apply(let id, derivative: 0, let arguments):
      // `C` beside a definition `C(a)`: the node itself.
      return (try apply(id, 0, arguments, bindings, range), nil)
    default: break
    }
    throw .notUnderstood("only names can be differentiated by", at: range)
  }

  /// The 0-based row-major position of an entry of `whole`.
  private mutating func position(
    _ items: [EntryIndex], _ whole: Value, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Int {
    // Selecting the entry checks the number of indices and their ranges.
    let entry = try entries(whole, items, bindings, range)
    guard entry.isScalar, case .slice(let block) = graph[entry.ref].op else {
      throw .notUnderstood("a derivative by part of an array is not understood", at: range)
    }
    return block.rows.lowerBound * whole.shape.columns + block.columns.lowerBound
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

  private mutating func derivative(
    _ u: Value, _ v: Value, _ position: Int?, isZero: Bool, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let isByNumber = position != nil || v.isScalar
    let columns: [Dimension]
    switch (u.axes.count, isByNumber) {
    case (_, true): columns = []
    case (0, false): columns = v.axes
    case (1, false) where v.axes.count == 1: columns = v.axes
    default:
      throw ElaborationError(
        .unclear("layout"),
        "the derivative of \(u.shapeText) by \(v.shapeText) has no matrix form that all use",
        at: range, hint: "write it entry by entry")
    }
    let shape = Value.shape(of: u.axes + columns)
    let axes = u.axes + columns
    guard let full = try jacobian(u, v, range) else {
      guard isZero else { throw independent(range) }
      return Value(try node(.repeated(shape), [constant(.zero, range)], range), axes)
    }
    var ref = full
    if let position, v.shape.count > 1 {
      ref = try node(.slice(.column(position, of: graph[full].shape)), [full], range)
    }
    guard graph[ref].shape != shape else { return Value(ref, axes) }
    return Value(try node(.reshape(shape), [ref], range), axes)
  }

  /// u.count × v.count, both row-major; nil where `u` does not depend on `v`.
  private mutating func jacobian(
    _ u: Value, _ v: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref? {
    if let known = gradients[[u.ref, v.ref]] {
      if known.statement != statement { take(known.jacobian, u, v) }
      return known.jacobian
    }
    let found = try build(range) { graph throws(GraphError) -> Graph.Ref? in
      guard u.shape.isScalar else { return try graph.jacobian(of: u.ref, by: v.ref) }
      guard let gradient = try graph.gradients(of: u.ref, by: [v.ref])[0] else { return nil }
      let row = Shape(1, v.shape.count)
      return graph[gradient].shape == row ? gradient : try graph.apply(.reshape(row), [gradient])
    }
    take(found, u, v)
    return found
  }

  private mutating func take(_ jacobian: Graph.Ref?, _ u: Value, _ v: Value) {
    gradients[[u.ref, v.ref]] = Gradient(jacobian: jacobian, statement: statement)
    if let jacobian {
      derivatives.append(Derivative(of: u.ref, by: v.ref, jacobian: jacobian))
    }
  }

  private func independent(_ range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("independent"),
      "what is differentiated does not pass through what it is differentiated by", at: range)
  }
}
