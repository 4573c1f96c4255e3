import Diagnostics
import Execution
import MathML
import MathSyntax
import NoteSyntax

/// A `net` block as the page shows it: its source, its symbols, its results and its claims.
package struct BlockContent: Sendable {
  /// The text of the block, or nil where it is hidden.
  package var source: String?
  package var report: BlockReport
  package var claims: [ClaimContent]
  /// What is wrong with the block itself; verdicts speak for themselves.
  package var problems: [ProblemContent]

  package init(
    source: String?, report: BlockReport, claims: [ClaimContent], problems: [ProblemContent]
  ) {
    self.source = source
    self.report = report
    self.claims = claims
    self.problems = problems
  }

  /// The block as HTML.
  package func html(_ templates: Templates) -> String {
    var data: TemplateData = ["items": items(templates)]
    data["source"] = source
    data["problems"] = problems.map(\.data)
    data["hasProblems"] = !problems.isEmpty
    data["hasSymbols"] = !report.symbols.isEmpty
    data["symbols"] = report.symbols.map(\.data)
    return templates.render("block", data)
  }

  /// Results and claims, in the order in which the block asks for them.
  private func items(_ templates: Templates) -> [TemplateData] {
    let results = report.results.map { (start: $0.range.lowerBound, html: $0.html(templates)) }
    let verdicts = claims.map {
      (start: $0.statement.range.lowerBound, html: templates.render("claim", $0.data))
    }
    let inOrder = (results + verdicts).enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    return inOrder.map { ["html": $0.element.html] }
  }
}

/// A diagnostic as the page shows it, at the place it is about.
package struct ProblemContent: Sendable {
  let diagnostic: Diagnostic
  let line: Int

  package init(_ diagnostic: Diagnostic, in file: SourceFile) {
    self.diagnostic = diagnostic
    line = file.location(of: diagnostic.range.lowerBound).line
  }

  var data: TemplateData {
    var data: TemplateData = [
      "line": line, "message": prose(diagnostic.message),
      "severity": diagnostic.severity.rawValue, "code": diagnostic.code,
      "notes": diagnostic.notes.map(prose),
    ]
    data["hint"] = diagnostic.hint.map(prose)
    return data
  }
}

extension SymbolRow {
  var data: TemplateData {
    var data: TemplateData = [
      "name": formulaHTML(name, display: false), "shape": shape,
    ]
    data["domain"] = domain.map { formulaHTML($0.asSet, display: false) }
    data["definition"] = definition.map { formulaHTML($0, display: false) }
    data["signature"] = signature.map { formulaHTML($0.withBlackboardReals, display: false) }
    data["description"] = description
    return data
  }
}

extension BlockResult {
  func html(_ templates: Templates) -> String {
    let html = result(templates)
    guard let caption else { return html }
    return
      "<figure class=\"gw-captioned\">\(html)<figcaption>\(escapedHTML(caption))</figcaption></figure>\n"
  }

  private func result(_ templates: Templates) -> String {
    switch kind {
    case .values(let values, let isShaded):
      "<div class=\"gw-results\">" + values.map { $0.html(isShaded: isShaded) }.joined()
        + "</div>\n"
    case .expansion(let caption, let formula): equation(mathML(caption), mathML(formula))
    case .descent(let descent): templates.render("descent", descent.data)
    case .steps(let steps): templates.render("steps", steps.data)
    case .curves(let plot): templates.render("drawing", plot.data)
    case .contours(let plot): templates.render("drawing", plot.data)
    case .diagram(let diagram):
      diagram.drawings.map { templates.render("drawing", $0) }.joined()
    case .comparison(let all): all.data.map { templates.render("comparison", $0) }.joined()
    }
  }
}

extension ShownValue {
  func html(isShaded: Bool) -> String {
    let text = MatrixText(value, isShaded: isShaded)
    return equation(mathML(caption), text.mathML, shape: text.isElided ? text.shape : nil)
  }
}

/// A display `left = right`, from the MathML of its sides; `shape`: that of what is not shown whole.
func equation(_ left: String, _ right: String, shape: String? = nil) -> String {
  let row = "<mrow>\(left)</mrow><mo>=</mo><mrow>\(right)</mrow>"
  let size = shape.map { "<span class=\"gw-shape\">\($0)</span>" } ?? ""
  return "<div class=\"gw-result gw-scroll\"><math display=\"block\" class=\"gw-left\">"
    + "<mrow>\(row)</mrow></math>\(size)</div>\n"
}

extension MathNode {
  /// `ℝ` for `R` in all factors of a signature.
  fileprivate var withBlackboardReals: MathNode { MathNode(.row(row.map(\.asSet)), at: range) }

  /// A domain with the real numbers written as `ℝ`, however they are spelt in the block.
  fileprivate var asSet: MathNode {
    var set = self
    switch kind {
    case .symbol(let symbol) where symbol.character == "R":
      set.kind = .font(.blackboard, self)
    case .scripts(let base?, let sub, let sup):
      set.kind = .scripts(base.asSet, sub: sub, sup: sup)
    case .row(let nodes):
      set.kind = .row(nodes.prefix(1).map(\.asSet) + nodes.dropFirst())
    default: break
    }
    return set
  }
}
