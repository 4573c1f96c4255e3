import Calculus
import Diagnostics
import MathSyntax

extension ExpressionParser {
  /// One factor with its scripts.
  mutating func factor() throws(ElaborationError) -> Expression {
    guard let node = peek else {
      throw .notUnderstood("an expression is missing here", at: place)
    }
    if let expression = try alias() { return expression }
    if let expression = try derivative() { return expression }
    if let expression = try writtenIndicator() { return expression }
    if let expression = try bigOperator() { return expression }
    if let expression = try bracketed() { return expression }
    switch node.kind {
    case .number(let digits):
      position += 1
      return try withMark(number(digits, node.range), at: node.range)
    case .fraction(let top, over: let bottom, let style):
      position += 1
      if style == .binomial { return try binomial(top, bottom, node.range) }
      return Expression(.quotient(try parse(top), try parse(bottom)), at: node.range)
    case .root(let radicand, let degree):
      position += 1
      return try root(radicand, degree, node.range)
    case .grid(let grid):
      position += 1
      return try self.grid(grid, node.range)
    case .row, .styled, .stack:
      return try grouped(node)
    case .scripts(let base?, let sub, let sup):
      return try scripted(node, base, sub, sup)
    case .accent(let accent, let inner) where accent.isBrace && Head(node) == nil:
      position += 1
      return try parse(inner)
    // A font on more than a name: `\mathbf{(w + x)}`.
    case .font(_, let inner) where Head(node) == nil && inner.row.count > 2:
      position += 1
      return try parse(inner)
    case .symbol, .word, .font, .accent:
      return try name()
    case .text where Head(node) != nil:
      return try name()
    default:
      throw .notUnderstood("\(node.quoted) is not understood", at: node.range)
    }
  }

  private func root(
    _ radicand: MathNode, _ degree: MathNode?, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    let value = try parse(radicand)
    guard let degree else { return Expression(.call(.sqrt, [value]), at: range) }
    let one = Expression(.number(ExactDecimal(1)), at: degree.range)
    let exponent = Expression(.quotient(one, try parse(degree)), at: degree.range)
    return Expression(.power(value, exponent), at: range)
  }

  /// `{…}`, `\boxed{…}`, `\underbrace{…}_{…}`: a name where they hold one, else their content.
  private mutating func grouped(_ node: MathNode) throws(ElaborationError) -> Expression {
    if Head(node) != nil { return try name() }
    position += 1
    switch node.kind {
    case .styled(_, let inner): return try parse(inner)
    case .stack(let base, over: _, under: _): return try parse(base)
    default: return try parse(node)
    }
  }

  /// Scripts on something that is no name: `{…}^2`, `\left(…\right)_{ij}`.
  private mutating func scripted(
    _ node: MathNode, _ base: MathNode, _ sub: MathNode?, _ sup: MathNode?
  ) throws(ElaborationError) -> Expression {
    if Head(node) != nil { return try name() }
    position += 1
    if let ones = try ones(node) { return ones }
    let value = try ExpressionParser.parse([base], context, at: base.range)
    return try applyScripts(value, sub?.row ?? [], supItems(sup.map { [$0] } ?? []), node.range)
  }

  // MARK: Scripts on values

  /// `value` with entry indices below and operators above.
  func applyScripts(
    _ value: Expression, _ sub: [MathNode], _ sup: [SupItem], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    var value = value
    if !sub.isEmpty {
      guard let items = context.scope.subItems(sub, bound: context.bound) else {
        let script = MathNode.row(of: sub, at: range.lowerBound)
        throw .notUnderstood("the index \(script.quoted) is not understood", at: script.range)
      }
      value = Expression(.entries(value, items.map(EntryIndex.init)), at: range)
    }
    return try applyOperators(value, sup, range)
  }

