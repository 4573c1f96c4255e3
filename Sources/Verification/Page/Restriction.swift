import Elaboration
import MathSyntax
import Reading

/// What a statement is restricted to by what stands beside it.
struct Restriction {
  var indices: [Condition] = []
  var values: [ValueCondition] = []
  /// Inputs that have one value: `if t = 1`.
  var given: [Expression.Substitution] = []
  /// Inputs that are symmetric, orthogonal and so on.
  var structures: [SymbolID: Domain.Kind] = [:]

  func adding(_ conditions: [Condition]) -> Restriction {
    var more = self
    more.indices += conditions
    return more
  }

  /// `side`, of which nothing is said but where all of it is so.
  func applied(to side: Expression) -> Expression {
    let side = side.restricted(to: values)
    // A plain 0 stays one.
    guard !given.isEmpty, !side.isElided, !side.symbols.isEmpty else { return side }
    return Expression(.evaluated(side, given), at: side.range)
  }
}

extension Scope {
  /// All conditions of a statement and of its instructions; nil where one is not understood, so that
  /// nothing is claimed without it.
  func restriction(_ written: [MathNode], _ instructions: [Instruction]) -> Restriction? {
    var found = Restriction()
    for node in written {
      if let conditions = restriction(node.row) {
        found.indices += conditions
      } else if let structure = structure(inWords: node.row) {
        guard restrict(&found, to: structure) else { return nil }
      } else if let conditions = restrictionOfValues(node.row) {
        for condition in conditions {
          guard let given = givenValue(in: condition) else {
            found.values.append(condition)
            continue
          }
          // What other values there are is not said: a label may have two.
          guard condition.relation == .equal else { return nil }
          found.given.append(given)
        }
      } else {
        return nil
      }
    }
    for case .condition(let node) in instructions {
      if let conditions = conditions(node.row) {
        found.indices += conditions
      } else if let points = points(node.row) {
        found.given += points
      } else {
        return nil
      }
    }
    return found
  }

  /// `w = (X^T X)^{-1} X^T y`: inputs as values of others, between commas; nil where it is no such thing.
  private func points(_ nodes: [MathNode]) -> [Expression.Substitution]? {
    guard let conditions = valueConditions(nodes) else { return nil }
    var found: [Expression.Substitution] = []
    for condition in conditions {
      guard condition.relation == .equal, case .reference(let input) = condition.left.kind,
        input.entries.isEmpty, self[input.symbol].definitions.isEmpty,
        !self[input.symbol].isFunction
      else { return nil }
      found.append(Expression.Substitution(variable: condition.left, value: condition.right))
    }
    return found
  }

  /// `\text{for } i \ne j`, `k = 1, …, K`, `\forall i`, `(i \ne j)`; nil where that is no condition on
  /// indices alone, or is not understood.
  func restriction(_ written: [MathNode]) -> [Condition]? {
    guard let (words, nodes) = apart(written) else { return nil }
    if nodes.isEmpty { return ConditionWords.restrictNothing(words) ? [] : nil }
    var rest = nodes.clauses[...]
    var found: [Condition] = []
    var letters: [IndexTerm] = []
    while var part = rest.popFirst() {
      if part.first?.character == "∀" { part.removeFirst() }
      if let range = enumeration(part, &rest, after: letters) {
        found += range
        letters = []
      } else if let term = indexTerm(part) {
        // A letter without a range runs over all it can anyway.
        guard term.letters.count == 1, ConditionWords.restrictNothing(words) || !rest.isEmpty else {
          return nil
        }
        letters.append(term)
      } else if let conditions = conditions(part), conditions.allSatisfy(isOfIndices) {
        found += conditions
      } else {
        return nil
      }
    }
    return found
  }

  /// `\text{if } z_i > 0`: relations between values of the scope.
  private func restrictionOfValues(_ written: [MathNode]) -> [ValueCondition]? {
    guard let (_, nodes) = apart(written), isSpokenOf(in: nodes) else { return nil }
    return valueConditions(nodes)
  }

  /// `\text{if } W = W^T`.
  private func structure(inWords written: [MathNode]) -> Supposition? {
    guard let (_, nodes) = apart(written) else { return nil }
    return structure(in: nodes)
  }

  /// `t = 1` or `t ≠ 1` between an input and a number; an array can be 0 or `I`.
  func givenValue(in condition: ValueCondition) -> Expression.Substitution? {
    guard [.equal, .unequal].contains(condition.relation) else { return nil }
    let sides = [(condition.left, condition.right), (condition.right, condition.left)]
    for (variable, value) in sides where isInput(variable) {
      let isNumber = value.symbols.isEmpty && value.freeLetters.isEmpty
      let isOfAnyShape = value.isZero || value.kind == .identity
      guard isNumber, isNumberInput(variable) || isOfAnyShape else { continue }
      return Expression.Substitution(variable: variable, value: value)
    }
    return nil
  }

