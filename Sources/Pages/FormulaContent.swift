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
      if statements.isEmpty, case .id(let id) = link, let plain = templates.plainEquation {
        return plain.html(math: math, id: id)
      }
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

  fileprivate var equation: TemplateData {
    let evidence = statements.flatMap(\.evidence)
    let isOne = statements.count == 1 && statements[0].statement.steps.count == 1
    let findings = statements.flatMap { $0.findings(namingFormulas: !isOne) }
    var data: TemplateData = [
      "math": String(decoding: math, as: UTF8.self), "marks": statements.map(\.mark.data),
      "hasMarks": !statements.isEmpty, "hasEvidence": !evidence.isEmpty, "isOne": isOne,
      "isOpen": statements.contains { $0.statement.failsAsIntended },
      "steps": evidence,
      "findings": findings, "hasFindings": !findings.isEmpty,
    ]
    switch link {
    case .id(let id): data.merge(["id": id, "anchor": id]) { $1 }
    case .label(let anchor): data["anchor"] = anchor
    case nil: break
    }
    return data
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

/// A display that is not checked, as most are not, without another pass through its template: the template's HTML with
/// places for the formula and for its id.
struct PlainEquation: Sendable {
  private enum Piece {
    case html([UInt8])
    case math
    case id
  }

  private let pieces: [Piece]

  init(_ templates: Templates) {
    // Signs that no template contains.
    let (math, id): (UInt8, UInt8) = (0, 1)
    let name = String(decoding: [id], as: UTF8.self)
    let content = FormulaContent(math: [math], place: .block, link: .id(name), statements: [])
    let html = withoutLastLineEnd(templates.bytes(of: "equation", content.equation))
    pieces = html.split(separator: math, omittingEmptySubsequences: false).enumerated().flatMap {
      turn, part -> [Piece] in
      let pieces = part.split(separator: id, omittingEmptySubsequences: false).enumerated()
        .flatMap { turn, part in (turn > 0 ? [.id] : []) + [Piece.html(Array(part))] }
      return (turn > 0 ? [.math] : []) + pieces
    }
  }

  func html(math: [UInt8], id: String) -> [UInt8] {
    var html: [UInt8] = []
    html.reserveCapacity(math.count + 256)
    for piece in pieces {
      switch piece {
      case .html(let bytes): html += bytes
      case .math: html += math
      case .id: html += id.utf8
      }
    }
    return html
  }
}

/// Blocks end their lines by themselves.
private func withoutLastLineEnd(_ html: [UInt8]) -> [UInt8] {
  html.last == UInt8(ascii: "\n") ? html.dropLast() : html
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
