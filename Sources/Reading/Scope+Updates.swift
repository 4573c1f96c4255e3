import Elaboration
import MathSyntax

/// Statements that say how a value changes: gradient steps and their like.
extension Scope {
  /// `w = w − …`, `w := w − …`: the left symbol is itself a term on the right, or is the next one in
  /// a series of steps that the right begins from: `w_{t+1} = w_t − …`.
  func isUpdate(_ statement: WrittenStatement) -> Bool {
    guard let (left, terms) = change(in: statement), terms.count > 1 else { return false }
    return terms.contains { term in
      guard term.count == 1, let node = term.first else { return false }
      return node.withoutRanges == left.withoutRanges || isStep(from: node, to: left)
        || node.withoutRanges == left.withoutPrime?.withoutRanges
          && Head(left).flatMap { resolve($0) }
            .map { self[$0.symbol].definitions.isEmpty } ?? true
    }
  }

  /// `x_{i+1} = x_i + g_i`: where the name is an array, the letter may count its entries as well as
  /// steps. Letters that mean time or number steps by custom count these.
  func mayCountEntries(_ statement: WrittenStatement) -> Bool {
    guard let (left, terms) = change(in: statement), let head = Head(left), head.sup.isEmpty,
      let letter = head.sub.first?.character, head.sub.count > 1,
      !["t", "k", "n", "s", "τ"].contains(letter)
    else { return false }
    return !terms.contains { $0.contains { $0.withoutRanges == left.withoutRanges } }
  }

  /// `v = β v − α g`: an input stands in a term of what it is said to be.
  func isMixture(_ statement: WrittenStatement) -> Bool {
    guard let (left, terms) = change(in: statement), terms.count > 1, let head = Head(left),
      let found = resolve(head), self[found.symbol].definitions.isEmpty
    else { return false }
    return terms.contains { $0.contains { $0.withoutRanges == left.withoutRanges } }
  }

  private func change(
    in statement: WrittenStatement
  ) -> (left: MathNode, terms: [ArraySlice<MathNode>])? {
    guard !statement.continues, statement.members.count == 2,
      [.equal, .definition].contains(statement.relations[0]),
      let left = statement.members[0].soleName
    else { return nil }
    let right = statement.members[1].row.filter { !$0.isInvisible }
    let terms = right.splitAtTopLevel { $0.character == "+" || $0.character == "−" }
    return (left, terms.filter { !$0.isEmpty })
  }

  /// The statement with the numbers of its steps left out: `w = w − α ∇_w L`.
  package func withoutSteps(_ statement: WrittenStatement) -> WrittenStatement {
    guard let left = statement.members.first?.soleName, let head = Head(left),
      let place = StepPlace.allCases.first(where: { knows(head, without: $0) })
    else { return statement }
    var plain = statement
    plain.members = statement.members.map { $0.leavingOut(place, of: head.base) }
    return plain
  }

  /// Whether two names differ in the number of a step alone: `w_t` and `w_{t+1}`, `w` and
  /// `w^{new}`, where the scope knows the name without it.
  private func isStep(from old: MathNode, to new: MathNode) -> Bool {
    guard let a = Head(old), let b = Head(new), a.base == b.base, a.font == b.font else {
      return false
    }
    return StepPlace.allCases.contains { place in
      guard knows(b, without: place), a.rest(without: place) == b.rest(without: place) else {
        return false
      }
      let (before, after) = (a.script(at: place), b.script(at: place))
      guard before.map(\.withoutRanges) != after.map(\.withoutRanges) else { return false }
      return [before, after].allSatisfy { $0.isEmpty || $0.isStepNumber }
        && [before, after].contains { $0.isSurelyStep }
    }
  }

  /// Whether `head` is a whole array of the scope if the number of its step is left out.
  private func knows(_ head: Head, without place: StepPlace) -> Bool {
    guard !head.script(at: place).isEmpty else { return false }
    var bare = head
    if place == .above { bare.sup = [] } else { bare.sub = [] }
    guard let found = resolve(bare) else { return false }
    return found.entries.isEmpty
  }
}

/// Where a name bears the number of a step.
private enum StepPlace: CaseIterable {
  case above, below
}

extension Head {
  fileprivate func script(at place: StepPlace) -> [MathNode] { place == .above ? sup : sub }

