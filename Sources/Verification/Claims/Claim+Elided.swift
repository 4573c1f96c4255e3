import Calculus
import Elaboration

/// Matrices with dots: the entries shown are checked, each at its place in the whole matrix that the
/// other side is (DESIGN section 5).
extension Claim {
  func elidedInstances(
    _ assignment: LetterValues, _ lowering: inout Lowering
  ) throws(Obstacle) -> [Instance] {
    let (pattern, other) = left.isElided ? (left, right) : (right, left)
    guard case .matrix(let rows) = pattern.kind, !other.isElided else {
      throw .error(
        ElaborationError(.unclear("dots"), "both sides have dots", at: right.range),
        place: place(assignment))
    }
    do throws(ElaborationError) {
      let bindings = bindings(assignment)
      let whole = try lowering.lower(other, bindings)
      var instances: [Instance] = []
      for cell in try shownCells(rows, of: whole, pattern) {
        let entry = try lowering.entry(of: whole, row: cell.row, column: cell.column, pattern.range)
        let shown = try lowering.lower(cell.expression, bindings)
        guard shown.axes.isEmpty else {
          throw ElaborationError(
            .illShaped, "an entry is a number; this is \(shown.shapeText)",
            at: cell.expression.range)
        }
        var instance = Instance(
          letters: assignment, left: left.isElided ? shown : entry,
          right: left.isElided ? entry : shown)
        instance.entry = (cell.row + 1, cell.column + 1)
        instances.append(instance)
      }
      return instances
    } catch {
      if error.kind == .nonexistent { return [] }
      throw .error(error, place: place(assignment))
    }
  }

  private struct Cell {
    let row: Int
    let column: Int
    let expression: Expression
  }

  /// The entries that are written, at their places: what stands before the dots counts from the
  /// start, what stands behind them from the end.
  private func shownCells(
    _ rows: [[Expression]], of whole: Value, _ pattern: Expression
  ) throws(ElaborationError) -> [Cell] {
    let width = rows.map(\.count).max() ?? 0
    guard rows.allSatisfy({ $0.count == width }) else {
      throw ElaborationError(
        .unclear("dots"), "the rows of this matrix differ in length", at: pattern.range)
    }
    let dotRow = rows.firstIndex { $0.allSatisfy { $0.kind == .dots } }
    let dotColumn = (0..<width).first { column in rows.allSatisfy { $0[column].kind == .dots } }
    let shape = whole.shape
    guard fits(rows.count, dotRow, shape.rows), fits(width, dotColumn, shape.columns) else {
      throw ElaborationError(
        .illShaped, "this matrix does not have the shape \(whole.shapeText)", at: pattern.range)
    }
    var cells: [Cell] = []
    for (r, row) in rows.enumerated() {
      for (c, expression) in row.enumerated() where expression.kind != .dots {
        cells.append(
          Cell(
            row: position(r, dotRow, rows.count, shape.rows),
            column: position(c, dotColumn, width, shape.columns), expression: expression))
      }
    }
    return cells
  }

  /// Without dots along an axis, all of it is written.
  private func fits(_ written: Int, _ dots: Int?, _ length: Int) -> Bool {
    dots == nil ? written == length : written - 1 <= length
  }

  private func position(_ index: Int, _ dots: Int?, _ written: Int, _ length: Int) -> Int {
    guard let dots, index > dots else { return index }
    return length - (written - index)
  }
}
