import Elaboration
import MathSyntax
import Reading

/// What is said under a condition, and is not refuted because it fails without it.
extension PageChecker {
  /// A failing claim once more, under the conditions that the text states before it. Under those of
  /// its own sentence it is judged; where one of an earlier sentence, or what that one leaves over,
  /// would make it hold, it is left open.
  func outcome(
    _ usual: ChainChecker.Outcome, of statement: WrittenStatement, _ scope: Scope,
    under restriction: Restriction, from held: Held?
  ) -> ChainChecker.Outcome {
    // What the page restates may be meant anew.
    guard restated(by: statement, scope) == nil else { return usual }
    if usual.steps.contains(where: \.asksForPoint) {
      return holding(statement, scope, restriction, held) ?? usual
    }
    guard usual.steps.contains(where: \.isFailure) else { return usual }
    // What stands beside the equation itself counts more than the text around it.
    let local =
      statement.conditions.isEmpty ? conditions(prose.local, about: statement, scope) : []
    var best = usual
    if !local.isEmpty {
      let all = local.flatMap { $0 }
      best = outcome(of: statement, scope, restriction.adding(all), from: held)
      let said = all.map(\.text).joined(separator: ", ")
      for index in best.steps.indices { best.steps[index].evidence?.conditions = said }
    }
    guard best.steps.contains(where: \.isFailure) else { return best }
    if let held = holding(statement, scope, restriction, held) { return held }
    if let judged = structured(best, of: statement, scope, restriction, held) { return judged }
    if let open = leftOpen(best, of: statement, scope, restriction, held) { return open }
    if let member = specialMember(in: statement, scope, restriction, held) {
      return best.leftOpen(
        "it fails only where `\(member)`, which has a definition of its own", code: "condition",
        hint: "say beside it for which members it is meant")
    }
    if local.isEmpty, let condition = mending(statement, scope, restriction, held) {
      return best.leftOpen(where: condition)
    }
    if let solved = toBeSolved(best, of: statement, scope) { return solved }
    guard let words = supposedSize(scope) ?? hypothesis(about: statement) else { return best }
    return best.leftOpen(by: words)
  }

  private func outcome(
    of statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, from held: Held?
  ) -> ChainChecker.Outcome {
    checker(scope, statement, restriction).check(
      statement.members, statement.relations, from: held
    ) { statement.stepRange($0) }
  }

  /// The member with a definition of its own, `l = L`, without which `statement` holds.
  private func specialMember(
    in statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, _ held: Held?
  ) -> String? {
    let references = statement.members.flatMap { (try? scope.expression($0))?.references ?? [] }
    for member in scope.specialMembers(of: references) {
      let outcome = outcome(of: statement, scope, restriction.adding([member.negated]), from: held)
      if outcome.steps.allSatisfy({ $0.finding == .holds }) { return member.text }
    }
    return nil
  }

  /// What holds at the values that its own sentence gives to inputs: `If $t = 1$, then …`; or where
  /// they are positive.
  private func holding(
    _ statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, _ held: Held?
  ) -> ChainChecker.Outcome? {
    let formulas = supposedFormulas(scope)
    let said = formulas.compactMap { scope.valueConditions($0) }.joined()
    guard !said.isEmpty, statement.conditions.isEmpty else { return nil }
    var restriction = restriction
    for condition in said {
      if condition.relation == .equal {
        guard let given = scope.givenValue(in: condition) else { return nil }
        restriction.given.append(given)
      } else {
        restriction.values.append(condition)
      }
    }
    var outcome = outcome(of: statement, scope, restriction, from: held)
    guard outcome.steps.allSatisfy({ $0.finding == .holds }) else { return nil }
    let text = formulas.map { describe(.row(of: $0, at: 0)) }.joined(separator: ", ")
    for index in outcome.steps.indices { outcome.steps[index].evidence?.conditions = text }
    return outcome
  }

  /// Those of `said` that are about the free letters of `statement`.
  private func conditions(
    _ said: [[MathNode]], about statement: WrittenStatement, _ scope: Scope
  ) -> [[Condition]] {
    let letters = Set(statement.members.flatMap { (try? scope.expression($0))?.freeLetters ?? [] })
    return said.compactMap { scope.indexRestriction($0) }.filter { found in
      found.contains { !letters.isDisjoint(with: $0.letters) }
    }
  }

  /// `failing` as unclear, where something else than an index is supposed; nil where nothing is.
  private func leftOpen(
    _ failing: ChainChecker.Outcome, of statement: WrittenStatement, _ scope: Scope,
    _ restriction: Restriction, _ held: Held?
  ) -> ChainChecker.Outcome? {
    if let supposed = supposition(about: statement, scope) ?? stationary(statement, scope) {
      return failing.leftOpen(by: supposed)
    }
    if let shadowed = shadowed(in: statement, scope, restriction, held) {
      return failing.leftOpen(
        "`\(shadowed)` is declared here; with its usual meaning it holds", code: "shadowed",
        hint: "give what is declared another name")
    }
    return scope.solvedInput(in: statement).map { input in
      failing.leftOpen(
        "`\(input)` is given and not computed: this may say what it is under some condition",
        hint: "write `<!-- net: holds -->` before it if it is meant for all values")
    }
  }

