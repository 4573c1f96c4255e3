/// Why a node cannot be made.
package struct GraphError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `operation` is a verb with its preposition, as in `add`, `multiply`.
    case shapeMismatch(operation: String, shapes: [Shape])
    case notSquare(operation: String, Shape)
    case notScalar(Shape)
    case notColumn(operation: String, Shape)
    case outOfBounds(Block, Shape)
    case inputCount(operation: String, Int)
    /// More than `value` of what `name` says.
    case limit(name: String, value: Int)
    /// What the note may cost is spent.
    case work(refusal: String)
    /// An operation over a prime field, where there are no derivatives.
    case noDerivative
    /// An input that is no node of this graph.
    case foreignNode
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// A lower-case clause without a full stop.
  package var message: String {
    switch kind {
    case .shapeMismatch(let operation, let shapes):
      "cannot \(operation) \(Self.list(shapes, operation == "multiply" ? "by" : "and"))"
    case .notSquare(let operation, let shape):
      "\(operation) needs a square matrix, this one is \(shape)"
    case .notScalar(let shape):
      "a scalar is needed here, this is \(shape)"
    case .notColumn(let operation, let shape):
      "\(operation) needs a column, this is \(shape)"
    case .outOfBounds(let block, let shape):
      Self.outOfBounds(block, shape)
    case .inputCount(let operation, let count):
      "cannot \(operation) \(count) \(count == 1 ? "value" : "values")"
    case .limit(let name, let value):
      "more than \(value) \(name)"
    case .work(let refusal): refusal
    case .noDerivative:
      "a formula over a finite field has no derivative"
    case .foreignNode:
      "a value of another graph"
    }
  }

  /// Counts rows and columns from 1, as formulas do.
  private static func outOfBounds(_ block: Block, _ shape: Shape) -> String {
    let badRow = block.rows.lowerBound < 0 || block.rows.upperBound > shape.rows
    let (name, range) = badRow ? ("row", block.rows) : ("column", block.columns)
    let (number, overflow) = range.lowerBound.addingReportingOverflow(1)
    let last = range.upperBound
    let text = overflow || number == last ? "\(last)" : "\(number) to \(last)"
    return "a \(shape) matrix has no \(name) \(text)"
  }

  private static func list(_ shapes: [Shape], _ conjunction: String) -> String {
    guard let last = shapes.last, shapes.count > 1 else { return "\(shapes.first ?? .scalar)" }
    return shapes.dropLast().map(\.description).joined(separator: ", ") + " \(conjunction) \(last)"
  }
}
