import Vault

/// A line of a note, as it is named on the command line: `notes/dense.md:23`.
struct NotePlace: Hashable, Sendable {
  let path: String
  /// Nil for the whole note.
  let line: Int?

  /// `notes/dense.md:23:5` is line 23; a file of that very name goes before.
  init(_ place: String) {
    (path, line) = Self.split(place)
  }

  private static func split(_ place: String) -> (String, Int?) {
    guard FileSystem.kind(of: place) == nil else { return (place, nil) }
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.reversed().prefix { Int($0) != nil }.compactMap { Int($0) }
    guard let line = numbers.prefix(2).last, parts.count > min(numbers.count, 2) else {
      return (place, nil)
    }
    return (parts.dropLast(min(numbers.count, 2)).joined(separator: ":"), line)
  }
}

extension FileReport {
  /// That no statement stands on a line, and where there are some.
  func nothing(onLine line: Int) -> String {
    let lines = statementLines
    let listed = lines.prefix(20).map(String.init).joined(separator: ", ")
    let hint =
      lines.isEmpty
      ? "it has none"
      : "there are some on \(lines.count == 1 ? "line" : "lines") \(listed)"
        + (lines.count > 20 ? ", …" : "")
    return "gradweave: no statement stands on line \(line) of \(file.path): \(hint)\n"
  }
}
