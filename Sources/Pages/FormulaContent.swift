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

  /// How links find it.
  package enum Link: Sendable {
    /// Its element has this id.
    case id(String)
    /// A label inside it has an id, written as URLs write it.
    case label(String)
  }

  /// Its `<math>` element, as UTF-8.
  let math: [UInt8]
  let place: Place
  let link: Link?
  let statements: [StatementContent]

  package init(
    math: [UInt8], place: Place, link: Link? = nil, statements: [StatementContent]
  ) {
    self.math = math
    self.place = place
    self.link = link
    self.statements = statements.filter(\.isMarked)
  }

  /// What stands in its place: a block, or a part of a paragraph.
  package func html(_ templates: Templates) -> [UInt8] {
    switch place {
    case .block:
      return withoutLastLineEnd(templates.bytes(of: "equation", equation))
    case .line: return span("gw-display", math, id: id) + marks.utf8
    case .text(let isWide):
      let formula = isWide ? span("gw-wide", math) : math
      return statements.isEmpty ? formula : span("gw-checked", formula + marks.utf8, id: id)
    }
  }

  /// What stands below the paragraph of a formula that is no block; often empty.
  package func below(_ templates: Templates) -> [UInt8] {
    if case .block = place { return [] }
    let findings = statements.flatMap { $0.findings(namingFormulas: true) }
    guard !findings.isEmpty else { return [] }
    return withoutLastLineEnd(templates.bytes(of: "findings", ["findings": findings]))
  }

  private var id: String? {
    if case .id(let id) = link { id } else { nil }
  }

  private var equation: TemplateData {
    let math = TemplateValue.html(math[...])
    var data: TemplateData =
      switch link {
      case .id(let id): ["math": math, "id": id, "anchor": id]
      case .label(let anchor): ["math": math, "anchor": anchor]
      case nil: ["math": math]
      }
    // Most formulas state nothing that is checked.
    if !statements.isEmpty { data.merge(verdicts) }
    return data
  }

  /// What is said of the statements.
  private var verdicts: TemplateData {
    let evidence = statements.flatMap(\.evidence)
    let isOne = statements.count == 1 && statements[0].statement.steps.count == 1
    let findings = statements.flatMap { $0.findings(namingFormulas: !isOne) }
    return [
      "marks": statements.map(\.mark.data), "hasMarks": true,
      "hasEvidence": !evidence.isEmpty, "isOne": isOne,
      "isOpen": statements.contains { $0.statement.failsAsIntended },
      "steps": evidence, "findings": findings, "hasFindings": !findings.isEmpty,
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
private func withoutLastLineEnd(_ html: consuming [UInt8]) -> [UInt8] {
  if html.last == UInt8(ascii: "\n") { html.removeLast() }
  return html
}

private func span(_ style: String, _ html: [UInt8], id: String? = nil) -> [UInt8] {
  let name = id.map { " id=\"\($0)\"" } ?? ""
  return "<span class=\"\(style)\"\(name)>".utf8 + html + "</span>".utf8
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
