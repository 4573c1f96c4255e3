import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax
import Reading

/// Reads the formulas of a page in order, gives every statement its finding, and takes what the page
/// defines into the scope (DESIGN section 5).
package struct PageChecker {
  let file: SourceFile
  /// Whether claims are left alone, save where they may redefine what the page defined: another note
  /// uses this one.
  package var onlyDefines = false
  /// What the last display ended with: a display that starts with a relation goes on from there.
  private var last: Held?
  private let pool = NetworkPool()
  /// Whether what was said last is so: what follows from it may then be claimed.
  var isPremiseHeld = false
  /// Where the page itself defined a name.
  private(set) var definitions: [SymbolID: SourceRange] = [:]
  /// Names that the page defined and restated in a way that was not understood, with that place.
  var doubtful: [SymbolID: SourceRange] = [:]
  /// Names that the page defined anew with a plain `=`, the scope before that, and where.
  var contested: [(symbol: SymbolID, before: Scope, place: SourceRange)] = []
  /// Meanings that the text gives to names of the scope.
  var meanings: [GivenMeaning] = []
  /// Names that stood left of something that was not understood: no result of a chain is named so.
  private var unreadNames: Set<MathNode> = []
  /// What the running text says of when something holds.
  package var prose = ProseConditions()
  /// The last derivative that the page sets to zero: what follows may be said of that point alone.
  var stationarity: Stationarity?
  /// The same of the last derivative that was stated, should the text set it to zero.
  var lastDerivative: Stationarity?

  package init(file: SourceFile) {
    self.file = file
  }

  /// The statements of one formula; `instructions` are those that govern it.
  mutating func check(
    _ formula: WrittenFormula, _ statements: [WrittenStatement], _ scope: inout Scope,
    _ instructions: [Instruction]
  ) -> [Statement] {
    prose.own = formula.node.proseTokens
    var written = statements.flatMap { scope.casesApart($0) }
    for index in written.indices {
      written[index].members = scope.applyingBareFunctions(written[index].members)
    }
    absorbConditions(&written, scope)
    bindCondition(of: formula, to: &written, scope)
    supposeConditions(beside: written, scope)
    var found: [Statement] = []
    setToZeroByText(scope)
    for statement in written {
      let steps = affordableSteps(of: statement, formula, &scope, instructions)
      note(steps)
      var checked = Statement(
        range: statement.range, latex: file.text(of: statement.range), steps: steps)
      checked.mustFail = instructions.contains(.fails)
      found.append(checked)
    }
    if formula.isDisplay, written.isEmpty { last = nil }
    readProse(formula, written, found, scope)
    return found
  }

  /// The steps, unclear where they take more than the note has left.
  private mutating func affordableSteps(
    of statement: WrittenStatement, _ formula: WrittenFormula, _ scope: inout Scope,
    _ instructions: [Instruction]
  ) -> [Step] {
    let (before, known, disputed) = (scope, definitions, contested)
    let (steps, isWhole) = scope.allowance.share {
      self.steps(of: statement, formula, &scope, instructions)
    }
    guard !isWhole else { return scope.withoutLost(steps, of: statement.members) }
    pool.forget()
    if formula.isDisplay { last = nil }
    if steps.first?.finding != .definition {
      (scope, definitions, contested) = (before, known, disputed)
      scope.lose(statement.members)
    }
    return steps.map { $0.refused(by: scope.allowance) }
  }

  private mutating func steps(
    of statement: WrittenStatement, _ formula: WrittenFormula, _ scope: inout Scope,
    _ instructions: [Instruction]
  ) -> [Step] {
    if instructions.contains(.skip) { return [plain(.skipped, statement)] }
    let layout = scope.layout
    for case .layout(let other) in instructions { scope.layout = other }
    defer { scope.layout = layout }
    let kind = scope.kind(of: statement, under: instructions)
    if formula.isDisplay, !kind.isChecked { last = nil }
    switch kind {
    case .notOurs: return [plain(.notOurs, statement)]
    case .skipped: return [plain(.skipped, statement)]
    case .update: return [update(statement, scope)]
    case .membership: return [membership(statement, &scope)]
    case .definition(let net):
      guard scope.coversAll(statement.conditions) else {
        return [.unread(.badCondition(at: statement.range), statement, file)]
      }
      return define(net, statement, formula, &scope)
    case .claim(let otherwise):
      return claim(statement, formula, &scope, instructions, otherwise)
    }
  }

  func plain(_ finding: Finding, _ statement: WrittenStatement) -> Step {
    Step(range: statement.range, latex: file.text(of: statement.range), finding: finding)
  }

  // MARK: Definitions

  private mutating func define(
    _ net: NetStatement, _ statement: WrittenStatement, _ formula: WrittenFormula,
    _ scope: inout Scope
  ) -> [Step] {
    take(net, at: statement.range, into: &scope)
    var first = definitionStep(at: statement.stepRange(0))
    guard let head = try? scope.expression(statement.members[0]) else { return [first] }
    var held = Held(head: head, node: statement.members[0], expression: head)
    if let value = try? scope.expression(statement.members[1]) {
      held = Held(head: head, node: statement.members[1], expression: value)
      first.equation = ReadEquation(Claim(head, value, head: head), scope)
    }
    if formula.isDisplay { last = held }
    guard statement.members.count > 2 else { return [first] }
    var rest = statement
    rest.members.removeFirst(2)
    rest.relations.removeFirst()
    rest.continues = true
    let outcome = checker(scope, rest).check(
      rest.members, rest.relations, from: held
    ) { rest.stepRange($0) }
    if formula.isDisplay { last = outcome.held }
    scope.keep(outcome.partials)
    let trial = EditTrial(
      scope: scope, file: file, held: nil, restriction: Restriction(), pool: pool)
    let origin = PageStatement(formula: formula, index: statement.ordinal)
    let compared = outcome.compared.map { ($0.key + 1, $0.value) }
    return RepairSearch(origin: origin, trial: trial).mending(
      [first] + outcome.steps, of: statement,
      comparedWith: Dictionary(uniqueKeysWithValues: compared))
  }

  // MARK: Claims

  private mutating func claim(
    _ statement: WrittenStatement, _ formula: WrittenFormula, _ scope: inout Scope,
    _ instructions: [Instruction], _ kind: StatementKind.Otherwise?
  ) -> [Step] {
    let held = statement.continues ? last : nil
    if statement.continues, held == nil {
      return [.unread(.nothingToContinue(at: statement.range), statement, file)]
    }
    guard let restriction = scope.restriction(statement.conditions, instructions) else {
      return [.unread(.badCondition(at: statement.range), statement, file)]
    }
    // At a point that the author names it is a claim, whatever it looks like.
    let otherwise =
      restriction.given.isEmpty || instructions.allSatisfy(\.isNoCondition) ? kind : nil
    let named = nameResults(of: statement, &scope)
    if onlyDefines, !mayRedefine(statement, scope) { return [plain(.skipped, statement)] }
    var outcome = judged(statement, scope, restriction, instructions, held)
    if instructions.allSatisfy(\.leavesTextToSpeak) { takeMeaning(of: statement, scope, &outcome) }
    let origin = PageStatement(formula: formula, index: statement.ordinal)
    let trial = EditTrial(
      scope: scope, file: file, held: held, restriction: restriction, pool: pool)
    if let unread = outcome.firstUnread, otherwise == nil, !instructions.contains(.fails) {
      let search = SlipSearch(origin: origin, trial: trial)
      repair(statement, search, unread.step, &outcome)
    }
    scope.keep(outcome.partials)
    for index in named where index < outcome.steps.count {
      let range = statement.stepRange(index)
      outcome.steps[index] = definitionStep(at: range)
    }
    if formula.isDisplay { last = outcome.held }
    remember(statement, scope, restriction, &outcome)
    let isHeld = outcome.steps.allSatisfy { [.holds, .skipped].contains($0.finding) }
    if let otherwise, !isHeld {
      if case .definition(let net) = otherwise { return define(net, statement, formula, &scope) }
      if let step = insteadOf(outcome.steps, otherwise, statement, scope) { return [step] }
    }
    if isConclusionOpen(statement, outcome.steps) {
      return beforeConclusion(statement, outcome.steps, scope)
    }
    var steps = withoutDoubtful(outcome.steps, of: statement, scope)
    steps = withoutContested(steps, of: statement, scope, restriction, held)
    steps = redefinition(statement, steps, &scope)
    guard otherwise == nil else { return steps }
    return RepairSearch(origin: origin, trial: trial).mending(
      steps, of: statement, comparedWith: outcome.compared)
  }

  /// The findings of a claim; unless its author says what must become of it, what the page around it
  /// says counts.
  private func judged(
    _ statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction,
    _ instructions: [Instruction], _ held: Held?
  ) -> ChainChecker.Outcome {
    let usual = checker(scope, statement, restriction).check(
      statement.members, statement.relations, from: held
    ) { statement.stepRange($0) }
    guard !instructions.contains(.holds), !instructions.contains(.fails) else { return usual }
    var outcome = outcome(usual, of: statement, scope, under: restriction, from: held)
    outcome.refuseFormals(of: statement, scope, in: file)
    return outcome
  }

  /// Keeps in mind what the statements behind this one rest on.
  private mutating func remember(
    _ statement: WrittenStatement, _ scope: Scope, _ restriction: Restriction,
    _ outcome: inout ChainChecker.Outcome
  ) {
    if outcome.firstUnread?.step == 0, let name = statement.members[0].soleName {
      unreadNames.insert(name.withoutRanges)
    }
    if restriction.given.isEmpty { setToZero(statement, scope, &outcome) }
    noteDerivative(statement, scope)
    doubtRestatement(statement, outcome, scope)
  }

  func checker(
    _ scope: Scope, _ statement: WrittenStatement, _ restriction: Restriction = Restriction()
  ) -> ChainChecker {
    let letters = scope.formalLetters(in: statement.members.flatMap(\.row))
    var scope = scope.declaring(formals: letters)
    for (id, kind) in restriction.structures { scope = scope.restricting(id, to: kind) ?? scope }
    // Networks of other domains are others.
    return ChainChecker(
      scope: scope, file: file, restriction: restriction,
      pool: restriction.structures.isEmpty ? pool : NetworkPool())
  }

  /// Looks for the edit that makes step `unread` understood and holding; what follows goes on from
  /// the corrected equation.
  private func repair(
    _ statement: WrittenStatement, _ search: SlipSearch, _ unread: Int,
    _ outcome: inout ChainChecker.Outcome
  ) {
    switch search.search(statement, steps: unread + 1) {
    case .one(let edit, let corrected, let latex):
      let trial = search.trial
      outcome = checker(trial.scope, corrected, trial.restriction).check(
        corrected.members, corrected.relations, from: trial.held
      ) {
        $0 < statement.relations.count ? statement.stepRange($0) : statement.range
      }
      for step in outcome.steps.indices {
        outcome.steps[step] = outcome.steps[step].relocated(to: statement.stepRange(step), in: file)
      }
      outcome.steps[unread] = .slip(edit, latex, at: statement.stepRange(unread), in: file)
    case .several(let edits):
      outcome.steps[unread].hint =
        "it would hold with " + edits.map(\.hint).joined(separator: ", or with ")
    case .together(let a, let b):
      outcome.steps[unread].hint = "it would hold with \(a.hint) and \(b.hint)"
    case .none: break
    }
  }

  /// New names inside or at the end of a chain stand for the value of the chain's head: takes them
  /// into the scope, and returns the steps that lead to them.
  private mutating func nameResults(
    of statement: WrittenStatement, _ scope: inout Scope
  ) -> Set<Int> {
    guard let value = statement.members.first, !statement.continues,
      !statement.relations.contains(where: \.isOrder)
    else { return [] }
    var found: Set<Int> = []
    for (index, member) in statement.members.enumerated().dropFirst() {
      guard statement.relations[index - 1] == .equal, let head = member.soleName.flatMap(Head.init),
        scope.isNewResult(head, for: value), !unreadNames.contains(member.withoutRanges),
        !scope.beginsWithAlias(member.row), !isBuiltIn(member, for: value, statement, scope),
        let net = scope.definition(member, value, statement.range)
      else { continue }
      take(net, at: statement.range, into: &scope)
      found.insert(index - 1)
    }
    return found
  }

  /// `∂x_i/∂x_j = δ_{ij}`: the name has a built-in meaning, which is meant unless it is the derivative
  /// of a whole, as `∂C/∂z_{ij} = δ_{ij}` for the error of a layer, and does not hold.
  private func isBuiltIn(
    _ member: MathNode, for value: MathNode, _ statement: WrittenStatement, _ scope: Scope
  ) -> Bool {
    guard (try? scope.expression(member)) != nil else { return false }
    guard let head = try? scope.expression(value), case .derivative(let of, _, _) = head.kind,
      case .reference(let whole) = of.kind, whole.entries.isEmpty
    else { return true }
    let outcome = checker(scope, statement).check([value, member], from: nil) { _ in
      statement.range
    }
    return outcome.steps.allSatisfy { $0.finding == .holds }
  }

  private mutating func take(
    _ net: NetStatement, at range: SourceRange, into scope: inout Scope
  ) {
    let known = Set(scope.ids)
    _ = scope.add([net])
    for id in scope.ids where !known.contains(id) { definitions[id] = range }
  }

  private func definitionStep(at range: SourceRange) -> Step {
    Step(range: range, latex: file.text(of: range), finding: .definition)
  }

  // MARK: Redefinitions

  private func mayRedefine(_ statement: WrittenStatement, _ scope: Scope) -> Bool {
    guard !statement.continues, statement.members.count == 2,
      let found = statement.members[0].soleName.flatMap(Head.init).flatMap({ scope.resolve($0) })
    else { return false }
    return definitions[found.symbol] != nil
  }

  /// What contradicts an earlier definition of the page counts from there: with `:=` it is a new
  /// definition, with a plain `=` it is unclear.
  private mutating func redefinition(
    _ statement: WrittenStatement, _ steps: [Step], _ scope: inout Scope
  ) -> [Step] {
    let before = scope
    guard let first = steps.first, [.refuted, .illShaped].contains(first.finding),
      let symbol = restated(by: statement, scope), let place = definitions[symbol],
      statement.members.count == 2,
      scope.redefine(statement.members[0], as: statement.members[1], at: statement.range)
    else { return steps }
    definitions[symbol] = statement.range
    if statement.relations[0] == .definition {
      return [definitionStep(at: statement.range)]
    }
    contested.append((symbol, before, statement.range))
    var step = Step(range: first.range, latex: first.latex, finding: .unclear)
    step.code = "redefined"
    step.message = "this contradicts what the page said before"
    step.labels = [Diagnostic.Label("it is defined here", at: place)]
    step.notes = first.notes
    return [step]
  }
}
