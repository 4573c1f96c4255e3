import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// `steps L`: each definition that L needs, worked out; then the gradients, from L back.
extension Runner {
  mutating func work(_ statement: Steps) throws(Diagnostic) -> WorkedSteps {
    let node = statement.expression
    let expression = try expression(node)
    guard expression.freeLetters.isEmpty else {
      throw .openShow(expression.freeLetters.sorted()[0], at: node.range)
    }
    let target = try lower(expression, Bindings())
    if let name = lowering.abstractFunctions(in: [target.ref]).first {
      throw .abstractValue(node, name.function)
    }
    let members = try members(behind: expression, node)
    var forward: [Working] = []
    for member in members where member.definition != nil {
      forward.append(try evaluation(of: member, node))
    }
    if members.last.map({ expression.kind == .reference($0.reference) }) != true {
      forward.append(try working(node, expression, first: nil, Bindings(), node))
    }
    let backward = target.isScalar ? try gradients(of: expression, members, statement) : []
    if !target.isScalar, let variable = statement.variables.first {
      throw .notANumber(node, target.shapeText, gradientBy: variable)
    }
    return WorkedSteps(target: node, forward: forward, backward: backward)
  }

  private mutating func evaluation(
    of member: NetMember, _ node: MathNode
  ) throws(Diagnostic) -> Working {
    guard let definition = member.definition else {
      return Working(left: self.node(member.reference), lines: [], values: [])
    }
    var right = definition.rightNode
    for (letter, value) in member.letters.sorted(by: { $0.key < $1.key }) {
      right = right.replacing(letter: letter, by: value)
    }
    let left = self.node(member.reference)
    guard definition.entries.isEmpty else {
      // Entry by entry: only the whole is shown.
      let whole = Expression(.reference(member.reference), at: node.range)
      return try working(left, whole, first: nil, Bindings(), node)
    }
    let bindings = Bindings(letters: member.letters)
    return try working(left, definition.body, first: right, bindings, node)
  }

  // MARK: Lines

  /// `left = first = …`: the values put in, then the operations worked out from the inside.
  mutating func working(
    _ left: MathNode, _ expression: Expression, first: MathNode?, _ bindings: Bindings,
    _ node: MathNode
  ) throws(Diagnostic) -> Working {
    var writer = WorkingWriter(bindings: bindings)
    let expanded = try writer.expanded(expression, &self)
    let height = writer.height(of: expanded)
    var lines: [MathNode] = first.map { [$0] } ?? []
    for round in 0...height where round == height || height <= Runner.maximalLines {
      let line = spelled(try writer.line(expanded, round, &self, node))
      if lines.last.map({ describe($0) != describe(line) }) ?? true { lines.append(line) }
    }
    return Working(left: left, lines: lines, values: writer.values)
  }

  /// With σ where the author writes the sigmoid so.
  func spelled(_ node: MathNode) -> MathNode {
    guard !scope.declares("σ"), scope.symbols.contains(where: \.writesSigma) else { return node }
    return node.withSigma
  }

  /// Deeper formulas are not worked out line by line.
  static let maximalLines = 12
}

/// Writes an expression with more and more of it replaced by numbers.
struct WorkingWriter {
  let bindings: Bindings
  private(set) var values: [Matrix<Double>] = []
  private var places: [Expression: Int] = [:]

  init(bindings: Bindings) { self.bindings = bindings }

  /// Sums of few terms written out.
  func expanded(
    _ expression: Expression, _ runner: inout Runner
  ) throws(Diagnostic) -> Expression {
    guard case .big(.sum, let letters, let body) = expression.kind, letters.count == 1,
      let letter = letters.first, letter.conditions.isEmpty, !letter.countsDown,
      let range = runner.range(of: letter, body, bindings), range.count <= Runner.maximalTerms
    else {
      var failure: Diagnostic?
      let mapped = expression.mapChildren { child in
        do throws(Diagnostic) { return try expanded(child, &runner) } catch {
          failure = error
          return child
        }
      }
      if let failure { throw failure }
      return mapped
    }
    var terms: [Expression.Term] = []
    for value in range {
      let term = body.substituting(letter.letter, by: .number(value))
      terms.append(.init(isNegative: false, value: try expanded(term, &runner)))
    }
    return terms.count == 1 ? terms[0].value : Expression(.sum(terms), at: expression.range)
  }

  /// How many operations lie in one another.
  func height(of expression: Expression) -> Int {
    if expression.isConstant || isLeaf(expression) { return 0 }
    return 1 + (expression.children.map { height(of: $0) }.max() ?? 0)
  }

