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
      // A shape supposes nothing.
      case .skipped: prose.isSupposing && statement.relations != [.member]
      case .condition: statement.members.allSatisfy { (try? scope.expression($0)) != nil }
      case .holds: saysShownValue(statement, found, scope)
      default: false
      }
    }
    // `from $t = T$ down to $t = 1$`: the ends of a range restrict nothing.
    let isRange =
      prose.isEndOfRange && written.allSatisfy { scope.indexRestriction($0.source) != nil }
    if isRange, !formula.isDisplay { return prose.passRange() }
    let isPassing = !prose.isSupposing && found.contains { $0.finding != .notOurs }
    guard !formula.isDisplay, !written.isEmpty, says else {
      let claims = found.contains { ![.notOurs, .skipped, .condition].contains($0.finding) }
      return prose.pass(formula.node, isDisplay: formula.isDisplay, claims: claims)
    }
    for statement in written {
      if formula.isUsedCondition || prose.isExcepting {
        prose.addUsed(statement.source)
      } else {
        prose.add(statement.source, isPassing: isPassing)
      }
    }
  }

  /// `v_0 = 0` where the block shows it at 0: an input all the same.
  private func saysShownValue(
    _ statement: WrittenStatement, _ found: Statement, _ scope: Scope
  ) -> Bool {
    found.steps.contains { $0.evidence?.at == "the shown point" }
      && scope.valueConditions(statement.source)?.allSatisfy {
        scope.givenValue(in: $0) != nil
      } ?? false
  }

  /// `L = -\log a, \quad t = 1`: a value that an input is given beside an equation is supposed there.
  mutating func supposeConditions(beside written: [WrittenStatement], _ scope: Scope) {
    guard written.count > 1 else { return }
    for (index, statement) in written.enumerated() where statement.relations == [.equal] {
      // Before an equation, `t = 1: L = -\log a`, only a value is supposed.
      guard case .claim(.condition?) = scope.kind(of: statement),
        index > 0 || scope.restrictsValues(statement.source), !holds(statement, scope)
      else { continue }
      prose.add(statement.source)
    }
  }

  private func holds(_ statement: WrittenStatement, _ scope: Scope) -> Bool {
    checker(scope, statement).check(statement.members, statement.relations, from: nil) {
      statement.stepRange($0)
    }.steps.allSatisfy { $0.finding == .holds }
  }

  /// What the text behind a formula binds to it: a condition on indices restricts it, any other is
  /// supposed.
  mutating func bindCondition(
    of formula: WrittenFormula, to written: inout [WrittenStatement], _ scope: Scope
  ) {
    guard let condition = formula.condition else { return }
    if written.count == 1, scope.restrictsValues(condition.row) {
      written[0].conditions.append(condition)
    } else if scope.indexRestriction(condition.row) == nil {
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
}

extension Step {
  /// Refuted or ill-shaped.
  var isFailure: Bool { finding == .refuted || finding == .illShaped }
}

extension Scope {
  /// `x > 0`, `t = 1`: an order, or a value of an input. Another equality is something that is said.
  fileprivate func restrictsValues(_ nodes: [MathNode]) -> Bool {
    guard let found = valueConditions(nodes), isSpokenOf(in: nodes) else { return false }
    return found.allSatisfy {
      ![.equal, .unequal].contains($0.relation) || givenValue(in: $0) != nil
    }
  }

  /// A condition on indices alone: no declared symbol is in it.
  func indexRestriction(_ nodes: [MathNode]) -> [Condition]? {
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
