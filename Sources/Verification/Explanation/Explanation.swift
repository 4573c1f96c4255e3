import Diagnostics
import Elaboration
import MathSyntax

/// How a statement was read and judged, for its author to compare with what was meant: the equation
/// in one unambiguous notation, the shape of each part, each name with its declaration, the ranges
/// of free indices, the reading, and the verdict with its evidence.
package struct Explanation: Sendable {
  package let range: SourceRange
  package let finding: Finding
  package let latex: String
  package let steps: [StepExplanation]
  package let names: [NameExplanation]

  package init(_ statement: Statement) {
    range = statement.range
    finding = statement.finding
    latex = statement.latex
    steps = statement.steps.map { StepExplanation($0) }
    names = NameExplanation.all(in: statement.steps.compactMap(\.equation))
  }
}

/// One relation of the statement.
package struct StepExplanation: Sendable {
  package let finding: Finding
  /// The equation as it was read; nil where it was not.
  package private(set) var equation: String?
  /// `k = 1..2`, each free index with its range at the declared sizes.
  package private(set) var ranges: [String] = []
  package private(set) var conditions: [String] = []
  /// Where the parts have the shapes given: `k = 1`.
  package private(set) var place = ""
  package private(set) var parts: [PartExplanation] = []
  package private(set) var layout: String?
  /// How it was read, where there was a choice.
  package let reading: String?
  /// What was found out: the evidence, or the reason and its details.
  package let verdict: [String]

  init(_ step: Step) {
    finding = step.finding
    reading = step.reading
    verdict = step.account
    guard let equation = step.equation else { return }
    read(equation)
  }

  private mutating func read(_ read: ReadEquation) {
    let notation = Notation(read.scope)
    equation = "\(describe(notation.node(read.left))) = \(describe(notation.node(read.right)))"
    conditions = read.conditions.map(\.text)
    if read.left.containsDerivative || read.right.containsDerivative {
      layout = read.scope.layout.rawValue
    }
    var walk = PartWalk(read)
    ranges = walk.ranges
    place = walk.place
    parts = walk.parts(of: read.left) + walk.parts(of: read.right)
  }
}

extension Step {
  /// `exact at 3 size choices (error < 1e-15)`, or why it is not known to hold.
  fileprivate var account: [String] {
    let reason = message.flatMap { text -> String? in
      // A counterexample says more than that there is one.
      guard finding != .refuted else { return nil }
      guard let code, finding == .unclear else { return text }
      return "\(text) [\(code)]"
    }
    let correction = hint.map { ["hint: \($0)"] } ?? []
    let isDecided = finding == .holds || finding == .refuted
    let judged = isDecided ? evidence.map(\.summary) : finding.reasonUnchecked
    return [judged, reason].compactMap { $0 } + Array(notes.dropFirst()) + correction
  }
}

extension Finding {
  /// Why a statement of this kind was not checked; nil where it was.
  fileprivate var reasonUnchecked: String? {
    switch self {
    case .holds, .refuted, .illShaped, .slip, .unclear: nil
    case .definition: "its left side is a new name for what stands on the right"
    case .condition: "it says of inputs when something is so; it is not checked"
    case .update: "it says how something changes; only its shapes are checked"
    case .skipped: "it is no equation, or its author says to leave it out; it is not checked"
    case .notOurs: "it uses no name that a block before it declares; it is not checked"
    }
  }
}
