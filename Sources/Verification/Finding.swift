import Calculus
import Diagnostics
import MathSyntax

/// What became of a statement (DESIGN section 5); the raw values are those of the JSON report.
package enum Finding: String, CaseIterable, Hashable, Sendable {
  case holds, refuted
  case illShaped = "ill-shaped"
  case slip, unclear, definition, condition, update, skipped
  case notOurs = "not ours"

  /// Worst first: a statement's finding is the worst of its steps'.
  package static let bySeverity: [Finding] = [
    .refuted, .illShaped, .slip, .unclear, .holds, .definition, .condition, .update, .skipped,
    .notOurs,
  ]
}

/// One statement of a note, an equation or a chain of them, with its findings.
package struct Statement: Hashable, Sendable {
  package let range: SourceRange
  /// The source as written.
  package let latex: String
  /// A single equation has one step; never empty.
  package var steps: [Step]
  /// Its author says that it is wrong: anything but refuted or ill-shaped is an error.
  package var mustFail = false

  package init(range: SourceRange, latex: String, steps: [Step]) {
    self.range = range
    self.latex = latex
    self.steps = steps
  }

  package var finding: Finding {
    // Not over the steps themselves, which are large to copy.
    Finding.bySeverity.first { finding in
      steps.indices.contains { steps[$0].finding == finding }
    } ?? .unclear
  }
}

/// One relation of a chain, compared with the last member that held.
package struct Step: Hashable, Sendable {
  package let range: SourceRange
  package let latex: String
  package let finding: Finding
  /// The member that held last, where that is not the one before: the left side of what was checked.
  package var comparedWith: MathNode?
  /// The reason, as in `unclear[code]`.
  package var code: String?
  package var message: String?
  /// Lines of detail below the message, each a clause.
  package var notes: [String] = []
  package var labels: [Diagnostic.Label] = []
  /// The part of `range` that the message is about, where that is not all of it.
  package var site: SourceRange?
  /// Unclear where nothing may be: in a block, whose names its author declares.
  package var isError = false
  package var hint: String?
  /// Small changes after which it holds, the nearest first.
  package var repairs: [Repair] = []
  /// Whether the first of them is known to be the only one.
  package var hasOneRepair = false
  package var evidence: Evidence?
  /// The reading under which it holds, where that is not the usual one.
  package var reading: String?
  package var counterexample: Counterexample?
  /// How it was read; nil where it was not.
  package var equation: ReadEquation?

  package init(range: SourceRange, latex: String, finding: Finding) {
    self.range = range
    self.latex = latex
    self.finding = finding
  }
}

extension Step {
  /// The LaTeX that the nearest repair would leave.
  package var fix: String? { repairs.first?.latex }
  /// The edits of the note that lead there.
  package var edits: [FixIt.Edit] { repairs.first?.edits ?? [] }
}

/// How a finding was reached.
package struct Evidence: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case exact, numeric
    case byDefinition = "by definition"
    /// A point at which the two sides are certainly different.
    case counterexample
    /// The sides have shapes that cannot be equal.
    case shapes
  }
  package var kind: Kind
  /// How many points were tried, over all sizes.
  package var points = 0
  /// How many choices of the named sizes were tried.
  package var sizes = 0
  /// An upper bound on the probability that an exact finding is wrong.
  package var error: Double?
  /// The widest interval that decided, relative to the value in it.
  package var width: Double?
  /// Where: `k = 2, i = 1, j = 3`.
  package var at: String?
  /// What the two sides are there, where they differ: `0.173 vs −0.249`.
  package var values: String?
  /// Members that say nothing, since the derivative does not pass through them: `k = 3`.
  package var omitted: [String] = []
  /// Sizes that were not varied, since a statement names entries by number or a literal length meets
  /// a named one: `n = 3`.
  package var held: [String] = []
  /// What the text around it says of when it holds: `i ≠ j`.
  package var conditions: String?
  /// What is read otherwise than usual.
  package var reading: String?
  /// How signs and derivatives were read; nil where as usual.
  var conventions: Decision.Conventions?

  package init(_ kind: Kind, points: Int = 0, sizes: Int = 0, at: String? = nil) {
    self.kind = kind
    self.points = points
    self.sizes = sizes
    self.at = at
  }

  /// `numeric, 24 points, 3 size choices`.
  package var summary: String {
    switch kind {
    case .byDefinition: return "by definition\(rest)"
    case .shapes: return "by the shapes" + place
    case .counterexample: return "refuted\(place)" + (values.map { ": \($0)" } ?? "")
    case .exact: return "exact at \(counted(sizes, "size choice")) (error < 1e-15)\(rest)"
    case .numeric:
      return "numeric, \(counted(points, "point")), \(counted(sizes, "size choice"))\(rest)"
    }
  }

  /// Whether it is said of the values that the page shows, and of no others.
  package var isAtShownPoint: Bool { at == Evidence.shownPoint }
  static let shownPoint = "the shown point"

  private var rest: String {
    (held.isEmpty ? "" : ", \(held.joined(separator: ", ")) held")
      + (omitted.isEmpty ? "" : ", without \(omitted.joined(separator: "; "))")
      + (conditions.map { ", where \($0)" } ?? "")
  }

  private var place: String { at.map { " at \($0)" } ?? "" }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

/// A point at which the two sides of an equation are certainly different.
package struct Counterexample: Hashable, Sendable {
  /// The values of the free indices: `k = 2, i = 1`; empty where there are none.
  package let at: String
  package let left: Matrix<Double>
  package let right: Matrix<Double>
  /// The first entry that differs, counted from 0.
  package let row: Int
  package let column: Int

  package init(
    at: String, left: Matrix<Double>, right: Matrix<Double>, row: Int, column: Int
  ) {
    self.at = at
    self.left = left
    self.right = right
    self.row = row
    self.column = column
  }
}
