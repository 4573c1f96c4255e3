import MathSyntax
import NetSyntax

/// The order in which the statements of a block get their meaning: inputs first, whose shapes tell `Σ_i` of a
/// sum from a part of `Σ`; then definitions as they stand, functions before what applies them. Whether
/// `σ(z)` is a product or a function must be known where it is read.
struct StatementOrder {
  private let statements: [NetStatement]
  /// Where functions are declared or defined, by their names.
  private var places: [String: [Int]] = [:]
  private var isVisited: [Bool]
  private(set) var positions: [Int] = []

  /// `shells`: the left sides of definitions, by their positions.
  init(_ statements: [NetStatement], _ shells: [Int: LeftSide]) {
    self.statements = statements
    isVisited = statements.map { _ in false }
    for (position, statement) in statements.enumerated() {
      if case .function(let function) = statement.kind {
        for name in function.names.compactMap({ Head($0)?.base }) {
          places[name, default: []].append(position)
        }
      } else if let left = shells[position], left.formals != nil {
        places[left.base, default: []].append(position)
      }
    }
    for position in statements.indices {
      if case .declaration = statements[position].kind { visit(position) }
    }
    for position in statements.indices { visit(position) }
  }

  private mutating func visit(_ position: Int) {
    guard !isVisited[position] else { return }
    isVisited[position] = true
    if case .definition(let definition) = statements[position].kind {
      for name in definition.right.nameBases.sorted() {
        for place in places[name] ?? [] { visit(place) }
      }
    }
    positions.append(position)
  }
}

extension MathNode {
  /// The letters and words in it, accents with them.
  fileprivate var nameBases: Set<String> {
    var found = children.reduce(into: Set<String>()) { $0.formUnion($1.nameBases) }
    if let head = Head(self) { found.insert(head.base) }
    return found
  }
}
