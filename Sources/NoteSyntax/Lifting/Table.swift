import Diagnostics

/// A cell of a pipe table.
struct TableCell: Hashable {
  let isHeader: Bool
  /// From 0.
  let column: Int
  let alignment: Alignment?

  enum Alignment {
    case left, center, right
  }
}

/// The lines of a pipe table among those of a paragraph: a header, a line of dashes with as many
/// cells, and rows.
struct Table {
  /// The place of the header among the lines.
  let header: Int
  let alignments: [TableCell.Alignment?]

  /// The first table in `lines`.
  init?(in lines: [BlockScanner.Line], of text: ByteText) {
    for index in lines.indices.dropLast() {
      guard let alignments = Self.alignments(lines[index + 1], text),
        TableRow(lines[index], of: text, columns: alignments.count).cells.count
          == alignments.count
      else { continue }
      header = index
      self.alignments = alignments
      return
    }
    return nil
  }

  /// What a line of dashes, colons and bars says; nil for any other line.
  private static func alignments(
    _ line: BlockScanner.Line, _ text: ByteText
  ) -> [TableCell.Alignment?]? {
    let bytes = text.bytes[line.start..<line.end]
    let dash = UInt8(ascii: "-")
    let isDelimiter = bytes.allSatisfy {
      $0 == dash || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":") || isBlank($0)
    }
    guard isDelimiter, bytes.contains(UInt8(ascii: "|")) else { return nil }
    var alignments: [TableCell.Alignment?] = []
    for cell in TableRow.cuts(line, of: text, around: []) {
      let content = bytes[text.trimmed(cell)]
      guard let first = content.first, let last = content.last else { return nil }
      let dashes = content.drop { $0 == UInt8(ascii: ":") }
      guard content.count - dashes.count <= 1, dashes.first == dash,
        dashes.dropLast(last == dash ? 0 : 1).allSatisfy({ $0 == dash })
      else { return nil }
      switch (first == dash, last == dash) {
      case (true, true): alignments.append(nil)
      case (true, false): alignments.append(.right)
      case (false, true): alignments.append(.left)
      case (false, false): alignments.append(.center)
      }
    }
    return alignments
  }
}

/// A line of a table, cut into cells.
struct TableRow {
  /// Without the blanks around them.
  let cells: [Range<Int>]

  /// A bar inside a formula, a code span or a wikilink cuts no cell if the row has its `columns`
  /// then; otherwise only a backslash keeps a bar, as on GitHub.
  init(_ line: BlockScanner.Line, of text: ByteText, columns: Int) {
    let plain = Self.cuts(line, of: text, around: [])
    let opaque = plain.count > columns ? Self.opaque(line, of: text) : []
    let careful = opaque.isEmpty ? plain : Self.cuts(line, of: text, around: opaque)
    cells = (careful.count == columns ? careful : plain).map { text.trimmed($0) }
  }

  /// The stretches between bars, those at both ends of the line left out.
  static func cuts(
    _ line: BlockScanner.Line, of text: ByteText, around opaque: [Range<Int>]
  ) -> [Range<Int>] {
    let content = text.trimmed(line.start..<line.end)
    var position = content.lowerBound
    if text[position] == UInt8(ascii: "|"), !content.isEmpty { position += 1 }
    var start = position
    var cells: [Range<Int>] = []
    var hidden = opaque[...]
    while position < content.upperBound {
      while let first = hidden.first, first.upperBound <= position { hidden.removeFirst() }
      if let first = hidden.first, first.contains(position) {
        position = first.upperBound
      } else if text[position] == backslash {
        position += 2
      } else {
        if text[position] == UInt8(ascii: "|") {
          cells.append(start..<position)
          start = position + 1
        }
        position += 1
      }
    }
    if start < content.upperBound { cells.append(start..<content.upperBound) }
    return cells
  }

  /// What hides bars.
  private static func opaque(_ line: BlockScanner.Line, of text: ByteText) -> [Range<Int>] {
    var source = Excerpt()
    source.append(text.bytes[line.start..<line.end], at: line.start)
    var scanner = InlineScanner(source)
    var lifts = LiftList()
    while let opening = scanner.run(&lifts) { scanner.skip(opening) }
    let code = scanner.codeSpans.map { source.range(of: $0) }
    return (lifts.all.map(\.range) + code).sorted { $0.lowerBound < $1.lowerBound }
  }
}
