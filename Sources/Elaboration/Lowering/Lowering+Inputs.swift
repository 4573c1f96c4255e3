import Calculus
import Diagnostics
import MathSyntax

/// An input of the net, as it stands in the graph.
package final class InputNode: Sendable {
  package let key: Lowering.MemberKey
  package let input: NetSymbol.Input
  /// The variable to differentiate by.
  package let value: Value
  /// The leaf that is set: the input itself, or what it is made from.
  package let leaf: Graph.Ref
  package let sampling: Sampling
  /// Its given value as a node, at the declared sizes.
  package let given: Graph.Ref?

  /// Along which an input moves, where an equation is one between differentials.
  package let isDirection: Bool

  init(
    key: Lowering.MemberKey, input: NetSymbol.Input, value: Value, leaf: Graph.Ref,
    sampling: Sampling, given: Graph.Ref?, isDirection: Bool = false
  ) {
    (self.key, self.input, self.value, self.leaf) = (key, input, value, leaf)
    (self.sampling, self.given, self.isDirection) = (sampling, given, isDirection)
  }

  /// In the order of declarations and members.
  package func precedes(_ other: InputNode) -> Bool {
    guard key != other.key else { return leaf < other.leaf }
    guard key.symbol == other.key.symbol else { return key.symbol < other.key.symbol }
    return key.members.lexicographicallyPrecedes(other.key.members)
  }

  /// How the leaf's entries are drawn.
  package enum Sampling: Hashable, Sendable {
    case real, positive, oneHot, symmetric, diagonal, sign
    case integers(ClosedRange<Int>)
  }
}

extension Lowering {
  mutating func makeInput(
    _ input: NetSymbol.Input, _ key: MemberKey, _ letters: LetterValues, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let axes = try input.domain.axes.mapEach { (term) throws(ElaborationError) -> Dimension in
      guard let axis = term.dimension(letters, sizes), axis.value >= 1 else {
        throw ElaborationError(
          .nonexistent, "`\(name(of: key))` has a size that does not exist", at: range)
      }
      return axis
    }
    if keepsZeros, scope.isZeroStart(input, of: key.symbol) {
      let zero = try constant(.zero, range)
      return Value(try node(.repeated(Value.shape(of: axes)), [zero], range), axes)
    }
    let sampling = try sampling(input.domain, letters, input.range)
    if case .integers(let values) = sampling, values.count <= Lowering.maximalRange {
      return try makeWholeNumber(values, input, key, range)
    }
    let leaf = try build(range) { graph throws(GraphError) in
      try graph.input(Value.shape(of: axes))
    }
    var value = Value(leaf, axes)
    if mode == .sampled {
      value = try constrained(leaf, axes, key, input, range)
    }
    let given = try self.given(input, axes)
    inputs.append(
      InputNode(key: key, input: input, value: value, leaf: leaf, sampling: sampling, given: given))
    return value
  }

  private func sampling(
    _ domain: Domain, _ letters: LetterValues, _ range: SourceRange
  ) throws(ElaborationError) -> InputNode.Sampling {
    switch domain.kind {
    case .real, .simplex, .positiveDefinite, .orthogonal: return .real
    case .positive: return .positive
    case .oneHot: return .oneHot
    case .symmetric: return .symmetric
    case .diagonal: return .diagonal
    case .integers(let lower, let upper):
      guard let lower = lower.value(letters, sizes), let upper = upper.value(letters, sizes),
        lower <= upper
      else { throw ElaborationError(.nonexistent, "this range is empty", at: range) }
      return .integers(lower...upper)
    }
  }