  /// The words and the signs of a condition, `and` as a comma; nil where words turn its meaning.
  private func apart(_ written: [MathNode]) -> (words: String, nodes: [MathNode])? {
    var words: [String] = []
    var nodes: [MathNode] = []
    for node in written.flatMap(\.proseApart) where !node.isInvisible {
      guard case .text(let text) = node.kind else {
        nodes.append(node)
        continue
      }
      words.append(text)
      if !nodes.isEmpty {
        nodes.append(MathNode(.symbol(Symbol(",", .punctuation)), at: node.range))
      }
    }
    let all = words.joined(separator: " ")
    guard ConditionWords.onlyDescribe(all) else { return nil }
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind {
      nodes = inner
    } else if let first = nodes.first, ["(", "["].contains(first.character),
      let last = nodes.last, [")", "]"].contains(last.character)
    {
      nodes = Array(nodes.dropFirst().dropLast())
    }
    return (all, nodes.withoutTrailingPunctuation)
  }

  /// Whether a relation is between indices: one of its names is a declared symbol otherwise.
  private func isOfIndices(_ condition: Condition) -> Bool {
    condition.letters.allSatisfy { !declaresBare($0) }
  }

  /// `k = 1, …, K`, `k = K, K-1, …, 1`, `k \in \{1, …, K\}`, `k = 1:K`, `k \in [1, K]`; for `letters`
  /// before it too: `i, j = 1, …, n`. Takes the parts behind dots from `rest`.
  private func enumeration(
    _ part: [MathNode], _ rest: inout ArraySlice<[MathNode]>, after letters: [IndexTerm]
  ) -> [Condition]? {
    let sides = part.splitAtTopLevel { $0.character == "=" || $0.character == "∈" }
    guard sides.count == 2, case .letter(let letter)? = indexTerm(sides[0]),
      !declaresBare(letter)
    else { return nil }
    let isSet = part.contains { $0.character == "∈" }
    var remaining = rest
    guard let (first, last) = ends(Array(sides[1]), &remaining, isSet: isSet) else { return nil }
    rest = remaining
    var (lower, upper) = (first, last)
    if let a = first.value([:], declaredSizes), let b = last.value([:], declaredSizes), a > b {
      (lower, upper) = (last, first)
    }
    return (letters + [.letter(letter)]).flatMap { index in
      [
        Condition(left: index, relation: .greaterOrEqual, right: lower),
        Condition(left: index, relation: .lessOrEqual, right: upper),
      ]
    }
  }

  /// The first and the last of the values that are listed.
  private func ends(
    _ side: [MathNode], _ rest: inout ArraySlice<[MathNode]>, isSet: Bool
  ) -> (IndexTerm, IndexTerm)? {
    let brackets = side.setContent
    if isSet, brackets == nil { return nil }
    var values = (brackets?.content ?? side)
      .splitAtTopLevel { [",", ":", "‥"].contains($0.character) }.flatMap(\.partsAtDots)
    if brackets == nil, values.count == 1 {
      guard !rest.isEmpty else { return nil }
      values += rest
      rest = []
    }
    if brackets?.isInterval == true, values.count == 1 { values.insert([.one], at: 0) }
    let terms = values.filter { !($0.count == 1 && $0[0].isSeriesDots) }.map { indexTerm($0) }
    guard values.count > 1, let first = terms.first ?? nil, let last = terms.last ?? nil,
      !terms.contains(nil)
    else { return nil }
    if terms.count < values.count || values.count == 2 && (brackets?.isInterval ?? false)
      || side.contains(where: { [":", "‥"].contains($0.character) })
    {
      return (first, last)
    }
    // A list without dots must leave nothing out.
    let numbers = terms.compactMap { $0?.value([:], declaredSizes) }
    guard numbers.count == terms.count,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $0 + 1 == $1 })
    else { return nil }
    return (first, last)
  }
}

extension [MathNode] {
  /// The parts of a condition: between commas, and between colons that are no range `1:K`.
  fileprivate var clauses: [[MathNode]] {
    splitAtTopLevel { [",", ";", "∧"].contains($0.character) }.flatMap { part in
      let pieces = part.splitAtTopLevel { [":", "|", "∣"].contains($0.character) }
      let isRange =
        pieces.count == 2 && pieces[1].count == 1
        && pieces[0].contains { $0.character == "=" || $0.character == "∈" }
      return isRange ? [Array(part)] : pieces.map(Array.init)
    }.filter { !$0.isEmpty }
  }

  /// What stands in braces or in brackets: `\{1, …, K\}`, `[1, K]`, `[K]`.
  fileprivate var setContent: (content: [MathNode], isInterval: Bool)? {
    if count == 1, case .fenced(let open, let inner, _) = self[0].kind, ["{", "["].contains(open) {
      return (inner, open == "[")
    }
    guard count > 2, let open = first?.character, ["{", "["].contains(open),
      let close = last?.character, ["}", "]"].contains(close)
    else { return nil }
    return (Array(dropFirst().dropLast()), open == "[")
  }
}

extension MathNode {
  fileprivate static let one = MathNode(.number("1"), at: 0..<0)

}
