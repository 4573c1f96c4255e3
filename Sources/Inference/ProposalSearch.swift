import Compiler
import Diagnostics
import Elaboration
import MathSyntax
import Verification

/// Tries blocks on the page itself: the one under which most of its equations are decided, and fewest of
/// them fail, is proposed. What is tried is compiled as the note would then stand.
struct ProposalSearch {
  private let page: Page
  private let compileNote: ([UInt8]) -> Compilation
  /// How many more times the note may be compiled: fewer for long notes.
  private var trialsLeft: Int
  private let trialsInAll: Int
  private var tried: [String: Candidate] = [:]

  init(_ page: Page, compile: @escaping ([UInt8]) -> Compilation) {
    self.page = page
    compileNote = compile
    trialsInAll = min(70, max(16, 1800 / max(1, page.lines.count)))
    trialsLeft = trialsInAll / 2
  }

  struct Candidate {
    let lines: [BlockLine]
    let note: NoteWithBlock
    let compilation: Compilation
    let score: Double
  }

  mutating func best() -> Proposal? {
    var best: (candidate: Candidate, form: BlockForm)?
    var bestScore = -Double.infinity
    for (place, plan) in page.plans.enumerated() {
      let draft = Draft(page, plan)
      var net = Net(draft, DefinitionFinder(draft).definitions)
      net.fillGaps()
      var search = RankSearch(net)
      for ranks in search.choices(place == 0 ? 4 : 2) {
        for form in BlockForm(net: net, ranks: ranks).withBatches {
          guard let candidate = trial(form) else { continue }
          // Where the page does not decide, custom does, and the fewer settings.
          let score = candidate.score - 0.001 * Double(form.settingsCount)
          if score > bestScore { (best, bestScore) = ((candidate, form), score) }
        }
      }
    }
    guard var best else { return nil }
    trialsLeft += trialsInAll / 2
    improve(&best)
    return proposal(best.candidate)
  }

  /// Other ways to say the same net, each time the one that helps most.
  private mutating func improve(_ best: inout (candidate: Candidate, form: BlockForm)) {
    for _ in 0..<6 where trialsLeft > 0 {
      var found = best
      for form in best.form.variants(
        failing: symbols(best, failing: true), holding: symbols(best, failing: false))
      {
        guard let candidate = trial(form), candidate.score > found.candidate.score + 1e-9 else {
          continue
        }
        found = (candidate, form)
      }
      guard found.candidate.score > best.candidate.score else { return }
      best = found
    }
  }

  /// How often each name stands in statements that fail, or that hold.
  private func symbols(
    _ best: (candidate: Candidate, form: BlockForm), failing: Bool
  ) -> [SymbolID: Int] {
    let wanted: Set<Finding> = failing ? [.refuted, .illShaped] : [.holds]
    let inserted = best.candidate.note.range
    var found: [SymbolID: Int] = [:]
    for statement in best.candidate.compilation.statements where wanted.contains(statement.finding)
    {
      let place = statement.range.lowerBound
      let offset = place >= inserted.upperBound ? place - inserted.count : place
      for line in best.form.net.draft.lines where line.statement.range.contains(offset) {
        let used = line.members.compactMap { $0 }.reduce(into: Set<SymbolID>()) {
          $0.formUnion($1.symbols)
        }
        for symbol in used { found[symbol, default: 0] += 1 }
      }
    }
    return found
  }

  private func proposal(_ candidate: Candidate) -> Proposal {
    Proposal(
      block: block(candidate.lines), note: candidate.note.bytes, compilation: candidate.compilation,
      place: candidate.note.range, original: page.file)
  }

  // MARK: Trials

  private mutating func trial(_ form: BlockForm) -> Candidate? {
    var lines = form.lines
    for _ in 0..<6 {
      guard let candidate = trial(lines) else { return nil }
      let wrong = wrongLines(candidate)
      if wrong.isEmpty { return candidate }
      let kept = lines.enumerated().filter { !wrong.contains($0.offset) }.map(\.element)
      guard kept.count < lines.count else { return candidate }
      lines = kept
    }
    return nil
  }

  private mutating func trial(_ lines: [BlockLine]) -> Candidate? {
    let text = block(lines)
    if let known = tried[text] { return known }
    guard trialsLeft > 0, let offset = offset(lines) else { return nil }
    trialsLeft -= 1
    let note = NoteWithBlock(page.file, text, at: offset)
    let compilation = compileNote(note.bytes)
    let candidate = Candidate(
      lines: lines, note: note, compilation: compilation, score: score(compilation))
    tried[text] = candidate
    return candidate
  }

  /// Lines of the block that something is wrong with.
  private func wrongLines(_ candidate: Candidate) -> Set<Int> {
    let range = candidate.note.range
    let file = candidate.compilation.file
    let first = file.location(of: range.lowerBound).line
    let opening =
      (first...(first + 2)).first { file.text(of: file.range(ofLine: $0)).hasPrefix("```net") }
      ?? first
    let problems = candidate.compilation.diagnostics.filter { problem in
      problem.severity == .error && range.contains(problem.range.lowerBound)
    }
    // A name that is not declared may be the one whose line is wrong.
    let causes = problems.filter { !["undeclared-name", "no-such-member"].contains($0.code) }
    let lines = (causes.isEmpty ? problems : causes).map { problem in
      file.location(of: problem.range.lowerBound).line - opening - 1
    }
    return Set(lines.filter { $0 >= 0 })
  }

  /// What is decided counts, what fails counts against.
  private func score(_ compilation: Compilation) -> Double {
    var total = 0.0
    for statement in compilation.statements {
      switch statement.finding {
      case .holds:
        let isTrivial = statement.steps.allSatisfy { $0.evidence?.kind == .byDefinition }
        total += isTrivial ? 0.4 : 1
      case .refuted, .illShaped: total -= 1.5
      case .slip: total += 0.2
      case .unclear: total -= 0.1
      case .definition: total += 0.1
      case .condition, .update: total += 0.02
      case .skipped, .notOurs: break
      }
    }
    return total
  }

  // MARK: Text

  private func offset(_ lines: [BlockLine]) -> Int? {
    let names = Set(lines.compactMap(\.base))
    // From the first formula that has one of the names, since words beside it may speak of them.
    let first = page.formulas.first { formula in
      NameFinder([formula.node], statement: 0).uses.contains { names.contains($0.head.base) }
    }
    return first.map { InsertionPlace(page.file).place(before: $0.range.lowerBound) }
  }

  private func block(_ lines: [BlockLine]) -> String {
    let body = lines.map { line in line.text + (line.remark.map { "  # \($0)" } ?? "") }
    let opening = page.followsBlock ? "```net fresh\n" : "```net\n"
    return opening + body.joined(separator: "\n") + "\n```\n"
  }
}

extension Page {
  var plans: [NamePlan] {
    var seen: Set<NamePlan> = []
    return PlanBuilder(self).plans.filter { seen.insert($0).inserted }
  }
}
