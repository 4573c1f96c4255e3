import Calculus
import Diagnostics

/// `\frac{\partial L}{\partial h} \frac{\partial h}{\partial W}`, where each derivative is by what the
/// next one is of: summed over the entries of `h` this has a meaning also where ∂h/∂W has no matrix
/// form, or L, a number, has a column. In the denominator layout the last one stands first.
extension Lowering {
  /// The factors with each run of such derivatives made one value.
  mutating func contracting(
    _ factors: [Expression], _ bindings: Bindings
  ) throws(ElaborationError) -> [Value] {
    var values: [Value] = []
    var rest = factors[...]
    while let first = rest.first {
      let run = layout == .denominator ? rest.reversedChainRun : rest.chainRun
      let ordered = layout == .denominator ? run.reversed() : Array(run)
      if run.count > 1, let value = try contracted(ordered, bindings) {
        values.append(value)
        rest = rest.dropFirst(run.count)
      } else {
        values.append(try lower(first, bindings))
        rest = rest.dropFirst()
      }
    }
    return values
  }

  /// nil where the first one is no derivative of a number.
  private mutating func contracted(
    _ run: [Expression], _ bindings: Bindings
  ) throws(ElaborationError) -> Value? {
    guard let first = run.first?.simpleDerivative, let last = run.last?.simpleDerivative else {
      return nil
    }
    let u = try lower(first.of, bindings)
    guard u.isScalar, u.flexible == nil else { return nil }
    var row: Graph.Ref?
    for factor in run {
      guard let derivative = factor.simpleDerivative else { return nil }
      let next = try jacobian(derivative, bindings, factor.range)
      row =
        try row.map { (row) throws(ElaborationError) in
          try node(.matmul, [row, next], factor.range)
        } ?? next
    }
    let by = try variable(last.by, bindings)
    guard let row else { return nil }
    let range = run[0].range.union(run[run.count - 1].range)
    let axes = by.isNumber ? [] : by.whole.axes
    let value = Value(try node(.reshape(Value.shape(of: axes)), [row], range), axes)
    let lies = chains == .rows && axes.count == 1
    return lies != layout.transposes(u, by: by) ? try transpose(value, range) : value
  }

  /// One row for each entry of what is differentiated, one column for each of what by.
  private mutating func jacobian(
    _ derivative: Expression.SimpleDerivative, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref {
    let (u, v) = (try lower(derivative.of, bindings), try variable(derivative.by, bindings))
    guard u.flexible == nil, !v.isTransposed else {
      throw .notUnderstood("a derivative of an open shape is not understood", at: range)
    }
    let way = try way(
      from: v, to: u, derivative.of, derivative.by, derivative.sign, bindings, range)
    guard let found = try jacobian(u, along: way, range) else { throw independent(range) }
    return found
  }
}

extension Expression {
  /// A derivative by one name.
  struct SimpleDerivative {
    let of: Expression
    let by: Expression
    /// nil: a gradient.
    let sign: DerivativeSign?
  }

  var simpleDerivative: SimpleDerivative? {
    switch kind {
    case .derivative(let u, by: let variables, let sign) where variables.count == 1:
      SimpleDerivative(of: u, by: variables[0], sign: sign)
    case .gradient(of: let u, by: let variables) where variables.count == 1:
      SimpleDerivative(of: u, by: variables[0], sign: nil)
    default: nil
    }
  }

  /// Whether it has derivatives side by side, each by what the next one is of, or the last first.
  package var hasChainRule: Bool {
    let factors = chainFactors ?? []
    return factors.indices.contains {
      factors[$0...].chainRun.count > 1 || factors[$0...].reversedChainRun.count > 1
    } || children.contains(where: \.hasChainRule)
  }

  /// Whether all its factors are such derivatives.
  var isChainRule: Bool {
    guard let factors = chainFactors else { return false }
    return factors.count > 1 && factors[...].chainRun.count == factors.count
  }

  /// The factors of a product by juxtaposition or plain signs; nil for anything else.
  var chainFactors: [Expression]? {
    switch kind {
    case .product(let factors): return factors
    case .chain(let first, let links):
      guard links.allSatisfy({ [.dot, .asterisk, .cross].contains($0.operation) }) else {
        return nil
      }
      return ([first] + links.map(\.factor)).flatMap { $0.chainFactors ?? [$0] }
    default: return nil
    }
  }
}

extension ArraySlice<Expression> {
  /// The derivatives it begins with, each by what the next one is of.
  fileprivate var chainRun: ArraySlice<Expression> {
    guard var last = first?.simpleDerivative else { return prefix(0) }
    var end = startIndex + 1
    while end < endIndex, let next = self[end].simpleDerivative, next.sign != nil,
      next.of == last.by
    {
      (last, end) = (next, end + 1)
    }
    return self[startIndex..<end]
  }

  /// The derivatives it begins with, each of what the next one is by.
  fileprivate var reversedChainRun: ArraySlice<Expression> {
    guard var last = first?.simpleDerivative, last.sign != nil else { return prefix(0) }
    var end = startIndex + 1
    while end < endIndex, let next = self[end].simpleDerivative, next.by == last.of {
      end += 1
      last = next
      if next.sign == nil { break }
    }
    return self[startIndex..<end]
  }
}
