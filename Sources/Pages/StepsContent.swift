import Calculus
import Execution
import MathML
import MathSyntax
import NoteSyntax

extension WorkedSteps {
  /// The workings of each way through the net, line by line.
  var data: TemplateData {
    [
      "target": formulaHTML(target, display: false), "forward": forward.map(\.data),
      "backward": backward.map(\.data), "hasBackward": !backward.isEmpty,
      "usesDirectPartials": backward.contains { working in
        working.lines.contains { describe($0).contains("∂⁺") }
      },
    ]
  }
}

extension Working {
  var data: TemplateData { ["html": html] }

  /// `left = line`, the relations below each other.
  private var html: String {
    let rows = lines.enumerated().map { index, line in
      let left = index == 0 ? mathML(left) : "<mrow></mrow>"
      return "<mtr><mtd>\(left)</mtd><mtd><mrow><mo>=</mo>\(filled(line))</mrow></mtd></mtr>"
    }
    let text = escapedHTML(words)
    return
      "<math display=\"block\" class=\"gw-left\" alttext=\"\(text)\"><mtable class=\"gw-align\""
      + " displaystyle=\"true\">\(rows.joined())</mtable></math>"
  }

  /// `f = w x = 2 ⋅ 3 = 6`.
  private var words: String {
    let written = lines.map { line -> String in
      var text = describe(line)
      for (index, value) in values.enumerated() {
        let number = MatrixText(value)
        let words = number.isScalar ? number.words : "[\(number.words)]"
        text = text.replacing(Working.placeholder(index), with: words)
        text = text.replacing(Working.placeholder(index, inParentheses: true), with: "(\(words))")
      }
      return text
    }
    return ([describe(left)] + written).joined(separator: " = ")
  }

  /// The line with its numbers in the places of their stand-ins.
  private func filled(_ line: MathNode) -> String {
    var html = mathML(line)
    // Parentheses around a matrix are as tall as it is.
    if values.enumerated().contains(where: {
      !$1.shape.isScalar && html.contains(Working.placeholder($0))
    }) {
      html = html.replacing(" stretchy=\"false\"", with: " stretchy=\"true\"")
    }
    for (index, value) in values.enumerated() {
      let name = Working.placeholder(index)
      let enclosed = Working.placeholder(index, inParentheses: true)
      let text = MatrixText(value)
      // Brackets side by side do not touch.
      let space = "<mspace width=\"0.12em\"></mspace>"
      let number =
        text.isScalar ? text.mathML : "<mrow>\(space)\(text.mathMLWithShape)\(space)</mrow>"
      html = html.replacing(
        "<mi>\(enclosed)</mi>",
        with: "<mrow><mo stretchy=\"false\">(</mo>\(number)<mo stretchy=\"false\">)</mo></mrow>")
      html = html.replacing("<mi>\(name)</mi>", with: number)
    }
    return html
  }
}

extension [GradientComparison] {
  var data: [TemplateData] { map(\.data) }
}

extension GradientComparison {
  /// More entries do not help to see that all are alike: the worst are shown.
  private static let shownEntries = 24

  private struct Entry {
    let row: Int
    let column: Int
    let ours: Double
    let difference: Double

    /// |a − b| beside the larger of both, as courses measure it.
    var distance: Double {
      let size = max(ours.magnitude, difference.magnitude)
      // Beside numbers that are nearly 0, rounding is all there is.
      return size < 1e-7 ? (ours - difference).magnitude : (ours - difference).magnitude / size
    }

    /// Central differences at this step are good to some eight digits.
    var agrees: Bool { distance < 1e-5 }
  }

  private var entries: [Entry] {
    zip(ours.elements, differences.elements).enumerated().map { index, pair in
      let columns = max(ours.shape.columns, 1)
      return Entry(
        row: index / columns, column: index % columns, ours: pair.0, difference: pair.1)
    }
  }

  var data: TemplateData {
    let all = entries
    let worst = all.enumerated().sorted {
      ($1.element.distance, $0.offset) < ($0.element.distance, $1.offset)
    }
    let kept = Set(worst.prefix(Self.shownEntries).map(\.offset))
    let shown = all.enumerated().filter { kept.contains($0.offset) }.map(\.element)
    let failing = all.filter { !$0.agrees }.count
    let (ours, differences) = (
      NumberText.aligned(shown.map { NumberText($0.ours) }),
      NumberText.aligned(shown.map { NumberText($0.difference) })
    )
    let rows = shown.indices.map { index -> TemplateData in
      [
        "entry": entryHTML(shown[index]), "ours": numberHTML(shown[index].ours, ours[index]),
        "difference": numberHTML(shown[index].difference, differences[index]),
        "distance": NumberText.short(shown[index].distance, digits: 2),
        "differs": !shown[index].agrees,
      ]
    }
    return [
      "gradient": formulaHTML(gradient, display: false),
      "loss": formulaHTML(loss, display: false),
      "step": NumberText(step).text.replacing("1 × ", with: ""), "rows": rows,
      "omitted": all.count - shown.count, "isElided": all.count > shown.count, "failing": failing,
      "agrees": failing == 0, "oneFails": failing == 1,
      "worst": NumberText.short(all.map(\.distance).max() ?? 0, digits: 2),
    ]
  }

  /// `W_{12}`: indices behind those of the name, with commas where they would run together.
  private func entryHTML(_ entry: Entry) -> String {
    guard !ours.shape.isScalar else { return formulaHTML(variable, display: false) }
    let indices = ours.shape.columns > 1 ? [entry.row + 1, entry.column + 1] : [entry.row + 1]
    let isShort = !indices.contains { $0 > 9 }
    let separator = isShort ? "" : ","
    let text = MathNode(
      .number(indices.map(String.init).joined(separator: separator)), at: variable.range)
    var node = MathNode(.scripts(variable, sub: text, sup: nil), at: variable.range)
    if variable.row.count == 1, case .scripts(let base, let sub?, let sup) = variable.row[0].kind {
      let comma = MathNode(.symbol(Symbol(",", .punctuation)), at: variable.range)
      let isTight = isShort && describe(sub).count == 1
      let below = MathNode(.row(sub.row + (isTight ? [text] : [comma, text])), at: variable.range)
      node = MathNode(.scripts(base, sub: below, sup: sup), at: variable.range)
    }
    return formulaHTML(node, display: false)
  }
}
