import MathSyntax
import NetSyntax
import Testing

/// A statement with all its places taken out, so that equal ones compare equal however they are
/// written.
private func described(_ text: String) -> [String] {
  let net = Net(text)
  #expect(net.mistakes.isEmpty, "\(text)")
  return net.statements.map { statement in
    switch statement.kind {
    case .sizes(let sizes):
      "size "
        + sizes.map { size in
          "\(describe(size.name)) = \(size.values.map(describe))\(size.isFixed ? " fixed" : "")"
        }.joined(separator: ", ")
    case .index(let index):
      "index \(describe(index.name)) = \(describe(index.lower)) to \(describe(index.upper))"
    case .declaration(let declaration):
      "\(declaration.names.map(describe)) in \(describe(declaration.domain))"
        + " value \(declaration.value.map(described) ?? "none")"
        + " says \(declaration.description ?? "nothing")"
    case .definition(let definition):
      "\(describe(definition.left)) = \(describe(definition.right))"
        + " where \(definition.condition.map(describe) ?? "ever")"
        + " says \(definition.description ?? "nothing")"
    case .parameters(let name, let members):
      "parameters \(describe(name)) = \(members.map(describe))"
    case .alias(let left, let right): "alias \(describe(left)) = \(describe(right))"
    case .check(let chain): "check \(chain.members.map(describe))"
    case .show(let formulas, _): "show \(formulas.map(describe))"
    case .expand(let formula): "expand \(describe(formula))"
    case .descend(let descend):
      "descend \(descend.parameters.map(describe)) on \(describe(descend.loss))"
        + " with \(describe(descend.rate)) for \(describe(descend.steps))"
    case .seed(let seed): "seed \(seed)"
    default: "another statement"
    }
  }
}

private func described(_ value: Declaration.Value) -> String {
  switch value {
  case .given(let node): "= \(describe(node))"
  case .drawn(let node): "~ \(describe(node))"
  }
}

/// Lines of a block that are spellings of one statement.
private let spellings: [[String]] = [
  [
    "W_k ∈ R^{n_k × n_{k-1}}", "W_k in R^{n_k × n_{k−1}}", #"W_k \in R^{n_k \times n_{k-1}}"#,
    "  W_k   ∈ R^{ n_k × n_{k - 1} }  # the weights",
  ],
  [#"W_k ∈ \mathbb{R}^n"#, "W_k ∈ ℝ^n", #"W_k \in \mathbb R^{n}"#],
  ["W_1 ∈ R^3", "W₁ ∈ R³", "W_{1} in R^{3}"],
  ["a_k = b_k + W_k h_{k-1}", #"a_{k} = b_{k} + W_k\, h_{k-1}"#, "a_k = b_k +\n  W_k h_{k-1}"],
  ["check grad_W L = A^T", "check ∇_W L = Aᵀ", #"check \nabla_W L = A^\top"#],
  [
    "check y = sum_i x_i", "check y = ∑_i x_i", #"check y = \sum_i x_i"#,
    #"check y = \sum_{i} x_{i}"#,
  ],
  ["check sigmoid(x) = y", "check sigmoid(x) =\n y", "check sigmoid(\n x ) = y"],
  [#"check \sigma(x) = y"#, "check σ(x) = y"],
  ["check x*y**2 = z", "check x * y^2 = z", "check x * y² = z"],
  ["size n = 3, m = 4", "size n = 3, m =\n 4"],
  ["index k = 1..K", "index k = 1 .. K"],
  ["f(x) := x^2", "f(x) = x²"],
]

@Test(arguments: spellings)
func spellingsAreOneStatement(lines: [String]) throws {
  let expected = try #require(lines.first.map(described))
  #expect(expected.count == 1)
  for line in lines.dropFirst() { #expect(described(line) == expected, "\(line)") }
}

/// Lines and what they are read as.
private let readings: [(text: String, statement: String)] = [
  ("size d = 4 fixed", #"size d = ["4"] fixed"#),
  ("size n_l = 4, 3, 2", #"size n_l = ["4", "3", "2"]"#),
  ("index t = 0..T", "index t = 0 to T"),
  ("x, y ∈ R : both sides", #"["x", "y"] in R value none says both sides"#),
  ("x ∈ R^n = 0.5 : at: this", #"["x"] in R^n value = 0.5 says at: this"#),
  ("x ∈ R ~ normal(0, 0.1)", #"["x"] in R value ~ normal(0, 0.1) says nothing"#),
  ("A ∈ R^{2×2} = [1, 2;\n 3, 4]", #"["A"] in R^{2×2} value = [1, 2; 3, 4] says nothing"#),
  ("h_t = x where t >= 2 : late", "h_t = x where t ≥ 2 says late"),
  ("parameters θ = (W_k, b_k)", #"parameters θ = ["W_k", "b_k"]"#),
  ("alias J = L", "alias J = L"),
  ("check a = b = c", #"check ["a", "b", "c"]"#),
  ("show W, b", #"show ["W", "b"]"#),
  ("expand a bᵀ", "expand a bᵀ"),
  (
    "descend w, b on L with α = 0.1 for 5 steps", #"descend ["w", "b"] on L with 0.1 for 5"#
  ),
  ("descend w on L with 0.1 for 5 steps", #"descend ["w"] on L with 0.1 for 5"#),
  ("seed 7", "seed 7"),
  ("check = 3", "check = 3 where ever says nothing"),
  ("show ∈ R", #"["show"] in R value none says nothing"#),
]

@Test(arguments: readings)
func readsStatements(text: String, statement: String) {
  #expect(described(text) == [statement])
}

@Test func readsNothingFromCommentsAndEmptyLines() {
  #expect(described("\n  \n# size n = 3\n   # x\n") == [])
}

@Test func goesOnAfterALineThatDoesNotParse() {
  let net = Net("size n = 3\nx ∈ R^n (\ny ∈ R^n\nz ∈ R^n")
  #expect(net.statements.count >= 2)
  #expect(net.diagnostics.count == 1)
}