  /// What is replaced by its value at once.
  private func isLeaf(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .reference, .derivative, .gradient, .big, .identity, .ones, .evaluated, .slotDerivative,
      .cases, .indicator, .directional, .differential, .dots, .formal:
      true
    case .transpose(let operand), .entries(let operand, _):
      if case .reference = operand.kind { true } else { false }
    default: false
    }
  }

  /// The expression with all parts of at most this height worked out.
  mutating func line(
    _ expression: Expression, _ height: Int, _ runner: inout Runner, _ node: MathNode
  ) throws(Diagnostic) -> MathNode {
    let replaced = try replaced(expression, height, &runner, node, isAlone: true)
    return Notation(runner.scope).node(replaced)
  }

  private mutating func replaced(
    _ expression: Expression, _ height: Int, _ runner: inout Runner, _ node: MathNode,
    isAlone: Bool
  ) throws(Diagnostic) -> Expression {
    switch expression.kind {
    case .identity, .ones: return expression
    default: break
    }
    if expression.isConstant, height < 1 || self.height(of: expression) == 0,
      !(isAlone && expression.isNumberFraction && height > 0)
    {
      return expression
    }
    if self.height(of: expression) <= height {
      return try value(expression, &runner, node, isAlone: isAlone)
    }
    var copy = self
    var failure: Diagnostic?
    let mapped = expression.mapParts { part, isAlone in
      do throws(Diagnostic) {
        return try copy.replaced(part, height, &runner, node, isAlone: isAlone)
      } catch {
        failure = error
        return part
      }
    }
    self = copy
    if let failure { throw failure }
    return try runner.withDots(mapped, expression, bindings)
  }

  /// A stand-in for the value of `expression`; a negative number beside others is in parentheses.
  private mutating func value(
    _ expression: Expression, _ runner: inout Runner, _ node: MathNode, isAlone: Bool
  ) throws(Diagnostic) -> Expression {
    let index: Int
    if let known = places[expression] {
      index = known
    } else {
      let value = try runner.lower(expression, bindings)
      let matrix = runner.evaluate([value.ref])[0]
      guard matrix.elements.allSatisfy(\.isFinite) else { throw .undefinedValue(node) }
      index = values.count
      places[expression] = index
      values.append(matrix)
    }
    let matrix = values[index]
    let isNegative = matrix.shape.isScalar && (matrix.elements.first ?? 0) < 0
    let text = Working.placeholder(index, inParentheses: isNegative && !isAlone)
    return Expression(.formal(text), at: expression.range)
  }
}

extension Runner {
  /// What a bound letter runs over, if that is known.
  fileprivate mutating func range(
    of binding: Binding, _ body: Expression, _ bindings: Bindings
  ) -> ClosedRange<Int>? {
    if let lower = binding.lower?.value(bindings.letters, lowering.sizes),
      let upper = binding.upper?.value(bindings.letters, lowering.sizes), lower <= upper
    {
      return lower...upper
    }
    guard binding.lower == nil, binding.upper == nil else { return nil }
    return try? lowering.range(
      of: binding.letter, in: [body], bindings, body.range)
  }

  /// Numbers side by side have a dot between them.
  fileprivate mutating func withDots(
    _ replaced: Expression, _ original: Expression, _ bindings: Bindings
  ) throws(Diagnostic) -> Expression {
    guard case .product(let factors) = replaced.kind, case .product(let originals) = original.kind,
      factors.count == originals.count, factors.count > 1
    else { return replaced }
    for factor in originals {
      guard try lower(factor, bindings).isScalar else { return replaced }
    }
    return Expression(
      .chain(
        factors[0], factors.dropFirst().map { Expression.Link(operation: .dot, factor: $0) }),
      at: replaced.range)
  }
}

extension Expression {
  /// Of numbers alone.
  fileprivate var isConstant: Bool {
    switch kind {
    case .number, .count, .pi, .e: true
    case .quotient(let a, let b): a.isConstant && b.isConstant
    case .negated(let a): a.isConstant
    default: false
    }
  }

  /// A fraction of numbers, which is worked out where it is all that is left.
  fileprivate var isNumberFraction: Bool {
    if case .quotient = kind { isConstant } else { false }
  }

  /// Each part replaced, with whether a sign before it could not be mistaken for that of an operation.
  fileprivate func mapParts(_ transform: (Expression, Bool) -> Expression) -> Expression {
    switch kind {
    case .sum(let terms):
      let parts = terms.enumerated().map { index, term in
        Term(
          isNegative: term.isNegative, value: transform(term.value, index == 0 && !term.isNegative))
      }
      return Expression(.sum(parts), at: range)
    case .call(let function, let arguments) where function != .sqrt:
      return Expression(.call(function, arguments.map { transform($0, true) }), at: range)
    case .call, .apply, .quotient, .matrix: return mapChildren { transform($0, true) }
    default: return mapChildren { transform($0, false) }
    }
  }
}

extension NetSymbol {
  fileprivate var writesSigma: Bool { definitions.contains { $0.rightNode.contains("σ") } }
}

extension MathNode {
  fileprivate func contains(_ letter: String) -> Bool {
    character == letter || children.contains { $0.contains(letter) }
  }

  fileprivate var withSigma: MathNode {
    if word == Builtin.sigmoid.rawValue {
      return MathNode(.symbol(Symbol("σ", .ordinary)), at: range)
    }
    return mapChildren(\.withSigma)
  }
}
