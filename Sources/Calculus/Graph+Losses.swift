/// What networks are trained to make small: each a 1×1 of a prediction and a target of one shape.
extension Graph {
  /// Σ (x − y)²
  package mutating func squaredError(_ x: Ref, _ y: Ref) throws(GraphError) -> Ref {
    try squaredNorm(apply(.subtract, [x, y]))
  }

  /// The mean of (x − y)² over all entries.
  package mutating func meanSquaredError(_ x: Ref, _ y: Ref) throws(GraphError) -> Ref {
    try mean(map(.power(2), apply(.subtract, [x, y])), over: .all)
  }

  /// −Σ y log p
  package mutating func crossEntropy(probabilities p: Ref, _ y: Ref) throws(GraphError) -> Ref {
    try map(.negate, inner(y, map(.log, p)))
  }

  /// −Σ y log softmax(x), each line of `axis` being one example.
  package mutating func crossEntropy(
    logits x: Ref, _ y: Ref, over axis: Axis = .down
  ) throws(GraphError) -> Ref {
    try map(.negate, inner(y, logSoftmax(x, over: axis)))
  }

  /// −Σ (y log p + (1 − y) log(1 − p))
  package mutating func binaryCrossEntropy(
    probabilities p: Ref, _ y: Ref
  ) throws(GraphError) -> Ref {
    let one = try constant(.one)
    let yes = try inner(y, map(.log, p))
    let no = try inner(apply(.subtract, [one, y]), map(.log, apply(.subtract, [one, p])))
    return try map(.negate, apply(.add, [yes, no]))
  }

  /// Σ (log(1 + eˣ) − x y), the binary cross-entropy of sigmoid x.
  package mutating func binaryCrossEntropy(logits x: Ref, _ y: Ref) throws(GraphError) -> Ref {
    let terms = try apply(.subtract, [map(.softplus, x), apply(.multiply, [x, y])])
    return try apply(.sum(.all), [terms])
  }

  /// Σ max(0, 1 − x y) for targets y of ±1.
  package mutating func hingeLoss(_ x: Ref, _ y: Ref) throws(GraphError) -> Ref {
    let margin = try apply(.subtract, [constant(.one), apply(.multiply, [x, y])])
    return try apply(.sum(.all), [map(.relu, margin)])
  }

  /// Σ of r²/2 where |r| ≤ δ, else δ (|r| − δ/2), for r = x − y.
  package mutating func huberLoss(_ x: Ref, _ y: Ref, delta: Ref) throws(GraphError) -> Ref {
    let two = try constant(ExactDecimal(2))
    let r = try apply(.subtract, [x, y])
    let size = try map(.abs, r)
    let near = try apply(.divide, [map(.power(2), r), two])
    let less = try apply(.subtract, [size, apply(.divide, [delta, two])])
    let far = try apply(.multiply, [delta, less])
    let isNear = try apply(.subtract, [delta, size])
    return try apply(.sum(.all), [apply(.choose(.nonnegative), [isNear, near, far])])
  }

  /// The column of `count` zeros with a 1 at `index`, from 0.
  package mutating func oneHot(_ index: Int, of count: Int) throws(GraphError) -> Ref {
    try apply(.place(row: index, column: 0, in: .column(count)), [constant(.one)])
  }

  /// (Σ |x|ᵖ)^(1/p) for p > 0, a 1×1.
  package mutating func norm(_ x: Ref, order p: Ref) throws(GraphError) -> Ref {
    let powers = try apply(.power, [map(.abs, x), p])
    return try apply(.power, [apply(.sum(.all), [powers]), apply(.divide, [constant(.one), p])])
  }
}
