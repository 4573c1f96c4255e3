import Elaboration
import MathSyntax
import Reading

/// What the text supposes in words, and of the structure of inputs.
extension PageChecker {
  /// A failing claim once more, where the text says that inputs it depends on are symmetric, orthogonal
  /// or zero: it is judged for those, and left open where they cannot be drawn. nil where nothing is
  /// said of any.
  func structured(
    _ failing: ChainChecker.Outcome, of statement: WrittenStatement, _ scope: Scope,
    _ restriction: Restriction, _ held: Held?
  ) -> ChainChecker.Outcome? {
    let said = structures(of: statement, scope)
    guard !said.isEmpty else { return nil }
    var texts: [String] = []
    for item in said where !texts.contains(item.text) { texts.append(item.text) }
    let text = texts.joined(separator: ", ")
    var restriction = restriction
    for item in said {
      guard scope.restrict(&restriction, to: item) else { return failing.leftOpen(by: text) }
    }
    var outcome = checker(scope, statement, restriction).check(
      statement.members, statement.relations, from: held
    ) { statement.stepRange($0) }
    for index in outcome.steps.indices { outcome.steps[index].evidence?.conditions = text }
    if outcome.steps.contains(where: \.isFailure), supposition(about: statement, scope) != nil {
      return failing.leftOpen(by: text)
    }
    return outcome
  }

  /// What is said of the inputs that `statement` depends on, by its sentence or around it.
  private func structures(of statement: WrittenStatement, _ scope: Scope) -> [Supposition] {
    // What stands nearest counts.
    let near = [prose.sentence, prose.behind, prose.own]
    return [near, [prose.standing], [prose.heading]].lazy
      .map { structures(in: $0, of: statement, scope) }.first { !$0.isEmpty } ?? []
  }

  private func structures(
    in places: [[ProseToken]], of statement: WrittenStatement, _ scope: Scope
  ) -> [Supposition] {
    let symbols = scope.everySymbol(in: statement.members)
    let all = places.flatMap { tokens in
      SuppositionReader(tokens).properties
        + tokens.compactMap(\.formula).compactMap { nodes in
          // What is claimed is not supposed.
          nodes.first?.range.lowerBound == statement.range.lowerBound
            ? nil : scope.structure(in: nodes)
        }
    }
    return all.filter { item in
      guard let subject = try? scope.expression(.row(of: item.subject, at: 0)),
        scope.isInput(subject)
      else { return false }
      return !symbols.isDisjoint(with: subject.symbols)
    }
  }

  /// The words by which the text supposes something that no formula says.
  func hypothesis(about statement: WrittenStatement) -> String? {
    if let words = SuppositionReader(prose.own).restrictingWord { return words }
    guard prose.local.isEmpty else { return nil }
    // Conditions behind it are read already.
    let behind = statement.conditions.isEmpty ? prose.behind : []
    return [prose.sentence, behind, prose.standing, prose.heading].lazy
      .compactMap { SuppositionReader($0).hypothesis }.first
  }

  /// A size that its sentence gives another value than the block: `If $n = 1$`.
  func supposedSize(_ scope: Scope) -> String? {
    let supposed = prose.local.first { nodes in
      scope.indexRestriction(nodes)?.contains { condition in
        guard condition.letters.isEmpty, let left = condition.left.value([:], scope.declaredSizes),
          let right = condition.right.value([:], scope.declaredSizes)
        else { return false }
        return left != right
      } ?? false
    }
    return supposed.map { describe(.row(of: $0, at: 0)) }
  }
}

