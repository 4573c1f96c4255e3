import Calculus
import MathSyntax

/// Writes expressions as formulas again, in one unambiguous notation.
package struct Notation {
  let scope: Scope
  /// The number of a factor that stands in several places.
  private let mark: (Expression) -> Int?

  package init(_ scope: Scope, marking mark: @escaping (Expression) -> Int? = { _ in nil }) {
    self.scope = scope
    self.mark = mark
  }

  package func node(_ expression: Expression) -> MathNode {
    .make(.row(nodes(expression)))
  }

  /// The nodes of an expression, for a row in which it stands alone.
  private func nodes(_ expression: Expression) -> [MathNode] {
    switch expression.kind {
    case .number(let value): return [.number("\(value)")]
    case .count(let term): return nodes(term)
    case .pi: return [.letter("π")]
    case .e: return [.letter("e")]
    case .unit(let term): return [.scripts(.letter("e"), sub: nodes(term), sup: [])]
    case .identity: return [.letter("I")]
    case .sized(let inner, let size):
      return [.make(.scripts(node(inner), sub: .make(.row(nodes(size))), sup: nil))]
    case .ones: return [.make(.font(.bold, .number("1")))]
    case .reference(let reference): return [node(reference)]
    case .formal(let name): return [.name(name)]
    case .negated(let operand): return [.sign("−")] + factor(operand)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .chain(let first, let links):
      return factor(first) + links.flatMap { [.sign($0.operation.rawValue)] + factor($0.factor) }
    case .quotient(let a, let b): return [.make(.fraction(node(a), over: node(b), .normal))]
    case .power(let base, let exponent): return [scripted(base, sup: nodes(exponent))]
    case .transpose(let operand): return [scripted(operand, sup: [.letter("⊤")])]
    case .inverse(let operand): return [scripted(operand, sup: [.sign("−"), .number("1")])]
    case .call(let function, let arguments): return call(function, arguments, primes: 0)
    case .derivativeOfBuiltin(let function, let order, let argument):
      return call(function, [argument], primes: order)
    case .apply(let id, let order, let arguments):
      return [function(id, primes: order, arguments)]
        + parenthesised(Array(arguments.dropFirst(scope[id].slots)))
    case .abstract(_, let id, _, let arguments):
      return [base(scope[id])] + parenthesised(arguments)
    case .derivative(let operand, let variables, let sign):
      return [derivative(operand, variables, sign.letter)]
    case .gradient(let operand, let variables): return gradient(operand, variables)
    case .slotDerivative(let call, let places):
      let sub = places.enumerated().flatMap { index, place -> [MathNode] in
        (index == 0 ? [] : [.comma]) + [.number("\(place + 1)")]
      }
      return [.scripts(.letter("∂"), sub: sub, sup: [])] + factor(call)
    case .directional(let operand, let direction):
      return [.letter("d")] + factor(operand) + [.sign("⋅")] + factor(direction)
    case .differential(let operand): return [.letter("d")] + factor(operand)
    case .evaluated(let operand, let substitutions):
      let values = substitutions.enumerated().flatMap { index, item -> [MathNode] in
        (index == 0 ? [] : [.comma]) + nodes(item.variable) + [.relation("=")] + nodes(item.value)
      }
      return factor(operand) + [.scripts(.sign("|"), sub: values, sup: [])]
    case .big(let operation, let bindings, let body): return big(operation, bindings) + factor(body)
    case .entries(let operand, let items):
      return [.scripts(.make(.row(grouped(operand))), sub: nodes(items), sup: [])]
    case .matrix(let rows): return [matrix(rows.map { $0.map(node) })]
    case .dots: return [.sign("…")]
    case .cases(let cases): return [self.cases(cases)]
    case .indicator(let condition):
      return [
        .scripts(
          .letter("δ"), sub: nodes(condition.left) + [.comma] + nodes(condition.right), sup: [])
      ]
    }
  }

  /// Rows of formulas in brackets.
  package func matrix(_ rows: [[MathNode]]) -> MathNode {
    .make(.grid(Grid(environment: "bmatrix", columns: "", rows: rows)))
  }

  // MARK: Parts

  private func sum(_ terms: [Expression.Term]) -> [MathNode] {
    terms.enumerated().flatMap { index, term -> [MathNode] in
      let sign: [MathNode] = term.isNegative ? [.sign("−")] : index == 0 ? [] : [.sign("+")]
      return sign + (term.isNegative ? factor(term.value) : nodes(term.value))
    }
  }

  /// Factors side by side; one that follows a gradient is set apart from what the gradient is of.
  private func product(_ factors: [Expression]) -> [MathNode] {
    factors.enumerated().flatMap { index, factor -> [MathNode] in
      guard index > 0, case .gradient = factors[index - 1].kind else { return marked(factor) }
      return [.make(.space(3 / 18))] + marked(factor)
    }
  }

  /// In parentheses where it would otherwise fall apart beside others.
  private func factor(_ expression: Expression) -> [MathNode] {
    switch expression.kind {
    case .sum, .negated, .chain: return grouped(expression)
    default: return nodes(expression)
    }
  }

  private func marked(_ expression: Expression) -> [MathNode] {
    guard let number = mark(expression) else { return factor(expression) }
    return [.make(.styled(.factor(number), .make(.row(factor(expression)))))]
  }

  private func grouped(_ expression: Expression) -> [MathNode] {
    switch expression.kind {
    case .reference, .formal: return nodes(expression)
    // An entry of `softmax(a)` is `softmax(a)_i`.
    case .call(let function, _) where function != .sqrt: return nodes(expression)
    default: break
    }
    return [.opening("(")] + nodes(expression) + [.closing(")")]
  }

  private func scripted(_ base: Expression, sup: [MathNode]) -> MathNode {
    switch base.kind {
    case .reference(let reference): return node(reference, above: sup)
    case .number, .formal, .e, .pi, .identity, .count:
      return .scripts(node(base), sub: [], sup: sup)
    // `‖A‖_F²`: both scripts on one base.
    case .sized(let inner, let size): return .scripts(node(inner), sub: nodes(size), sup: sup)
    // Parentheses as tall as the fraction.
    case .derivative, .quotient:
      return .scripts(
        .make(.fenced(open: "(", nodes(base), close: ")")), sub: [], sup: sup)
    default: return .scripts(.make(.row(grouped(base))), sub: [], sup: sup)
    }
  }

  private func call(_ function: Builtin, _ arguments: [Expression], primes: Int) -> [MathNode] {
    if function == .sqrt, primes == 0, let radicand = arguments.first {
      return [.make(.root(node(radicand), degree: nil))]
    }
    if primes == 0, let operand = arguments.first, let bars = bars(function, operand) {
      return [bars]
    }
    if function == .inner, primes == 0, arguments.count == 2 {
      return [.opening("⟨")] + nodes(arguments[0]) + [.comma] + nodes(arguments[1])
        + [.closing("⟩")]
    }
    let word = MathNode.make(.word(function == .trace ? "tr" : function.rawValue))
    let marks = Array(repeating: MathNode.letter("′"), count: primes)
    return [primes == 0 ? word : .scripts(word, sub: [], sup: marks)] + parenthesised(arguments)
  }

  /// `‖x‖_1`; nil for what is no norm.
  private func bars(_ function: Builtin, _ operand: Expression) -> MathNode? {
    let script: String
    switch function {
    case .norm: script = ""
    case .frobeniusNorm: script = "F"
    case .spectralNorm: script = "2"
    case .normOne: script = "1"
    case .normMax: script = "∞"
    default: return nil
    }
    let norm = MathNode.make(.fenced(open: "‖", nodes(operand), close: "‖"))
    return script.isEmpty ? norm : .scripts(norm, sub: [.letter(script)], sup: [])
  }

  private func parenthesised(_ arguments: [Expression]) -> [MathNode] {
    let inner = arguments.enumerated().flatMap { ($0 == 0 ? [] : [.comma]) + nodes($1) }
    return [.opening("(")] + inner + [.closing(")")]
  }

  private func derivative(
    _ operand: Expression, _ variables: [Expression], _ letter: String
  ) -> MathNode {
    let order = variables.count
    let mark = MathNode.letter(letter)
    let top = order == 1 ? mark : .scripts(mark, sub: [], sup: [.number("\(order)")])
    let bottom = variables.flatMap { [mark] + factor($0) }
    return .make(
      .fraction(.make(.row([top] + factor(operand))), over: .make(.row(bottom)), .normal))
  }

  private func gradient(_ operand: Expression, _ variables: [Expression]) -> [MathNode] {
    let order = variables.count == 1 ? [] : [MathNode.number("\(variables.count)")]
    let by = variables.enumerated().flatMap { ($0 == 0 ? [] : [.comma]) + nodes($1) }
    return [.scripts(.letter("∇"), sub: by, sup: order)] + factor(operand)
  }

  private func big(_ operation: BigOperator, _ bindings: [Binding]) -> [MathNode] {
    let sign = MathNode.make(.symbol(.init(operation.rawValue, .largeOperator)))
    let sub = bindings.enumerated().flatMap { index, binding -> [MathNode] in
      let lower = binding.lower.map { [.relation("=")] + nodes($0) } ?? []
      let conditions = binding.conditions.flatMap { [.comma] + nodes($0) }
      return (index == 0 ? [] : [.comma]) + [.name(binding.letter)] + lower + conditions
    }
    return [.scripts(sign, sub: sub, sup: bindings.last?.upper.map { nodes($0) } ?? [])]
  }

  func nodes(_ condition: Condition) -> [MathNode] {
    nodes(condition.left) + [.relation(condition.relation.rawValue)] + nodes(condition.right)
  }

  private func cases(_ cases: [Expression.Case]) -> MathNode {
    let rows = cases.map { item -> [MathNode] in
      guard let condition = item.conditions.first else {
        return [node(item.value), .make(.text("otherwise"))]
      }
      let relation = MathNode.relation(condition.relation.rawValue)
      let test = [.make(.text("if "))] + nodes(condition.left) + [relation] + nodes(condition.right)
      return [node(item.value), .make(.row(test))]
    }
    return .make(.grid(Grid(environment: "cases", columns: "", rows: rows)))
  }
}