  /// Transposes, inverses and exponents.
  func applyOperators(
    _ value: Expression, _ sup: [SupItem], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    var value = value
    var rest = sup[...]
    while let item = rest.first {
      rest = rest.dropFirst()
      switch item {
      case .transpose where value.isOne:
        value = Expression(.transpose(Expression(.ones, at: range)), at: range)
      // The zeros of `\vec 0^T` lie as what they are compared with does.
      case .transpose where value.kind == .number(.zero): break
      case .transpose where !context.secondMeanings && countsT(value):
        // `γ^T` of a number, where T is the last step; it may be a needless transpose.
        value = Expression(.power(value, Expression(.count(.size("T", nil)), at: range)), at: range)
      case .transpose:
        value = value.dotsTransposed ?? Expression(.transpose(value), at: range)
      case .plain(let nodes) where isAdjoint(nodes):
        value = Expression(.transpose(value), at: range)
      case .plain(let nodes)
      where nodes.count == 1 && nodes[0].character == "−" && rest.first == .transpose:
        value = Expression(.inverse(value), at: range)
      case .plain(let nodes) where nodes.count == 2 && ["⊙", "∘"].contains(nodes[0].character):
        value = try entrywisePower(value, nodes[1], range)
      case .plain(let nodes):
        let exponent =
          item.isMinusOne
          ? Expression(.number(ExactDecimal(-1)), at: range)
          : try ExpressionParser.parse(nodes, context, at: range)
        value = Expression(.power(value, exponent), at: range)
      case .prime:
        throw ElaborationError(
          .unclear("prime"), "a prime is a derivative on functions; this is an array", at: range)
      case .bracketed(let nodes, isRound: true) where nodes.isArithmetic:
        let exponent = try ExpressionParser.parse(nodes, context, at: range)
        value = Expression(.power(value, exponent), at: range)
      case .bracketed(let nodes, _):
        if let items = example(nodes) {
          value = Expression(.entries(value, items), at: range)
          continue
        }
        let script = MathNode.row(of: nodes, at: range.lowerBound)
        throw .notUnderstood("the superscript `(\(describe(script)))` is not understood", at: range)
      }
    }
    return value
  }

  /// `A^H`, the transpose of what is real, where the letter has no other meaning.
  private func isAdjoint(_ nodes: [MathNode]) -> Bool {
    guard let head = nodes.first.flatMap(Head.init), nodes.count == 1, head.base == "H" else {
      return false
    }
    return !context.bound.contains("H") && !context.scope.declares("H")
  }

  /// Whether it is a number of a scope in which T counts something.
  private func countsT(_ value: Expression) -> Bool {
    context.scope.sizes["T"] != nil && context.scope.isNumberInput(value)
  }

  /// `Z^{[l](i)}`, summed over i: the example i of a batch, a column or a row of it.
  private func example(_ nodes: [MathNode]) -> [EntryIndex]? {
    guard case .letter(let letter)? = context.scope.indexTerm(nodes, bound: context.bound),
      context.bound.contains(letter), letter.lowercased() != "l"
    else { return nil }
    let index = EntryIndex.at(.letter(letter))
    return context.scope.batchAxis == .rows ? [index, .all] : [.all, index]
  }

  // MARK: Brackets

  /// `(…)`, `[…]`, `|…|`, `‖…‖`, with scripts on the closing one.
  private mutating func bracketed() throws(ElaborationError) -> Expression? {
    guard let node = peek else { return nil }
    if case .fenced(let open, let inner, let close) = node.kind {
      position += 1
      try refuseCombination(inner, at: node.range)
      return try bracket(open, close, inner, node.range)
    }
    if case .scripts(let base?, let sub, let sup) = node.kind,
      case .fenced(let open, let inner, let close) = base.kind
    {
      position += 1
      return try scriptedBracket(open, close, inner, sub, sup, node.range)
    }
    if let norm = try doubledBars() { return norm }
    guard let open = node.character, let end = matchingBracket(open) else { return nil }
    let start = position
    let inner = Array(nodes[(start + 1)..<end])
    position = end + 1
    try refuseCombination(inner, at: range(from: start))
    let (close, sub, sup) = nodes[end].closingScripts
    return try scriptedBracket(open, close, inner, sub, sup, range(from: start))
  }

