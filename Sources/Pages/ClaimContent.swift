import MathML
import MathSyntax
import NoteSyntax
import Verification

/// A checked equation as the page shows it.
package struct ClaimContent: Sendable {
  package let statement: Statement
  package let formula: MathNode
  /// The formula of each step of a chain, in the order of `statement.steps`.
  package let steps: [MathNode]
  /// The formulas of all of these as messages have them.
  private let spellings: Set<String>

  /// Where links to it lead.
  let id: String

  /// - Parameter set: How the page sets a formula.
  package init(
    _ statement: Statement, id: String, formula: MathNode, steps: [MathNode],
    set: (MathNode) -> MathNode
  ) {
    self.statement = statement
    self.id = id
    let whole = set(formula)
    self.formula = whole
    // A single step is all of it.
    self.steps = steps.map { $0 == formula ? whole : set($0) }
    spellings = Set(([formula] + steps).map(describe))
  }

  var data: TemplateData {
    var data = VerdictMark(statement.finding, byDefinition: statement.holdsByDefinition).data
    data["formula"] = formulaHTML(formula, display: true)
    data["id"] = id
    guard let only = statement.steps.first, statement.steps.count == 1 else {
      data["chain"] = zip(statement.steps, steps).map { stepData($0, formula: $1) }
      return data
    }
    data.merge(details(only))
    return data
  }

  private func stepData(_ step: Step, formula: MathNode) -> TemplateData {
    let byDefinition = step.evidence?.kind == .byDefinition
    var data = VerdictMark(step.finding, byDefinition: byDefinition).data
    data["formula"] = formulaHTML(formula, display: false)
    data.merge(details(step))
    return data
  }

  /// Why: the evidence of what holds, the reason and the counterexample of what does not.
  private func details(_ step: Step) -> TemplateData {
    // The equation itself stands above already.
    let notes = step.notes.filter { !spellings.contains($0) }
    var data: TemplateData = ["notes": notes.map(prose)]
    data["evidence"] = step.evidence?.summary
    data["reading"] = step.reading
    data["reason"] = step.message.map(prose)
    data["hint"] = step.hint.map(prose)
    data["counterexample"] = step.counterexample?.data
    return data
  }
}

/// The sign that stands beside an equation, and its name for those who do not see it.
struct VerdictMark {
  let character: String
  let label: String
  /// The class of the element; colours hang on it.
  let style: String

  init(_ character: String, _ label: String, _ style: String) {
    (self.character, self.label, self.style) = (character, label, style)
  }

  /// Whether something was decided, or was to be.
  var isVerdict: Bool { style != "unchecked" }

  init(_ finding: Finding, byDefinition: Bool) {
    (character, label, style) =
      switch finding {
      case .holds where byDefinition: ("≡", "holds by definition", "holds")
      case .holds: ("✓", "holds", "holds")
      case .refuted: ("✗", "does not hold", "fails")
      case .illShaped: ("✗", "shapes do not fit", "fails")
      case .slip: ("✗", "not quite right", "fails")
      case .unclear: ("?", "unclear", "unclear")
      case .definition, .condition, .update, .skipped, .notOurs: ("·", "not checked", "unchecked")
      }
  }

  var data: TemplateData {
    ["mark": character, "label": label, "style": style, style: true]
  }
}

extension Counterexample {
  /// Both sides as matrices, side by side, the first entry that differs marked in both; nil for two
  /// numbers, which the details name already.
  var data: TemplateData? {
    if left.shape.isScalar, right.shape.isScalar { return nil }
    let sides = [("left side", left), ("right side", right)].map { name, matrix -> TemplateData in
      let place = matrix.shape.isScalar ? nil : (row: row, column: column)
      let text = MatrixText(matrix, differing: place)
      return ["name": name, "matrix": text.html, "shape": text.shape]
    }
    return ["at": prose(at), "hasPlace": !at.isEmpty, "sides": sides]
  }
}

/// A formula as an element that scrolls on its own when it is wider than the page.
func formulaHTML(_ formula: MathNode, display: Bool) -> String {
  let style = display ? " display=\"block\" class=\"gw-left\"" : ""
  let text = escapedHTML(describe(formula))
  return "<math\(style) alttext=\"\(text)\">\(mathML(formula))</math>"
}
