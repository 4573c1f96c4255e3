import Calculus
import Pages
import Testing

/// Entry (i, j) is 100 i + j, so that a cell tells its place.
private func places(_ rows: Int, _ columns: Int) throws -> Matrix<Double> {
  let elements = (0..<rows).flatMap { i in (0..<columns).map { Double(100 * i + $0) } }
  return try #require(Matrix(Shape(rows, columns), elements))
}

@Test func showsSmallMatricesWhole() throws {
  let text = MatrixText(try places(12, 12))
  #expect(text.rows.map(\.count) == Array(repeating: 12, count: 12))
  #expect(text.rows.last?.last == "1111")
}

@Test func leavesOutTheMiddleOfLargeMatrices() throws {
  let text = MatrixText(try places(30, 13))
  #expect(text.rows.first == ["0", "1", "2", "3", "⋯", "11", "12"])
  #expect(text.rows[4] == ["⋮", "⋮", "⋮", "⋮", "⋱", "⋮", "⋮"])
  #expect(text.rows.last == ["2900", "2901", "2902", "2903", "⋯", "2911", "2912"])
}

@Test func keepsTheEntryThatDiffers() throws {
  let text = MatrixText(try places(30, 30), differing: (row: 15, column: 20))
  let marked = try #require(text.marked.first)
  #expect(text.rows[marked[0]][marked[1]] == "1520")
  #expect(text.marked.count == 1)
}
