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
      ["step": iterates[row].step, "cells": columns.map { ["html": $0.cells[row]] }]
    }
    if let omitted, let place = iterates.firstIndex(where: { $0.step > omitted.after }) {
      rows.insert(
        ["omitted": omitted.count, "width": columns.count], at: min(place, rows.count))
    }
    var data: TemplateData = [
      "loss": formulaHTML(loss, display: false), "rate": formulaHTML(rate, display: false),
      "columns": columns.map { ["heading": $0.heading] }, "rows": rows,
      "isStopped": isStopped, "last": iterates.last?.step ?? 0,
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

  private var columns: [Column] {
    var columns = [
      Column(heading: formulaHTML(loss, display: false), cells: numbers(iterates.map(\.loss)))
    ]
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

  private func gradientHeading(_ parameter: MathNode) -> String {
    let nabla = "<msub><mo>∇</mo><mrow>\(mathML(parameter))</mrow></msub>"
    let text = escapedHTML("∇_{\(describe(parameter))} \(describe(loss))")
    return "<math alttext=\"\(text)\"><mrow>\(nabla)\(mathML(loss))</mrow></math>"
  }

  private func numbers(_ values: [Double]) -> [String] {
    zip(values, NumberText.aligned(values.map(NumberText.init))).map { numberHTML($0, $1) }
  }

  private func matrices(_ values: [Matrix<Double>?]) -> [String] {
    if values.allSatisfy({ $0?.shape.isScalar ?? false }) {
      return numbers(values.map { $0?.elements.first ?? .nan })
    }
    return values.map { value in
      value.map { "<math>\(MatrixText($0).mathML)</math>" } ?? ""
    }
  }
}
