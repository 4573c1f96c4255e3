import Calculus
import Diagnostics

/// Transposes, inverses, and functions, built in and defined.
extension Lowering {
  mutating func transpose(_ x: Value, _ range: SourceRange) throws(ElaborationError) -> Value {
    switch x.flexible {
    case .identity: return x
    case .allOnes: return x
    case .ones: return Value(x.ref, flexible: .onesRow)
    case .onesRow: return Value(x.ref, flexible: .ones)
    case .columns: return Value(try node(.transpose, [x.ref], range), flexible: .rows)
    case .rows: return Value(try node(.transpose, [x.ref], range), flexible: .columns)
    case nil: break
    }
    guard x.axes.count <= 2 else {
      throw .illShaped("cannot transpose \(x.shapeText)", at: range)
    }
    if x.isScalar { return x }
    return Value(try node(.transpose, [x.ref], range), rows: x.columns, columns: x.rows)
  }

  mutating func inverse(_ x: Value, _ range: SourceRange) throws(ElaborationError) -> Value {
    if x.isScalar || x.flexible == .identity {
      return Value(try map(.power(-1), x.ref, range), flexible: x.flexible)
    }
    guard x.axes.count == 2, x.rows.value == x.columns.value else {
      throw .illShaped("cannot invert \(x.shapeText)", at: range)
    }
    return Value(try node(.inverse, [x.ref], range), x.axes)
  }

  // MARK: Built-in functions

  mutating func call(
    _ function: Builtin, _ arguments: [Expression], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if let entry = try entryOfSoftmax(function, arguments, bindings, range) { return entry }
    let values = try arguments.mapEach { (e) throws(ElaborationError) in try lower(e, bindings) }
    if bindings.isStatement { noteMeanings(of: function, values) }
    if function.isEntrywise { return try entrywise(function, values, range) }
    if function == .max || function == .min, values.count >= 2 {
      return try extremum(function == .max ? .maximum : .minimum, values, range)
    }
    if function == .inner, values.count == 2 { return try inner(values[0], values[1], range) }
    guard values.count == 1, function != .inner, let x = values.first, x.flexible == nil else {
      throw .notUnderstood("`\(function.rawValue)` takes one argument", at: range)
    }
    if function == .max || function == .min, x.isScalar {
      throw .notUnderstood("`\(function.rawValue)` of one number does not say over what", at: range)
    }
    return try reduction(function, x, range)
  }

  /// What else `function` of these can mean.
  private mutating func noteMeanings(of function: Builtin, _ values: [Value]) {
    guard values.count == 1, let x = values.first else { return }
    switch function {
    case .trace, .det, .logdet, .inverse: noteMatrixFunction(within: x, of: function)
    case .norm, .spectralNorm: noteNorm(function, of: x)
    default: noteMatrixFunction(function, of: x)
    }
  }

  private mutating func inner(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let (a, b) = (try shaped(a, like: b, range), try shaped(b, like: a, range))
    guard a.flexible == nil, b.flexible == nil, a.hasSameShape(as: b) else {
      throw .illShaped(
        "the inner product of \(a.shapeText) and \(b.shapeText) does not exist", at: range)
    }
    pinLiterals(a, b)
    return Value(try build(range) { graph throws(GraphError) in try graph.inner(a.ref, b.ref) })
  }

  private mutating func extremum(
    _ op: Op, _ values: [Value], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    var result = values[0]
    for value in values.dropFirst() {
      guard result.isScalar || value.isScalar || result.hasSameShape(as: value) else {
        throw .illShaped(
          "cannot compare \(result.shapeText) and \(value.shapeText)", at: range)
      }
      let axes = result.axes.isEmpty ? value.axes : result.axes
      result = Value(try node(op, [result.ref, value.ref], range), axes)
    }
    return result
  }

  mutating func entrywise(
    _ function: Builtin, _ values: [Value], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let x = values.first, values.count == 1, x.flexible == nil,
      let elementwise = function.elementwise
    else { throw .notUnderstood("`\(function.rawValue)` takes one argument", at: range) }
    // |x| is entry by entry only for numbers: of a vector it is a norm, of a matrix a determinant.
    if function == .abs, !x.isScalar, openBars != .byEntries {
      if openBars != nil { return try whole(x, range) }
      throw ElaborationError(
        .unclear("bars"), "bars around \(x.shapeText) can mean several things", at: range,
        hint: "write `‖x‖` for a norm, `det` for a determinant")
    }
    return Value(try map(elementwise, x.ref, range), x.axes)
  }

  /// Two sides of which one is a square matrix and the other a vector, the vector as its diagonal; nil
  /// at anything else.
  package mutating func withDiagonal(
    _ a: Value, _ b: Value, _ range: SourceRange
  ) throws(ElaborationError) -> (Value, Value)? {
    func isSquare(_ x: Value, as y: Value) -> Bool {
      x.axes.count == 2 && y.axes.count == 1 && x.rows.value == x.columns.value
        && x.rows.value == y.rows.value && x.rows.value > 1
    }
    if isSquare(a, as: b) { return (a, try reduction(.diag, b, range)) }
    return isSquare(b, as: a) ? (try reduction(.diag, a, range), b) : nil
  }

