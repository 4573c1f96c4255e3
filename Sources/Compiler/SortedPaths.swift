import NoteSyntax

/// Paths in the order of their bytes, each once. A folder of notes may have many, so lists of them share one copy, and what is
/// asked of it is searched for. An `ö` that is written as two characters is another one: it names another file.
package struct SortedPaths: Sendable, RandomAccessCollection {
  private let paths: [String]

  /// - Parameter paths: In any order.
  package init(_ paths: [String] = []) {
    let isSorted = zip(paths, paths.dropFirst()).allSatisfy(SortedPaths.precedes)
    self.paths =
      isSorted ? paths : SortedPaths.withoutRepeats(paths.sorted(by: SortedPaths.precedes))
  }

  private static func precedes(_ a: String, _ b: String) -> Bool {
    withBytes(of: a, b) { $0.lexicographicallyPrecedes($1) }
  }

  private static func areSame(_ a: String, _ b: String) -> Bool {
    withBytes(of: a, b) { $0.elementsEqual($1) }
  }

  /// Bytes in memory are compared several times as fast as those of a view of a string.
  private static func withBytes(
    of a: String, _ b: String,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var (a, b) = (a, b)
    return a.withUTF8 { a in b.withUTF8 { b in body(a, b) } }
  }

  private static func withoutRepeats(_ sorted: [String]) -> [String] {
    var paths: [String] = []
    paths.reserveCapacity(sorted.count)
    for path in sorted where paths.last.map({ precedes($0, path) }) ?? true { paths.append(path) }
    return paths
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { paths.count }
  package subscript(index: Int) -> String { paths[index] }

  /// Where `path` stands; nil where it does not.
  package func index(of path: String) -> Int? {
    let place = partitioningIndex { !SortedPaths.precedes(paths[$0], path) }
    return place < paths.count && SortedPaths.areSame(paths[place], path) ? place : nil
  }

  package func isSame(as other: SortedPaths) -> Bool {
    count == other.count && zip(self, other).allSatisfy(SortedPaths.areSame)
  }

  package func contains(_ path: String) -> Bool { index(of: path) != nil }

  package func union(_ other: SortedPaths) -> SortedPaths {
    other.allSatisfy(contains) ? self : SortedPaths(paths + other.paths)
  }

  package func subtracting(_ other: SortedPaths) -> [String] {
    paths.filter { !other.contains($0) }
  }
}
