import Calculus
import Execution
import MathSyntax

/// A net as a diagram: forward, with the shapes of what goes along the arrows, and the way back.
extension Diagram {
  var drawings: [TemplateData] {
    var drawings: [TemplateData] = []
    if isForward {
      let caption = "Forward: what each array is computed from"
      drawings.append(["svg": DiagramDrawing(self, isBackward: false).svg, "caption": caption])
    }
    if isBackward {
      let of = target.map { formulaHTML($0, display: false) } ?? ""
      let caption = "Backward: the gradients of \(of), from each array to what it is made from"
      drawings.append(["svg": DiagramDrawing(self, isBackward: true).svg, "caption": caption])
    }
    return drawings
  }
}

private struct DiagramDrawing {
  let diagram: Diagram
  let isBackward: Bool
  private let boxes: [NodeBox]
  private let layout: DiagramLayout
  /// The left edge and the width of each column.
  private var tracks: [(x: Double, width: Double)] = []

  /// Room for the arrows between columns.
  private static let gap = 66.0
  private static let margin = 6.0

  init(_ diagram: Diagram, isBackward: Bool) {
    self.diagram = diagram
    self.isBackward = isBackward
    let target = isBackward ? diagram.target : nil
    boxes = diagram.nodes.map { NodeBox($0, gradientOf: target, showsValues: diagram.showsValues) }
    layout = DiagramLayout(diagram, heights: boxes.map(\.height))
    var x = Self.margin
    for column in layout.columns {
      let width = column.compactMap { layout.spots[$0].node.map { boxes[$0].width } }.max() ?? 0
      tracks.append((x, width))
      x += width + Self.gap
    }
  }

  var svg: String {
    var svg = SVG()
    // The shape of an array stands once, on its shortest arrow.
    var shortest: [Int: Int] = [:]
    for (index, route) in layout.routes.enumerated() {
      let source = diagram.edges[index].from
      if shortest[source].map({ route.count < layout.routes[$0].count }) ?? true {
        shortest[source] = index
      }
    }
    for (index, route) in layout.routes.enumerated() {
      let edge = diagram.edges[index]
      draw(edge, route, isLabelled: shortest[edge.from] == index, &svg)
    }
    for (index, box) in boxes.enumerated() {
      let spot = layout.spots[index]
      let track = tracks[spot.column]
      let corner = SVG.Point(
        x: track.x + (track.width - box.width) / 2,
        y: spot.y - box.height / 2 + Self.margin)
      box.draw(&svg, at: corner)
    }
    let width = (tracks.last.map { $0.x + $0.width } ?? 0) + Self.margin
    let height = (layout.spots.map { $0.y + $0.height / 2 }.max() ?? 0) + 2 * Self.margin
    let title = isBackward ? "The way back through the network" : "The network"
    return svg.element(width, height, title: title, description: spoken)
  }

  /// An arrow along its route, with the shape of what goes along it.
  private func draw(
    _ edge: (from: Int, to: Int), _ route: [Int], isLabelled: Bool, _ svg: inout SVG
  ) {
    let (source, user) = (diagram.nodes[edge.from], diagram.nodes[edge.to])
    let isOpen = isBackward && (source.gradient == nil || user.gradient == nil)
    let start = edgeOf(edge.from, isRight: true)
    let end = edgeOf(edge.to, isRight: false)
    let bends = route.dropFirst().dropLast().map { spot -> (SVG.Point, SVG.Point) in
      let track = tracks[layout.spots[spot].column]
      let y = layout.spots[spot].y + Self.margin
      return (.init(x: track.x, y: y), .init(x: track.x + track.width, y: y))
    }
    let tip = isOpen ? 0.0 : 7.0
    var from = isBackward ? SVG.Point(x: start.x + tip, y: start.y) : start
    var data = "M\(px(from.x)) \(px(from.y))"
    let last = isBackward ? end : SVG.Point(x: end.x - tip, y: end.y)
    for (entry, exit) in bends + [(last, last)] {
      let bend = (entry.x - from.x) / 2
      data += "C\(px(from.x + bend)) \(px(from.y)) \(px(entry.x - bend)) \(px(entry.y))"
      data += " \(px(entry.x)) \(px(entry.y))"
      if exit.x > entry.x { data += "H\(px(exit.x))" }
      from = exit
    }
    svg.path(data, isOpen ? "gw-arrow gw-open" : "gw-arrow")
    guard !isOpen else { return }
    let (point, side) = isBackward ? (start, 1.0) : (end, -1.0)
    svg.path(
      [
        point, .init(x: point.x + side * 8, y: point.y - 4),
        .init(x: point.x + side * 8, y: point.y + 4),
      ], "gw-tip", isClosed: true)
    if isLabelled { label(edge, start, bends.first?.0 ?? end, &svg) }
  }

  /// The shape stands where the arrow leaves its source.
  private func label(
    _ edge: (from: Int, to: Int), _ start: SVG.Point, _ end: SVG.Point, _ svg: inout SVG
  ) {
    let shape = diagram.nodes[edge.from].value.shape
    guard !shape.isScalar else { return }
    // The point of the cubic curve at a third of its way, where neighbours are still apart.
    let t = 0.36
    let (rest, width) = (1 - t, end.x - start.x)
    let x = start.x + width * (1.5 * t * rest * rest + 1.5 * t * t * rest + t * t * t)
    let y = start.y + (end.y - start.y) * (3 * t * t - 2 * t * t * t)
    svg.text(shape.description, at: .init(x: x, y: y - 4), .middle, "gw-tick gw-halo")
  }

