/// Pipe tables: each cell comes as a heading, from left to right and from top to bottom.
extension CommonMark {
  /// The table whose cells are coming.
  struct OpenTable {
    let table: Tree
    var row: Tree
    /// The row is in the body of the table.
    var isBody = false
    /// Behind what is said about the table's formulas, or the table itself.
    var end: Tree
  }

  /// Moves the content of `heading` into a cell of the open table, or of a new one.
  mutating func addCell(_ cell: TableCell, of heading: Tree) {
    if cell.column == 0, !startRow(cell, before: heading) { return }
    guard let table else { return }
    guard let content = Tree.inline(cell.opening, cell.isHeader ? "</th>\n" : "</td>\n") else {
      return
    }
    addHoles(of: contents.formulas, below: table.end)
    content.takeChildren(of: heading)
    table.row.append(content)
    while let next = self.table?.end.next, next != heading { self.table?.end = next }
    heading.drop()
  }

  private mutating func startRow(_ cell: TableCell, before heading: Tree) -> Bool {
    if cell.isHeader {
      guard let block = Tree.block("<table>", "</table>"),
        let row = Tree.block("<thead>\n<tr>", "</tr>\n</thead>")
      else { return false }
      block.insertBefore(heading)
      block.append(row)
      table = OpenTable(table: block, row: row, end: block)
      return true
    }
    guard let open = table else { return false }
    guard let row = Tree.block(open.isBody ? "<tr>" : "<tbody>\n<tr>", "</tr>\n</tbody>") else {
      return false
    }
    // The row before was not the last one.
    if open.isBody { open.row.setClosing(Array("</tr>".utf8)) }
    open.table.append(row)
    table?.row = row
    table?.isBody = true
    return true
  }
}

extension TableCell {
  fileprivate var opening: StaticString {
    switch (isHeader, alignment) {
    case (true, nil): "<th>"
    case (true, .left): "<th style=\"text-align: left\">"
    case (true, .center): "<th style=\"text-align: center\">"
    case (true, .right): "<th style=\"text-align: right\">"
    case (false, nil): "<td>"
    case (false, .left): "<td style=\"text-align: left\">"
    case (false, .center): "<td style=\"text-align: center\">"
    case (false, .right): "<td style=\"text-align: right\">"
    }
  }
}
