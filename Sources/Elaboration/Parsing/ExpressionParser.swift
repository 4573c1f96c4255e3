import Calculus
import Diagnostics
import MathSyntax

/// How far a prefix operator without parentheses reaches: `\frac{d}{dx} x^2 + x` (DESIGN section 5).
package enum PrefixReach: Hashable, Sendable {
  /// `\frac{d}{dx}` over the product behind it, `∇_x` and `∂_x` over one factor.
  case usual
  /// Over the next factor.
  case factor
  /// Over the product behind it.
  case product
  /// Over all terms that follow.
  case sum
}

/// Gives a row of nodes its meaning as an expression: one function per production.
///
///     expression := ['+' | '−'] product (('+' | '−') product)*
///     product    := juxtaposition (('*' | '⋅' | '×' | '⊙' | '∘' | '⊗' | '/') juxtaposition)*
///     juxtaposition := factor+
struct ExpressionParser {
  /// What the letters around an expression mean.
  struct Context {
    let scope: Scope
    /// Index letters bound by a sum around it.
    var bound: Set<String> = []
    /// Index letters that stand for all their values in the statement around it.
    var outer: Set<String> = []
    /// Parameters of the function whose body it is.
    var formals: Set<String> = []
    /// What the `v` of an alias `d⟨v⟩` stands for.
    var holes: [String: Expression] = [:]
    /// What `∇L` is by, where nothing on the page says it.
    var gradientVariable: SymbolID?
    /// The aliases whose right sides are being read.
    var openAliases: Set<Int> = []
    /// What a prefix operator without parentheses reaches over.
    var reach = PrefixReach.usual
    /// A `d` is one of a derivative, whatever the scope declares: inside `\frac{d}{dx}`.
    var dIsDifferential = false
    /// What notation can mean beside its usual meaning: `\sum_{i<j}` runs over both letters, `1\frac12` is
    /// a mixed number, `1{,}234` a decimal.
    var secondMeanings = false
    /// Shared by all parts of one formula.
    var budget = Budget()
    /// Where the parts are noted down, if anywhere.
    var trace: ParseTrace?
    /// How deep the expression lies in others.
    var depth = 0
  }

  /// Deeper formulas are not read: parsing recurses, and no derivation nests this far.
  static let maximalDepth = 100

  var context: Context
  let nodes: [MathNode]
  var position = 0
  /// Whether a bar `|_{x=3}` behind a product is left to what stands before it.
  var leavesBar = false
  /// Whether dots behind one factor are left to the product with signs around it: `a ⋅ b … c`.
  private var leavesDots = false
  /// How many factors stood side by side in the product taken last.
  private var lastFactorCount = 0
  /// Where an error stands that has no node of its own.
  let place: SourceRange

  init(_ nodes: some Collection<MathNode>, _ context: Context, at place: SourceRange) {
    self.nodes = Array(nodes).asShown(decimalCommas: context.secondMeanings) {
      context.takesGroup($0)
    }
    self.context = context
    self.place = place
  }

  /// All of `nodes` as one expression.
  static func parse(
    _ nodes: some Collection<MathNode>, _ context: Context, at place: SourceRange
  ) throws(ElaborationError) -> Expression {
    var context = context
    context.depth += 1
    guard context.budget.spend(nodes.count) else {
      throw ElaborationError(
        .unclear("limit"), "the aliases in this formula stand for too long a formula", at: place)
    }
    guard context.scope.allowance.spend(Price.reading * nodes.count) else {
      throw .work(context.scope.allowance, at: place)
    }
    guard context.depth <= maximalDepth else {
      throw .notUnderstood("this formula is nested more than \(maximalDepth) deep", at: place)
    }
    var parser = ExpressionParser(nodes, context, at: place)
    let expression = try parser.sum()
    if let rest = parser.peek {
      throw .notUnderstood("\(rest.quoted) is not understood here", at: rest.range)
    }
    return expression
  }

  /// A part of the expression that stands in a node of its own.
  func parse(_ node: MathNode) throws(ElaborationError) -> Expression {
    try ExpressionParser.parse(node.row, context, at: node.range)
  }

  var peek: MathNode? { position < nodes.count ? nodes[position] : nil }

  func peek(after count: Int) -> MathNode? {
    position + count < nodes.count ? nodes[position + count] : nil
  }

  mutating func takeSymbol(_ wanted: Set<String>) -> String? {
    guard let character = peek?.character, wanted.contains(character) else { return nil }
    position += 1
    return character
  }

