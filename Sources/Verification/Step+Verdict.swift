import Calculus
import Diagnostics
import Elaboration

extension Step {
  /// Unclear for what it says, not for what could not be decided.
  var isUnread: Bool {
    finding == .unclear && ["undeclared-name", "construct", "free-index"].contains(code)
  }

  /// Reasons that lie in a name, an index or a construct, where a small edit may help.
  static let unreadCodes: Set<String> = [
    "undeclared-name", "construct", "free-index", "index-count", "argument",
  ]

  /// The same step as unclear for a reason that lies outside of it.
  func leftOpen(_ code: String, _ message: String) -> Step {
    var open = Step(range: range, latex: latex, finding: .unclear)
    (open.code, open.message, open.equation) = (code, message, equation)
    return open
  }

  /// The same step where something was refused on the way to its finding, if that is a verdict.
  func refused(by allowance: Allowance) -> Step {
    guard finding.isOfClaim else { return self }
    return leftOpen("work", allowance.refusal)
  }

  init(
    _ verdict: Decision.Verdict, _ equation: String, range: SourceRange, latex: String
  ) {
    switch verdict {
    case .holds(let evidence):
      self.init(range: range, latex: latex, finding: .holds)
      self.evidence = evidence
      reading = evidence.reading
    case .refuted(let difference):
      self.init(range: range, latex: latex, finding: .refuted)
      refute(difference, equation)
    case .illShaped(let obstacle):
      self.init(range: range, latex: latex, finding: .illShaped)
      refuse(obstacle, equation)
    case .unclear(let code, let message, let hint):
      self.init(range: range, latex: latex, finding: .unclear)
      (self.code, self.message, self.hint) = (code, message, hint)
      notes = [equation]
    case .internalError:
      self.init(range: range, latex: latex, finding: .unclear)
      code = Diagnostic.internalErrorCode
      message = "two ways to take a derivative disagree: this is a mistake of the program"
      notes = [equation]
      isError = true
    }
  }

  private mutating func refute(_ difference: Trial.Difference, _ equation: String) {
    let found = Counterexample(
      at: difference.place, left: difference.left.map(\.shown),
      right: difference.right.map(\.shown), row: difference.row, column: difference.column)
    counterexample = found
    message = "the two sides of this equation differ"
    let place = found.at.isEmpty ? "" : "for \(found.at) "
    let isScalar = found.left.shape.isScalar
    let entry = isScalar ? "" : "entry (\(found.row + 1), \(found.column + 1)) of "
    let (a, b) = distinctTexts(
      found.left[found.row, found.column] ?? .nan, found.right[found.row, found.column] ?? .nan)
    notes = [equation, "\(place)\(entry)the left side is \(a), of the right side \(b)"]
    if a == b {
      let distance = distinctTexts(difference.distance.magnitude, 0).0
      notes[1] = "\(place)\(entry)the left side is \(a), the right side differs by \(distance)"
    } else if isScalar {
      notes[1] = "\(place)the left side is \(a), the right side \(b)"
    }
    if !difference.inputs.isEmpty {
      notes.append("with \(difference.inputs.joined(separator: ", "))")
    }
    notes += difference.functions
    evidence = Evidence(.counterexample, points: 1, sizes: 1, at: found.at.isEmpty ? nil : found.at)
    evidence?.values = "\(a) vs \(b)"
  }

  private mutating func refuse(_ obstacle: Obstacle, _ equation: String) {
    switch obstacle {
    case .shapes(let left, let right, let place):
      message = "the two sides of this equation have different shapes"
      let prefix = place.isEmpty ? "" : "for \(place) "
      notes = [equation, "\(prefix)the left side is \(left), the right side is \(right)"]
      evidence = Evidence(.shapes, at: place.isEmpty ? nil : place)
    case .error(let error, let place):
      message = error.message
      site = error.range
      notes = [equation] + (place.isEmpty ? [] : ["for \(place)"]) + error.notes
      hint = error.hint
      evidence = Evidence(.shapes, at: place.isEmpty ? nil : place)
    }
  }
}

extension Finding {
  /// What becomes of an equation that is claimed, decided or not.
  package var isOfClaim: Bool {
    switch self {
    case .holds, .refuted, .illShaped, .slip, .unclear: true
    case .definition, .condition, .update, .skipped, .notOurs: false
    }
  }
}

extension Statement {
  func refused(by allowance: Allowance) -> Statement {
    var open = self
    open.steps = steps.map { $0.refused(by: allowance) }
    return open
  }
}

extension Interval {
  /// What may be 0 is most likely nothing else.
  fileprivate var shown: Double { contains(0) ? 0 : midpoint }
}
