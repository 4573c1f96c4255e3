import Foundation
import Testing

private let block = """
  ```net
  size n = 3
  W ∈ R^{n × n}
  x, y ∈ R^n
  z = W x
  L = ‖z - y‖²
  parameters θ = (W)
  ```


  """

/// A page whose equations come to every finding; `θ` has two bytes.
private let page =
  block + #"""
    θ: $\nabla_z L = 2 (z - y)$ and $\nabla_z L = z - y$.

    $$
    \nabla_w L = \nabla_z L \, x^\top
      = 2 (z - y) x^\top
    $$

    Also $\nabla_z L = q x$, $\nabla_W L = \nabla_z L \, x$, $v = W^\top z$, $y = 0$, $x \ge 0$,
    $W \leftarrow W - \nabla_W L$ and $c = d$.

    """#

/// A statement of the report.
private struct Entry: Decodable {
  struct Step: Decodable {
    let line: Int
    let column: Int
    let latex: String
    let finding: String
    let code: String?
    let hint: String?
    let fix: String?
    let evidence: Evidence?
  }
  struct Evidence: Decodable {
    let kind: String
    let points: Int
    let sizes: Int
    let error: Double?
    let width: Double?
    let at: String?
  }
  let line: Int
  let column: Int
  let endLine: Int
  let endColumn: Int
  let latex: String
  let finding: String
  let steps: [Step]

  var place: [Int] { [line, column, endLine, endColumn] }
}

private struct Report: Decodable {
  struct Note: Decodable {
    let path: String
    let counts: [String: Int]
    let statements: [Entry]
  }
  let version: Int
  let notes: [Note]
}

private func report(_ text: String, _ arguments: [String] = []) throws -> (Report, Int32) {
  let command = try Command(["notes/a.md": text])
  defer { command.remove() }
  let result = try command.run(["check", "--format", "json"] + arguments)
  return (try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)), result.status)
}

@Test func listsEveryStatementOfAPageWithItsFinding() throws {
  let (report, status) = try report(page)
  let note = try #require(report.notes.first)
  #expect(status == 1)
  #expect(
    note.statements.map(\.finding) == [
      "holds", "refuted", "slip", "unclear", "ill-shaped", "definition", "condition", "skipped",
      "update", "not ours",
    ])
  #expect(note.counts.values.allSatisfy { $0 == 1 })
  #expect(note.counts.count == 10)
}

/// Columns count bytes from 1, ends are exclusive; what stands there is the statement's LaTeX.
@Test func saysWhereStatementsAre() throws {
  let statements = try #require(try report(page).0.notes.first).statements
  let first = try #require(statements.first)
  #expect(first.place == [10, 6, 10, 28])
  #expect(first.latex == #"\nabla_z L = 2 (z - y)"#)
  let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
  for statement in statements where statement.line == statement.endLine {
    let bytes = lines[statement.line - 1][(statement.column - 1)..<(statement.endColumn - 1)]
    #expect(String(decoding: bytes, as: UTF8.self) == statement.latex)
  }
  let chain = statements[2]
  #expect(chain.place == [13, 1, 14, 21])
}

@Test func givesStepsTheirReasons() throws {
  let statements = try #require(try report(page).0.notes.first).statements
  let slip = statements[2].steps
  #expect(slip.map(\.finding) == ["slip", "holds"])
  #expect(slip.map(\.line) == [13, 13])
  #expect(slip[0].latex == #"\nabla_w L = \nabla_z L \, x^\top"#)
  #expect(slip[0].fix == #"\nabla_W L = \nabla_z L \, x^\top"#)
  #expect(slip[0].hint == "write `W` for `w`")
  #expect(statements[3].steps.map(\.code) == ["undeclared-name"])
  let holds = try #require(statements[0].steps[0].evidence)
  #expect(["exact", "numeric"].contains(holds.kind))
  #expect(holds.points >= 12)
  #expect(holds.sizes >= 1)
  #expect(statements[1].steps[0].evidence?.kind == "counterexample")
  #expect(statements[4].steps[0].evidence?.kind == "shapes")
}

@Test(arguments: [
  (#"$\nabla_z L = 2 (z - y)$"#, [] as [String], 0), (#"$\nabla_z L = q x$"#, [], 0),
  (#"$\nabla_z L = q x$"#, ["--strict"], 1), (#"$\nabla_z L = 2 (z - y)$"#, ["--strict"], 0),
  (#"$\nabla_z L = y$"#, [], 1), (#"$\nabla_w L = \nabla_z L \, x^\top$"#, [], 1),
  (#"$\nabla_z L = y$ <!-- net: fails -->"#, [], 0),
  (#"$\nabla_z L = 2 (z - y)$ <!-- net: fails -->"#, [], 1),
  (#"$\nabla_z L = y$ <!-- net: skip -->"#, [], 0), (#"$x$ <!-- net: skpi -->"#, [], 1),
])
func endsByTheFindingsOfThePage(formula: String, arguments: [String], status: Int32) throws {
  let (report, found) = try report(block + formula + "\n", arguments)
  #expect(report.version == 1)
  #expect(found == status)
}

@Test func showsSlipsWithWhatIsRight() throws {
  let command = try Command(["notes/a.md": page])
  defer { command.remove() }
  let lines = try command.run(["check"]).output.split(separator: "\n").map(String.init)
  let start = try #require(lines.firstIndex { $0.contains("notes/a.md:13:8: error[slip]:") })
  #expect(lines[start + 1] == #"   13 | \nabla_w L = \nabla_z L \, x^\top"#)
  #expect(lines[start + 2] == "      |        ^")
  #expect(lines[start + 3] == "   hint: write `W` for `w`")
  #expect(
    lines.last
      == "1 equation holds, 1 is refuted, 1 is ill-shaped, 1 is not quite right, 1 is unclear")
}

/// A note as an author begins it: all of the page's equations are read against the block.
private let dense = #"""
  ---
  title: Gradients of a dense layer
  ---
  ```net
  size K = 2
  index k = 1..K
  size n_0 = 4, n_1 = 3, n_2 = 2
  h_0 ∈ R^{n_0} : the input
  W_k ∈ R^{n_k × n_{k-1}} : weights
  b_k ∈ R^{n_k}
  y ∈ onehot(n_K) : the label
  a_k = b_k + W_k h_{k-1}
  h_k = sigmoid(a_k)
  L = -Σ_i y_i log softmax(a_K)_i
  show ∇_{W_K} L
  ```

  $$
  \nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}^{\top}
  $$

  and $\frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1,j}$.

  """#

@Test func checksTheEquationsOfAPage() throws {
  let command = try Command(["notes/dense.md": dense])
  defer { command.remove() }
  let result = try command.run(["check"])
  #expect(result.output == "2 equations hold\n")
  #expect(result.status == 0)
}

@Test func saysWhereAndHowAnEquationOfAPageIsWrong() throws {
  let wrong = dense.replacingOccurrences(of: #"h_{k-1}^{\top}"#, with: #"h_{k}^{\top}"#)
  let command = try Command(["notes/dense.md": wrong])
  defer { command.remove() }
  let result = try command.run(["check"])
  let lines = result.output.split(separator: "\n").map(String.init)
  #expect(
    lines.first == "notes/dense.md:19:1: error[ill-shaped]: "
      + "the two sides of this equation have different shapes")
  #expect(lines.contains("   ∇_{W_k} ℒ(θ) = ∇_{a_k} ℒ(θ) h_kᵀ"))
  #expect(lines.contains("   for k = 1 the left side is 3×4, the right side is 3×3"))
  #expect(lines.last == "1 equation holds, 1 is ill-shaped")
  #expect(result.status == 1)
}