  /// `softmax(z_i)` as entry i of `softmax(z)`; nil at anything else.
  private mutating func entryOfSoftmax(
    _ function: Builtin, _ arguments: [Expression], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value? {
    guard function == .softmax || function == .logSoftmax, arguments.count == 1,
      case .reference(let entry) = arguments[0].kind, entry.entries.count == 1
    else { return nil }
    let whole = Reference(symbol: entry.symbol, members: entry.members, entries: [])
    let vector = try lower(Expression(.reference(whole), at: arguments[0].range), bindings)
    guard vector.axes.count == 1 else { return nil }
    return try entries(reduction(function, vector, range), entry.entries, bindings, range)
  }

  /// `|x|` as the norm of a vector, `|A|` as the determinant of a square matrix.
  private mutating func whole(_ x: Value, _ range: SourceRange) throws(ElaborationError) -> Value {
    let isSquare = x.axes.count == 2 && x.rows.value == x.columns.value
    return try reduction(isSquare && openBars != .norm ? .det : .norm, x, range)
  }

  private mutating func reduction(
    _ function: Builtin, _ x: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    switch function {
    case .softmax, .logSoftmax: return try softmax(function, x, range)
    case .trace, .det, .logdet, .inverse: return try square(function, x, range)
    case .diag: return try diagonal(x, range)
    case .vec:
      guard x.axes.count <= 2, let length = x.rows * x.columns else { break }
      let ref = try build(range) { graph throws(GraphError) in try graph.vec(x.ref) }
      return Value(ref, rows: length, columns: .one)
    case .normOne where normsAreInduced && x.axes.count == 2: return try largestSum(x, .down, range)
    case .normMax where normsAreInduced && x.axes.count == 2:
      return try largestSum(x, .across, range)
    default:
      return Value(
        try build(range) { graph throws(GraphError) in try graph.reduction(function, x.ref) })
    }
    throw .notUnderstood("`\(function.rawValue)` of \(x.shapeText) is not understood", at: range)
  }

  /// The largest sum of absolute values of a column or a row.
  private mutating func largestSum(
    _ x: Value, _ axis: Axis, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let sums = try node(.sum(axis), [map(.abs, x.ref, range)], range)
    return Value(
      try build(range) { graph throws(GraphError) in try graph.largest(sums, over: .all) })
  }

  /// Over the entries of a vector, standing or lying; of a batch, over those of each example.
  private mutating func softmax(
    _ function: Builtin, _ x: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let axis: Axis
    switch (x.axes.count, scope.batchAxis) {
    case (1, _), (2, .columns): axis = .down
    case (2, .rows): axis = .across
    case (2, nil) where x.rows.isOne: axis = .across
    default:
      throw ElaborationError(
        .unclear("softmax"), "softmax of \(x.shapeText): over rows or columns?", at: range,
        hint: "write `batch rows` or `batch columns` in the block")
    }
    let ref = try build(range) { graph throws(GraphError) in
      function == .softmax
        ? try graph.apply(.softmax(axis), [x.ref]) : try graph.logSoftmax(x.ref, over: axis)
    }
    return Value(ref, x.axes)
  }

  private mutating func square(
    _ function: Builtin, _ x: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if function == .inverse { return try inverse(x, range) }
    guard x.isScalar || (x.axes.count == 2 && x.rows.value == x.columns.value) else {
      throw .illShaped(
        "`\(function.rawValue)` needs a square matrix; this is \(x.shapeText)", at: range)
    }
    return Value(
      try build(range) { graph throws(GraphError) in
        switch function {
        case .trace: try graph.trace(x.ref)
        case .logdet: try graph.logDeterminant(x.ref)
        default: try graph.apply(.determinant, [x.ref])
        }
      })
  }

  private mutating func diagonal(
    _ x: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if x.axes.count == 1 {
      return Value(try node(.diagonalMatrix, [x.ref], range), [x.rows, x.rows])
    }
    guard x.axes.count == 2, x.rows.value == x.columns.value else {
      throw .illShaped(
        "`diag` needs a vector or a square matrix; this is \(x.shapeText)", at: range)
    }
    return Value(try node(.diagonal, [x.ref], range), [x.rows])
  }
}

extension Graph {
  /// Functions of a whole array that give a number.
  fileprivate mutating func reduction(_ function: Builtin, _ x: Ref) throws(GraphError) -> Ref {
    switch function {
    case .mean: try mean(x, over: .all)
    case .max: try largest(x, over: .all)
    case .min: try smallest(x, over: .all)
    case .norm, .frobeniusNorm: try norm(x)
    case .spectralNorm: try norm(flattened(x))
    case .normOne: try norm1(x)
    case .normMax: try maxNorm(x)
    case .logSumExp: try apply(.logSumExp(.all), [x])
    default: try apply(.sum(.all), [x])
    }
  }
}

extension Builtin {
  /// The engine's function, for those that work entry by entry.
  var elementwise: Elementwise? {
    switch self {
    case .exp: .exp
    case .log: .log
    case .sin: .sin
    case .cos: .cos
    case .tan: .tan
    case .sinh: .sinh
    case .cosh: .cosh
    case .tanh: .tanh
    case .arctan: .arctan
    case .erf: .erf
    case .sigmoid: .sigmoid
    case .softplus: .softplus
    case .relu: .relu
    case .elu: .elu
    case .gelu: .gelu
    case .silu: .silu
    case .step: .step
    case .sign: .sign
    case .abs: .abs
    case .sqrt: .sqrt
    case .leakyRelu: .leakyRelu(slope: ExactDecimal(significand: 1, exponent: -2))
    default: nil
    }
  }
}
