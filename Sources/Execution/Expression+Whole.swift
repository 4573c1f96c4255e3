import Calculus
import Elaboration

extension Expression {
  /// `y_i log p_i` as `y ⊙ log p`: entries at `letter` as whole vectors; nil where the letter stands
  /// elsewhere.
  func whole(_ letter: String) -> Expression? {
    guard freeLetters.contains(letter) else { return self }
    let index = EntryIndex.at(.letter(letter))
    switch kind {
    case .reference(let reference):
      let isInMembers = reference.members.contains { $0.contains(letter) }
      guard reference.entries == [index], !isInMembers else { return nil }
      return Expression(
        .reference(Reference(symbol: reference.symbol, members: reference.members, entries: [])),
        at: range)
    case .entries(let operand, let items):
      return items == [index] && !operand.freeLetters.contains(letter) ? operand : nil
    case .negated(let a): return a.whole(letter).map { Expression(.negated($0), at: range) }
    case .call(let function, let arguments) where function.isEntrywise && arguments.count == 1:
      return arguments[0].whole(letter).map { Expression(.call(function, [$0]), at: range) }
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        guard term.value.freeLetters.contains(letter), let value = term.value.whole(letter) else {
          return nil
        }
        parts.append(Term(isNegative: term.isNegative, value: value))
      }
      return Expression(.sum(parts), at: range)
    case .product(let factors): return wholeProduct(factors, letter)
    case .chain(let first, let links): return wholeProduct([first] + links.map(\.factor), letter)
    case .power(let base, let exponent):
      guard exponent.kind == .number(ExactDecimal(2)), let vector = base.whole(letter) else {
        return nil
      }
      return Expression(.chain(vector, [.init(operation: .hadamard, factor: vector)]), at: range)
    default: return nil
    }
  }

  private func wholeProduct(_ factors: [Expression], _ letter: String) -> Expression? {
    let scalars = factors.filter { !$0.freeLetters.contains(letter) }
    var vectors: [Expression] = []
    for factor in factors where factor.freeLetters.contains(letter) {
      guard let vector = factor.whole(letter) else { return nil }
      vectors.append(vector)
    }
    guard let first = vectors.first else { return nil }
    let rest = vectors.dropFirst().map { Link(operation: .hadamard, factor: $0) }
    let vector = rest.isEmpty ? first : Expression(.chain(first, rest), at: range)
    return scalars.isEmpty ? vector : Expression(.product(scalars + [vector]), at: range)
  }
}
