/// A text that can be made as long as one likes: some beginning, a part repeated, another part
/// repeated as often, and some end.
struct Piece {
  var before = ""
  var first = ""
  var second = ""
  var after = ""

  var debugDescription: String { "\(before) | \(first) | \(second) | \(after)" }

  func text(_ count: Int) -> String {
    before + String(repeating: first, count: count) + String(repeating: second, count: count)
      + after
  }
}

func randomPiece(_ random: inout SplitMix) -> Piece {
  func some(_ limit: Int) -> String {
    (0..<Int(random.next() % UInt64(limit))).map { _ in random.element(of: fragments) }.joined()
  }
  return Piece(before: some(3), first: some(5), second: some(4), after: some(3))
}

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func element(of list: [String]) -> String {
    list[Int(next() % UInt64(list.count))]
  }
}

/// What formulas are made of, sound and broken.
let fragments = [
  "x", "{", "}", "[", "]", "(", ")", "_", "^", "'", "&", "$", "#1", "%", "~", "\n", " ", "12", ".5",
  "-", "|", "@", "@>", "@V", ">", "α", "²", "₁", "̂", "é", "\\\\", "\\\\[2pt]", "\\frac", "\\sqrt",
  "\\sqrt[",
  "\\hat", "\\bf ", "\\over ", "\\atop ", "\\left(", "\\right)", "\\middle|", "\\begin{matrix}",
  "\\end{matrix}", "\\begin{array}{c|c}", "\\end{array}", "\\begin{CD}", "\\end{CD}", "\\hline ",
  "\\text{", "\\text{a $", "\\mathrm{", "\\operatorname{", "\\not", "\\limits", "\\sum", "\\max ",
  "\\def\\a{x}", "\\def\\a#1{#1#1}", "\\def\\a(#1){#1}", "\\a", "\\a(",
  "\\newcommand{\\a}[1][z]{#1}",
  "\\let\\a\\b", "\\b", "\\expandafter", "\\futurelet\\a", "\\color{red}", "\\phantom",
  "\\vphantom{",
  "\\tag{", "\\label{", "\\hspace{", "\\kern", "\\big", "\\verb|", "\\char", "\\ce{", "\\href{",
  "\\genfrac", "\\Set{", "\\substack{", "\\xrightarrow[", "\\foo", "\\mathbf{", "\\displaystyle ",
]
