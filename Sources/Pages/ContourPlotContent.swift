import Execution
import MathSyntax

/// A function of two variables as lines of equal value.
extension ContourPlot {
  var data: TemplateData { ["svg": svg, "caption": caption, "isPlot": true] }

  private var caption: String {
    let (u, v) = (
      formulaHTML(variables.0, display: false), formulaHTML(variables.1, display: false)
    )
    let name = formulaHTML(name, display: false)
    let text = "Lines of equal \(name) over \(u) and \(v)"
    return path.isEmpty ? text : text + ", with the path of the descent from ○ to ●"
  }

  private static let lines = 9

  private var svg: String {
    let frame = PlotFrame(
      x: Scale((xs.first ?? 0)...(xs.last ?? 1), wanted: 6),
      y: Scale((ys.first ?? 0)...(ys.last ?? 1), wanted: 6), height: 370)
    var svg = SVG()
    frame.draw(&svg, (label(variables.0), label(variables.1)))
    let levels = levels
    let lines = levels.map { ContourLines(xs, ys, values, level: $0).lines }
    for (index, lines) in lines.enumerated() {
      for line in lines {
        svg.path(line.map { frame.place($0.x, $0.y) }, "gw-contour gw-height-\(index)")
      }
    }
    for (index, lines) in lines.enumerated() where index % 2 == 1 {
      drawLabel(of: lines, levels[index], frame, &svg)
    }
    drawPath(frame, &svg)
    let names = "\(describe(variables.0)) and \(describe(variables.1))"
    return svg.element(
      PlotFrame.width, frame.height,
      title: "Lines of equal \(describe(name)) over \(names)", description: spoken)
  }

  /// From the least value up, closer at the bottom, where a loss is flat.
  private var levels: [Double] {
    let finite = values.joined().filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max(), least < most else { return [] }
    return (1...Self.lines).map { index in
      let part = Double(index) / Double(Self.lines + 1)
      return least + (most - least) * part * part
    }
  }

  /// The number at the rightmost place of the longest line that is well inside.
  private func drawLabel(
    of lines: [[SVG.Point]], _ level: Double, _ frame: PlotFrame, _ svg: inout SVG
  ) {
    guard let longest = lines.max(by: { $0.count < $1.count }), longest.count > 12 else { return }
    let inside = longest.filter {
      (0.12...0.88).contains(frame.x.part($0.x)) && (0.08...0.92).contains(frame.y.part($0.y))
    }
    guard let place = inside.max(by: { frame.y.part($0.y) < frame.y.part($1.y) }) else { return }
    let point = frame.place(place.x, place.y)
    svg.text(
      NumberText.short(level, digits: 2), at: .init(x: point.x, y: point.y + 4), .middle,
      "gw-tick gw-halo")
  }

  private func drawPath(_ frame: PlotFrame, _ svg: inout SVG) {
    let points = path.map { frame.contains($0.x, $0.y) ? frame.place($0.x, $0.y) : nil }
    guard let first = points.first, let last = points.last else { return }
    svg.path(points, "gw-curve")
    if points.count <= 60 {
      for case let point? in points.dropFirst().dropLast() {
        svg.circle(point, radius: 2, "gw-dot")
      }
    }
    if let first { svg.circle(first, radius: 4.5, "gw-start") }
    if let last { svg.circle(last, radius: 4.5, "gw-dot") }
  }

  private func label(_ node: MathNode) -> String {
    FormulaLabel(node, size: PlotFrame.fontSize).markup
  }

  private var spoken: String {
    let number = { (value: Double) in NumberText.short(value) }
    var best = (x: 0.0, y: 0.0, value: Double.infinity)
    for (y, row) in zip(ys, values) {
      for (x, value) in zip(xs, row) where value < best.value { best = (x, y, value) }
    }
    var text = "On the grid it is smallest, \(number(best.value)), at"
    text += " (\(number(best.x)), \(number(best.y)))"
    if let first = path.first, let last = path.last {
      text += ". The descent goes from (\(number(first.x)), \(number(first.y)))"
      text += " to (\(number(last.x)), \(number(last.y)))"
    }
    return text
  }
}

/// The lines along which a function on a grid has one value, by marching squares.
package struct ContourLines {
  package private(set) var lines: [[SVG.Point]] = []

  /// A side of a cell: from the grid point (column, row) to the right or upwards.
  private struct Side: Hashable {
    let column: Int
    let row: Int
    let isUpright: Bool
  }

  private let xs: [Double]
  private let ys: [Double]
  private let values: [[Double]]
  private let level: Double
  private var neighbours: [Side: [Side]] = [:]
  /// In the order in which they were found, so that equal grids give equal lines.
  private var sides: [Side] = []

  package init(_ xs: [Double], _ ys: [Double], _ values: [[Double]], level: Double) {
    (self.xs, self.ys, self.values, self.level) = (xs, ys, values, level)
    guard xs.count > 1, ys.count > 1 else { return }
    for row in 0..<(ys.count - 1) {
      for column in 0..<(xs.count - 1) { cross(column, row) }
    }
    join()
  }

  private func value(_ column: Int, _ row: Int) -> Double {
    values.indices.contains(row) && values[row].indices.contains(column)
      ? values[row][column] : .nan
  }

  /// The line through one cell; where two lines pass, the middle says which corners belong together.
  private mutating func cross(_ column: Int, _ row: Int) {
    let corners = [
      value(column, row), value(column + 1, row), value(column + 1, row + 1),
      value(column, row + 1),
    ]
    guard corners.allSatisfy(\.isFinite) else { return }
    let cell = [
      Side(column: column, row: row, isUpright: false),
      Side(column: column + 1, row: row, isUpright: true),
      Side(column: column, row: row + 1, isUpright: false),
      Side(column: column, row: row, isUpright: true),
    ]
    let crossed = (0..<4).filter { (corners[$0] > level) != (corners[($0 + 1) % 4] > level) }
    if crossed.count == 2 {
      link(cell[crossed[0]], cell[crossed[1]])
    } else if crossed.count == 4 {
      let isHigh = corners.reduce(0, +) / 4 > level
      let turn = isHigh == (corners[0] > level)
      link(cell[0], cell[turn ? 1 : 3])
      link(cell[2], cell[turn ? 3 : 1])
    }
  }

  private mutating func link(_ a: Side, _ b: Side) {
    for side in [a, b] where neighbours[side] == nil { sides.append(side) }
    neighbours[a, default: []].append(b)
    neighbours[b, default: []].append(a)
  }

  /// Lines with ends first, then rings.
  private mutating func join() {
    var seen: Set<Side> = []
    let ends = sides.filter { neighbours[$0]?.count == 1 }
    for start in ends + sides where !seen.contains(start) {
      var line: [SVG.Point] = []
      var next: Side? = start
      while let side = next, seen.insert(side).inserted {
        line.append(point(side))
        next = neighbours[side]?.first { !seen.contains($0) }
      }
      if neighbours[start]?.count == 2, let first = line.first { line.append(first) }
      lines.append(line)
    }
  }

  /// Where the level is met along a side.
  private func point(_ side: Side) -> SVG.Point {
    let (column, row) = (
      side.isUpright ? side.column : side.column + 1, side.isUpright ? side.row + 1 : side.row
    )
    let (a, b) = (value(side.column, side.row), value(column, row))
    let part = a == b ? 0.5 : (level - a) / (b - a)
    return SVG.Point(
      x: xs[side.column] + part * (xs[column] - xs[side.column]),
      y: ys[side.row] + part * (ys[row] - ys[side.row]))
  }
}
