import Diagnostics
import Elaboration
import MathSyntax

/// Writes formulas of a page in the language of blocks, so that they mean the same there.
struct BlockText {
  let scope: Scope

  /// `formals`: letters that stand for any number.
  init(_ scope: Scope, formals: [String] = []) {
    let free = formals.filter { !scope.declaresSymbol($0) }
    let number = (try? Scope().domain(MathNode(.symbol(Symbol("ℝ", .ordinary)), at: 0..<0)))
    self.scope =
      number.map { number in
        scope.declaring(formals: Dictionary(free.map { ($0, number) }) { first, _ in first })
      } ?? scope
  }

  func expression(_ node: MathNode) -> Expression? {
    try? scope.expression(node, outer: letters(node))
  }

  private func letters(_ node: MathNode) -> Set<String> {
    (try? scope.expression(node))?.freeLetters ?? []
  }

  /// As `explain` writes it.
  func text(of expression: Expression) -> String? {
    text(of: expression, Notation(scope).node(expression))
  }

  /// As the page writes it, as far as a block reads that alike, else as `explain` writes it; nil where
  /// neither is read back as what it was.
  func text(of expression: Expression, _ node: MathNode) -> String? {
    [node, Notation(scope).node(expression)].map { describe($0.forBlock) }.first { text in
      guard !text.contains("\n"), !text.contains("#") else { return false }
      var macros = Macros()
      let (back, problems) = parseMath(Excerpt(text), dialect: .plain, macros: &macros)
      return problems.isEmpty && self.expression(back) == expression
    }
  }
}

extension MathNode {
  /// The same in signs that blocks know: `sqrt(d)` for a root, `^{T}` and no transpose above a sum.
  fileprivate var forBlock: MathNode {
    let inner = mapChildren(\.forBlock)
    switch inner.kind {
    case .root(let radicand, degree: nil):
      let parentheses = MathNode(.fenced(open: "(", radicand.row, close: ")"), at: range)
      return MathNode(.row([MathNode(.word("sqrt"), at: range), parentheses]), at: range)
    case .scripts(let base?, let sub, let sup?) where base.isLargeOperator:
      return MathNode(
        .scripts(base, sub: sub, sup: MathNode(.styled(.text, sup), at: sup.range)), at: range)
    default: return inner
    }
  }

  private var isLargeOperator: Bool {
    if case .symbol(let symbol) = kind { symbol.role == .largeOperator } else { false }
  }
}
