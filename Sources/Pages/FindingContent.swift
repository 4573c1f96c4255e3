import MathSyntax
import Verification

/// A statement of the page with the formulas of its steps.
package struct StatementContent: Sendable {
  package let statement: Statement
  let formula: MathNode
  /// The formula of each step, in the order of `statement.steps`.
  package let formulas: [MathNode]
  /// What a step should have been, in the same order.
  package let corrections: [MathNode?]

  package init(
    _ statement: Statement, formula: MathNode, formulas: [MathNode], corrections: [MathNode?]
  ) {
    self.statement = statement
    self.formula = formula
    self.formulas = formulas
    self.corrections = corrections
  }

  var mark: VerdictMark { VerdictMark(statement) }

  /// Nothing is shown of definitions, conditions and what was left alone.
  var isMarked: Bool { mark.isVerdict }

  /// All that is to be said in plain sight: what is wrong or unclear, and not on purpose.
  func findings(namingFormulas: Bool) -> [TemplateData] {
    if statement.mustFail {
      guard !statement.failsAsIntended else { return [] }
      var data = mark.data
      data["reason"] = statement.diagnostics.first.map { prose($0.message) }
      return [data]
    }
    return steps.filter { $0.needsWords }.map { $0.finding(namingFormula: namingFormulas) }
  }

  /// Steps and how each was decided, to stand behind the mark.
  var evidence: [TemplateData] {
    steps.filter { $0.mark.isVerdict && !$0.needsWords || statement.failsAsIntended }.map { step in
      var data = step.mark.data
      data["formula"] = formulaHTML(step.formula, display: false)
      if statement.failsAsIntended {
        data["label"] = mark.label
        data["reason"] = step.step.message.map(prose)
        // What is wrong on purpose teaches by what would be right.
        data["hint"] = step.step.hint.map(prose)
      }
      data["evidence"] = step.spokenEvidence
      data["reading"] = step.step.reading
      data["notes"] = step.notes.map(prose)
      data["counterexample"] = step.step.counterexample?.data
      return data
    }
  }

  private var steps: [StepContent] {
    statement.steps.indices.map { index in
      StepContent(
        step: statement.steps[index],
        formula: formulas.indices.contains(index) ? formulas[index] : MathNode.row(of: [], at: 0),
        correction: corrections.indices.contains(index) ? corrections[index] : nil)
    }
  }
}

/// One step of a statement of the page.
private struct StepContent {
  let step: Step
  let formula: MathNode
  let correction: MathNode?

  var mark: VerdictMark {
    VerdictMark(step.finding, byDefinition: step.evidence?.kind == .byDefinition)
  }

  /// Wrong or unclear.
  var needsWords: Bool { [.refuted, .illShaped, .slip, .unclear].contains(step.finding) }

  /// How it was decided, where the mark and the details do not say so already.
  var spokenEvidence: String? {
    guard let evidence = step.evidence, [.exact, .numeric].contains(evidence.kind) else {
      return nil
    }
    return evidence.summary
  }

  /// Details, without the equation itself where it stands above already.
  var notes: [String] { step.notes.filter { $0 != describe(formula) } }

  func finding(namingFormula: Bool) -> TemplateData {
    var data = mark.data
    if namingFormula { data["formula"] = formulaHTML(formula, display: false) }
    data["notes"] = notes.map(prose)
    data["counterexample"] = step.counterexample?.data
    if step.repairs.count == 1 {
      data["correction"] = correction.map { formulaHTML($0, display: false) }
    }
    if step.finding == .slip, let hint = step.hint {
      data["reason"] = prose(hint)
    } else {
      data["reason"] = step.message.map(prose)
      data["hint"] = step.hint.map(prose)
    }
    return data
  }
}

extension VerdictMark {
  /// The mark of a statement; what fails on purpose is no failure.
  init(_ statement: Statement) {
    if statement.failsAsIntended {
      self.init("✗", "does not hold, as intended", "intended")
    } else if statement.mustFail {
      self.init("✗", "expected to fail", "fails")
    } else {
      self.init(statement.finding, byDefinition: statement.holdsByDefinition)
    }
  }
}