  /// The condition of an earlier sentence under which `statement` holds, or the one it leaves over.
  private func mending(
    _ statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, _ held: Held?
  ) -> String? {
    for condition in conditions(prose.earlier, about: statement, scope).reversed() {
      for possible in [condition] + (condition.count == 1 ? [[condition[0].negated]] : []) {
        let outcome = outcome(of: statement, scope, restriction.adding(possible), from: held)
        guard outcome.steps.allSatisfy({ $0.finding == .holds }) else { continue }
        return possible.map(\.text).joined(separator: ", ")
      }
    }
    return nil
  }

  /// A built-in name that the scope gives another meaning, where `statement` holds with the built-in
  /// one: `e` beside an error, `σ(z)` beside a deviation.
  private func shadowed(
    in statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, _ held: Held?
  ) -> String? {
    let used = Set(scope.everySymbol(in: statement.members).map { scope[$0].base })
    return used.sorted().first { base in
      guard let plain = scope.withoutShadow(base) else { return false }
      let outcome = outcome(of: statement, plain, restriction, from: held)
      return outcome.steps.allSatisfy { $0.finding == .holds }
    }
  }

  /// The conditions of its own sentence, or else those of a lead-in.
  private func supposedFormulas(_ scope: Scope) -> [[MathNode]] {
    guard prose.local.isEmpty else { return prose.local }
    return prose.standing.compactMap(\.formula).filter { nodes in
      scope.isSpokenOf(in: nodes)
        && scope.valueConditions(nodes)?.allSatisfy { scope.givenValue(in: $0) != nil } ?? false
    }
  }

  /// What the text supposes of the values that `statement` is about.
  func supposition(about statement: WrittenStatement, _ scope: Scope) -> String? {
    let symbols = scope.everySymbol(in: statement.members)
    let supposed = (supposedFormulas(scope) + prose.earlier).first { nodes in
      scope.indexRestriction(nodes) == nil
        && !symbols.isDisjoint(with: scope.everySymbol(in: nodes.map { $0 }))
    }
    return supposed.map { describe(.row(of: $0, at: 0)) }
  }
}

extension ChainChecker.Outcome {
  fileprivate func leftOpen(where condition: String) -> Self {
    leftOpen(
      "it holds where `\(condition)`, of which the text speaks, and not in general",
      hint: "say `for \(condition)` beside it, or `<!-- net: where \(condition) -->` before it")
  }

  func leftOpen(by supposition: String) -> Self {
    leftOpen("it does not hold in general; the text supposes `\(supposition)`", hint: nil)
  }

  /// The failing steps as unclear: the text speaks of a condition.
  fileprivate func leftOpen(_ message: String, code: String = "condition", hint: String?) -> Self {
    var outcome = self
    for index in steps.indices where steps[index].isFailure {
      var open = steps[index].leftOpen(code, message)
      open.notes = Array(steps[index].notes.prefix(1))
      open.hint = hint
      outcome.steps[index] = open
    }
    return outcome
  }
}

extension Scope {
  /// `l = L` where a family that `l` counts in `references` defines that member by itself.
  fileprivate func specialMembers(of references: [Reference]) -> [Condition] {
    var found: [Condition] = []
    for reference in references {
      let patterns = self[reference.symbol].definitions.map(\.pattern)
      guard patterns.count > 1 else { continue }
      for (slot, term) in reference.members.enumerated() {
        guard case .letter = term else { continue }
        for pattern in patterns where pattern.indices.contains(slot) {
          if case .letter = pattern[slot] { continue }
          let member = Condition(left: term, relation: .equal, right: pattern[slot])
          if !found.contains(member) { found.append(member) }
        }
      }
    }
    return Array(found.prefix(3))
  }
}

extension Step {
  /// A number on one side, and no point that is meant.
  fileprivate var asksForPoint: Bool { code == "at-what-point" }
}

extension Scope {
  /// An input, or a value of a function of which nothing is known.
  private func isGiven(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .reference(let reference):
      self[reference.symbol].definitions.isEmpty && !self[reference.symbol].isFunction
    case .apply(let id, derivative: 0, _): self[id].functions.contains(where: \.isAbstract)
    default: false
    }
  }

  /// The input that stands alone on the left of an equation without derivatives: `w = (XᵀX)⁻¹ Xᵀ y`.
  fileprivate func solvedInput(in statement: WrittenStatement) -> String? {
    guard !statement.continues, statement.relations.first == .equal,
      let left = try? expression(statement.members[0]), isGiven(left),
      !statement.members.contains(where: { (try? expression($0))?.containsDerivative ?? false })
    else { return nil }
    return describe(statement.members[0])
  }
}
