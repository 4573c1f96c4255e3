import Diagnostics

extension BlockScanner {
  /// Writes a table as headings, a cell each: these hold a line of text, and end a paragraph without
  /// a blank line. A pass over the tree makes a table of them again.
  mutating func lift(_ table: Table) {
    let rows = [table.header] + Array((table.header + 2)..<max(table.header + 2, lines.count))
    /// How far the lines are dealt with.
    var done = table.header > 0 ? lines[table.header - 1].end : lines[table.header].start
    for row in rows {
      let cells = TableRow(lines[row], of: text, columns: table.alignments.count).cells
      for (column, alignment) in table.alignments.enumerated() {
        let end = lines[row].end
        let content = column < cells.count ? cells[column] : end..<end
        let cell = TableCell(
          isHeader: row == table.header, column: column, alignment: alignment)
        let isFirst = row == 0 && column == 0
        lift(cell, from: done, content, lead: isFirst ? [] : [newline] + linePrefix)
        done = content.upperBound
      }
      lifts.add(Lift(range: done..<max(done, lines[row].end), form: .replacement))
      done = max(done, lines[row].end)
    }
    let last = lines[lines.count - 1].end
    if done < last { lifts.add(Lift(range: done..<last, form: .replacement)) }
  }

  private mutating func lift(
    _ cell: TableCell, from start: Int, _ content: Range<Int>, lead: [UInt8]
  ) {
    lifts.add(
      Lift(
        range: start..<max(start, content.lowerBound), form: .mark(.cell(cell)),
        lead: lead + "# ".utf8, trail: [space]))
    liftInlines(ofCell: content)
    let end = content.upperBound
    lifts.add(Lift(range: end..<end, form: .mark(.cellEnd), lead: [space]))
  }

  /// A bar with a backslash before it is a bar everywhere in a cell, in code and formulas too.
  private mutating func liftInlines(ofCell content: Range<Int>) {
    var source = Excerpt()
    var escapes: [Int] = []
    var start = content.lowerBound
    for position in content
    where text[position] == backslash && text[position + 1] == UInt8(ascii: "|") {
      source.append(text.bytes[start..<position], at: start)
      escapes.append(position)
      start = position + 1
    }
    source.append(text.bytes[start..<max(start, content.upperBound)], at: start)
    var found = LiftList()
    var scanner = InlineScanner(source)
    while let opening = scanner.run(&found) { scanner.skip(opening) }
    var rest = escapes[...]
    for lift in found.all {
      while let escape = rest.first, escape < lift.range.lowerBound { dropEscape(&rest) }
      rest = rest.drop { $0 < lift.range.upperBound }
      lifts.add(lift)
    }
    while !rest.isEmpty { dropEscape(&rest) }
  }

  /// Outside code, Markdown would take the backslash away by itself.
  private mutating func dropEscape(_ escapes: inout ArraySlice<Int>) {
    guard let escape = escapes.popFirst() else { return }
    lifts.add(Lift(range: escape..<escape + 1, form: .replacement))
  }

  /// Whether a table has no more cells than its bytes and what a note may have beyond them; if not, its lines stay
  /// as they are.
  ///
  /// Short rows are filled up, and each cell is written with the signs of the quotes and lists around it: 20,000
  /// rows below a header of 20,000 cells are 60 KB of text.
  mutating func mayLift(_ table: Table) -> Bool {
    let line = lines[table.header]
    let cells = table.alignments.count * (lines.count - table.header)
    let (all, overflow) = cells.multipliedReportingOverflow(by: containers.count + 1)
    let cost = max(0, all - (lines[lines.count - 1].end - line.start))
    guard !overflow, cost <= cellsLeft else {
      lifts.diagnostics.append(
        .tableTooLarge(limit: BlockScanner.cellsOfNote, at: line.start..<line.end))
      return false
    }
    cellsLeft -= cost
    return true
  }

  /// What a line has to begin with to stand in the open blocks.
  private var linePrefix: [UInt8] {
    containers.flatMap { container -> [UInt8] in
      switch container {
      case .quote: Array("> ".utf8)
      case .item(let width, _): Array(repeating: space, count: width)
      }
    }
  }
}
