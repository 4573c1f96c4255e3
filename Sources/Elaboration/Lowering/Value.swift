import Calculus
import Diagnostics

/// An array as a node of the graph, with the axes it is read with. A vector is one axis (a column),
/// a row vector is 1×n; arrays of more than two axes lie in the graph as matrices, first axis down.
package struct Value: Hashable, Sendable {
  package let ref: Graph.Ref
  package let axes: [Dimension]
  /// What takes its shape from its surroundings: the node is then its scalar factor.
  package var flexible: Flexible?

  package enum Flexible: Hashable, Sendable {
    /// `λ I`.
    case identity
    /// The vector of ones, standing or lying.
    case ones, onesRow
    /// The matrix of ones, `1 1ᵀ`.
    case allOnes
    /// A column as every column of a matrix, `b 1ᵀ`; a row as every row. The node is the column or row.
    case columns, rows
  }

  init(_ ref: Graph.Ref, _ axes: [Dimension] = [], flexible: Flexible? = nil) {
    self.ref = ref
    self.axes = axes
    self.flexible = flexible
  }

  /// A product's result: axes of length 1 that are written as such vanish.
  init(_ ref: Graph.Ref, rows: Dimension, columns: Dimension) {
    self.init(ref, Value.axes(rows, columns))
  }

  /// Those of a product with so many rows and columns.
  package static func axes(_ rows: Dimension, _ columns: Dimension) -> [Dimension] {
    columns.isOne ? (rows.isOne ? [] : [rows]) : [rows, columns]
  }

  package var isScalar: Bool { axes.isEmpty && flexible == nil }
  /// A scalar, or an array with one entry: the output of a net with one.
  package var isOneNumber: Bool { flexible == nil && axes.allSatisfy { $0.value == 1 } }
  /// It takes its shape from its surroundings: an identity, a vector of ones.
  package var isOpen: Bool { flexible != nil }
  package var rows: Dimension { axes.first ?? .one }
  package var columns: Dimension { axes.count > 1 ? axes[1] : .one }

  package var shape: Shape { Value.shape(of: axes) }

  static func shape(of axes: [Dimension]) -> Shape {
    guard axes.count > 2 else {
      return Shape(axes.first?.value ?? 1, axes.count > 1 ? axes[1].value : 1)
    }
    let columns = axes.dropFirst().reduce(1) { product, axis in
      let (value, overflow) = product.multipliedReportingOverflow(by: axis.value)
      return overflow ? .max : value
    }
    return Shape(axes[0].value, columns)
  }

  /// `a scalar`, `3×4`.
  package var shapeText: String {
    if flexible == .identity { return "a multiple of the identity" }
    if flexible == .columns || flexible == .rows { return "a repeated vector" }
    if flexible == .allOnes { return "a matrix of ones" }
    if flexible != nil { return "a vector of ones" }
    if axes.isEmpty { return "a scalar" }
    let axes = axes.count == 1 ? axes + [.one] : axes
    return axes.map(\.description).joined(separator: "×")
  }

  package func hasSameShape(as other: Value) -> Bool {
    shape == other.shape && (axes.count > 2) == (other.axes.count > 2)
  }

  /// Whether both are written with the same axes.
  package func hasSameNamedShape(as other: Value) -> Bool {
    rows.isSame(as: other.rows) && columns.isSame(as: other.columns)
      && (axes.count > 2) == (other.axes.count > 2)
  }
}

/// What index letters and function parameters stand for while an expression is lowered.
package struct Bindings: Sendable {
  package var letters: LetterValues = [:]
  package var formals: [String: Value] = [:]
  /// The body of a function of one number, applied to an array: products and powers are by entries.
  package var isEntrywise = false
  /// The statement itself, not a definition it uses: what it names by number keeps its size.
  package var isStatement = true
  /// A definition with `⊙` in it: its powers are by entries too.
  package var powersAreEntrywise = false

  /// Letters that stand for the length of the axis they are an index on: the `n` of a last entry
  /// `W_{1n}` that nothing declares.
  var extents: Set<String> = []

  /// What a letter of a sum counts in, and other letters: a unit vector is as long as the axis that its letter runs
  /// along there.
  var summands: [String: Expression] = [:]
  package var statement: [Expression] = []

  /// Letters that a sum gives its values, which are entries that must be there.
  package var summed: Set<String> = []

  package init(letters: LetterValues = [:], extents: Set<String> = []) {
    self.letters = letters
    self.extents = extents
  }
}
