import MathSyntax
import NoteSyntax
import Verification

/// A formula of the page, with the marks of what it states.
package struct FormulaContent: Sendable {
  /// Where it stands.
  package enum Place: Sendable {
    /// A display among the blocks of the page.
    case block
    /// A display that is a part of a paragraph.
    case line
    /// In running text; `isWide`: it may be too wide for a line.
    case text(isWide: Bool)
  }

  /// Its `<math>` element.
  let math: String
  let place: Place
  let statements: [StatementContent]

  package init(math: String, place: Place, statements: [StatementContent]) {
    self.math = math
    self.place = place
    self.statements = statements.filter(\.isMarked)
  }

  /// What stands in its place: a block, or a part of a paragraph.
  package func html(_ templates: Templates) -> String {
    switch place {
    case .block:
      if statements.isEmpty, let (before, after) = templates.plainEquation {
        return before + math + after
      }
      return withoutLastLineEnd(templates.render("equation", equation))
    case .line: return "<span class=\"gw-display\">\(math)</span>" + marks
    case .text(let isWide):
      let formula = isWide ? "<span class=\"gw-wide\">\(math)</span>" : math
      return statements.isEmpty ? formula : "<span class=\"gw-checked\">\(formula)\(marks)</span>"
    }
  }

  /// What stands below the paragraph of a formula that is no block; often empty.
  package func below(_ templates: Templates) -> String {
    if case .block = place { return "" }
    let findings = statements.flatMap { $0.findings(namingFormulas: true) }
    guard !findings.isEmpty else { return "" }
    return withoutLastLineEnd(templates.render("findings", ["findings": findings]))
  }

  /// What the templates put before and behind a formula that is not checked, which most are; nil
  /// where a template does more with the formula than to write it once.
  static func plain(_ templates: Templates) -> (before: String, after: String)? {
    let hole = "\u{F8F0}"
    let content = FormulaContent(math: hole, place: .block, statements: [])
    let html = withoutLastLineEnd(templates.render("equation", content.equation))
    let parts = html.split(separator: hole, omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  private var equation: TemplateData {
    let evidence = statements.flatMap(\.evidence)
    let isOne = statements.count == 1 && statements[0].statement.steps.count == 1
    let findings = statements.flatMap { $0.findings(namingFormulas: !isOne) }
    return [
      "math": math, "marks": statements.map(\.mark.data), "hasMarks": !statements.isEmpty,
      "hasEvidence": !evidence.isEmpty, "isOne": isOne, "steps": evidence,
      "findings": findings, "hasFindings": !findings.isEmpty,
    ]
  }

  /// Small signs behind the formula, with what they mean for those who point at or hear them.
  private var marks: String {
    statements.map { statement in
      let text = escapedHTML(statement.spoken)
      return
        "<span class=\"gw-sign gw-\(statement.mark.style)\" role=\"img\" aria-label=\"\(text)\""
        + " title=\"\(text)\">\(statement.mark.character)</span>"
    }.joined()
  }
}

/// Blocks end their lines by themselves.
private func withoutLastLineEnd(_ html: String) -> String {
  guard html.utf8.last == UInt8(ascii: "\n") else { return html }
  var html = html
  html.removeLast()
  return html
}

extension StatementContent {
  /// The finding in a few words: `holds: numeric, 24 points, 3 size choices`.
  var spoken: String {
    let step = statement.steps.first { $0.finding == statement.finding }
    let reason = step?.finding == .slip ? step?.hint : step?.message ?? step?.evidence?.summary
    guard let reason, reason != "by definition" else { return mark.label }
    return "\(mark.label): \(reason)"
  }
}
