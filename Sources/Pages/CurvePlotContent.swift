import Execution
import MathSyntax

/// A plot of curves as a drawing. Curves are told apart by their strokes, not by colours.
extension CurvePlot {
  var data: TemplateData {
    ["svg": svg, "caption": caption, "isPlot": true]
  }

  private var caption: String {
    let names = curves.map { formulaHTML($0.name, display: false) }
    let over =
      switch axis {
      case .steps: "the steps of the descent"
      case .variable(let node): formulaHTML(node, display: false)
      }
    var text = names.joined(separator: ", ") + " over " + over
    if isLogarithmic { text += ", on a logarithmic scale" }
    if let tangent {
      text +=
        ", with the tangent at \(numberHTML(tangent.x)), whose slope is \(numberHTML(tangent.slope))"
    }
    return text
  }

  private var finite: [(x: Double, y: Double)] {
    curves.flatMap { $0.points.filter { $0.x.isFinite && $0.y.isFinite } }
  }

  /// Losses that fall by powers of ten would all lie on the axis.
  private var isLogarithmic: Bool {
    let values = finite.map(\.y)
    guard isOverSteps, let least = values.min(), let most = values.max(), least > 0 else {
      return false
    }
    return most / least > 1000
  }

  private var svg: String {
    let frame = frame
    var svg = SVG()
    frame.draw(&svg, (xName, curves.count == 1 ? label(curves[0].name).markup : ""))
    if curves.count > 1 { legend(&svg) }
    for (index, curve) in curves.enumerated() { draw(curve, index, frame, &svg) }
    if let tangent { draw(tangent, frame, &svg) }
    let names = curves.map { describe($0.name) }.joined(separator: ", ")
    return svg.element(
      PlotFrame.width, frame.height, title: "\(names) over \(spokenAxis)", description: spoken)
  }

  private var frame: PlotFrame {
    let points = finite
    let xs = curves.flatMap { $0.points.map(\.x) }.filter(\.isFinite)
    let x = (xs.min() ?? 0)...(max(xs.max() ?? 1, (xs.min() ?? 0) + (isOverSteps ? 1 : 1e-9)))
    let y = Self.bounds(points.map(\.y), isLogarithmic: isLogarithmic)
    return PlotFrame(
      x: Scale(x, wanted: 6, whole: isOverSteps),
      y: Scale(y, wanted: 5, isLogarithmic: isLogarithmic))
  }

  /// What is shown of the values: all of them, unless a few reach far beyond the others, as at a pole.
  private static func bounds(_ values: [Double], isLogarithmic: Bool) -> ClosedRange<Double> {
    let sorted = values.sorted()
    guard let least = sorted.first, let most = sorted.last else { return 0...1 }
    if isLogarithmic { return least...most }
    var (low, high) = (least, most)
    let (a, b) = (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
    let middle = b - a
    if sorted.count > 100, middle > 0, high - low > 6 * middle {
      (low, high) = (max(low, a - middle), min(high, b + middle))
    }
    guard low < high else { return (low - 1)...(high + 1) }
    let margin = (high - low) * 0.05
    // A loss that does not reach below 0 keeps its floor there.
    let floor = low >= 0 && low < 0.25 * (high - low) ? 0 : low - margin
    return floor...(high + margin)
  }

  private func draw(_ curve: Curve, _ index: Int, _ frame: PlotFrame, _ svg: inout SVG) {
    let points = curve.points.map { point in
      frame.contains(point.x, point.y) ? frame.place(point.x, point.y) : nil
    }
    svg.path(points, "gw-curve gw-stroke-\(index % Self.strokes)")
    guard isOverSteps, points.count <= 40 else { return }
    for case let point? in points { svg.circle(point, radius: 2.4, "gw-dot") }
  }

  private static let strokes = 6

  private func draw(_ tangent: Tangent, _ frame: PlotFrame, _ svg: inout SVG) {
    let (low, high) = (frame.x.range.lowerBound, frame.x.range.upperBound)
    // Enough of them that the line ends at the box's edge.
    let line = (0...400).map { step -> SVG.Point? in
      let x = low + (high - low) * Double(step) / 400
      let y = tangent.y + tangent.slope * (x - tangent.x)
      return frame.contains(x, y) ? frame.place(x, y) : nil
    }
    let drawn = line.compactMap { $0 }
    if let first = drawn.first, let last = drawn.last { svg.line(first, last, "gw-tangent") }
    if frame.contains(tangent.x, tangent.y) {
      svg.circle(frame.place(tangent.x, tangent.y), radius: 4, "gw-dot")
    }
  }

  private func label(_ node: MathNode) -> FormulaLabel {
    FormulaLabel(node, size: PlotFrame.fontSize)
  }

  /// Names behind samples of their strokes.
  private func legend(_ svg: inout SVG) {
    var x = 4.0
    for (index, curve) in curves.enumerated() {
      let label = label(curve.name)
      svg.line(
        .init(x: x, y: 12), .init(x: x + 28, y: 12), "gw-curve gw-stroke-\(index % Self.strokes)")
      svg.markup(label.markup, at: .init(x: x + 34, y: 16.5), .start, "gw-label")
      x += 52 + label.width
    }
  }

  // MARK: In words

  private var xName: String {
    switch axis {
    case .steps: "<tspan>step</tspan>"
    case .variable(let node): label(node).markup
    }
  }

  private var spokenAxis: String {
    switch axis {
    case .steps: "the steps"
    case .variable(let node): describe(node)
    }
  }

  private var spoken: String {
    var parts = curves.compactMap { curve -> String? in
      let points = curve.points.filter { $0.y.isFinite }
      guard let first = points.first, let last = points.last,
        let least = points.min(by: { $0.y < $1.y }), let most = points.max(by: { $0.y < $1.y })
      else { return nil }
      func number(_ value: Double) -> String { NumberText.short(value) }
      return "\(describe(curve.name)) goes from \(number(first.y)) at \(number(first.x))"
        + " to \(number(last.y)) at \(number(last.x)); it is smallest, \(number(least.y)),"
        + " at \(number(least.x)) and largest, \(number(most.y)), at \(number(most.x))"
    }
    if let tangent {
      parts.append(
        "the tangent at \(NumberText.short(tangent.x)) has the slope \(NumberText.short(tangent.slope))"
      )
    }
    return parts.joined(separator: ". ")
  }
}
