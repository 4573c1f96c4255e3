import MathSyntax

extension Writer {
  mutating func grid(_ grid: Grid) {
    if grid.environment == "atop" { return atop(grid) }
    let layout = GridLayout(grid)
    let isFenced = !layout.open.isEmpty || !layout.close.isEmpty
    if isFenced {
      raw("<mrow>")
      fence(layout.open, "prefix")
    }
    raw("<mtable class=\"")
    raw(layout.kind.className)
    raw(layout.isDisplay ? "\" displaystyle=\"true\"" : "\"")
    if grid.rules.stretch != 1 {
      // Rows are padded by half an em as a rule.
      let padding = 0.6 * (grid.rules.stretch - 1) + 0.5
      element(" style=\"--gw-row:", Self.em(max(padding, 0) / 2), "em\"")
    }
    raw(">")
    for index in grid.rows.indices { row(of: grid, index, isAligned: layout.isAligned) }
    raw("</mtable>")
    if isFenced {
      fence(layout.close, "postfix")
      raw("</mrow>")
    }
  }

  /// A fraction without a bar.
  private mutating func atop(_ grid: Grid) {
    raw("<mfrac linethickness=\"0\">")
    for row in grid.rows {
      if let cell = row.first { slot(cell) } else { raw("<mrow></mrow>") }
    }
    raw("</mfrac>")
  }

  private mutating func row(of grid: Grid, _ index: Int, isAligned: Bool) {
    let outer = isScript
    isScript = false
    raw("<mtr>")
    let cells = grid.rows[index]
    let columns = grid.columns.utf8
    var alignment = columns.startIndex
    for column in cells.indices {
      cellStart(alignment < columns.endIndex ? columns[alignment] : 0, grid, index, column)
      if alignment < columns.endIndex { columns.formIndex(after: &alignment) }
      let context: RowContext = isAligned && column % 2 == 1 ? .alignedCell : .plain
      if case .row(let nodes) = cells[column].kind {
        row(nodes, in: context)
      } else {
        row([cells[column]], in: context)
      }
      raw("</mtd>")
    }
    raw("</mtr>")
    isScript = outer
  }

  /// `<mtd>` with the alignment of its column and the lines around it.
  private mutating func cellStart(_ alignment: UInt8, _ grid: Grid, _ row: Int, _ column: Int) {
    let rules = grid.rules
    guard rules.columns.isEmpty, rules.rows.isEmpty else {
      return ruledCellStart(alignment, grid, row, column)
    }
    switch alignment {
    case UInt8(ascii: "l"): raw("<mtd class=\"gw-left\">")
    case UInt8(ascii: "r"): raw("<mtd class=\"gw-right\">")
    default: raw("<mtd>")
    }
  }

  private mutating func ruledCellStart(
    _ alignment: UInt8, _ grid: Grid, _ row: Int, _ column: Int
  ) {
    raw("<mtd class=\"")
    switch alignment {
    case UInt8(ascii: "l"): raw("gw-left")
    case UInt8(ascii: "r"): raw("gw-right")
    default: raw("gw-cell")
    }
    let isLastRow = row == grid.rows.count - 1
    let isLastColumn = column == max(grid.columns.utf8.count, grid.rows[row].count) - 1
    line(grid.rules.columns[column], " gw-line-left", " gw-dash-left")
    if isLastColumn { line(grid.rules.columns[column + 1], " gw-line-right", " gw-dash-right") }
    line(grid.rules.rows[row], " gw-line-top", " gw-dash-top")
    if isLastRow { line(grid.rules.rows[row + 1], " gw-line-bottom", " gw-dash-bottom") }
    raw("\">")
  }

  private mutating func line(
    _ line: Grid.Rules.Line?, _ solid: StaticString, _ dashed: StaticString
  ) {
    if let line { raw(line == .solid ? solid : dashed) }
  }
}

/// How an environment is drawn.
private struct GridLayout {
  var kind = Kind.matrix
  var open = ""
  var close = ""
  /// Cells are set as displays.
  var isDisplay = false
  var isAligned: Bool { kind == .align }

  enum Kind {
    case matrix, small, cases, align, eqnarray, gather, diagram, lines

    var className: StaticString {
      switch self {
      case .matrix: "gw-matrix"
      case .small: "gw-small"
      case .cases: "gw-cases"
      case .align: "gw-align"
      case .eqnarray: "gw-eqnarray"
      case .gather: "gw-gather"
      case .diagram: "gw-diagram"
      case .lines: "gw-lines"
      }
    }
  }

  init(_ grid: Grid) {
    switch grid.environment {
    case "pmatrix": (open, close) = ("(", ")")
    case "bmatrix": (open, close) = ("[", "]")
    case "Bmatrix": (open, close) = ("{", "}")
    case "vmatrix": (open, close) = ("|", "|")
    case "Vmatrix": (open, close) = ("‖", "‖")
    case "matrix", "array", "subarray": break
    case "smallmatrix", "substack": kind = .small
    case "cases", "dcases":
      (kind, open) = (.cases, "{")
      isDisplay = grid.environment == "dcases"
    case "rcases", "drcases":
      (kind, close) = (.cases, "}")
      isDisplay = grid.environment == "drcases"
    case "align", "aligned", "alignat", "alignedat", "split", "flalign", "xalignat", "equation":
      (kind, isDisplay) = (.align, true)
    case "eqnarray": (kind, isDisplay) = (.eqnarray, true)
    case "darray": isDisplay = true
    case "CD": kind = .diagram
    case "multline": (kind, isDisplay) = (.lines, true)
    default: (kind, isDisplay) = (.gather, true)
    }
  }
}
