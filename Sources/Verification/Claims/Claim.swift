import Diagnostics
import Elaboration
import MathSyntax

/// Two sides that are said to be equal, for all values of their free letters.
struct Claim {
  let left: Expression
  let right: Expression
  /// The first member of the chain that it is a step of.
  let head: Expression
  /// Both sides and the head, in which its letters stand.
  let sides: [Expression]
  /// The free letters, those of the left side first.
  let letters: [String]
  let conditions: [Condition]
  /// What both sides name.
  let references: [Reference]

  /// Letters that only a matrix with dots has: its last entries, `W_{1n}`.
  let extents: Set<String>
  /// A letter that is free only on the right, which no *for all* covers (DESIGN section 5).
  let unboundLetter: String?
  /// `≈` instead of `=`.
  var isApproximate = false
  /// The digits behind the point of the numbers on a side that is made of numbers.
  var decimals: [Int?]?

  /// Whether the decimals on the left stand as they are: that side equals what stood before it.
  var hasExactDecimals = false

  /// Whether it is said for every direction: `dL = tr(AᵀdX)`.
  let hasDifferentials: Bool

  /// The whole numbers that are written in it.
  var literals: Set<Int> { left.literals.union(right.literals) }

  /// Whether a side is made of numbers.
  var isNumeric: Bool { left.isNumeric || right.isNumeric }

  /// Whether a decimal or a matrix of numbers stands among names: values put in for some of them.
  var hasWrittenValues: Bool { left.hasWrittenValues || right.hasWrittenValues }

  init(_ left: Expression, _ written: Expression, head: Expression, conditions: [Condition] = []) {
    let whole = [head, left].filter { !$0.isElided }
    let letters = (whole.isEmpty ? [written] : whole).reduce(into: Set<String>()) {
      $0.formUnion($1.freeLetters)
    }
    let right = written.gatheringDiagonals(except: letters)
    (self.left, self.right, self.head, self.conditions) = (left, right, head, conditions)
    sides = [left, right, head]
    references = Array(Set(left.references + right.references))
    // What the head of a chain has and neither side here says nothing here.
    self.letters = letters.intersection(left.freeLetters.union(right.freeLetters)).sorted()
    extents = [left, right].filter(\.isElided).reduce(into: []) {
      $0.formUnion($1.freeLetters.subtracting(letters))
    }
    hasDifferentials = left.hasDifferential || right.hasDifferential
    unboundLetter = right.freeLetters.subtracting(letters).subtracting(extents).min()
  }
}

/// The sides of a claim at one value of its letters, as nodes of one graph.
struct Instance {
  /// In the order in which they are named in messages.
  let letters: LetterValues
  let left: Value
  let right: Value
  /// The entry that is compared, counted from 1, where a matrix with dots shows some only.
  var entry: (row: Int, column: Int)?

  /// `k = 2, i = 1`.
  var place: String {
    let values = letters.map { "\($0.name) = \($0.value)" }
    return (values + (entry.map { ["entry (\($0.row), \($0.column))"] } ?? []))
      .joined(separator: ", ")
  }
}

/// The instances of a claim at one choice of sizes.
struct Instances {
  var all: [Instance] = []
  /// Members left out, since what is differentiated does not pass through them: `k = 3`.
  private(set) var omitted: [String] = []

  mutating func omit(_ place: String) {
    if !place.isEmpty, omitted.last != place { omitted.append(place) }
  }
}

/// Why a claim cannot be decided at one choice of sizes.
enum Obstacle: Error {
  case error(ElaborationError, place: String)
  /// The two sides have different shapes.
  case shapes(left: String, right: String, place: String)

  var isIllShaped: Bool {
    switch self {
    case .error(let error, _): error.kind == .illShaped && !error.isInDefinition
    case .shapes: true
    }
  }

  /// More than what is allowed.
  var isLimit: Bool {
    if case .error(let error, _) = self { error.code == "limit" } else { false }
  }

  /// A derivative by what does not matter to it.
  var isIndependence: Bool {
    if case .error(let error, _) = self { error.code == "independent" } else { false }
  }
}

extension Claim {
  /// Whether single indices on its arrays are letters: what `W_1` is may be another matrix.
  var namesPartsByLetters: Bool {
    references.allSatisfy { reference in
      guard reference.entries.count == 1, case .at(let term) = reference.entries[0] else {
        return true
      }
      return !term.letters.isEmpty
    }
  }
}

extension Expression {
  fileprivate var hasWrittenValues: Bool {
    switch kind {
    case .number(let value): value.exponent < 0
    case .matrix: isNumeric || children.contains(where: \.hasWrittenValues)
    default: children.contains(where: \.hasWrittenValues)
    }
  }

  fileprivate var literals: Set<Int> {
    var found = children.reduce(into: Set<Int>()) { $0.formUnion($1.literals) }
    if case .number(let value) = kind, let whole = Int(exactly: value.double) {
      found.insert(whole)
    }
    return found
  }
}
