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
    let first = firstOutput
    let atTop = problems.filter { $0.start < first }
    data["problems"] = atTop.map(\.data)
    data["hasProblems"] = !atTop.isEmpty
    data["hasSymbols"] = !report.symbols.isEmpty
    data["symbols"] = report.symbols.map(\.data)
    return templates.render("block", data)
  }

  /// Where the first line stands that shows or claims something.
  private var firstOutput: Int {
    outputs.min() ?? .max
  }

  private var outputs: [Int] {
    report.results.map(\.range.lowerBound) + claims.map(\.statement.range.lowerBound)
  }

  /// What is wrong with the lines from there on, each group of neighbours in its place.
  private func problemItems(_ templates: Templates) -> [(start: Int, html: String)] {
    let (first, outputs) = (firstOutput, outputs)
    let below = problems.filter { $0.start >= first }
    // How many outputs stand before a problem tells which problems are neighbours.
    let groups = Dictionary(grouping: below) { problem in
      outputs.count { $0 <= problem.start }
    }
    return groups.values.map { group in
      let data: TemplateData = ["problems": group.map(\.data), "hasProblems": true]
      return (group[0].start, templates.render("problems", data))
    }
  }

  /// Results and claims, in the order in which the block asks for them.
  private func items(_ templates: Templates) -> [TemplateData] {
    let results = report.results.map { (start: $0.range.lowerBound, html: $0.html(templates)) }
    let verdicts = claims.map {
      (start: $0.statement.range.lowerBound, html: templates.render("claim", $0.data))
    }
    let inOrder = (results + verdicts + problemItems(templates)).enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }
    return inOrder.map { ["html": $0.element.html] }
  }
}

/// A diagnostic as the page shows it, at the place it is about.
package struct ProblemContent: Sendable {
  let diagnostic: Diagnostic
  let line: Int

  var start: Int { diagnostic.range.lowerBound }

  package init(_ diagnostic: Diagnostic, in file: SourceFile) {
    self.diagnostic = diagnostic
    line = file.location(of: diagnostic.range.lowerBound).line
  }

  /// On its own, below the paragraph that it is about.
  package func html(_ templates: Templates) -> String {
    templates.render("problems", ["problems": [data], "hasProblems": true])
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
    data["description"] = description?.html
    return data
  }
}

extension BlockResult {
  func html(_ templates: Templates) -> String {
    switch kind {
    case .values(let values, let isShaded):
      captioned(
        "<div class=\"gw-results\">" + values.map { $0.html(isShaded: isShaded) }.joined()
          + "</div>\n")
    case .expansion(let name, let formula, let shape):
      captioned(
        equation(
          mathML(name), mathML(formula), words: "\(describe(name)) = \(describe(formula))",
          shape: shape))
    case .descent(let descent): figures("descent", [descent.data], templates)
    case .steps(let steps): figures("steps", [steps.data], templates)
    case .curves(let plot): figures("drawing", [plot.data], templates)
    case .contours(let plot): figures("drawing", [plot.data], templates)
    case .diagram(let diagram): figures("drawing", diagram.drawings, templates)
    case .comparison(let all): figures("comparison", all.data, templates)
    }
  }

  private func captioned(_ html: String) -> String {
    guard let caption else { return html }
    let text = "<figcaption><span class=\"gw-caption\">\(caption.html)</span></figcaption>"
    return "<figure class=\"gw-captioned\">\(html)\(text)</figure>\n"
  }

  /// Figures with captions of their own; the author's stands at the first one.
  private func figures(_ template: String, _ all: [TemplateData], _ templates: Templates) -> String
  {
    all.enumerated().map { index, data in
      var data = data
      if index == 0 { data["title"] = caption?.html }
      return templates.render(template, data)
    }.joined()
  }
}

extension ShownValue {
  func html(isShaded: Bool) -> String {
    let text = MatrixText(value, isShaded: isShaded)
    return equation(
      mathML(caption), text.mathML, words: "\(describe(caption)) = \(text.words)",
      shape: text.isElided ? text.shape : nil)
  }
}

/// A display `left = right`, from the MathML of its sides; `shape`: that of what is not shown whole.
func equation(
  _ left: String, _ right: String, words: String, shape: String? = nil
) -> String {
  let row = "<mrow>\(left)</mrow><mo>=</mo><mrow>\(right)</mrow>"
  let size = shape.map { "<span class=\"gw-shape\">\($0)</span>" } ?? ""
  return
    "<div class=\"gw-result gw-scroll\"><math display=\"block\" class=\"gw-left\""
    + " alttext=\"\(escapedHTML(words))\"><mrow>\(row)</mrow></math>\(size)</div>\n"
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
