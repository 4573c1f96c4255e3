import MathSyntax

extension Writer {
  mutating func grid(_ grid: Grid) {
    let layout = GridLayout(grid)
    let isFenced = !layout.open.isEmpty || !layout.close.isEmpty
    if isFenced {
      raw("<mrow>")
      fence(layout.open, "prefix")
    }
    raw("<mtable class=\"\(layout.className)\"")
    raw(layout.isDisplay ? " displaystyle=\"true\">" : ">")
    for row in grid.rows { self.row(of: row, grid.columns, isAligned: layout.isAligned) }
    raw("</mtable>")
    if isFenced {
      fence(layout.close, "postfix")
      raw("</mrow>")
    }
  }

  private mutating func row(of cells: [MathNode], _ columns: String, isAligned: Bool) {
    let outer = isScript
    isScript = false
    raw("<mtr>")
    let columns = Array(columns.utf8)
    for (index, cell) in cells.enumerated() {
      switch columns.indices.contains(index) ? columns[index] : 0 {
      case UInt8(ascii: "l"): raw("<mtd class=\"gw-left\">")
      case UInt8(ascii: "r"): raw("<mtd class=\"gw-right\">")
      default: raw("<mtd>")
      }
      row(cell.row, in: isAligned && index % 2 == 1 ? .alignedCell : .plain)
      raw("</mtd>")
    }
    raw("</mtr>")
    isScript = outer
  }
}

/// How an environment is drawn.
private struct GridLayout {
  var className = "gw-matrix"
  var open = ""
  var close = ""
  /// Cells are set as displays.
  var isDisplay = false
  var isAligned: Bool { className == "gw-align" }

  init(_ grid: Grid) {
    switch grid.environment {
    case "pmatrix": (open, close) = ("(", ")")
    case "bmatrix": (open, close) = ("[", "]")
    case "Bmatrix": (open, close) = ("{", "}")
    case "vmatrix": (open, close) = ("|", "|")
    case "Vmatrix": (open, close) = ("‖", "‖")
    case "matrix", "array", "subarray": break
    case "smallmatrix", "substack": className = "gw-small"
    case "cases", "dcases":
      (className, open) = ("gw-cases", "{")
      isDisplay = grid.environment == "dcases"
    case "rcases", "drcases":
      (className, close) = ("gw-cases", "}")
      isDisplay = grid.environment == "drcases"
    case "align", "aligned", "alignat", "alignedat", "split", "flalign", "xalignat", "equation":
      (className, isDisplay) = ("gw-align", true)
    case "eqnarray": (className, isDisplay) = ("gw-eqnarray", true)
    case "darray": isDisplay = true
    default: (className, isDisplay) = ("gw-gather", true)
    }
  }
}
