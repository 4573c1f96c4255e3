import MathSyntax

extension Writer {
  mutating func grid(_ grid: MathTree.Table) {
    if grid.environment == "atop" { return atop(grid) }
    let layout = GridLayout(grid)
    let isFenced = layout.open != 0 || layout.close != 0
    if isFenced {
      raw("<mrow>")
      fence(layout.open, "prefix")
    }
    let isScaled = layout.kind == .small && grid.environment == "smallmatrix"
    if isScaled { raw("<mstyle displaystyle=\"false\" scriptlevel=\"1\">") }
    raw("<mtable class=\"")
    raw(layout.kind.className)
    raw(layout.isDisplay ? "\" displaystyle=\"true\">" : "\">")
    for index in grid.rows.indices { row(of: grid, index, layout) }
    raw("</mtable>")
    if isScaled { raw("</mstyle>") }
    if isFenced {
      fence(layout.close, "postfix")
      raw("</mrow>")
    }
  }

  /// A fraction without a bar.
  private mutating func atop(_ grid: MathTree.Table) {
    raw("<mfrac linethickness=\"0\">")
    for row in grid.rows {
      if row.isEmpty { raw("<mrow></mrow>") } else { slot(child(row, 0)) }
    }
    raw("</mfrac>")
  }

  private mutating func row(of grid: MathTree.Table, _ index: Int, _ layout: GridLayout) {
    let outer = isScript
    isScript = layout.kind == .small
    raw("<mtr>")
    let cells = grid.rows[index]
    let columns = grid.columns.utf8
    var alignment = columns.startIndex
    for column in 0..<cells.count {
      cellStart(alignment < columns.endIndex ? columns[alignment] : 0, grid, index, column)
      if alignment < columns.endIndex { columns.formIndex(after: &alignment) }
      if column == 0 { strut(layout, stretch: grid.rules.stretch, gap: grid.rules.gaps[index]) }
      let context: RowContext = layout.isAligned && column % 2 == 1 ? .alignedCell : .plain
      row(of: child(cells, column), in: context)
      raw("</mtd>")
    }
    raw("</mtr>")
    isScript = outer
  }

  /// What keeps the lines of a grid at equal distances, as TeX's struts do: 0.7 and 0.3 of the
  /// distance above and below the base line. `gap` is added below.
  mutating func strut(_ layout: GridLayout, stretch: Double, gap: Double?) {
    guard let usual = layout.kind.strut else { return }
    if stretch == 1, gap == nil { return raw(usual) }
    // The stylesheet leaves 0.1 em above and below each cell, and more in displays.
    let distance = 1.2 * stretch * (layout.kind == .cases ? 1.2 : 1)
    element("<mspace height=\"", Self.em(max(0.7 * distance - 0.1, 0)), "em\"")
    element(" depth=\"", Self.em(max(0.3 * distance - 0.1 + (gap ?? 0), 0)), "em\"/>")
  }

  /// `<mtd>` with the alignment of its column and the lines around it.
  private mutating func cellStart(
    _ alignment: UInt8, _ grid: MathTree.Table, _ row: Int, _ column: Int
  ) {
    let rules = grid.rules
    guard rules.columns.isEmpty, rules.rows.isEmpty, rules.partialRows.isEmpty else {
      return ruledCellStart(alignment, grid, row, column)
    }
    switch alignment {
    case UInt8(ascii: "l"): raw("<mtd class=\"gw-left\">")
    case UInt8(ascii: "r"): raw("<mtd class=\"gw-right\">")
    default: raw("<mtd>")
    }
  }

  private mutating func ruledCellStart(
    _ alignment: UInt8, _ grid: MathTree.Table, _ row: Int, _ column: Int
  ) {
    raw("<mtd class=\"")
    switch alignment {
    case UInt8(ascii: "l"): raw("gw-left")
    case UInt8(ascii: "r"): raw("gw-right")
    default: raw("gw-cell")
    }
    let isLastRow = row == grid.rows.count - 1
    let isLastColumn = column == max(grid.columns.utf8.count, grid.rows[row].count) - 1
    line(grid.rules.columns[column], "left")
    if isLastColumn { line(grid.rules.columns[column + 1], "right") }
    line(grid.rules.line(above: row, column), "top")
    if isLastRow { line(grid.rules.line(above: row + 1, column), "bottom") }
    raw("\">")
  }

  private mutating func line(_ line: Grid.Rules.Line?, _ side: StaticString) {
    switch line {
    case .solid?: raw(" gw-line-")
    case .dashed?: raw(" gw-dash-")
    case .double?: raw(" gw-double-")
    case nil: return
    }
    raw(side)
  }
}

extension Grid.Rules {
  fileprivate func line(above row: Int, _ column: Int) -> Line? {
    if let line = rows[row] { return line }
    let isDrawn = partialRows[row]?.contains { $0.contains(column) } ?? false
    return isDrawn ? .solid : nil
  }
}

/// How an environment is drawn.
struct GridLayout {
  var kind = Kind.matrix
  /// Code points of delimiters around it, or 0.
  var open: UInt32 = 0
  var close: UInt32 = 0
  /// Cells are set as displays.
  var isDisplay = false
  var isAligned: Bool { kind == .align || kind == .packed }

  enum Kind {
    case matrix, array, small, cases, align, packed, eqnarray, gather, diagram, lines

    var className: StaticString {
      switch self {
      case .matrix: "gw-matrix"
      case .array: "gw-array"
      case .small: "gw-small"
      case .cases: "gw-cases"
      case .align: "gw-align"
      case .packed: "gw-align gw-packed"
      case .eqnarray: "gw-eqnarray"
      case .gather: "gw-gather"
      case .diagram: "gw-diagram"
      case .lines: "gw-lines"
      }
    }

    /// That of a row at the usual distance.
    var strut: StaticString? {
      switch self {
      case .small, .diagram: nil
      case .cases: #"<mspace height="0.908em" depth="0.332em"/>"#
      case .matrix, .array, .align, .packed, .eqnarray, .gather, .lines:
        #"<mspace height="0.74em" depth="0.26em"/>"#
      }
    }
  }

  init(_ grid: MathTree.Table) {
    switch grid.environment {
    case "pmatrix": (open, close) = (0x28, 0x29)
    case "bmatrix": (open, close) = (0x5B, 0x5D)
    case "Bmatrix": (open, close) = (0x7B, 0x7D)
    case "vmatrix": (open, close) = (0x7C, 0x7C)
    case "Vmatrix": (open, close) = (0x2016, 0x2016)
    case "matrix": break
    case "array": kind = .array
    case "smallmatrix", "substack", "subarray": kind = .small
    case "cases", "dcases":
      (kind, open) = (.cases, 0x7B)
      isDisplay = grid.environment == "dcases"
    case "rcases", "drcases":
      (kind, close) = (.cases, 0x7D)
      isDisplay = grid.environment == "drcases"
    case "align", "aligned", "split", "flalign", "equation": (kind, isDisplay) = (.align, true)
    case "alignat", "alignedat", "xalignat": (kind, isDisplay) = (.packed, true)
    case "eqnarray": (kind, isDisplay) = (.eqnarray, true)
    case "darray": (kind, isDisplay) = (.array, true)
    case "CD": kind = .diagram
    case "multline": (kind, isDisplay) = (.lines, true)
    default: (kind, isDisplay) = (.gather, true)
    }
  }
}