  /// Where the bracket at the current position is closed.
  func matchingBracket(_ open: String) -> Int? {
    if open == "|" || open == "‖" {
      return nodes[(position + 1)...].firstTopLevelIndex { $0.closingScripts.character == open }
    }
    guard nodes[position].bracketDepthChange > 0 else { return nil }
    return closing(nodes[(position + 1)...])
  }

  private func scriptedBracket(
    _ open: String, _ close: String, _ inner: [MathNode], _ sub: MathNode?, _ sup: MathNode?,
    _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    if open == "‖" {
      let value = try norm(inner, sub, range)
      return try applyScripts(value, [], supItems(sup.map { [$0] } ?? []), range)
    }
    if open == "|", let norm = try normInBars(inner, sub, sup, range) { return norm }
    if let sub, sup == nil, let substitutions = try substitutions(sub) {
      let value = try ExpressionParser.parse(inner, context, at: range)
      return Expression(.evaluated(value, substitutions), at: range)
    }
    if let positive = try positivePart(open, inner, sub, sup, range) { return positive }
    let value = try bracket(open, close, inner, range)
    if ["(", "["].contains(open), let sub, sub.row.count == 1, sub.row[0].character == "+" {
      // `[z]_+`: what is positive of it.
      let positive = Expression(.call(.relu, [value]), at: range)
      return try applyScripts(positive, [], supItems(sup.map { [$0] } ?? []), range)
    }
    // ⟨A, B⟩_F is Frobenius' product.
    if open == "⟨", sub.map(describe) == "F" {
      return try applyScripts(value, [], supItems(sup.map { [$0] } ?? []), range)
    }
    return try applyScripts(value, sub?.row ?? [], supItems(sup.map { [$0] } ?? []), range)
  }

  /// `[x]_+`, `(1 - z)^+`, `|x|_+`: 0 where it is negative; nil at anything else.
  private func positivePart(
    _ open: String, _ inner: [MathNode], _ sub: MathNode?, _ sup: MathNode?, _ range: SourceRange
  ) throws(ElaborationError) -> Expression? {
    let isBelow = sub?.soleNode.character == "+"
    guard ["[", "(", "{", "|"].contains(open),
      isBelow || sub == nil && sup?.soleNode.character == "+"
    else { return nil }
    let value = try ExpressionParser.parse(inner, context, at: range)
    let positive = Expression(.call(.relu, [value]), at: range)
    return isBelow
      ? try applyOperators(positive, supItems(sup.map { [$0] } ?? []), range) : positive
  }

  private func bracket(
    _ open: String, _ close: String, _ inner: [MathNode], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    if open != "(", let indicator = try indicator(of: inner, range) { return indicator }
    switch (open, close) {
    case ("{", ""):
      let node = MathNode(.fenced(open: open, inner, close: close), at: range)
      guard let written = node.writtenCases else { break }
      return try cases(written, range)
    case ("⟨", "⟩"):
      return try innerProduct(inner, range)
    case ("(", ")"), ("{", "}"):
      return try ExpressionParser.parse(inner, context, at: range)
    case ("[", "]"):
      return try rowsInBrackets(inner, range)
    case ("|", "|"):
      if let norm = try normInBars(inner, nil, nil, range) { return norm }
      return Expression(
        .call(.abs, [try ExpressionParser.parse(inner, context, at: range)]), at: range)
    case ("‖", "‖"):
      return try norm(inner, nil, range)
    default: break
    }
    throw .notUnderstood("the brackets `\(open)…\(close)` are not understood", at: range)
  }

