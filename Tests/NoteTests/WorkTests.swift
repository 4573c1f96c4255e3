import Calculus
import Compiler
import Diagnostics
import Testing
import Vault
import Verification

/// Notes that have verdicts of every kind.
private let judged = GoldenNote.all.filter { note in
  ["deciding/", "repairs/"].contains { note.path.hasPrefix($0) }
}

/// However little a note may cost, no verdict is another one than that of a note that may cost all it does.
@Test(arguments: judged)
func spentWorkMakesNoVerdictWrong(note: GoldenNote) throws {
  let source = try note.source()
  let whole = Allowance()
  let verdicts = Verdicts(try note.compile(source, whole))
  for part in [1, 3] {
    let allowance = Allowance(whole.spent * part / 4)
    let compilation = try note.compile(source, allowance)
    for statement in compilation.statements {
      for step in statement.steps where step.finding.isVerdict {
        #expect(
          verdicts.findings(at: step.range).contains(step.finding),
          "\(step.latex) with \(allowance.units) units of work")
      }
    }
  }
}

/// The findings of a compilation by place; an equation may be cut in several ways.
private struct Verdicts {
  private var byPlace: [SourceRange: Set<Finding>] = [:]

  init(_ compilation: Compilation) {
    for statement in compilation.statements {
      for step in statement.steps { byPlace[step.range, default: []].insert(step.finding) }
    }
  }

  func findings(at place: SourceRange) -> Set<Finding> { byPlace[place] ?? [] }
}

extension Finding {
  fileprivate var isVerdict: Bool {
    [.holds, .refuted, .illShaped, .slip].contains(self)
  }
}

@Test func aRunawayLeavesTheRestOfThePageIntact() throws {
  let rows = (1...10).map { "\\tanh(A^{\($0)} B) + \\tanh(B^{\($0)} A)" }.joined(separator: " + ")
  let text = """
    ```net
    size n = 40
    A, B ∈ R^{n × n}
    x ∈ R^n
    check x + x = 2 x
    ```

    $$x + x = 2 x$$

    $$
    \(rows) + A = A + \(rows) + B
    $$

    $$x + x = 3 x$$
    """
  let file = SourceFile(path: "a.md", text: text)
  var options = CompileOptions()
  options.allowance = Allowance(20_000_000)
  let compilation = onLargeStack { [options] in
    Compiler.compile(file, at: "a.md", in: World(), options: options)
  }
  let findings = compilation.statements.map { $0.steps.map { ($0.finding, $0.code) } }
  #expect(findings.map { $0.map(\.0) } == [[.holds], [.holds], [.unclear], [.refuted]])
  #expect(findings[2].first?.1 == "work")
  let found = compilation.diagnostics.first { $0.message.contains("units of work") }
  #expect(found?.message.contains("20,000,000") == true)
}
