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
  /// How many more times the note may be compiled.
  private var trialsLeft = 40
  private var tried: [String: Candidate] = [:]

  init(_ page: Page, compile: @escaping ([UInt8]) -> Compilation) {
    self.page = page
    compileNote = compile
  }

  struct Candidate {
    let lines: [BlockLine]
    let note: NoteWithBlock
    let compilation: Compilation
    let score: Double
  }

  mutating func best() -> Proposal? {
    var best: (candidate: Candidate, form: BlockForm)?
    for (place, plan) in page.plans.enumerated() {
      let draft = Draft(page, plan)
      var net = Net(draft, DefinitionFinder(draft).definitions)
      net.fillGaps()
      var search = RankSearch(net)
      for choice in search.choices(place == 0 ? 4 : 2) {
        let form = BlockForm(net: net, ranks: choice.ranks)
        guard let candidate = trial(form) else { continue }
        if candidate.score - 0.01 * Double(place) > (best?.candidate.score ?? -.infinity) + 1e-9 { best = (candidate, form) }
      }
    }
    guard var best else { return nil }
    improve(&best)
    return proposal(best.candidate)
  }

  /// Other ways to read the same net, one at a time.
  private mutating func improve(_ best: inout (candidate: Candidate, form: BlockForm)) {
    for form in best.form.variants where trialsLeft > 0 {
      guard let candidate = trial(form), candidate.score > best.candidate.score + 1e-9 else { continue }
      best = (candidate, form)
    }
  }

  private func proposal(_ candidate: Candidate) -> Proposal {
    Proposal(
      block: block(candidate.lines), note: candidate.note.bytes, compilation: candidate.compilation)
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
    let opening = (first...(first + 2)).first { file.text(of: file.range(ofLine: $0)).hasPrefix("```net") } ?? first
    var found: Set<Int> = []
    for problem in candidate.compilation.diagnostics
    where problem.severity == .error && range.contains(problem.range.lowerBound) {
      let line = file.location(of: problem.range.lowerBound).line - opening - 1
      if line >= 0 { found.insert(line) }
    }
    return found
  }

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
    let first = page.uses.first { names.contains($0.head.base) }
    guard let first else { return nil }
    return InsertionPlace(page.file).place(before: page.formula(of: first.statement).range.lowerBound)
  }

  private func block(_ lines: [BlockLine]) -> String {
    let body = lines.map { line in line.text + (line.remark.map { "  # \($0)" } ?? "") }
    return "```net\n" + body.joined(separator: "\n") + "\n```\n"
  }
}

/// A net with all that is chosen of it.
struct BlockForm {
  let net: Net
  let ranks: [SymbolID: Int]
  var settings: [String]
  /// Definitions that are left to the page.
  var leftOut: Set<SymbolID> = []
  let lines: [BlockLine]

  init(net: Net, ranks: [SymbolID: Int], extra: [String] = []) {
    self.net = net
    self.ranks = ranks
    var writer = BlockWriter(net, ranks: ranks, DomainFinder(net, ranks))
    settings = writer.batchAxis.map { ["batch \($0)", "broadcast on"] } ?? []
    lines = writer.lines(settings: settings + extra)
  }

  /// The same with one thing chosen otherwise.
  var variants: [BlockForm] { [] }
}

extension Page {
  var plans: [NamePlan] {
    var seen: Set<NamePlan> = []
    return PlanBuilder(self).plans.filter { seen.insert($0).inserted }
  }
}
