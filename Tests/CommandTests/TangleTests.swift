import Authoring
import Compiler
import Foundation
import Testing
import Vault
import Verification

/// Each note of the project as a script, run with the library where Python has it.
@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func holdsEveryNoteAgainstNumpy() throws {
  try holdsEveryNote(.numpy, Python.withNumpy)
}

@Test(.enabled(if: Python.withTorch != nil, "this Python has no PyTorch"))
func holdsEveryNoteAgainstTorch() throws {
  try holdsEveryNote(.torch, Python.withTorch)
}

private func holdsEveryNote(_ target: TangleTarget, _ python: Python?) throws {
  let python = try #require(python)
  let notes = try ["notes", "docs", "examples"].flatMap { try Tangled.all(in: $0, for: target) }
  let results = try python.run(scripts: notes.map { ($0.path, $0.script) })
  try #require(results.count == notes.count)
  var assertions = 0
  for (note, result) in zip(notes, results) {
    #expect(result.status == (note.isWrong ? 1 : 0), "\(note.path): \(result.output)")
    let summary = result.output.split(separator: "\n").last ?? ""
    assertions += Int(summary.split(separator: " ").first ?? "") ?? 0
  }
  // A script that asserts nothing passes, too.
  #expect(assertions > 1_000)
}

/// The notes that tests are made of have all that is odd.
@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func findsWhatIsWrongInNotesWithNumpy() throws {
  let python = try #require(Python.withNumpy)
  let folders = ["Tests/Notes/deciding", "Tests/Notes/reading", "Tests/Notes/marks"]
  let notes = try folders.flatMap { try Tangled.all(in: $0, for: .numpy) }
  let results = try python.run(scripts: notes.map { ($0.path, $0.script) })
  try #require(results.count == notes.count)
  for (note, result) in zip(notes, results) {
    let failing = Set(result.output.split(separator: "\n").compactMap { $0.line(of: note.path) })
    #expect(result.status == (note.isWrong ? 1 : 0), "\(note.path): \(result.output)")
    #expect(failing == note.wrongLines, "\(note.path): \(result.output)")
  }
}

private struct Tangled {
  let path: String
  let script: String
  /// The lines of equations that do not hold, and of those that hold and should not.
  let wrongLines: Set<Int>

  var isWrong: Bool { !wrongLines.isEmpty }

  static func all(in folder: String, for target: TangleTarget) throws -> [Tangled] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let selection = try Selection(root.appending(path: folder).path)
    var options = selection.vault.options
    options.keepsScopes = true
    return selection.notes.compactMap { note in
      onLargeStack { [options] in
        selection.vault.compile(note, options).compilation.map { Tangled($0, target) }
      }
    }
  }

  private init(_ compilation: Compilation, _ target: TangleTarget) {
    path = compilation.file.path
    script = TangledNote.script(of: compilation, for: target)
    var lines: Set<Int> = []
    for statement in compilation.statements {
      for step in statement.steps where step.isWrong != statement.mustFail {
        guard step.isWrong || step.finding == .holds else { continue }
        lines.insert(compilation.file.location(of: step.range.lowerBound).line)
      }
    }
    wrongLines = lines
  }
}

extension Step {
  fileprivate var isWrong: Bool { [.refuted, .illShaped, .slip].contains(finding) }
}

extension Substring {
  /// 12 of `note.md:12: the two sides differ`.
  fileprivate func line(of path: String) -> Int? {
    guard hasPrefix(path + ":") else { return nil }
    return dropFirst(path.count + 1).split(separator: ":").first.flatMap { Int($0) }
  }
}

// MARK: What the script says

