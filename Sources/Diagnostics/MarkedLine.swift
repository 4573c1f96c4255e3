/// A line of a file with a part of it marked, cut where it is long, as columns of a terminal.
struct MarkedLine {
  /// `   23 | `, in front of the source.
  let gutter: String
  /// Equally wide, in front of the marks.
  let emptyGutter: String
  /// The line, its tabs written as spaces.
  let source: String
  /// `^~~~` under the marked part.
  let marks: String

  /// The widest part of a line that is shown: two rows of a narrow terminal.
  private static let widest = 140
  /// What is shown in front of the mark, if the line is cut.
  private static let lead = 40
  /// The bytes around the mark that are looked at: a line may be as long as its file, and have many
  /// marks.
  private static let reach = 600

  /// The first line of `range`; nil for a place behind the last line of an empty file.
  init?(_ range: SourceRange, in file: SourceFile) {
    guard !file.bytes.isEmpty else { return nil }
    let number = file.location(of: range.lowerBound).line
    let line = file.range(ofLine: number)
    let near = file.characters(in: line, within: MarkedLine.reach, of: range.lowerBound)
    let cells = Cell.row(file.text(of: near), at: near.lowerBound)
    let before = cells.filter { $0.offset < range.lowerBound }.count
    let through = max(before + 1, cells.filter { $0.offset < range.upperBound }.count)
    let window = MarkedLine.window(cells, mark: before)
    let shown = cells[window]
    let cutsStart = window.lowerBound > 0 || near.lowerBound > line.lowerBound
    let cutsEnd = window.upperBound < cells.count || near.upperBound < line.upperBound

    let label = String(number)
    let width = max(5, label.utf8.count)
    gutter = String(repeating: " ", count: width - label.utf8.count) + label + " | "
    emptyGutter = String(repeating: " ", count: width) + " | "
    source = (cutsStart ? "…" : "") + shown.map(\.text).joined() + (cutsEnd ? "…" : "")
    let skipped = cells[window.lowerBound..<before].reduce(cutsStart ? 1 : 0) { $0 + $1.width }
    let end = min(through, window.upperBound)
    let marked = before < end ? cells[before..<end].reduce(0) { $0 + $1.width } : 1
    marks =
      String(repeating: " ", count: skipped) + "^"
      + String(repeating: "~", count: max(0, marked - 1))
  }

  /// The cells that are shown: all, or a part that begins a little before the mark.
  private static func window(_ cells: [Cell], mark: Int) -> Range<Int> {
    guard cells.reduce(0, { $0 + $1.width }) > widest else { return cells.indices }
    let start = mark <= lead ? 0 : mark - lead
    var end = start
    var width = 0
    while end < cells.count, width + cells[end].width <= widest {
      width += cells[end].width
      end += 1
    }
    return start..<max(end, min(mark, cells.count))
  }
}

extension SourceFile {
  /// The part of `range` that is at most so many bytes away from `offset`, without halves of
  /// characters.
  fileprivate func characters(
    in range: SourceRange, within reach: Int, of offset: Int
  ) -> SourceRange {
    var start = max(range.lowerBound, min(offset, range.upperBound) - reach)
    var end = max(start, min(range.upperBound, offset + reach))
    while start > range.lowerBound, start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
    while end > start, end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return start..<end
  }
}

/// A character with the columns that it takes.
private struct Cell {
  let text: String
  let offset: Int
  let width: Int

  /// Columns from one tab stop to the next.
  private static let tab = 4

  static func row(_ line: String, at start: Int) -> [Cell] {
    var cells: [Cell] = []
    var offset = start
    var column = 0
    for character in line {
      let width = character == "\t" ? tab - column % tab : character.columns
      let isShown = !(character.unicodeScalars.first?.isControl ?? false)
      let text = isShown ? String(character) : character == "\t" ? spaces(width) : "�"
      cells.append(Cell(text: text, offset: offset, width: width))
      offset += character.utf8.count
      column += width
    }
    return cells
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension Unicode.Scalar {
  /// A character that moves the cursor or steers the terminal instead of being seen.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension Character {
  /// The columns that the character takes in a terminal: 2 for East Asian wide characters and
  /// pictures (Unicode Standard Annex 11), 0 for a lone combining mark, otherwise 1.
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x0300...0x036F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0F: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