  /// `⟨a, b⟩`, `⟨a | b⟩`.
  private func innerProduct(
    _ inner: [MathNode], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    let parts = inner.splitAtTopLevel { [",", "|", "∣"].contains($0.character) }
    guard parts.count == 2 else {
      throw .notUnderstood("the brackets `⟨…⟩` are not understood", at: range)
    }
    let factors = try parts.mapEach { (part) throws(ElaborationError) in
      try ExpressionParser.parse(part, context, at: range)
    }
    return Expression(.call(.inner, factors), at: range)
  }

  /// `[1, 2; 3, 4]`, `[A; B]`; brackets around one expression only group it.
  private func rowsInBrackets(
    _ inner: [MathNode], _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    let rows = inner.splitAtTopLevel { $0.character == ";" }
    var cells: [[Expression]] = []
    for row in rows {
      var line: [Expression] = []
      for cell in row.splitAtTopLevel(where: { $0.character == "," }) {
        line.append(try listed(cell, range))
      }
      cells.append(line)
    }
    if cells.count == 1, cells[0].count == 1 { return cells[0][0] }
    return Expression(.matrix(cells), at: range)
  }

  private func listed(
    _ cell: ArraySlice<MathNode>, _ range: SourceRange
  ) throws(ElaborationError) -> Expression {
    if cell.count == 1, let dots = cell.first, dots.isSeriesDots {
      return Expression(.dots, at: dots.range)
    }
    return try ExpressionParser.parse(cell, context, at: range)
  }

  /// `(a, b, c)`, `(x_1, \dots, x_n)^\top`: as a side of its own, a column; nil at anything else. Two
  /// entries without dots may be an interval or an inner product.
  static func tuple(
    _ node: MathNode, _ context: Context
  ) throws(ElaborationError) -> Expression? {
    let parser = ExpressionParser(node.row, context, at: node.range)
    guard let (inner, end) = parser.parenthesised(), end == parser.nodes.count - 1 else {
      return nil
    }
    let cells = inner.splitAtTopLevel { $0.character == "," }
    let (_, sub, sup) = parser.nodes[end].closingScripts
    guard cells.count > 2, sub == nil, supItems(sup.map { [$0] } ?? []).isTranspose else {
      return nil
    }
    let rows = try cells.mapEach { (cell) throws(ElaborationError) in
      [try parser.listed(cell, node.range)]
    }
    return Expression(.matrix(rows), at: node.range)
  }
}

extension Expression {
  /// A matrix with dots lying the other way; nil for anything else.
  fileprivate var dotsTransposed: Expression? {
    guard case .matrix(let rows) = kind, rows.joined().contains(where: { $0.kind == .dots }),
      let width = rows.first?.count, rows.allSatisfy({ $0.count == width })
    else { return nil }
    let columns = (0..<width).map { column in rows.map { $0[column] } }
    return Expression(.matrix(columns), at: range)
  }
}

extension [SupItem] {
  /// Nothing, or `T` alone.
  fileprivate var isTranspose: Bool { isEmpty || self == [.transpose] }
}

extension EntryIndex {
  init(_ item: SubItem) {
    switch item {
    case .term(let term): self = .at(term)
    case .all: self = .all
    }
  }
}

extension MathNode {
  /// A closing bracket with the scripts that stand on it.
  var closingScripts: (character: String, sub: MathNode?, sup: MathNode?) {
    if case .scripts(let base?, let sub, let sup) = kind {
      return (base.character ?? "", sub, sup)
    }
    return (character ?? "", nil, nil)
  }
}

extension [MathNode] {
  /// Numbers with signs between them, which no member is called: `x^{(2-1)}`.
  fileprivate var isArithmetic: Bool {
    let content = filter { !$0.isInvisible }
    return content.count > 1
      && content.allSatisfy { node in
        if case .number = node.kind { true } else { ["+", "−", "⋅"].contains(node.character) }
      }
  }
}