private let note = #"""
  # A note

  ```net
  size n = 3, m = 2
  x ∈ R^n = [1; 2; 3] : the input
  W ∈ R^{m × n}
  φ : R → R
  a = W x
  h = φ(a)
  L = 1/2 ‖h‖²
  ```

  $$
  \nabla_x L = W^{\top} \nabla_a L
  $$

  Here $\nabla_a L = h$ is wrong, $\nabla_W L = x$ has no shape, $q = r L$ is unclear, and $\frac{\partial L}{\partial h_i} = h_i$ is right.

  $$
  dL = h^{\top} dh
  $$

  <!-- net: fails -->
  $$
  \nabla_W L = 2 \nabla_a L\, x^{\top}
  $$
  """#

private func script(_ note: String, _ target: String = "numpy") throws -> Command.Result {
  let command = try Command(["note.md": note])
  defer { command.remove() }
  return try command.run(["tangle", "note.md", "--to", target])
}

private func body(of script: String) -> String {
  script.components(separatedBy: "# The network and the equations of the note.\n").last ?? ""
}

@Test func writesTheNetworkAndTheClaimsOfANote() throws {
  let result = try script(note)
  #expect(result.status == 0)
  let expected = #"""

    m = 2  # note.md:4
    n = 3  # note.md:4
    x = Name().draw(real(n, 1), given=[1.0, 2.0, 3.0])  # note.md:5: x ∈ R^n
    W = Name().draw(real(m, n))  # note.md:6: W ∈ R^{m×n}
    phi = smooth_curve(3)  # note.md:7: φ: R → R
    a = Name().define(lambda: W() @ x())  # note.md:8: a = W x
    h = Name().define(lambda: phi(a()))  # note.md:9: h = φ(a)
    L = Name().define(lambda: 1 / 2 * norm(h()) ** 2)  # note.md:10: L = 1/2‖h‖²

    # note.md:14: \nabla_x L = W^{\top} \nabla_a L
    check("note.md:14", lambda: grad(L, x.at()), lambda: W().T @ grad(L, a.at()))
    """#
  #expect(body(of: result.output).hasPrefix(expected))
}

@Test func saysWhatItDoesNotAssertAndWhy() throws {
  let text = body(of: try script(note).output)
  #expect(text.contains("# the note's line 17 is refuted: the two sides of this equation differ"))
  #expect(text.contains("# the note's line 17 is ill-shaped: the two sides of this equation have"))
  #expect(text.contains("# not asserted, since it is unclear: `q` is not declared"))
  #expect(text.contains("# not asserted: the script has no word for this: differentials"))
  #expect(text.contains("with wrong(\"note.md:25\"):\n    check("))
}

@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func goesOnBehindWhatFails() throws {
  let python = try #require(Python.withNumpy)
  let result = try #require(try python.run(scripts: [("note", try script(note).output)]).first)
  #expect(result.status == 1)
  let lines = result.output.split(separator: "\n")
  #expect(lines.count == 3)
  #expect(lines[0].hasPrefix("note.md:17: the two sides differ by "))
  #expect(lines[1] == "note.md:17: the left side is (2, 3), the right side (3, 1)")
  #expect(lines[2] == "4 assertions hold, 2 do not")
}

/// The truth is not what the engine computed: with another formula on the page the script fails.
@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func findsOutByItself() throws {
  let python = try #require(Python.withNumpy)
  let text = try script(note).output.replacingOccurrences(
    of: "lambda: W().T @ grad(L, a.at()))", with: "lambda: 2 * W().T @ grad(L, a.at()))")
  let result = try #require(try python.run(scripts: [("note", text)]).first)
  #expect(result.output.hasPrefix("note.md:14: the two sides differ by "))
}

/// Names that Python or the script has taken already, and letters beside arrays of their name.
@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func callsNamesOtherwiseWherePythonHasThem() throws {
  let python = try #require(Python.withNumpy)
  let text = try script(
    #"""
    ```net
    size n = 3
    λ, e ∈ R
    i, check, x ∈ R^n
    \hat y ∈ R^n
    W_{xh} ∈ R^{n × n}
    np = λ Σ_j i_j x_j + e
    y = W_{xh} x + \hat y
    ```

    $\frac{\partial np}{\partial i_k} = \lambda x_k$ and $\nabla_{\hat y} (\hat y^T y) = y + \hat y$
    """#
  ).output
  #expect(text.contains("y_hat = Name()") && text.contains("W_xh = Name()"))
  let result = try #require(try python.run(scripts: [("note", text)]).first)
  #expect(result.output == "4 assertions hold, 0 do not\n")
}

/// Titles and names are no code, and what the text defines is there whatever becomes of the equation behind it.
@Test(.enabled(if: Python.withNumpy != nil, "this Python has no NumPy"))
func takesNoTextForCode() throws {
  let python = try #require(Python.withNumpy)
  let text = try script(
    #"""
    ---
    title: "A\nprint('TAKEN')  #"
    ---

    ```net
    size len = 3
    x ∈ R^{len} : the "input"
    list = x
    print = 2 x
    slot(u) = u^2
    ```

    Let $h = 2x$ and $s = h^T h$. Then $ds = 2 h^T dh$, $\nabla_h s = 2 h$, $slot'(x) = 2x$ and $print = list + x$.
    """#
  ).output
  let result = try #require(try python.run(scripts: [("note", text)]).first)
  #expect(result.output == "3 assertions hold, 0 do not\n")
}

@Test func takesOneNoteAndAKnownLibrary() throws {
  let command = try Command(["note.md": note, "other/a.md": "", "other/b.md": ""])
  defer { command.remove() }
  #expect(try command.run(["tangle", "note.md", "--to", "julia"]).status == 2)
  #expect(try command.run(["tangle", "none.md", "--to", "numpy"]).status == 2)
  #expect(try command.run(["tangle", "other", "--to", "numpy"]).status == 2)
  #expect(try command.run(["tangle", "note.md", "--to", "torch", "-o", "out.py"]).output == "")
  #expect(command.text("out.py")?.contains("import torch") == true)
  let empty = try command.run(["tangle", "other/a.md", "--to", "numpy"])
  #expect(empty.status == 0 && empty.output.hasSuffix("finish()\n"))
}
