import Calculus

extension [[ValueCondition]] {
  /// Whether some case applies to every value of the one formula that all are about; single points,
  /// as between `z < 0` and `z > 0`, may be left out.
  var coverEverything: Bool {
    let bounds = joined().map(\.bound)
    guard let subject = bounds.first??.subject,
      bounds.allSatisfy({ $0?.subject == subject })
    else { return isComplementaryPair }
    let places = bounds.compactMap { $0?.place }.sorted()
    guard let first = places.first, let last = places.last else { return false }
    let between = zip(places, places.dropFirst()).filter { $0 < $1 }.map { ($0 + $1) / 2 }
    return ([first - 1, last + 1] + between).allSatisfy { value in
      contains { conditions in conditions.allSatisfy { $0.bound?.admits(value) ?? false } }
    }
  }

  /// `a > b` beside `a ≤ b`.
  private var isComplementaryPair: Bool {
    guard count == 2, let a = self[0].first, let b = self[1].first, self[0].count == 1,
      self[1].count == 1, a.left == b.left, a.right == b.right
    else { return false }
    return Set([a.relation.side, b.relation.side]) == [.above, .below]
      || Set([a.relation, b.relation]) == [.equal, .unequal]
  }
}

extension ValueCondition {
  fileprivate struct Bound {
    let subject: Expression
    let relation: Condition.Relation
    let place: Double

    func admits(_ value: Double) -> Bool {
      switch relation {
      case .equal: value == place
      case .unequal: value != place
      case .less, .lessOrEqual: value < place
      case .greater, .greaterOrEqual: value > place
      }
    }
  }

  /// The formula that is compared with a number; nil where no side is one.
  fileprivate var bound: Bound? {
    if let place = right.writtenNumber {
      return Bound(subject: left, relation: relation, place: place)
    }
    guard let place = left.writtenNumber else { return nil }
    return Bound(subject: right, relation: relation.turned, place: place)
  }
}

extension Condition.Relation {
  fileprivate enum Side { case above, below, neither }

  fileprivate var side: Side {
    switch self {
    case .greater, .greaterOrEqual: .above
    case .less, .lessOrEqual: .below
    case .equal, .unequal: .neither
    }
  }

  /// The same, read from the other side.
  fileprivate var turned: Condition.Relation {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .unequal: self
    }
  }
}

extension Expression {
  fileprivate var writtenNumber: Double? {
    switch kind {
    case .number(let value): value.double
    case .negated(let operand): operand.writtenNumber.map { -$0 }
    default: nil
    }
  }
}
