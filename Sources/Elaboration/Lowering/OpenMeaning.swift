import Calculus
import Diagnostics

/// A second meaning of a sign or a function of the statement, which is not computed: `exp` of a matrix is
/// entry by entry to some and a series to others. What fails in the first meaning is then not refuted.
package struct OpenMeaning: Hashable, Sendable {
  package enum Reach: Sendable {
    /// The value differs, the shape does not.
    case value
    /// The shape differs too.
    case shape
    /// The second meaning is the usual one: what holds in the first says nothing.
    case everything
  }

  /// What it could mean: a clause.
  package let message: String
  /// How to say which is meant.
  package let hint: String
  package let reach: Reach
}

/// Names and signs whose meaning on matrices is another one to some than it is entry by entry.
extension Lowering {
  mutating func note(_ meaning: OpenMeaning) {
    if !openMeanings.contains(meaning) { openMeanings.append(meaning) }
  }

  /// `exp`, `\log`, `\sqrt{}` of a square matrix, entry by entry, or as a series.
  mutating func noteMatrixFunction(_ function: Builtin, of x: Value) {
    guard function.elementwise.map({ $0.isAnalytic || $0 == .tanh }) == true, x.isNamedSquare
    else { return }
    note(
      OpenMeaning(
        message: "`\(function.rawValue)` of \(x.shapeText) can be a function of the whole matrix",
        hint: "write it with indices if it works entry by entry: `\(function.rawValue)(A_{ij})`",
        reach: .value))
  }

  /// `tr log A`, `det exp A`: where a number is made of a square matrix, the function is most often that of the
  /// whole matrix.
  mutating func noteMatrixFunction(within x: Value, of function: Builtin) {
    guard let inner = graph.analyticFunctionOfMatrix(in: x.ref) else { return }
    note(
      OpenMeaning(
        message:
          "`\(inner.name)` within `\(function.rawValue)` can be a function of the whole matrix",
        hint: "write it with indices if it works entry by entry: `\(inner.name)(A_{ij})`",
        reach: .everything))
  }

  /// `‖A‖` of a matrix: the root of the sum of squares, or the largest singular value.
  mutating func noteNorm(_ function: Builtin, of x: Value) {
    guard x.isMatrix, function == .norm || function == .spectralNorm else { return }
    let sign = function == .norm ? "‖…‖" : "‖…‖_2"
    note(
      OpenMeaning(
        message: "`\(sign)` of \(x.shapeText) can be the largest singular value",
        hint: "write `‖…‖_F` for the root of the sum of squares",
        reach: function == .norm ? .value : .everything))
  }

  /// `|A|` of a square matrix, where it is taken for the determinant.
  mutating func noteBars(around x: Value) {
    note(
      OpenMeaning(
        message: "bars around \(x.shapeText) can be a norm too",
        hint: "write `‖…‖_F` for a norm, `\\det` for a determinant", reach: .value))
  }

  /// `A/B`, `1/B`: entry by entry, or times the inverse.
  mutating func noteQuotient(by x: Value) {
    guard x.isNamedSquare else { return }
    note(
      OpenMeaning(
        message: "a quotient by \(x.shapeText) can be a product with the inverse",
        hint: "write `A B^{-1}` for the inverse, or indices for the entries", reach: .value))
  }

  /// `A - λ`: the number at every entry, or on the diagonal.
  mutating func noteSum(_ values: [Value]) {
    guard values.contains(where: \.isScalar), let matrix = values.first(where: \.isNamedSquare)
    else { return }
    note(
      OpenMeaning(
        message: "a number beside \(matrix.shapeText) can stand on the diagonal alone",
        hint: "write `c I`, or `c \\mathbf 1 \\mathbf 1^\\top` for every entry", reach: .value))
  }

  /// `a × b` in space, `A ∘ B` of maps.
  mutating func noteProduct(_ sign: ProductSign, _ a: Value, _ b: Value) {
    let isOfSpace = a.axes.count == 1 && b.axes.count == 1 && a.rows.value == 3 && b.rows.value == 3
    if sign == .cross, isOfSpace {
      note(
        OpenMeaning(
          message: "`×` between two vectors of length 3 can be the cross product",
          hint: "write `⊙` for the product by entries", reach: .value))
    }
    if sign == .circle, a.isMatrix, b.isMatrix, a.columns.value == b.rows.value {
      note(
        OpenMeaning(
          message: "`∘` between \(a.shapeText) and \(b.shapeText) can be the product of matrices",
          hint: "write `⊙` for the product by entries", reach: .shape))
    }
  }

  /// `[A, B]`: side by side, or the commutator.
  mutating func noteBrackets(_ cells: [[Value]]) {
    guard cells.count == 1, cells[0].count == 2, cells[0].allSatisfy(\.isNamedSquare) else {
      return
    }
    note(
      OpenMeaning(
        message: "`[A, B]` of two square matrices can be the commutator",
        hint: "write `A B - B A`", reach: .shape))
  }
}

extension Graph {
  /// A function that works entry by entry on a square matrix, of which `root` is made.
  fileprivate func analyticFunctionOfMatrix(in root: Ref) -> Elementwise? {
    for ref in nodes(of: [root]) where self[ref].shape.isSquareMatrix {
      if case .map(let function) = self[ref].op, function.isAnalytic { return function }
    }
    return nil
  }
}

extension Value {
  fileprivate var isMatrix: Bool { flexible == nil && axes.count == 2 && shape.isMatrix }

  /// A matrix with as many rows as columns, whatever the sizes are.
  fileprivate var isNamedSquare: Bool { isMatrix && rows.isSame(as: columns) }
}

extension Shape {
  fileprivate var isMatrix: Bool { rows > 1 && columns > 1 }
  fileprivate var isSquareMatrix: Bool { isMatrix && rows == columns }
}

extension Elementwise {
  /// A function that matrices have as a series.
  fileprivate var isAnalytic: Bool {
    switch self {
    case .exp, .log, .sqrt, .sin, .cos, .tan, .sinh, .cosh: true
    default: false
    }
  }
}
