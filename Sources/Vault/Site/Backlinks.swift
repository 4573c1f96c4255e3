/// The notes that lead to each note, all of them in two lists: where those of a note begin, and the notes.
struct Backlinks: Sendable {
  /// Of each note; one more than there are notes.
  private let starts: [Int32]
  private let sources: [Int32]

  /// - Parameters:
  ///   - count: How many notes there are.
  ///   - links: From which note to which, in the order in which the sources are to be.
  init(count: Int, _ links: [(source: Int32, target: Int32)]) {
    var ends = [Int32](repeating: 0, count: count + 1)
    for link in links { ends[Int(link.target) + 1] += 1 }
    for note in 0..<count { ends[note + 1] += ends[note] }
    starts = ends
    var sources = [Int32](repeating: 0, count: links.count)
    for link in links {
      sources[Int(ends[Int(link.target)])] = link.source
      ends[Int(link.target)] += 1
    }
    self.sources = sources
  }

  /// The notes that lead to `note`.
  subscript(note: Int) -> [Int] {
    sources[Int(starts[note])..<Int(starts[note + 1])].map { Int($0) }
  }
}
