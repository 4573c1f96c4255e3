import Diagnostics
import MathSyntax
import Testing

/// The first node that is not inside its parent.
private func strayNode(_ node: MathNode) -> (MathNode, parent: MathNode)? {
  for child in node.children {
    let isInside =
      child.range.lowerBound >= node.range.lowerBound
      && child.range.upperBound <= node.range.upperBound
    if !isInside { return (child, node) }
    if let stray = strayNode(child) { return stray }
  }
  return nil
}

@Test func everyRangeLiesInsideItsParentsForEveryPrefix() {
  Samples.forEachPrefix { excerpt, dialect in
    var macros = Macros()
    let (node, diagnostics) = parseMath(excerpt, dialect: dialect, macros: &macros)
    #expect(node.range == excerpt.range)
    if let (stray, parent) = strayNode(node) {
      Issue.record("\(excerpt.text): \(dump(stray)) \(stray.range) in \(parent.range)")
    }
    for diagnostic in diagnostics {
      #expect(diagnostic.range.lowerBound >= 0)
      #expect(diagnostic.range.upperBound <= excerpt.range.upperBound, "\(excerpt.text)")
    }
  }
}

/// `source` with the ranges of the nodes of its top row.
private let places: [(String, [Range<Int>])] = [
  (#"x + \alpha_{ij}"#, [0..<1, 2..<3, 4..<15]),
  (#"{ab} c"#, [0..<4, 5..<6]),
  (#"\frac{a}{b} \left( x \right)"#, [0..<11, 12..<28]),
  (#"x_{i} ^2 y"#, [0..<8, 9..<10]),
  (#"\text{a b} \begin{matrix}a\end{matrix}"#, [0..<10, 11..<38]),
  (#"f''(x)"#, [0..<3, 3..<4, 4..<5, 5..<6]),
  ("Aᵀ B", [0..<4, 5..<6]),
  (#"\def\R{\mathbb{R}} x_1 \R y"#, [19..<22, 23..<25, 26..<27]),
  (#"\newcommand\v[1]{\mathbf{#1}} x_1 \v{ab} y"#, [30..<33, 34..<40, 41..<42]),
]

@Test(arguments: places)
func nodesKnowTheirPlaces(source: String, ranges: [Range<Int>]) {
  #expect(parse(source, .tex).0.children.map(\.range) == ranges)
}

@Test func placesAreThoseOfTheFileNotOfTheExcerpt() {
  let file = SourceFile(path: "x.md", text: "> $$\n> a\n> + b_c\n> $$")
  var excerpt = Excerpt(file, 7..<9)
  excerpt.append(file.bytes[11..<17], at: 11)
  var macros = Macros()
  let (node, _) = parseMath(excerpt, dialect: .tex, macros: &macros)
  #expect(node.children.map(\.range) == [7..<8, 11..<12, 13..<16])
}

@Test func scriptCharactersHavePlacesOfTheirOwn() throws {
  let node = try #require(parse("hₖ₋₁", .plain).0.children.first)
  let sub = try #require(node.children.last)
  #expect(sub.children.map(\.range) == [1..<4, 4..<7, 7..<10])
}
