import Testing

/// Small texts that stand for large computations: each ends soon, with a word about the limit.
private let bombs: [(name: String, net: String)] = [
  (
    "aliases of aliases",
    "x ∈ R\nalias a = x + x\nalias b = a + a\n"
      + zip("bcdefghijklmnopqrstuvw", "cdefghijklmnopqrstuvwy")
      .map { "alias \($1) = \($0) + \($0)\n" }.joined() + "check y = x"
  ),
  (
    "functions of functions",
    "x ∈ R\nf1(x) = x + x\n"
      + (2...40).map { "f\($0)(x) = f\($0 - 1)(x) + f\($0 - 1)(2 x)\n" }.joined()
      + "check f40(x) = x"
  ),
  ("a large matrix", "size n = 100000\nA ∈ R^{n × n}\ncheck A = Aᵀ"),
  ("many terms", "x ∈ R\ncheck Σ_{i=1}^{9223372036854775807} x = x"),
  ("sums in sums", "size n = 100\nA ∈ R^{n × n}\ncheck Σ_i Σ_j Σ_k Σ_l A_{ij} A_{kl} = 1"),
  ("deep nesting", "x ∈ R\ncheck " + String(repeating: "(", count: 2_000) + "x = x"),
]

@Test(arguments: bombs.indices)
func largeComputationsAreRefused(index: Int) {
  let net = Net(bombs[index].net)
  #expect(!net.claims.contains { $0.verdict == "holds" || $0.verdict == "refuted" })
  #expect(!net.allDiagnostics.isEmpty, "\(bombs[index].name)")
}

/// Numbers at the ends of what a machine word holds.
@Test(arguments: [
  "x^1000000000 = x", "x^{-9223372036854775808} = x", "Σ_{i=-9223372036854775807}^{3} i = x",
  "Σ_{i=9223372036854775807}^{9223372036854775807} x = 2 x", "1e999999999 x = x",
  "1e308 * 1e308 * x = x", "x_{9223372036854775807} = x", "x_{99999999999999999999} = x",
  "∏_{i=1}^{99999999999999999999} x = x", "x/0 = x", "0^{-1} x = x",
])
func extremeNumbersDoNotTrap(claim: String) {
  #expect(Net("x ∈ R\ncheck \(claim)").claims.allSatisfy { $0.verdict != "holds" })
}

/// With many values of its letters, a claim is tried at some of them, the last ones too.
@Test func samplesTheValuesOfManyLetters() {
  let net = Net(
    """
    size n = 20
    A, B ∈ R^{n × n}
    check A_{ij} B_{jk} = B_{jk} A_{ij}
    check A_{ij} B_{jk} = A_{ij} B_{kj}
    """)
  #expect(net.claims.map(\.verdict) == ["holds", "refuted"])
}
