import NoteSyntax

/// Paths in order, each once. A folder of notes may have many, so lists of them share one copy, and what is asked of it is
/// searched for.
package struct SortedPaths: Sendable, Hashable, RandomAccessCollection {
  private let paths: [String]

  /// - Parameter paths: In any order.
  package init(_ paths: [String] = []) {
    let isSorted = zip(paths, paths.dropFirst()).allSatisfy { $0 < $1 }
    self.paths = isSorted ? paths : SortedPaths.withoutRepeats(paths.sorted())
  }

  private static func withoutRepeats(_ sorted: [String]) -> [String] {
    var paths: [String] = []
    paths.reserveCapacity(sorted.count)
    for path in sorted where path != paths.last { paths.append(path) }
    return paths
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { paths.count }
  package subscript(index: Int) -> String { paths[index] }

  /// Where `path` stands; nil where it does not.
  package func index(of path: String) -> Int? {
    let place = partitioningIndex { paths[$0] >= path }
    return place < paths.count && paths[place] == path ? place : nil
  }

  package func contains(_ path: String) -> Bool { index(of: path) != nil }

  package func union(_ other: SortedPaths) -> SortedPaths {
    other.allSatisfy(contains) ? self : SortedPaths(paths + other.paths)
  }

  package func subtracting(_ other: SortedPaths) -> [String] {
    paths.filter { !other.contains($0) }
  }
}
