import MathSyntax
import Verification

/// An equation in the list of all equations of a site.
package struct ListedEquation: Sendable {
  private let mark: VerdictMark
  private let formula: MathNode
  private let detail: String?
  private let anchor: String

  /// A statement of the page; nil for one without a verdict or without an address.
  package init?(_ content: StatementContent, at link: FormulaContent.Link?) {
    guard content.isMarked, let link else { return nil }
    mark = content.mark
    formula = content.formula
    detail = content.statement.detail
    switch link {
    case .id(let id): anchor = id
    case .label(let label): anchor = label
    }
  }

  /// A claim of a block.
  package init?(_ content: ClaimContent) {
    mark = VerdictMark(content.statement)
    guard mark.isVerdict else { return nil }
    formula = content.formula
    detail = content.statement.detail
    anchor = content.id
  }

  var data: TemplateData {
    var data = mark.data
    data["formula"] = formulaHTML(formula, display: false)
    data["anchor"] = anchor
    data["detail"] = detail.map(prose)
    return data
  }
}

extension Statement {
  /// Why, in a few words: the reason of what is wrong or unclear, the evidence of what holds.
  fileprivate var detail: String? {
    let step = steps.first { $0.finding == finding }
    if step?.finding == .slip { return step?.hint ?? step?.message }
    return step?.message ?? step?.evidence?.summary
  }
}
