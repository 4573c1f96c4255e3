import Calculus
import Execution
import MathML
import MathSyntax
import NoteSyntax

extension Descent {
  /// The iterates as a table: step, loss, then each parameter with its gradient.
  var data: TemplateData {
    let columns = self.columns
    var rows = iterates.indices.map { row -> TemplateData in
      let cells = columns.map { column -> TemplateData in ["html": column.cells[row]] }
      return ["step": iterates[row].step, "cells": cells]
    }
    if let omitted, let place = iterates.firstIndex(where: { $0.step > omitted.after }) {
      rows.insert(
        ["omitted": omitted.count, "width": columns.count], at: min(place, rows.count))
    }
    var data: TemplateData = [
      "loss": formulaHTML(loss, display: false), "rate": formulaHTML(rate, display: false),
      "columns": columns.map { column -> TemplateData in ["heading": column.heading] },
      "rows": rows,
      "results": results, "hasResults": isCompact, "isStopped": isStopped,
      "last": iterates.last?.step ?? 0,
    ]
    data["rule"] = rule.map { formulaHTML($0.node, display: false) }
    data["diverged"] = divergedAt
    return data
  }

  private struct Column {
    let heading: String
    /// One for each iterate.
    let cells: [String]
  }

  /// More numbers side by side do not fit on a page: then norms stand in the table, and the last
  /// values below it.
  private static let widest = 8

  private var isCompact: Bool {
    let width = (iterates.first?.values ?? []).reduce(0) { $0 + 2 * $1.shape.columns }
    return width > Self.widest
  }

  /// The parameters after the last step, where the table has no room for them.
  private var results: [TemplateData] {
    guard isCompact, let last = iterates.last else { return [] }
    return zip(parameters, last.values).map { parameter, value in
      let text = MatrixText(value)
      let words = "\(describe(parameter)) = \(text.words)"
      return ["html": equation(mathML(parameter), text.mathML, words: words)]
    }
  }

  private var columns: [Column] {
    var columns = [
      Column(heading: formulaHTML(loss, display: false), cells: numbers(iterates.map(\.loss)))
    ]
    guard !isCompact else { return columns + norms }
    for (index, parameter) in parameters.enumerated() {
      let values = iterates.map { index < $0.values.count ? $0.values[index] : nil }
      columns.append(
        Column(heading: formulaHTML(parameter, display: false), cells: matrices(values)))
      let gradients = iterates.map { index < $0.gradients.count ? $0.gradients[index] : nil }
      guard gradients.contains(where: { $0 != nil }) else { continue }
      columns.append(
        Column(heading: gradientHeading(parameter), cells: matrices(gradients)))
    }
    return columns
  }

  /// How long the gradients are.
  private var norms: [Column] {
    parameters.enumerated().map { index, parameter in
      let lengths = iterates.map { iterate -> Double in
        guard index < iterate.gradients.count else { return .nan }
        return iterate.gradients[index].elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      return Column(heading: gradientHeading(parameter, isNorm: true), cells: numbers(lengths))
    }
  }

  private func gradientHeading(_ parameter: MathNode, isNorm: Bool = false) -> String {
    let bar = isNorm ? "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>" : ""
    let nabla = "<msub><mo>∇</mo><mrow>\(mathML(parameter))</mrow></msub>"
    let text = escapedHTML("∇_{\(describe(parameter))} \(describe(loss))")
    return "<math alttext=\"\(text)\"><mrow>\(bar)\(nabla)\(mathML(loss))\(bar)</mrow></math>"
  }

  private func numbers(_ values: [Double]) -> [String] {
    zip(values, NumberText.aligned(values.map(NumberText.init))).map { numberHTML($0, $1) }
  }

  private func matrices(_ values: [Matrix<Double>?]) -> [String] {
    if values.allSatisfy({ $0?.shape.isScalar ?? false }) {
      return numbers(values.map { $0?.elements.first ?? .nan })
    }
    return values.map { value in
      value.map { MatrixText($0).html } ?? ""
    }
  }
}
