/// What random points of a prime field say about pairs of formulas.
package enum FieldVerdict: Hashable, Sendable {
  /// The sides of every pair agreed at all points, for every pattern of signs; a difference would have
  /// stayed hidden with probability at most `error`.
  case agrees(points: Int, error: Double)
  /// Some entries differ at a point where both sides are defined.
  case disagrees
  case undecided(Reason)

  package enum Reason: Hashable, Sendable {
    /// More than six entries choose branches.
    case branches(Int)
    /// More than six square roots.
    case roots(Int)
    /// The degree is too high for a small error.
    case degree
    /// Some pattern of signs did not occur.
    case pattern
    /// No point was found at which all roots and quotients exist.
    case undefined
  }
}

/// Compares the outputs of a form in pairs: the first with the second, the third with the fourth.
package struct FieldTrial {
  /// The error that makes a claim exact.
  package static let accuracy = 1e-15
  static let branchLimit = 6
  /// Points for one pattern, where no root is taken.
  static let pointLimit = 8
  /// Draws for one point that counts.
  static let attemptLimit = 64

  private let form: FieldForm
  private var points: FieldPoints
  private let leaf: (Graph.Ref, _ attempt: Int) -> [Residue]
  private let pairs: [(left: Range<Int>, right: Range<Int>)]
  /// The points drawn so far.
  private var attempts = 0

  /// `points`: of the graph of the form, which finds there what other forms have in common with it. `leaf` gives the entries of a
  /// leaf of the formulas at each point, row-major.
  package static func verdict(
    _ form: FieldForm, in graph: Graph, at points: inout FieldPoints,
    leaf: @escaping (Graph.Ref, _ attempt: Int) -> [Residue]
  ) -> FieldVerdict {
    points.need(form.outputs + form.branches.map(\.argument), in: graph)
    var trial = FieldTrial(form, points, leaf)
    points = FieldPoints()
    defer { points = trial.points }
    return trial.run()
  }

  private init(
    _ form: FieldForm, _ points: FieldPoints,
    _ leaf: @escaping (Graph.Ref, _ attempt: Int) -> [Residue]
  ) {
    (self.form, self.points, self.leaf) = (form, points, leaf)
    pairs = stride(from: 1, to: form.outputs.count, by: 2).compactMap { index in
      guard let left = points.plan.range(of: form.outputs[index - 1]),
        let right = points.plan.range(of: form.outputs[index])
      else { return nil }
      return (left, right)
    }
  }

  /// Draws points until every pattern of signs was seen often enough, or the sides differ.
  private mutating func run() -> FieldVerdict {
    let (branches, roots) = (form.branches.count, form.degree.roots)
    guard !form.outputs.isEmpty else { return .agrees(points: 0, error: 0) }
    if form.isRational { return compareOnce() ?? .undecided(.undefined) }
    guard branches <= Self.branchLimit else { return .undecided(.branches(branches)) }
    guard roots <= Self.branchLimit else { return .undecided(.roots(roots)) }
    guard let need = pointsPerPattern else { return .undecided(.degree) }
    let patterns = 1 << branches
    var seen: [UInt64: Int] = [:]
    var (full, defined, points) = (0, 0, 0)
    for _ in 0..<(Self.attemptLimit * patterns * (need + 1 << roots)) where full < patterns {
      guard self.points.plan.isAffordable else { break }
      guard let (agree, signs) = step() else { continue }
      defined += 1
      guard agree else { return .disagrees }
      guard let signs else { continue }
      seen[signs, default: 0] += 1
      points += 1
      if seen[signs] == need { full += 1 }
    }
    guard full == patterns else { return .undecided(defined == 0 ? .undefined : .pattern) }
    return .agrees(points: points, error: error(points: need))
  }

  /// Rational formulas need no patterns; each point multiplies the error.
  private mutating func compareOnce() -> FieldVerdict? {
    guard let need = pointsPerPattern else {
      return disagreement() ? .disagrees : .undecided(.degree)
    }
    var points = 0
    for _ in 0..<(Self.attemptLimit + need) where points < need {
      guard self.points.plan.isAffordable else { break }
      guard let (agree, _) = step() else { continue }
      guard agree else { return .disagrees }
      points += 1
    }
    return points == need ? .agrees(points: points, error: error(points: need)) : nil
  }

  private mutating func disagreement() -> Bool {
    (0..<Self.pointLimit).contains { _ in step()?.agree == false }
  }

  /// Whether all pairs agree at a new point, and the signs of the branches there; nil where a side is undefined.
  private mutating func step() -> (agree: Bool, signs: UInt64?)? {
    let attempt = attempts
    attempts += 1
    let values = points.values(at: attempt) { ref in
      guard ref == form.seed else { return leaf(ref, attempt) }
      var source = ResidueSource(seed: UInt64(attempt))
      return [source.next()]
    }
    guard let agree = values.withEntries(agree) else { return nil }
    return (agree, form.signs(in: values, points.plan))
  }

  private func agree(_ entries: UnsafeBufferPointer<Residue>) -> Bool? {
    guard 2 * pairs.count == form.outputs.count else { return nil }
    var agree = true
    for (left, right) in pairs {
      guard left.upperBound <= entries.count, right.upperBound <= entries.count else { return nil }
      let (a, b) = (entries[left], entries[right])
      if a.contains(where: \.isUndefined) || b.contains(where: \.isUndefined) { return nil }
      if !a.elementsEqual(b) { agree = false }
    }
    return agree
  }

  /// Least number of points with an error below `accuracy`.
  ///
  /// Besides the zeros that the degree counts, √(v²) is v or −v with the sign of v: with r roots a point
  /// shows one of 2ʳ such choices, and a difference in only one of them is missed by n points with
  /// probability (1 − 2⁻ʳ)ⁿ.
  private var pointsPerPattern: Int? {
    let roots = form.degree.roots
    let limit = roots > 0 ? 40 << roots : Self.pointLimit
    return (1...limit).first { error(points: $0) < Self.accuracy }
  }

  private func error(points: Int) -> Double {
    let (branches, roots) = (form.branches.count, form.degree.roots)
    let patterns = libmPow(2, Double(branches))
    let chance = form.degree.error(branches: branches)
    if roots == 0 { return patterns * libmPow(chance, Double(points)) }
    let choices = libmPow(2, Double(-roots))
    return patterns * libmPow(1 - choices + chance, Double(points))
  }
}