  /// A point of the domain made from free parameters, so that it lies there whatever they are
  /// (DESIGN section 6, points).
  private mutating func constrained(
    _ free: Graph.Ref, _ axes: [Dimension], _ key: MemberKey, _ input: NetSymbol.Input,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let signs: Graph.Ref?
    if case .orthogonal = input.domain.kind {
      let column = try build(range) { graph throws(GraphError) in
        try graph.input(.column(axes[0].value))
      }
      inputs.append(
        InputNode(
          key: key, input: input, value: Value(column, [axes[0]]), leaf: column, sampling: .sign,
          given: nil))
      signs = column
    } else {
      signs = nil
    }
    let made = try build(range) { graph throws(GraphError) -> Graph.Ref? in
      switch input.domain.kind {
      case .simplex: try graph.simplexPoint(free)
      case .positiveDefinite: try graph.positiveDefinite(free)
      case .orthogonal: try signs.map { (s) throws(GraphError) in try graph.orthogonal(free, s) }
      default: nil
      }
    }
    guard let made else { return Value(free, axes) }
    return try named(Value(made, axes), range)
  }

  /// The given value, a scalar filling the shape, a list of numbers in row-major order.
  private mutating func given(
    _ input: NetSymbol.Input, _ axes: [Dimension]
  ) throws(ElaborationError) -> Graph.Ref? {
    guard isDeclared, case .expression(let expression)? = input.value else { return nil }
    // What a value names says nothing about the statement that uses it.
    let pinned = pinned
    defer { self.pinned = pinned }
    var bindings = Bindings()
    bindings.isStatement = false
    let value = try lower(expression, bindings)
    let shape = Value.shape(of: axes)
    if value.flexible == .identity {
      return try shaped(value, like: Value(value.ref, axes), expression.range).ref
    }
    if value.isScalar || value.flexible != nil {
      return try node(.repeated(shape), [value.ref], expression.range)
    }
    if value.shape == shape { return value.ref }
    guard axes.count != 2, value.shape.rows == 1, value.shape.count == shape.count else {
      throw .illShaped(
        "the value is \(value.shapeText), the shape \(Value(value.ref, axes).shapeText)",
        at: expression.range)
    }
    return try node(.reshape(shape), [value.ref], expression.range)
  }
}

extension Graph {
  /// u ⊙ u / Σ u²: non-negative, with sum 1.
  fileprivate mutating func simplexPoint(_ u: Ref) throws(GraphError) -> Ref {
    let squares = try apply(.map(.power(2)), [u])
    return try apply(.divide, [squares, apply(.sum(.all), [squares])])
  }

  /// BBᵀ + I.
  fileprivate mutating func positiveDefinite(_ b: Ref) throws(GraphError) -> Ref {
    let product = try apply(.matmul, [b, apply(.transpose, [b])])
    return try apply(.add, [product, identity(self[b].shape.rows)])
  }

  /// Cayley's transform (I − A)(I + A)⁻¹ of the skew A = B − Bᵀ is orthogonal without the eigenvalue
  /// −1; a diagonal of signs reaches the rest.
  fileprivate mutating func orthogonal(_ b: Ref, _ signs: Ref) throws(GraphError) -> Ref {
    let skew = try apply(.subtract, [b, apply(.transpose, [b])])
    let identity = try identity(self[b].shape.rows)
    let (minus, plus) = (
      try apply(.subtract, [identity, skew]), try apply(.add, [identity, skew])
    )
    let rotation = try apply(.matmul, [minus, apply(.inverse, [plus])])
    return try apply(.matmul, [rotation, apply(.diagonalMatrix, [signs])])
  }
}

extension Scope {
  /// `h_0 ∈ R^n = 0` where the other `h_t` are defined: where a recursion starts.
  package func isZeroStart(_ input: NetSymbol.Input, of id: SymbolID) -> Bool {
    guard case .expression(let value)? = input.value, case .number(let number) = value.kind,
      number.isZero, !input.pattern.isEmpty, input.pattern.allSatisfy(\.letters.isEmpty)
    else { return false }
    return !self[id].definitions.isEmpty
  }

  /// `h_0 = 0`, for all of them.
  package var zeroStarts: [String] {
    ids.flatMap { id in
      self[id].inputs.filter { isZeroStart($0, of: id) }.map { "\(describe($0.node)) = 0" }
    }
  }
}
