/// What changed between two texts, as `diff -u` prints it.
package struct UnifiedDiff {
  /// Unchanged lines around each change.
  private static let context = 3

  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  private let path: String

  package init(_ old: [UInt8], _ new: [UInt8], path: String) {
    (self.old, self.new, self.path) = (UnifiedDiff.lines(old), UnifiedDiff.lines(new), path)
  }

  /// Empty where nothing changed.
  package var text: String {
    let hunks = self.hunks
    guard !hunks.isEmpty else { return "" }
    return "--- \(path)\n+++ \(path)\n" + hunks.map(text).joined()
  }

  /// A run of lines that were replaced by others.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  private var changes: [Change] {
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(\.place))
    let inserted = Set(difference.insertions.map(\.place))
    var changes: [Change] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let start = (i, j)
      while removed.contains(i) { i += 1 }
      while inserted.contains(j) { j += 1 }
      if (i, j) != start {
        changes.append(Change(old: start.0..<i, new: start.1..<j))
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    return changes
  }

  /// Changes whose surroundings touch belong together.
  private var hunks: [[Change]] {
    var hunks: [[Change]] = []
    for change in changes {
      if let last = hunks.last?.last,
        change.old.lowerBound - last.old.upperBound <= 2 * UnifiedDiff.context
      {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private func text(_ hunk: [Change]) -> String {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let before = min(UnifiedDiff.context, first.old.lowerBound)
    let after = min(UnifiedDiff.context, old.count - last.old.upperBound)
    var place = first.old.lowerBound - before
    var lines = ""
    for change in hunk {
      lines += old[place..<change.old.lowerBound].map { line(" ", $0) }.joined()
      lines += old[change.old].map { line("-", $0) }.joined()
      lines += new[change.new].map { line("+", $0) }.joined()
      place = change.old.upperBound
    }
    lines += old[place..<(place + after)].map { line(" ", $0) }.joined()
    let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
    let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
    return "@@ -\(header(oldRange)) +\(header(newRange)) @@\n" + lines
  }

  /// First line, counted from 1, and how many; of no lines the one before them.
  private func header(_ range: Range<Int>) -> String {
    let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
  }

  private func line(_ mark: String, _ bytes: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: bytes, as: UTF8.self)
    return bytes.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
  }
}

extension CollectionDifference.Change {
  /// The place in the old lines of what was removed, in the new ones of what was inserted.
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
