import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// Searches the small edits that make a step hold which is refuted, ill-shaped or not understood
/// (DESIGN section 6, repairs).
struct RepairSearch {
  /// Edits that are looked at: more than an equation of two lines has. They are counted, and not timed,
  /// so that a page says the same on every machine.
  static let maximalCandidates = 1_000
  /// Entries that the first look at all of them may compute: some tens of milliseconds, so that a page
  /// of a hundred wrong equations is still a matter of seconds.
  static let maximalEntries = 1 << 17
  /// Checks of edits that the first look leaves open.
  static let maximalChecks = 8
  static let maximalOffered = 3

  let origin: any EditableStatement
  let trial: EditTrial

  /// What of a statement is to be mended.
  struct Wound {
    let statement: WrittenStatement
    /// Which step of it, with the findings of all.
    let step: Int
    let steps: [Step]
    /// What the step is compared with; nil where nothing was understood.
    let compared: Held?
  }

  struct Result {
    var repairs: [Repair] = []
    /// Whether all edits were looked at, and those that hold are offered: only then is one that was found
    /// the only one.
    var isComplete = true
  }

  /// `steps` with what would mend those that are wrong or not understood.
  func mending(
    _ steps: [Step], of statement: WrittenStatement, comparedWith compared: [Int: Held]
  ) -> [Step] {
    guard steps.contains(where: \.needsRepair) else { return steps }
    let allowance = trial.scope.allowance
    // The findings are right without it.
    var (mended, isWhole) = allowance.share(4, matters: false) {
      self.mended(steps, of: statement, comparedWith: compared)
    }
    guard !isWhole else { return mended }
    trial.pool.forget()
    for index in mended.indices { mended[index].hasOneRepair = false }
    return mended
  }

  private func mended(
    _ steps: [Step], of statement: WrittenStatement, comparedWith compared: [Int: Held]
  ) -> [Step] {
    var mended = steps
    for (index, step) in steps.enumerated() where step.needsRepair {
      let wound = Wound(
        statement: statement, step: index, steps: steps, compared: compared[index])
      let result = search(wound)
      guard !result.repairs.isEmpty else {
        suggestDomain(for: &mended[index], wound)
        continue
      }
      mended[index].repairs = result.repairs
      mended[index].hasOneRepair = result.isComplete && result.repairs.count == 1
      mended[index].hint = hint(result.repairs)
    }
    return mended
  }

  /// Where no edit of the equation mends it, what it is said of may be less than its block declares.
  private func suggestDomain(for step: inout Step, _ wound: Wound) {
    guard step.isFailure, let found = DomainSearch(trial: trial).search(wound) else { return }
    step.hint = "it holds for \(found.declaration)"
    step.labels.append(Diagnostic.Label("it is declared here", at: found.place))
  }

  /// `it holds with A in place of B, or with C in place of D`.
  private func hint(_ repairs: [Repair]) -> String {
    let phrases = repairs.map { "with \($0.phrase)" }
    guard phrases.count > 1 else { return "it holds " + phrases.joined() }
    return "it holds " + phrases.dropLast().joined(separator: ", ") + ", or " + (phrases.last ?? "")
  }

  private func search(_ wound: Wound) -> Result {
    let text = RepairText(origin.source, origin.dialect)
    let right = wound.statement.continues ? wound.step : wound.step + 1
    let members = wound.statement.members
    guard members.indices.contains(right) else { return Result() }
    let hasLeft = wound.step == 0 && !wound.statement.continues
    let sides = [wound.compared?.node ?? members[max(0, right - 1)], members[right]]
    let scope = trial.checker(of: wound.statement).scope
    let materials = RepairMaterials(
      sides, scope: scope, shapes: trial.pool.shapes(of: trial.scope), text: text)
    var run = RepairRun(self, wound, text)
    let onRight = RepairSite(members[right], materials, text).candidates(wound.kinds, member: right)
    let onLeft =
      hasLeft ? RepairSite(members[0], materials, text).candidates(wound.kinds, member: 0) : []
    // A mark too many is one on either side; otherwise what stands on the left is what is spoken of.
    let removals = onLeft.filter { $0.edit.isRemoval && $0.edit.cost == .mark }
    run.look(at: (onRight + removals).sorted())
    let rest = onLeft.filter { !$0.edit.isRemoval || $0.edit.cost != .mark }.sorted()
    let found = run.result.repairs.count
    if found < 2 { run.look(at: rest, offers: found == 0) }
    return run.result
  }
}

extension RepairSearch.Wound {
  /// Which kinds of edits may help: what is not understood is not made so by any.
  fileprivate var kinds: RepairSite.Kinds {
    guard steps[step].finding == .unclear else { return .all }
    return steps[step].code == "free-index" ? .all : .differentials
  }
}

/// An edit with the member of the chain that it changes.
struct RepairCandidate {
  let edit: RepairEdit
  let member: Int
}

extension [RepairCandidate] {
  /// The cheapest first; the order they were found in breaks ties.
  fileprivate func sorted() -> [RepairCandidate] {
    enumerated().sorted { ($0.element.edit.cost, $0.offset) < ($1.element.edit.cost, $1.offset) }
      .map(\.element)
  }
}

extension RepairSite {
  enum Kinds { case all, differentials }

  func candidates(_ kinds: Kinds, member: Int) -> [RepairCandidate] {
    (kinds == .all ? edits : marksOfDerivatives).map { RepairCandidate(edit: $0, member: member) }
  }
}

extension Step {
  /// Wrong, or unclear for what stands in it, and not mended yet.
  fileprivate var needsRepair: Bool {
    guard repairs.isEmpty else { return false }
    return isFailure
      || finding == .unclear
        && code.map { Step.unreadCodes.contains($0) || $0 == "differential" } == true
  }
}
