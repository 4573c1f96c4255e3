import Diagnostics

/// Places in a file with their columns in UTF-16 code units, which other programs count in.
struct UTF16Columns {
  private let file: SourceFile
  /// The place asked for last: those of a report are in order, so a line is walked through once.
  private var last = (line: 0, offset: 0, column: 1)

  init(_ file: SourceFile) { self.file = file }

  /// Both count from 1.
  mutating func location(of offset: Int) -> (line: Int, column: Int) {
    let line = file.location(of: offset).line
    let end = min(max(offset, 0), file.bytes.count)
    if last.line != line || last.offset > end {
      last = (line, file.range(ofLine: line).lowerBound, 1)
    }
    last.column += file.text(of: last.offset..<max(last.offset, end)).utf16.count
    last.offset = max(last.offset, end)
    return (line, last.column)
  }
}
