import Compiler
import NoteSyntax
import Pages

/// The index of the search: scripts with the entries of some notes each, so that a note that changes leaves most of it
/// as it is. The first one says where the others are.
struct SearchIndex: Sendable {
  /// A script of some 400 kB where notes have 6.
  private static let notesPerPart = 64

  struct Part: Sendable {
    /// From the root of the site.
    let path: String
    let notes: ArraySlice<Int>
    /// Before and behind the entries, which a comma parts.
    let opening: [UInt8]
    let closing: [UInt8]
  }

  private(set) var parts: [Part] = []

  init(_ notes: [Int], frame: SiteFrame, names: SiteNames) {
    let starts = Array(stride(from: 0, to: max(1, notes.count), by: SearchIndex.notesPerPart))
    let paths = starts.indices.map {
      $0 == 0 ? frame.paths.searchIndex : names.free("search-index-\($0 + 1).js")
    }
    for (number, start) in starts.enumerated() {
      let end = min(start + SearchIndex.notesPerPart, notes.count)
      let opening = "window.gradweaveIndex\(number == 0 ? " = [" : "[\(number)] = ")[\n"
      let closing = number == 0 ? Self.closing(others: paths.dropFirst()) : Array("\n];\n".utf8)
      parts.append(
        Part(
          path: paths[number], notes: notes[start..<end], opening: Array(opening.utf8),
          closing: closing))
    }
  }

  /// The end of the first part.
  private static func closing(others: ArraySlice<String>) -> [UInt8] {
    var bytes = Array("\n]];\n".utf8)
    guard !others.isEmpty else { return bytes }
    bytes += "window.gradweaveIndexParts = [".utf8
    for (index, path) in others.enumerated() {
      if index > 0 { bytes += ",".utf8 }
      SearchEntry.write(NotePath.url(path), to: &bytes)
    }
    bytes += "];\n".utf8
    return bytes
  }
}

extension SitePages {
  /// The files of the index of the search.
  var searchFiles: [SiteFile] {
    SearchIndex(notes, frame: frame, names: names).parts.map { part in
      let input = ContentHash.of([hash(.search, of: part.notes), ContentHash(part.closing)])
      return SiteFile(path: part.path, input: input) { pages, file throws(FileError) in
        try file.write(part.opening)
        try pages.write(.search, of: part.notes, separator: [UInt8(ascii: ","), 10], to: &file)
        try file.write(part.closing)
      }
    }
  }
}