/// Equations that are to be solved.
extension PageChecker {
  /// A refuted equation as one that says where something is so: of inputs alone, where a word says that
  /// it is to be solved or each side depends on an input that the other does not; of what the block
  /// computes, where a word says that one point is meant. nil for any other.
  func toBeSolved(
    _ failing: ChainChecker.Outcome, of statement: WrittenStatement, _ scope: Scope
  ) -> ChainChecker.Outcome? {
    guard !statement.continues, !failing.steps.contains(where: { $0.finding == .illShaped }),
      statement.relations.allSatisfy({ $0 == .equal })
    else { return nil }
    let sides = statement.members.compactMap { try? scope.expression($0) }
    guard sides.count == statement.members.count else { return nil }
    let places = [prose.sentence, prose.behind, prose.own, prose.standing, prose.heading]
    let readers = places.map { SuppositionReader($0) }
    let pointed = readers.lazy.compactMap(\.pointed).first
    guard scope.isOfInputs(sides) else {
      // A derivative on one side only is what a page derives.
      let derivatives = sides.count(where: \.containsDerivative)
      guard let pointed, derivatives != 1 else { return nil }
      return failing.leftOpen(by: pointed)
    }
    let symbols = sides.map(\.symbols)
    let isMixed =
      symbols.count == 2 && !symbols[0].isSubset(of: symbols[1])
      && !symbols[1].isSubset(of: symbols[0])
    let isSolved = Set(symbols).count > 1 && readers.contains { $0.solving != nil }
    // Of the same inputs on both sides, a sentence before says nothing.
    let isPointed = pointed != nil && (Set(symbols).count > 1 || readers[0].pointed != nil)
    guard isPointed || isMixed || isSolved else { return nil }
    var outcome = failing
    for index in failing.steps.indices where failing.steps[index].isFailure {
      let step = failing.steps[index]
      outcome.steps[index] = Step(range: step.range, latex: step.latex, finding: .condition)
    }
    return outcome
  }
}

extension Scope {
  /// `W = Wᵀ`, `QᵀQ = I`: what an input is said to be by a formula.
  func structure(in nodes: [MathNode]) -> Supposition? {
    guard let found = valueConditions(nodes), found.count == 1, found[0].relation == .equal,
      let (structure, subject) = found[0].left.structure(equalling: found[0].right)
        ?? found[0].right.structure(equalling: found[0].left),
      isInput(subject),
      let node = nodes.flatMap(\.names).first(where: { name in
        (try? expression(name)) == subject
      })
    else { return nil }
    return Supposition(
      structure: structure, subject: [node], text: describe(.row(of: nodes, at: 0)))
  }

  /// Takes what an input is said to be into `restriction`; false where no such points can be drawn.
  func restrict(_ restriction: inout Restriction, to item: Supposition) -> Bool {
    guard let subject = try? expression(.row(of: item.subject, at: 0)),
      case .reference(let reference) = subject.kind
    else { return false }
    switch item.structure {
    case .identity, .zero:
      let value: Expression.Kind = item.structure == .identity ? .identity : .number(.zero)
      let place = subject.range
      restriction.given.append(
        Expression.Substitution(variable: subject, value: Expression(value, at: place)))
    case .symmetric: return restriction.add(reference.symbol, .symmetric, self)
    case .orthogonal: return restriction.add(reference.symbol, .orthogonal, self)
    case .diagonal: return restriction.add(reference.symbol, .diagonal, self)
    case .positiveDefinite: return restriction.add(reference.symbol, .positiveDefinite, self)
    case .oneHot: return restriction.add(reference.symbol, .oneHot, self)
    case .other: return false
    }
    return true
  }
}

extension Restriction {
  fileprivate mutating func add(_ id: SymbolID, _ kind: Domain.Kind, _ scope: Scope) -> Bool {
    if let known = structures[id] { return known == kind }
    guard scope.restricting(id, to: kind) != nil else { return false }
    structures[id] = kind
    return true
  }
}

extension Expression {
  /// What it says of an array that this is `other`, and of which.
  fileprivate func structure(equalling other: Expression) -> (Structure, Expression)? {
    if other.kind == .transpose(self) { return (.symmetric, self) }
    guard other.kind == .identity, case .product(let factors) = kind, factors.count == 2 else {
      return nil
    }
    if factors[0].kind == .transpose(factors[1]) { return (.orthogonal, factors[1]) }
    if factors[1].kind == .transpose(factors[0]) { return (.orthogonal, factors[0]) }
    return nil
  }
}

extension MathNode {
  /// Itself and the base of its scripts.
  fileprivate var names: [MathNode] {
    if case .scripts(let base?, _, _) = kind { [self, base] } else { [self] }
  }
}