  fileprivate func rest(without place: StepPlace) -> [MathNode] {
    (place == .above ? sub : sup).map(\.withoutRanges)
  }
}

extension Scope {
  /// `\arg\min_w L`, `\min_w L`: the place or the value of an optimum, which is not computed here.
  func isOptimum(_ member: MathNode) -> Bool {
    if let word = member.word, ["argmin", "argmax", "arg", "inf", "sup"].contains(word) {
      return !declaresSymbol(word)
    }
    switch member.kind {
    case .scripts(let base?, let sub?, _): if isExtremum(base), isArgument(sub) { return true }
    case .stack(let base, over: _, under: let under?):
      if isExtremum(base), isArgument(under) { return true }
    default: break
    }
    return member.children.contains(where: isOptimum)
  }

  private func isExtremum(_ node: MathNode) -> Bool {
    if case .styled(_, let inner) = node.kind { return isExtremum(inner) }
    return ["min", "max"].contains(node.word)
  }

  /// What an optimum is taken over: a name of the scope, and no index.
  private func isArgument(_ node: MathNode) -> Bool {
    let names = node.row.splitAtTopLevel { $0.character == "," }
    return names.allSatisfy { $0.first.flatMap(Head.init).map { resolve($0) != nil } ?? false }
  }
}

extension MathNode {
  /// `\lim_{b \to 0}` somewhere in it.
  var hasLimit: Bool {
    if let word, ["lim", "limsup", "liminf", "plim"].contains(word) { return true }
    return children.contains(where: \.hasLimit)
  }

  /// `w` of `w'`; nil where there is no prime.
  fileprivate var withoutPrime: MathNode? {
    guard case .scripts(let base?, let sub, let sup?) = kind,
      sup.row.allSatisfy({ $0.character == "′" })
    else { return nil }
    guard let sub else { return base }
    return MathNode(.scripts(base, sub: sub, sup: nil), at: range)
  }

  /// Names with this base without what stands above or below them.
  fileprivate func leavingOut(_ place: StepPlace, of base: String) -> MathNode {
    if case .scripts(let inner?, let sub, let sup) = kind, let head = Head(self), head.base == base
    {
      let rest = place == .above ? sub : sup
      guard rest != nil else { return inner }
      return MathNode(
        place == .above
          ? .scripts(inner, sub: sub, sup: nil) : .scripts(inner, sub: nil, sup: sup),
        at: range)
    }
    return mapChildren { $0.leavingOut(place, of: base) }
  }

  /// `t+1`, `i-1`.
  fileprivate var isShiftedLetter: Bool {
    let nodes = row.bracketsRemoved
    return nodes.count == 3 && nodes[0].character.map(Head.isLetter) == true
      && ["+", "−"].contains(nodes[1].character) && nodes[2].kind == .number("1")
  }

  /// `new`, `\text{old}`.
  fileprivate var isStepWord: Bool {
    let letters = row.bracketsRemoved
    var word = ""
    for node in letters {
      switch node.kind {
      case .word(let text), .text(let text): word += text
      case .font(_, let inner): word += inner.row.compactMap(\.character).joined()
      default: word += node.character ?? ""
      }
    }
    return ["new", "old", "next", "prev", "updated"].contains(word)
  }
}

extension [MathNode] {
  fileprivate var bracketsRemoved: [MathNode] {
    if count == 1, case .row(let nodes) = self[0].kind { return nodes.bracketsRemoved }
    if count == 1, case .fenced(_, let nodes, _) = self[0].kind { return nodes }
    guard count > 2, self[0].bracketDepthChange > 0, self[count - 1].bracketDepthChange < 0 else {
      return self
    }
    return Array(self[1..<(count - 1)])
  }

  /// What can number a step: one letter or number, shifted or not, or `new`; `+` marks the next one.
  fileprivate var isStepNumber: Bool {
    let nodes = bracketsRemoved
    if isSurelyStep { return true }
    guard nodes.count == 1 else { return false }
    if case .number = nodes[0].kind { return true }
    return nodes[0].character.map(Head.isLetter) ?? false
  }

  /// What numbers a step and is no entry.
  fileprivate var isSurelyStep: Bool {
    let whole = MathNode.row(of: self, at: 0)
    return whole.isShiftedLetter || whole.isStepWord
      || count == 1 && ["+", "⁺"].contains(bracketsRemoved.first?.character)
  }
}