  /// From the node at `start` to the last one taken.
  func range(from start: Int) -> SourceRange {
    guard start < nodes.count, position > start else { return place }
    return nodes[start].range.union(nodes[position - 1].range)
  }

  // MARK: Levels

  mutating func sum() throws(ElaborationError) -> Expression {
    let start = position
    var written: [ParseTrace.Term] = []
    var terms = [try term(behind: takeSign(), &written)]
    var gap: (term: Int, isNegative: Bool)?
    while let sign = takeSign() {
      if isAtDots, gap == nil, ["+", "−"].contains(peek(after: 1)?.character) {
        position += 1
        gap = (terms.count, sign.character == "−")
        continue
      }
      terms.append(try term(behind: sign, &written))
    }
    context.trace?.add(written)
    if let gap {
      terms = try series(
        terms, gap: gap.term, isNegative: gap.isNegative, range(from: start))
    }
    terms = extendingSums(terms)
    if terms.count == 1 {
      let term = terms[0]
      return term.isNegative ? Expression(.negated(term.value), at: range(from: start)) : term.value
    }
    return Expression(.sum(terms), at: range(from: start))
  }

  private mutating func takeSign() -> MathNode? {
    let node = peek
    return takeSymbol(["+", "−"]) == nil ? nil : node
  }

  private mutating func term(
    behind sign: MathNode?, _ written: inout [ParseTrace.Term]
  ) throws(ElaborationError) -> Expression.Term {
    let start = position
    let isNegative = sign?.character == "−"
    let isTurned = sign != nil && takeSymbol(["−"]) != nil
    let value = try product()
    written.append(
      ParseTrace.Term(sign: sign?.range, isNegative: isNegative, range: range(from: start)))
    return Expression.Term(isNegative: isNegative != isTurned, value: value)
  }

  mutating func product() throws(ElaborationError) -> Expression {
    let start = position
    var value = try juxtaposition()
    var operands = [range(from: start)]
    var signs: [(sign: ProductSign, range: SourceRange)] = []
    defer { context.trace?.add(ParseTrace.Chain(operands: operands, signs: signs)) }
    var links: [Expression.Link] = []
    var isOneFactor = lastFactorCount == 1
    while let sign = takeProductSign() {
      if isAtDots {
        (value, links) = try chainSeries(value, links, sign, from: start)
        continue
      }
      if sign == "⊘" || sign == "÷" {
        let dividend = links.isEmpty ? value : Expression(.chain(value, links), at: value.range)
        value = Expression(.quotient(dividend, try factor()), at: range(from: start))
        (links, isOneFactor) = ([], true)
        continue
      }
      guard sign == "/" else {
        if links.isEmpty { value = kept(value, isOneFactor) }
        leavesDots = true
        defer { leavesDots = false }
        let place = position
        let factor = try signed { (parser) throws(ElaborationError) in try parser.juxtaposition() }
        signs.append((productSign(sign), nodes[place - 1].range))
        operands.append(range(from: place))
        links.append(
          .init(operation: productSign(sign), factor: kept(factor, lastFactorCount == 1)))
        if isAtDots { (value, links) = try chainSeries(value, links, sign, from: start) }
        continue
      }
      let dividend = links.isEmpty ? value : Expression(.chain(value, links), at: value.range)
      let quotient = Expression(.quotient(dividend, try divisor()), at: range(from: start))
      value = try juxtaposition(from: quotient, start)
      isOneFactor = lastFactorCount == 1
      (links, operands, signs) = ([], [range(from: start)], [])
    }
    return links.isEmpty ? value : Expression(.chain(value, links), at: range(from: start))
  }

  /// What `parse` takes behind a sign of its own: `2 ⋅ -x`, `\sum_i -x_i`.
  mutating func signed(
    _ parse: (inout ExpressionParser) throws(ElaborationError) -> Expression
  ) throws(ElaborationError) -> Expression {
    let start = position
    guard takeSymbol(["−"]) != nil else { return try parse(&self) }
    return Expression(.negated(try parse(&self)), at: range(from: start))
  }

  /// `x_1 ⋅ x_2 ⋅ … ⋅ x_n`, the cursor at the dots.
  private mutating func chainSeries(
    _ first: Expression, _ links: [Expression.Link], _ sign: String, from start: Int
  ) throws(ElaborationError) -> (Expression, [Expression.Link]) {
    let operation = productSign(sign)
    guard [.dot, .cross, .asterisk].contains(operation),
      links.allSatisfy({ $0.operation == operation })
    else { throw dotsNotUnderstood(range(from: start)) }
    position += 1
    _ = takeProductSign()
    let last = try juxtaposition()
    let factors = try series([first] + links.map(\.factor), [last], range(from: start))
    return (
      factors[0], factors.dropFirst().map { Expression.Link(operation: operation, factor: $0) }
    )
  }

