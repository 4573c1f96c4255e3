import Elaboration
import MathSyntax

/// A part of an equation with its shape.
package struct PartExplanation: Sendable {
  /// How deep it lies: 0 for a side.
  package let depth: Int
  package let text: String
  /// `R^{n_1 × n_0}`; nil where it has no shape of its own.
  package let shape: String?
  /// The same in numbers: `3×4`; nil where the names say it already.
  package let extent: String?
}

/// Goes through the parts of an equation at the first values of its letters.
struct PartWalk {
  private var lowering: Lowering
  private let notation: Notation
  private(set) var first: LetterValues = [:]
  /// `k = 1..2`.
  private(set) var ranges: [String] = []

  init(_ equation: ReadEquation) {
    lowering = Lowering(equation.scope, sizes: equation.scope.declaredSizes, mode: .shown)
    notation = Notation(equation.scope)
    let sides = [equation.left, equation.right]
    // What entries there are depends on the members of families.
    let families = equation.letters.filter { lowering.range(ofIndex: $0) != nil }
    for letter in families + equation.letters.filter({ !families.contains($0) }) {
      let known = bindings
      guard let range = try? lowering.range(of: letter, in: sides, known, equation.left.range)
      else { continue }
      ranges.append("\(letter) = \(range.lowerBound)..\(range.upperBound)")
      let existing = range.first { value in
        var trial = known
        trial.letters[letter] = value
        return lowering.membersExist(sides.flatMap(\.references), trial)
          && equation.conditions.allSatisfy {
            $0.holds(trial.letters, lowering.sizes) ?? true
          }
      }
      first[letter] = existing ?? range.lowerBound
    }
  }

  /// `k = 1, i = 1`.
  var place: String { first.map { "\($0.name) = \($0.value)" }.joined(separator: ", ") }

  private var bindings: Bindings {
    Bindings(letters: first)
  }

  mutating func parts(of side: Expression) -> [PartExplanation] {
    var found: [PartExplanation] = []
    visit(side, depth: 0, bindings, &found)
    return found
  }

  private mutating func visit(
    _ expression: Expression, depth: Int, _ bindings: Bindings, _ found: inout [PartExplanation]
  ) {
    guard !expression.isPlainNumber || depth == 0 else { return }
    let value = try? lowering.lower(expression, bindings)
    let named = value.map(\.namedShape)
    let extent = value.flatMap { $0.isOpen || $0.axes.allSatisfy(\.isLiteral) ? nil : $0.shapeText }
    found.append(
      PartExplanation(
        depth: depth, text: describe(notation.node(expression)), shape: named, extent: extent))
    var inner = bindings
    if case .big(_, let letters, let body) = expression.kind {
      lowering.bindFirst(letters, body, &inner)
    }
    for child in expression.children { visit(child, depth: depth + 1, inner, &found) }
  }
}

extension Expression {
  fileprivate var isPlainNumber: Bool {
    switch kind {
    case .number, .count, .pi, .e: true
    default: false
    }
  }
}
