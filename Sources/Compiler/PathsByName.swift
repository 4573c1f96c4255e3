import NoteSyntax

/// Paths by their last part, as links name them: without regard to case, spaces written as hyphens.
struct PathsByName: Sendable {
  private let paths: SortedPaths
  /// Places of paths, in the order of their names; the shortest of a name first.
  private let order: [Int32]

  init(_ paths: SortedPaths) {
    self.paths = paths
    let names = paths.map { Self.key(NotePath.name($0)) }
    order = paths.indices.sorted { a, b in
      if names[a] != names[b] { return names[a] < names[b] }
      let (first, second) = (paths[a].utf8.count, paths[b].utf8.count)
      return first != second ? first < second : a < b
    }.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The paths whose last part is `name`.
  func paths(named name: String) -> [String] {
    let wanted = Self.key(name)
    let start = order.partitioningIndex { self.name(at: $0) >= wanted }
    return order[start...].indices.prefix { self.name(at: $0) == wanted }.map { path(at: $0) }
  }

  private func path(at place: Int) -> String { paths[Int(order[place])] }

  private func name(at place: Int) -> String { Self.key(NotePath.name(path(at: place))) }

  private static func mayChange(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x80 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  /// Equal for names that links take for the same.
  static func key(_ name: String) -> String {
    guard name.utf8.contains(where: mayChange) else { return name }
    return String(name.lowercased().map { $0 == " " ? "-" : $0 })
  }
}
