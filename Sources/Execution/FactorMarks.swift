import Elaboration

/// Which factors of a matrix that is written out stand in several of its entries: `h_1` in each row of
/// an outer product. Equal ones get one number, so that they can be shown alike.
struct FactorMarks {
  private var numbers: [Expression: Int] = [:]

  /// More of them would not be told apart.
  private static let most = 8

  init(_ entries: [Expression]) {
    var order: [Expression] = []
    var uses: [Expression: Int] = [:]
    for entry in entries {
      for factor in Set(entry.factorsOfProducts) { uses[factor, default: 0] += 1 }
      for factor in entry.factorsOfProducts where !order.contains(factor) {
        // Where there are so many, none is marked.
        guard order.count <= 4 * Self.most else { return }
        order.append(factor)
      }
    }
    let repeated = order.filter { uses[$0, default: 0] > 1 }
    guard repeated.count <= Self.most else { return }
    for (number, factor) in repeated.enumerated() { numbers[factor] = number + 1 }
  }

  /// From 1; nil for what is not marked.
  func number(of factor: Expression) -> Int? { numbers[factor] }
}

extension Expression {
  /// The factors of the products in it, numbers left out.
  fileprivate var factorsOfProducts: [Expression] {
    switch kind {
    case .sum, .negated: children.flatMap(\.factorsOfProducts)
    case .product(let factors):
      factors.filter {
        if case .number = $0.kind { false } else { true }
      }
    default: []
    }
  }
}