  private func edgeOf(_ node: Int, isRight: Bool) -> SVG.Point {
    let track = tracks[layout.spots[node].column]
    let width = boxes[node].width
    let left = track.x + (track.width - width) / 2
    return SVG.Point(x: isRight ? left + width : left, y: layout.spots[node].y + Self.margin)
  }

  /// `a_1 (2×1) from b_1, W_1 and h_0; …`.
  private var spoken: String {
    let parts = diagram.nodes.enumerated().compactMap { index, node -> String? in
      let sources = diagram.edges.filter { $0.to == index }.map {
        describe(diagram.nodes[$0.from].name)
      }
      guard !sources.isEmpty else { return nil }
      let verb = isBackward ? "passes gradients to" : "is computed from"
      return
        "\(describe(node.name)), \(node.value.shape), \(verb) \(sources.joined(separator: ", "))"
    }
    return parts.joined(separator: "; ")
  }
}

/// A node of a diagram: its name, and its numbers where they are shown.
private struct NodeBox {
  let label: FormulaLabel
  let isInput: Bool
  let isFaint: Bool
  let title: String
  private(set) var rows: [[String]] = []
  private var columns: [Double] = []
  let width: Double
  let height: Double

  private static let fontSize = 14.0
  private static let digitWidth = 6.9
  private static let lineHeight = 16.0

  init(_ node: Diagram.Node, gradientOf target: MathNode?, showsValues: Bool) {
    let value = target == nil ? node.value : node.gradient
    isInput = node.isInput
    isFaint = value == nil
    let name = target.map { Self.gradient(of: $0, by: node.name) } ?? node.name
    label = FormulaLabel(isFaint ? node.name : name, size: Self.fontSize)
    let what = node.description.map { ": \($0)" } ?? ""
    title = "\(describe(node.name)), \(node.value.shape)\(what)"
    if showsValues, let value {
      rows = Self.rows(of: value)
      columns = Self.widths(of: rows)
    }
    let numbers = columns.reduce(0, +) + (rows.count > 1 || columns.count > 1 ? 12 : 0)
    width = max(max(44, label.width + 22), numbers + 16)
    height = 32 + (rows.isEmpty ? 0 : Double(rows.count) * Self.lineHeight + 7)
  }

  private static func widths(of rows: [[String]]) -> [Double] {
    (rows.first ?? []).indices.map { column in
      let widest = rows.map { $0[column].count }.max() ?? 0
      return Double(widest) * digitWidth + 8
    }
  }

  /// `∇_v L`.
  private static func gradient(of target: MathNode, by name: MathNode) -> MathNode {
    let nabla = MathNode(.symbol(Symbol("∇", .ordinary)), at: name.range)
    let operation = MathNode(.scripts(nabla, sub: name, sup: nil), at: name.range)
    return MathNode(.row([operation] + target.row), at: name.range)
  }

  /// As many numbers as a node has room for.
  private static func rows(of value: Matrix<Double>) -> [[String]] {
    let shape = value.shape
    guard shape.columns <= 4 else { return [["\(shape)"]] }
    let shown = shape.rows <= 6 ? Array(0..<shape.rows) : [0, 1, 2, 3, -1, shape.rows - 1]
    let columns = (0..<shape.columns).map { column -> [String] in
      let numbers = shown.filter { $0 >= 0 }.map { row -> NumberText in
        let exact = value[row, column] ?? .nan
        return NumberText(exact.isFinite ? DecimalDigits(exact).rounded(to: 3).value : exact)
      }
      var texts = NumberText.aligned(numbers)[...]
      return shown.map { $0 < 0 ? "⋮" : texts.popFirst() ?? "" }
    }
    return shown.indices.map { row in columns.map { $0[row] } }
  }

  func draw(_ svg: inout SVG, at corner: SVG.Point) {
    svg.group(titled: title)
    let style = isInput ? "gw-node gw-input" : "gw-node"
    svg.box(corner, width, height, isInput ? 16 : 5, isFaint ? style + " gw-open" : style)
    let middle = corner.x + width / 2
    svg.markup(
      label.markup, at: .init(x: middle, y: corner.y + 21), .middle,
      isFaint ? "gw-label gw-faint" : "gw-label")
    drawNumbers(&svg, left: middle - columns.reduce(0, +) / 2, top: corner.y + 30)
    svg.endGroup()
  }

  private func drawNumbers(_ svg: inout SVG, left: Double, top: Double) {
    guard !rows.isEmpty else { return }
    for (row, cells) in rows.enumerated() {
      var x = left
      for (cell, width) in zip(cells, columns) {
        x += width
        svg.text(
          cell, at: .init(x: x - 4, y: top + Double(row) * Self.lineHeight + 12), .end, "gw-value")
      }
    }
    guard rows.count > 1 || columns.count > 1 else { return }
    let (right, bottom) = (left + columns.reduce(0, +), top + Double(rows.count) * Self.lineHeight)
    for (x, inner) in [(left - 4, left), (right + 4, right)] {
      svg.path(
        [
          .init(x: inner, y: top), .init(x: x, y: top), .init(x: x, y: bottom),
          .init(x: inner, y: bottom),
        ], "gw-bracket")
    }
  }
}
