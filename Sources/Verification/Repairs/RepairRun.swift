import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// One search going on: what was seen, and what was found.
struct RepairRun {
  private let search: RepairSearch
  private let wound: RepairSearch.Wound
  private let text: RepairText
  private let checker: ChainChecker
  private let screen: RepairScreen
  /// What the right side is compared with.
  private let held: Held?
  /// The members that mean the same when they are read by themselves.
  private let alone: Set<Int>
  /// Whether the statement is read with `A (b ⊙ c)` for `A b ⊙ c` as it stands. Nothing is offered that would have to be
  /// read so first.
  private let isRegrouped: Bool
  private var seen: Set<String> = []
  private var groups: Set<String> = []
  private var looks = 0
  private var checks = 0
  private(set) var result = RepairSearch.Result()

  init(_ search: RepairSearch, _ wound: RepairSearch.Wound, _ text: RepairText) {
    (self.search, self.wound, self.text) = (search, wound, text)
    checker = search.trial.checker(of: wound.statement)
    screen = RepairScreen(checker.scope)
    held = wound.compared ?? RepairRun.head(of: wound.statement, checker)
    _ = search.trial.outcome(of: wound.statement, steps: wound.step + 1)
    isRegrouped = search.trial.pool.hasRegrouped
    alone = Set(
      wound.statement.members.indices.filter { index in
        let node = wound.statement.members[index]
        let read = text.changed(node.range, by: []).flatMap(search.origin.reading)
        return read?.row.map(\.withoutRanges) == node.row.map(\.withoutRanges)
      })
  }

  private static func head(of statement: WrittenStatement, _ checker: ChainChecker) -> Held? {
    guard !statement.continues, let first = statement.members.first,
      let left = try? checker.read(first).get()
    else { return nil }
    return Held(head: left, node: first, expression: left)
  }

  /// - Parameter offers: Whether those that hold are offered; otherwise they only show that what was found
  ///   is not all there is.
  mutating func look(at candidates: [RepairCandidate], offers: Bool = true) {
    for candidate in candidates {
      guard result.repairs.count < RepairSearch.maximalOffered else { return }
      guard looks < RepairSearch.maximalCandidates, screen.entries < RepairSearch.maximalEntries,
        checks < RepairSearch.maximalChecks, search.trial.scope.allowance.isOpen
      else {
        result.isComplete = false
        return
      }
      let group = candidate.edit.group.map { "\(candidate.member) \($0)" }
      if let group, groups.contains(group) { continue }
      guard let changed = search.origin.source.applying(candidate.edit.edits),
        seen.insert(changed.filter { !$0.isWhitespace }).inserted
      else { continue }
      looks += 1
      guard mayHold(candidate) else { continue }
      checks += 1
      if let latex = correctedFormula(candidate), let phrase = phrase(candidate.edit) {
        guard offers else {
          result.isComplete = false
          return
        }
        if let group { groups.insert(group) }
        result.repairs.append(Repair(phrase: phrase, edits: candidate.edit.edits, latex: latex))
      }
    }
  }

  // MARK: The first look

  private func mayHold(_ candidate: RepairCandidate) -> Bool {
    guard let node = changedMember(candidate), let claim = claim(with: node, candidate) else {
      return false
    }
    return screen.mayHold(claim)
  }

  /// The member after the edit, read by itself where it means the same so.
  private func changedMember(_ candidate: RepairCandidate) -> MathNode? {
    let member = wound.statement.members[candidate.member]
    guard alone.contains(candidate.member) else {
      let changed = search.origin.statement(after: candidate.edit.edits)?.0
      return changed.flatMap {
        $0.members.indices.contains(candidate.member) ? $0.members[candidate.member] : nil
      }
    }
    return text.changed(member.range, by: candidate.edit.edits).flatMap(search.origin.reading)
  }

  private func claim(with node: MathNode, _ candidate: RepairCandidate) -> Claim? {
    let isLeft = candidate.member == 0 && !wound.statement.continues
    if isLeft {
      guard let left = try? checker.read(node).get(),
        let right = try? checker.read(wound.statement.members[1], outer: left.freeLetters).get()
      else { return nil }
      return checker.claim(left, right, head: left)
    }
    guard let held = held, let right = try? checker.read(node, beside: held).get() else {
      return nil
    }
    return checker.claim(held.expression, right, head: held.head)
  }

  // MARK: The check

  /// The formula after the edit, if the step then holds as it is usually read and nothing before it
  /// becomes worse.
  private func correctedFormula(_ candidate: RepairCandidate) -> String? {
    guard let (changed, latex) = search.origin.statement(after: candidate.edit.edits),
      let outcome = search.trial.outcome(of: changed, steps: wound.step + 1),
      let last = outcome.steps.last, last.finding == .holds, last.reading == nil,
      isRegrouped || !search.trial.pool.hasRegrouped,
      last.evidence?.kind != .byDefinition || changed.members.first?.soleName != nil
    else { return nil }
    let isNoWorse = zip(outcome.steps, wound.steps).dropLast().allSatisfy { new, old in
      [.holds, .skipped].contains(new.finding) || new.finding == old.finding
    }
    return isNoWorse ? latex : nil
  }

  // MARK: The hint

  /// `h_{k-1} in place of h_k`; nil where the two look alike.
  private func phrase(_ edit: RepairEdit) -> String? {
    guard let before = text.changed(edit.focus, by: []).flatMap(search.origin.reading),
      let after = text.changed(edit.focus, by: edit.edits).flatMap(search.origin.reading)
    else { return nil }
    let (new, old) = after.withoutCommonTranspose(before)
    let (shown, written) = (describe(new), describe(old))
    return shown == written ? nil : "\(shown) in place of \(written)"
  }
}

extension MathNode {
  /// This and `other` without the transpose that both have.
  fileprivate func withoutCommonTranspose(_ other: MathNode) -> (MathNode, MathNode) {
    guard row.count == 1, other.row.count == 1, row[0].transposeScript != nil,
      other.row[0].transposeScript != nil
    else { return (self, other) }
    return (row[0].withoutSuperscript, other.row[0].withoutSuperscript)
  }

  private var withoutSuperscript: MathNode {
    guard case .scripts(let base, let sub, _) = kind else { return self }
    guard sub != nil else { return base ?? self }
    return MathNode(.scripts(base, sub: sub, sup: nil), at: range)
  }
}
