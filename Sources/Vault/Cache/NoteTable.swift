import Compiler

/// What is known of the notes of a site, in the order of their paths.
struct NoteTable: Sendable {
  let paths: SortedPaths
  /// Nil for a note that was not compiled yet.
  var records: [NoteRecord?]
  /// Nil for a note whose page was not written yet.
  var written: [WrittenPage?]

  init(_ paths: SortedPaths = SortedPaths()) {
    self.paths = paths
    records = Array(repeating: nil, count: paths.count)
    written = Array(repeating: nil, count: paths.count)
  }

  /// What is known of a note; nothing but its path where it was not compiled.
  func record(_ note: Int) -> NoteRecord {
    if let record = records[note] { return record }
    var record = NoteRecord()
    record.path = paths[note]
    return record
  }

  /// The same without what was written, which changes while pages are written: the list would be copied.
  var unwritten: NoteTable {
    var table = self
    table.written = []
    return table
  }

  /// What is known of `paths`; nothing more of others.
  func only(_ paths: SortedPaths) -> NoteTable {
    guard !paths.isSame(as: self.paths) else { return self }
    var table = NoteTable(paths)
    for (index, path) in paths.enumerated() {
      guard let old = self.paths.index(of: path) else { continue }
      (table.records[index], table.written[index]) = (records[old], written[old])
    }
    return table
  }

  /// The aliases of the notes that are asked for, by their places in the table, as far as they are known.
  func aliases(where isAsked: (Int) -> Bool = { _ in true }) -> @Sendable (String) -> [String]? {
    let known = records.indices.map { isAsked($0) ? records[$0]?.aliases : nil }
    return { [paths] in paths.index(of: $0).flatMap { known[$0] } }
  }
}
