import Elaboration

/// Pages about one example leave its index out: `L_i = -\log(e^{f_{y_i}} / \sum_j e^{f_j})`, where `f_j` is the
/// entry `j` of `f_i`.
extension Claim {
  /// The same claim with members of families read as entries of the member it is about; nil where none can be.
  func withIndexPutIn(_ scope: Scope) -> Claim? {
    let (left, right) = (left.withIndexPutIn(self, scope), right.withIndexPutIn(self, scope))
    guard left != self.left || right != self.right else { return nil }
    var claim = Claim(left, right, head: head.withIndexPutIn(self, scope), conditions: conditions)
    (claim.isApproximate, claim.decimals) = (isApproximate, decimals)
    claim.hasExactDecimals = hasExactDecimals
    return claim
  }

  /// The index that counts the members of a family, where the claim is said of all its values, or leaves it out
  /// everywhere.
  fileprivate func index(of symbol: NetSymbol) -> String? {
    let patterns = Set(symbol.inputs.map(\.pattern) + symbol.definitions.map(\.pattern))
    guard patterns.count == 1, let pattern = patterns.first, pattern.count == 1,
      case .letter(let index) = pattern[0],
      letters.contains(index) || !left.names(index) && !right.names(index)
    else { return nil }
    return index
  }
}

extension Expression {
  fileprivate func withIndexPutIn(_ claim: Claim, _ scope: Scope) -> Expression {
    guard case .reference(let reference) = kind else {
      return mapChildren { $0.withIndexPutIn(claim, scope) }
    }
    guard reference.entries.isEmpty, reference.members.count == 1,
      reference.members[0].canBeEntry(scope),
      let index = claim.index(of: scope[reference.symbol])
    else { return self }
    let entry = Reference(
      symbol: reference.symbol, members: [.letter(index)], entries: [.at(reference.members[0])])
    return Expression(.reference(entry), at: range)
  }
}

extension Expression {
  /// Whether an index letter stands in it, bound or free.
  fileprivate func names(_ letter: String) -> Bool {
    freeLetters.contains(letter)
      || contains { part in
        guard case .big(_, let bindings, _) = part.kind else { return false }
        return bindings.contains { $0.letter == letter }
      }
  }
}

extension IndexTerm {
  /// A letter that counts no family, or data.
  fileprivate func canBeEntry(_ scope: Scope) -> Bool {
    switch self {
    case .letter(let letter): !scope.isFamilyIndex(letter)
    case .data: true
    case .number, .size, .sum, .difference, .product: false
    }
  }
}