  /// A product in parentheses stays one factor beside a sign: no other grouping takes it apart.
  private func kept(_ operand: Expression, _ isOneFactor: Bool) -> Expression {
    guard isOneFactor, case .product = operand.kind else { return operand }
    return Expression(.product([operand]), at: operand.range)
  }

  /// A sign between factors at the cursor, in whatever font it is set.
  private mutating func takeProductSign() -> String? {
    guard let node = peek, let character = node.operatorCharacter,
      ExpressionParser.productSigns.contains(character)
    else { return nil }
    if character == "." {
      // Octave's `.*`: by entries.
      if position > 0, let star = peek(after: 1)?.operatorCharacter, ["*", "∗"].contains(star) {
        position += 2
        return "⊙"
      }
      guard position > 0, let next = peek(after: 1), startsFactor(next) else { return nil }
    }
    position += 1
    return character
  }

  private static let productSigns: Set<String> = [
    "*", "⋅", "×", "⊙", "⊘", "÷", "∘", "⊗", "◯", "∗", "∙", "•", "·", "/", ".", ":",
  ]

  private func productSign(_ character: String) -> ProductSign {
    switch character {
    case "∗": .asterisk
    case "◯": .circle
    case "∙", "•", "·", ".": .dot
    default: ProductSign(rawValue: character) ?? .asterisk
    }
  }

  mutating func juxtaposition() throws(ElaborationError) -> Expression {
    let start = position
    return try juxtaposition(from: numberOrFactor(), start)
  }

  /// `first` and the factors side by side behind it.
  private mutating func juxtaposition(
    from first: Expression, _ start: Int
  ) throws(ElaborationError) -> Expression {
    var factors = [first]
    var written = [factor(first, from: start)]
    var before: [Expression]?
    while let node = peek {
      if let script = node.evaluationScript, !leavesBar {
        factors = [try evaluated(factors, script)]
        written = [factor(factors[0], from: start)]
      } else if startsFactor(node), node.evaluationScript == nil {
        let place = position
        factors.append(try factor())
        written.append(factor(factors[factors.count - 1], from: place))
      } else if node.isSeriesDots, !(leavesDots && factors.count == 1), before == nil,
        peek(after: 1).map(startsFactor) == true
      {
        position += 1
        (before, factors) = (factors, [])
      } else {
        break
      }
    }
    if let before { factors = try series(before, factors, range(from: start)) }
    context.trace?.add(ParseTrace.Product(factors: written, range: range(from: start)))
    lastFactorCount = factors.count
    if factors.count > 1 { factors = factors.map(withoutDots) }
    return factors.count == 1 ? factors[0] : Expression(.product(factors), at: range(from: start))
  }

  /// The factor from the node at `start` to the last one taken, as it is noted down.
  private func factor(_ value: Expression, from start: Int) -> ParseTrace.Factor {
    ParseTrace.Factor(
      nodes: Array(nodes[min(start, position)..<position]), value: value, range: range(from: start))
  }

  /// Whether a factor can begin with `node`, so that it stands beside the one before.
  func startsFactor(_ node: MathNode) -> Bool {
    switch node.kind {
    case .symbol(let symbol):
      switch symbol.role {
      case .ordinary: return !["/", "′", "!", "…", "⋯", "&", "."].contains(symbol.character)
      case .largeOperator, .opening: return true
      case .binary, .relation, .closing, .punctuation: return false
      }
    case .scripts(let base?, _, _): return startsFactor(base)
    case .text: return Head(node) != nil
    case .annotation, .space: return false
    case .font, .styled: return node.operatorCharacter == nil
    default: return true
    }
  }
}

extension MathNode {
  /// A sign between factors, in whatever font or class it is set: `\boldsymbol{\cdot}`.
  var operatorCharacter: String? {
    switch kind {
    case .symbol(let symbol):
      symbol.role == .binary || ["/", "."].contains(symbol.character) ? symbol.character : nil
    case .font(_, let inner), .styled(_, let inner): inner.operatorCharacter
    case .row(let nodes): nodes.count == 1 ? nodes[0].operatorCharacter : nil
    default: nil
    }
  }
}

extension MathNode {
  /// As shown in messages, in backticks.
  var quoted: String { "`\(describe(self))`" }
}
