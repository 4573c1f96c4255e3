import MathSyntax

/// What a formula must know of the numbers of its note.
package struct Numbering: Sendable {
  /// Its own, at the margin.
  package let tags: EquationTags?
  /// What `\ref` shows, by label.
  package let labels: [String: String]

  package init(tags: EquationTags? = nil, labels: [String: String] = [:]) {
    self.tags = tags
    self.labels = labels
  }

  /// Where links to an equation lead.
  package static func anchor(of label: String) -> String {
    label.split(whereSeparator: \.isWhitespace).joined(separator: "-")
  }
}

extension Writer {
  /// A display with its numbers at the right margin: the columns beside it share the free room, so
  /// that it stands in the middle.
  mutating func numbered(_ node: Node, _ tags: EquationTags) {
    raw("<mtable class=\"gw-numbered\" displaystyle=\"true\">")
    switch tags {
    case .whole(let tag):
      raw("<mtr><mtd></mtd><mtd>")
      row(of: node)
      raw("</mtd>")
      number(tag)
      raw("</mtr>")
    case .lines(let tags):
      for node in tree.row(of: node) {
        if case .grid(let index) = kind(node) { lines(of: tree.grids[index], tags) }
      }
    }
    raw("</mtable>")
  }

  private mutating func lines(of grid: MathTree.Table, _ tags: [EquationTag?]) {
    let layout = GridLayout(grid)
    let width = grid.rows.map(\.count).max() ?? 0
    for (index, (cells, tag)) in zip(grid.rows, tags).enumerated() {
      raw("<mtr><mtd></mtd>")
      for column in 0..<cells.count {
        raw(layout.cell(column))
        if column == 0 { strut(layout, stretch: 1, gap: grid.rules.gaps[index]) }
        row(
          of: child(cells, column), in: layout.isAligned && column % 2 == 1 ? .alignedCell : .plain)
        raw("</mtd>")
      }
      for _ in cells.count..<max(width, cells.count) { raw("<mtd></mtd>") }
      number(tag)
      raw("</mtr>")
    }
  }

  private mutating func number(_ tag: EquationTag?) {
    guard let tag else { return raw("<mtd></mtd>") }
    raw("<mtd class=\"gw-number\"")
    if let label = tag.label {
      raw(" id=\"")
      attributeText(Numbering.anchor(of: label))
      raw("\"")
    }
    element("><mtext>", tag.text, "</mtext></mtd>")
  }
}

extension GridLayout {
  /// The start tag of a cell whose alignment no stylesheet can count, since a column stands before it.
  fileprivate func cell(_ column: Int) -> StaticString {
    switch kind {
    case .align where column > 0 && column % 2 == 0: "<mtd class=\"gw-right gw-apart\">"
    case .align, .packed: column % 2 == 0 ? "<mtd class=\"gw-right\">" : "<mtd class=\"gw-left\">"
    case .eqnarray where column != 1:
      column == 0 ? "<mtd class=\"gw-right\">" : "<mtd class=\"gw-left\">"
    default: "<mtd>"
    }
  }
}
