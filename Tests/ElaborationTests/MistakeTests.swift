import Diagnostics
import Testing

/// A block with a mistake, and the one diagnostic it gives: its code, and what it points at.
private struct Mistake: Sendable, CustomTestStringConvertible {
  let net: String
  let code: String
  let place: String
  var hint: String?

  init(_ net: String, _ code: String, at place: String, hint: String? = nil) {
    (self.net, self.code, self.place, self.hint) = (net, code, place, hint)
  }

  var testDescription: String { net.replacing("\n", with: " ⏎ ") }
}

private let mistakes: [Mistake] = [
  // Lines that do not parse.
  Mistake("size n 3", "net-syntax", at: "n 3"),
  Mistake("index k 1..3", "net-syntax", at: "k 1..3"),
  Mistake("x ∈", "net-syntax", at: "x ∈"),
  Mistake("∈ R^3", "net-syntax", at: "∈ R^3"),
  Mistake("x = ", "net-syntax", at: "x ="),
  Mistake("just words", "net-syntax", at: "just words"),
  Mistake("x = 1 = 2", "net-syntax", at: "x = 1 = 2"),
  Mistake("x ∈ R\ncheck x", "net-syntax", at: "x"),
  Mistake("x ∈ R\nshow x,", "net-syntax", at: "x,"),
  Mistake("parameters θ = W", "net-syntax", at: "θ = W"),
  Mistake("seed one", "net-syntax", at: "one"),
  Mistake("plot 2", "bad-plot", at: "2"),
  Mistake("plot z over z", "net-syntax", at: "z over z"),
  Mistake("draw", "bad-drawing", at: "draw"),
  Mistake("compare 2", "bad-comparison", at: "2"),
  Mistake(
    "x ∈ R\nL = x\ndescend x on L with 1 for 2 steps until L", "net-syntax",
    at: "x on L with 1 for 2 steps until L"),
  Mistake("w ∈ R\nL = w^2\ndescend w on L", "net-syntax", at: "w on L"),
  // Brackets.
  Mistake("x ∈ R\ny = (x", "construct", at: "("),
  Mistake("x ∈ R\ny = x)", "construct", at: ")"),
  // Names.
  Mistake("x ∈ R\ny = x + z", "undeclared-name", at: "z"),
  Mistake(
    "size hidden = 3\nx ∈ R^hiden", "undeclared-name", at: "hiden",
    hint: "did you mean `hidden`?"),
  Mistake(
    "weights ∈ R\ny = wieghts + 1", "undeclared-name", at: "wieghts",
    hint: "did you mean `weights`?"),
  Mistake("x ∈ R\nx ∈ R", "duplicate-declaration", at: "x"),
  Mistake("x ∈ R\ny = x\ny = 2 x", "duplicate-declaration", at: "y"),
  Mistake("size n = 2, n = 3", "duplicate-declaration", at: "n"),
  Mistake("index k = 1..2\nindex k = 1..3", "duplicate-declaration", at: "k"),
  Mistake("x ∈ R\nf(x) = x\nf(x) = 2 x", "duplicate-declaration", at: "f(x)"),
  Mistake("x ∈ R\n3 = x", "net-syntax", at: "3"),
  Mistake("size n = 2\nx ∈ R^n\ny = x_i", "free-index", at: "x_i"),
  Mistake("x ∈ R\ny = z\nz = y", "circular-definition", at: "y"),
  Mistake("x ∈ R\nshow q", "undeclared-name", at: "q"),
  Mistake("x ∈ R\ncheck x = q", "undeclared-name", at: "q"),
  // Sizes and domains.
  Mistake("size n = 0", "bad-size", at: "0"),
  Mistake("size n = 1000000000", "bad-size", at: "1000000000"),
  Mistake("size n = 99999999999999999999", "bad-size", at: "99999999999999999999"),
  Mistake("size n = 2.5", "bad-size", at: "2.5"),
  Mistake("x ∈ Q", "bad-domain", at: "Q"),
  Mistake("x ∈ R^{2 × 3 × 4 × 5 × 6}", "bad-domain", at: "{2 × 3 × 4 × 5 × 6}"),
  Mistake("x ∈ R ~ poisson(3)", "bad-value", at: "poisson(3)"),
  Mistake("y ∈ R\nx ∈ R = y", "bad-value", at: "y"),
  // Shapes.
  Mistake("size m = 2, n = 3\nx ∈ R^m\ny ∈ R^n\nz = x + y", "ill-shaped", at: "x + y"),
  Mistake("size m = 2, n = 3\nW ∈ R^{m × n}\nx ∈ R^m\nz = W x", "ill-shaped", at: "W x"),
  Mistake("size n = 3\nx ∈ R^n = [1, 2]\nshow x", "ill-shaped", at: "[1, 2]"),
  Mistake("size n = 3\nx ∈ R^n\ny = x_{12}\nshow y", "no-such-member", at: "x_{12}"),
  Mistake("size n = 2\nA ∈ R^{n × n}\ny = A_1\nshow y", "index-count", at: "A_1"),
  // Running.
  Mistake("x ∈ R = 1\ndescend x on x with 0.1 for 100000000 steps", "bad-descent", at: "100000000"),
  Mistake("x ∈ R = 1\nL = x^4\ndescend x on L with 10 for 100 steps", "diverged", at: "L"),
  Mistake("x ∈ R = 1\nL = x\nt = 2\ndescend t on L with 0.1 for 2 steps", "bad-descent", at: "t"),
  Mistake("x ∈ R = 0\nshow 1/x", "undefined-value", at: "1/x"),
]

@Test(arguments: mistakes)
private func reportsOneDiagnosticAtTheMistake(mistake: Mistake) {
  let net = Net(mistake.net)
  let found = net.allDiagnostics
  #expect(found.map(\.code) == [mistake.code], "\(found.map(\.message))")
  #expect(found.map { net.file.text(of: $0.range) } == [mistake.place])
  if let hint = mistake.hint { #expect(found.map(\.hint) == [hint]) }
}

@Test func readsTheLinesAfterAMistake() {
  let net = Net("size n = 3\nx ∈∈ R^n\ny ∈ R^n\nL = ‖y‖²\ncheck ∇_y L = 2 y\ncheck ∇_y L = y")
  #expect(net.diagnostics.count == 1)
  #expect(net.claims.map(\.verdict) == ["holds", "refuted"])
}

@Test(arguments: ["", "\n\n", "   ", "#", "# nothing\n", "\r\n", "\t"])
func anEmptyBlockSaysNothing(text: String) {
  let net = Net(text)
  #expect(net.allDiagnostics.isEmpty)
  #expect(net.statements.isEmpty)
  #expect(net.execute().0.results.isEmpty)
}
