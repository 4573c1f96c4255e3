import Diagnostics
import Elaboration
import MathSyntax
import Reading

extension PageChecker {
  /// A statement about indices alone restricts what stands beside it: at the start of a line what
  /// follows there (`i \ne j: A = B`), else the statement before it.
  func absorbConditions(_ written: inout [WrittenStatement], _ scope: Scope) {
    var kept: [WrittenStatement] = []
    var leading: (line: Int, conditions: [MathNode])?
    for (index, statement) in written.enumerated() {
      let isFirst = index == 0 || written[index - 1].line != statement.line
      let isFollowed = index + 1 < written.count && written[index + 1].line == statement.line
      if leading?.line != statement.line { leading = nil }
      guard let condition = restriction(in: statement, scope) else {
        kept.append(statement)
        kept[kept.count - 1].conditions += leading?.conditions ?? []
        continue
      }
      if isFirst && isFollowed || leading != nil {
        leading = (statement.line, (leading?.conditions ?? []) + [condition])
      } else if !kept.isEmpty {
        kept[kept.count - 1].conditions.append(condition)
      } else {
        kept.append(statement)
      }
    }
    written = kept
  }

  /// A statement that is nothing but a condition on indices, as such.
  private func restriction(in statement: WrittenStatement, _ scope: Scope) -> MathNode? {
    let nodes = statement.source
    guard let found = scope.restriction(nodes),
      !scope.isSpokenOf(in: statement.members) || found.contains(where: { !$0.data.isEmpty })
    else { return nil }
    return .row(of: nodes, at: statement.range.lowerBound)
  }
}

extension Scope {
  /// Cases by the value of an input, `t = 1` and `t = 0`, are statements of their own: they leave
  /// other values out. A definition stays whole.
  func casesApart(_ statement: WrittenStatement) -> [WrittenStatement] {
    let said = statement.writtenCases.map { $0.condition.filter { !$0.isText } }
      .filter { !$0.isEmpty }
    guard !said.isEmpty, definition(in: statement) == nil, said.allSatisfy(isOfGivenValue) else {
      return [statement]
    }
    return statement.eachCase
  }

  private func isOfGivenValue(_ condition: [MathNode]) -> Bool {
    guard let found = valueConditions(condition), found.count == 1 else { return false }
    return found[0].relation == .equal && givenValue(in: found[0]) != nil
  }
}

extension MathNode {
  fileprivate var isText: Bool {
    if case .text = kind { true } else { isInvisible }
  }
}

extension ElaborationError {
  static func nothingToContinue(at range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("no-left-side"), "what this goes on from was not understood", at: range)
  }

  static func badCondition(at range: SourceRange) -> ElaborationError {
    ElaborationError(.unclear("condition"), "the condition beside it is not understood", at: range)
  }
}

extension StatementKind {
  /// Whether a display of this kind can be continued by the next one.
  var isChecked: Bool {
    switch self {
    case .definition, .claim: true
    default: false
    }
  }
}

extension Step {
  static func unread(
    _ error: ElaborationError, _ statement: WrittenStatement, _ file: SourceFile
  ) -> Step {
    .unread(error, at: statement.range, latex: file.text(of: statement.range))
  }

  /// One small edit makes it hold.
  static func slip(
    _ edit: SlipEdit, _ latex: String, at range: SourceRange, in file: SourceFile
  ) -> Step {
    var step = Step(range: range, latex: file.text(of: range), finding: .slip)
    step.message = "something here is not understood, and one small change makes it hold"
    step.hint = "write \(edit.hint)"
    step.repairs = [Repair(phrase: edit.hint, edits: edit.edits, latex: latex)]
    step.hasOneRepair = true
    step.site = edit.edits.first?.range
    return step
  }

  /// The same finding at the place of what was written rather than of its corrected form.
  func relocated(to range: SourceRange, in file: SourceFile) -> Step {
    var step = Step(range: range, latex: file.text(of: range), finding: finding)
    (step.code, step.message, step.notes, step.hint) = (code, message, notes, hint)
    (step.evidence, step.reading, step.counterexample) = (evidence, reading, counterexample)
    return step
  }
}
