import Elaboration
import MathSyntax
import Reading

/// What the text around an equation, and the page before it, say of when it holds.
extension PageChecker {
  /// A formula that only says a condition is one for what follows; any other belongs to its sentence.
  mutating func readProse(
    _ formula: WrittenFormula, _ written: [WrittenStatement], _ found: [Statement], _ scope: Scope
  ) {
    let says = zip(written, found).allSatisfy { statement, found in
      switch found.finding {
      case .notOurs: scope.indexRestriction(statement.source) != nil
      case .condition, .skipped: prose.isSupposing
      default: false
      }
    }
    guard !formula.isDisplay, !written.isEmpty, says else {
      return prose.pass(formula.node, isDisplay: formula.isDisplay)
    }
    for statement in written {
      if formula.isUsedCondition || prose.isExcepting {
        prose.addUsed(statement.source)
      } else {
        prose.add(statement.source)
      }
    }
  }

  /// `L = -\log a, \quad t = 1`: a value that an input is given beside an equation is supposed there.
  mutating func supposeConditions(beside written: [WrittenStatement], _ scope: Scope) {
    guard written.count > 1 else { return }
    for statement in written.dropFirst() where statement.relations == [.equal] {
      guard case .claim(.condition?) = scope.kind(of: statement) else { continue }
      prose.add(statement.source)
    }
  }

  /// What the text behind a formula binds to it: a condition on indices restricts it, any other is
  /// supposed.
  mutating func bindCondition(
    of formula: WrittenFormula, to written: inout [WrittenStatement], _ scope: Scope
  ) {
    guard let condition = formula.condition else { return }
    if scope.indexRestriction(condition.row) == nil {
      let isOrder = writtenStatements(of: condition).contains {
        if case .other? = $0.relations.first { true } else { false }
      }
      if isOrder { prose.add(condition.row) }
    } else if written.count == 1 {
      written[0].conditions.append(condition)
    } else {
      prose.add(condition.row)
    }
  }

  /// A failing claim once more, under the conditions that the text states before it. Under those of
  /// its own sentence it is judged; where one of an earlier sentence, or what that one leaves over,
  /// would make it hold, it is left open.
  func outcome(
    _ usual: ChainChecker.Outcome, of statement: WrittenStatement, _ scope: Scope,
    under restriction: Restriction, from held: Held?
  ) -> ChainChecker.Outcome {
    // What the page restates may be meant anew.
    guard usual.steps.contains(where: \.isFailure), restated(by: statement, scope) == nil else {
      return usual
    }
    let letters = Set(statement.members.flatMap { (try? scope.expression($0))?.freeLetters ?? [] })
    func about(_ nodes: [MathNode]) -> [Condition]? {
      scope.indexRestriction(nodes).flatMap { found in
        found.contains { !letters.isDisjoint(with: $0.letters) } ? found : nil
      }
    }
    func check(_ more: [Condition]) -> ChainChecker.Outcome {
      var restriction = restriction
      restriction.indices += more
      return checker(scope, statement, restriction).check(
        statement.members, statement.relations, from: held
      ) { statement.stepRange($0) }
    }
    var best = usual
    // What stands beside the equation itself counts more than the text around it.
    let local = statement.conditions.isEmpty ? prose.local.compactMap(about) : []
    if !local.isEmpty {
      best = check(local.flatMap { $0 })
      let said = local.joined().map(\.text).joined(separator: ", ")
      for index in best.steps.indices { best.steps[index].evidence?.conditions = said }
    }
    guard best.steps.contains(where: \.isFailure) else { return best }
    let supposed = supposition(about: statement, scope) ?? stationary(statement, scope)
    if let supposition = supposed {
      return best.leftOpen(by: supposition)
    }
    if let shadowed = shadowed(in: statement, scope, restriction, held) {
      return best.leftOpen(
        "`\(shadowed)` is declared here; with its usual meaning it holds", code: "shadowed",
        hint: "give what is declared another name")
    }
    if let input = scope.solvedInput(in: statement) {
      return best.leftOpen(
        "`\(input)` is given and not computed: this may say what it is under some condition",
        hint: "write `<!-- net: holds -->` before it if it is meant for all values")
    }
    guard local.isEmpty else { return best }
    for condition in prose.earlier.reversed().compactMap(about) {
      for possible in [condition] + (condition.count == 1 ? [[condition[0].negated]] : []) {
        guard check(possible).steps.allSatisfy({ $0.finding == .holds }) else { continue }
        return best.leftOpen(where: possible.map(\.text).joined(separator: ", "))
      }
    }
    return best
  }

  /// A built-in name that the scope gives another meaning, where `statement` holds with the built-in
  /// one: `e` beside an error, `σ(z)` beside a deviation.
  private func shadowed(
    in statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction, _ held: Held?
  ) -> String? {
    let used = Set(scope.everySymbol(in: statement.members).map { scope[$0].base })
    return used.sorted().first { base in
      guard let plain = scope.withoutShadow(base) else { return false }
      let outcome = checker(plain, statement, restriction).check(
        statement.members, statement.relations, from: held
      ) { statement.stepRange($0) }
      return outcome.steps.allSatisfy { $0.finding == .holds }
    }
  }

  /// What the text supposes of the values that `statement` is about.
  private func supposition(about statement: WrittenStatement, _ scope: Scope) -> String? {
    let symbols = scope.everySymbol(in: statement.members)
    let supposed = (prose.local + prose.earlier).first { nodes in
      scope.indexRestriction(nodes) == nil
        && !symbols.isDisjoint(with: scope.everySymbol(in: nodes.map { $0 }))
    }
    return supposed.map { describe(.row(of: $0, at: 0)) }
  }
}

extension Step {
  /// Refuted or ill-shaped.
  var isFailure: Bool { finding == .refuted || finding == .illShaped }
}

extension ChainChecker.Outcome {
  fileprivate func leftOpen(where condition: String) -> Self {
    leftOpen(
      "it holds where `\(condition)`, of which the text speaks, and not in general",
      hint: "say `for \(condition)` beside it, or `<!-- net: where \(condition) -->` before it")
  }

  fileprivate func leftOpen(by supposition: String) -> Self {
    leftOpen("it does not hold in general; the text supposes `\(supposition)`", hint: nil)
  }

  /// The failing steps as unclear: the text speaks of a condition.
  fileprivate func leftOpen(_ message: String, code: String = "condition", hint: String?) -> Self {
    var outcome = self
    for index in steps.indices where steps[index].isFailure {
      let step = steps[index]
      var open = Step(range: step.range, latex: step.latex, finding: .unclear)
      open.code = code
      open.message = message
      open.notes = Array(step.notes.prefix(1))
      open.hint = hint
      open.equation = step.equation
      outcome.steps[index] = open
    }
    return outcome
  }
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

  /// A condition on indices alone: no declared symbol is in it.
  fileprivate func indexRestriction(_ nodes: [MathNode]) -> [Condition]? {
    isSpokenOf(in: nodes) ? nil : restriction(nodes)
  }

  /// The symbols of what is written and of all that they are made of.
  func everySymbol(in nodes: [MathNode]) -> Set<SymbolID> {
    let written = nodes.flatMap { $0.heads(in: self) }
    return written.reduce(into: Set(written)) { $0.formUnion(dependencies(of: $1)) }
  }
}

extension MathNode {
  /// The declared symbols that are named in it.
  fileprivate func heads(in scope: Scope) -> [SymbolID] {
    let own = Head(self).flatMap { scope.resolve($0) }.map { [$0.symbol] } ?? []
    return own.isEmpty ? children.flatMap { $0.heads(in: scope) } : own
  }
}
