import Execution

/// Places for the nodes of a diagram: in columns, each behind what it is made from.
struct DiagramLayout {
  /// A node, or a bend of an edge that passes a column.
  struct Spot {
    let column: Int
    /// nil: a bend.
    let node: Int?
    let height: Double
    var y = 0.0
  }

  private(set) var spots: [Spot] = []
  /// By edge: the spots that it passes, from its source to its user.
  private(set) var routes: [[Int]] = []
  /// Indices of spots, from the top down.
  private(set) var columns: [[Int]] = []
  private var neighbours: [[Int]] = []

  private static let gap = 20.0

  /// - Parameter heights: Of the nodes, in pixels.
  init(_ diagram: Diagram, heights: [Double]) {
    let places = Self.columns(of: diagram)
    for (index, column) in places.enumerated() {
      spots.append(Spot(column: column, node: index, height: heights[index]))
    }
    for edge in diagram.edges { routes.append(route(edge.from, edge.to)) }
    neighbours = spots.map { _ in [] }
    for route in routes {
      for (a, b) in zip(route, route.dropFirst()) {
        neighbours[a].append(b)
        neighbours[b].append(a)
      }
    }
    order()
    align()
  }

  /// A definition stands behind its sources, an input right before its first user.
  private static func columns(of diagram: Diagram) -> [Int] {
    var columns = diagram.nodes.map { _ in 0 }
    for (index, node) in diagram.nodes.enumerated() where !node.isInput {
      // Sources come before their users.
      for edge in diagram.edges where edge.to == index {
        columns[index] = max(columns[index], columns[edge.from] + 1)
      }
      columns[index] = max(columns[index], 1)
    }
    for (index, node) in diagram.nodes.enumerated() where node.isInput {
      let users = diagram.edges.filter { $0.from == index }.map { columns[$0.to] }
      columns[index] = max((users.min() ?? 1) - 1, 0)
    }
    return columns
  }

  private mutating func route(_ from: Int, _ to: Int) -> [Int] {
    let (first, last) = (spots[from].column, spots[to].column)
    var route = [from]
    if last > first + 1 {
      for column in (first + 1)..<last {
        route.append(spots.count)
        spots.append(Spot(column: column, node: nil, height: 6))
      }
    }
    return route + [to]
  }

  /// Few crossings: each column in the order of the middles of its neighbours, to and fro.
  private mutating func order() {
    let width = (spots.map(\.column).max() ?? 0) + 1
    columns = (0..<width).map { column in
      spots.indices.filter { spots[$0].column == column }
    }
    for round in 0..<6 {
      let all = Array(columns.indices)
      for column in round % 2 == 0 ? all : all.reversed() {
        let rows = positions
        let middles = columns[column].map { spot -> (Double, Int) in
          let known = neighbours[spot].map { rows[$0] }
          return (known.isEmpty ? rows[spot] : known.reduce(0, +) / Double(known.count), spot)
        }
        let sorted = middles.enumerated().sorted {
          ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }
        columns[column] = sorted.map(\.element.1)
      }
    }
  }

  /// Where each spot stands in its column, from −1/2 at the top to 1/2.
  private var positions: [Double] {
    var rows = spots.map { _ in 0.0 }
    for column in columns {
      for (row, spot) in column.enumerated() {
        rows[spot] = (Double(row) + 0.5) / Double(column.count) - 0.5
      }
    }
    return rows
  }

  /// Each spot as near to the middle of its neighbours as the others of its column let it.
  private mutating func align() {
    for column in columns { stack(column, wanted: column.map { _ in 0 }) }
    for _ in 0..<24 {
      for column in columns {
        let wanted = column.map { spot -> Double in
          let near = neighbours[spot].map { spots[$0].y }
          return near.isEmpty ? spots[spot].y : near.reduce(0, +) / Double(near.count)
        }
        stack(column, wanted: wanted)
      }
    }
    let top = spots.map { $0.y - $0.height / 2 }.min() ?? 0
    for index in spots.indices { spots[index].y -= top }
  }

  /// Blocks of spots that touch share the mean of what they want (pool adjacent violators).
  private mutating func stack(_ column: [Int], wanted: [Double]) {
    var blocks:
      [(sum: Double, count: Double, members: [(spot: Int, offset: Double)], height: Double)] = []
    for (spot, y) in zip(column, wanted) {
      blocks.append((y, 1, [(spot, 0)], spots[spot].height))
      while blocks.count > 1, let last = blocks.last {
        let before = blocks[blocks.count - 2]
        guard let end = before.members.last, let start = last.members.first else { break }
        let distance =
          (spots[end.spot].height + spots[start.spot].height) / 2 + Self.gap
        let shift = end.offset + distance
        guard last.sum / last.count < before.sum / before.count + shift else { break }
        let moved = last.members.map { ($0.spot, $0.offset + shift) }
        blocks.removeLast(2)
        blocks.append(
          (
            before.sum + last.sum - shift * last.count, before.count + last.count,
            before.members + moved, 0
          ))
      }
    }
    for block in blocks {
      for (spot, offset) in block.members { spots[spot].y = block.sum / block.count + offset }
    }
  }
}
