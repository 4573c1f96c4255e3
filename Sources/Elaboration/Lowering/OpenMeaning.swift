import Calculus
import Diagnostics

/// A second meaning of a sign or a function of the statement, which is not computed: `exp` of a matrix is
/// entry by entry to some and a series to others. What fails in the first meaning is then not refuted.
package struct OpenMeaning: Hashable, Sendable {
  /// What it could mean: a clause.
  package let message: String
  /// How to say which is meant.
  package let hint: String
  /// Whether it is about a norm, and not about a function.
  var isOfNorm = false
  /// Whether the shape is another one in the second meaning.
  package var changesShape = false
  /// Whether the second meaning is the usual one: what holds in the first then says nothing.
  package let isUsual: Bool
}

/// Functions whose meaning on matrices is another one to some than it is entry by entry.
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
        isUsual: false))
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
        isUsual: true))
  }

  /// `‖A‖` of a matrix: the root of the sum of squares, or the largest singular value.
  mutating func noteNorm(_ function: Builtin, of x: Value) {
    guard x.isMatrix, function == .norm || function == .spectralNorm else { return }
    let sign = function == .norm ? "‖…‖" : "‖…‖_2"
    note(
      OpenMeaning(
        message: "`\(sign)` of \(x.shapeText) can be the largest singular value",
        hint: "write `‖…‖_F` for the root of the sum of squares", isOfNorm: true,
        isUsual: function == .spectralNorm))
  }

  /// What `make` gives. The norm of a matrix that is differentiated is the root of the sum of squares: the
  /// largest singular value has no formula for its derivative.
  mutating func withoutNorms(
    _ make: (inout Lowering) throws(ElaborationError) -> Value
  ) throws(ElaborationError) -> Value {
    let outer = openMeanings
    defer { openMeanings.removeAll { $0.isOfNorm && !outer.contains($0) } }
    return try make(&self)
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
  var isMatrix: Bool { flexible == nil && axes.count == 2 && shape.isMatrix }

  /// A matrix with as many rows as columns, whatever the sizes are.
  var isNamedSquare: Bool { isMatrix && rows.isSame(as: columns) }
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
