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
    let name = cell.isHeader ? "th" : "td"
    let style = cell.alignment.map { " style=\"text-align: \($0.rawValue)\"" } ?? ""
    guard let content = Tree.inline(Array("<\(name)\(style)>".utf8), Array("</\(name)>\n".utf8))
    else { return }
    addHoles(for: heading, below: table.end)
    content.takeChildren(of: heading)
    table.row.append(content)
    while let next = self.table?.end.next, next != heading { self.table?.end = next }
    heading.drop()
  }

  private mutating func startRow(_ cell: TableCell, before heading: Tree) -> Bool {
    if cell.isHeader {
      guard let block = Tree.block(Array("<table>".utf8), Array("</table>".utf8)),
        let row = Tree.block(Array("<thead>\n<tr>".utf8), Array("</tr>\n</thead>".utf8))
      else { return false }
      block.insertBefore(heading)
      block.append(row)
      table = OpenTable(table: block, row: row, end: block)
      return true
    }
    guard let open = table else { return false }
    let opening = open.isBody ? "<tr>" : "<tbody>\n<tr>"
    guard let row = Tree.block(Array(opening.utf8), Array("</tr>\n</tbody>".utf8)) else {
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
