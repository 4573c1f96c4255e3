import Diagnostics
import MathSyntax

/// Letters that stand for any value: `z` in `σ'(z) = σ(z)(1 − σ(z))`, `x` in `∇_w f(x) = x`.
extension Scope {
  /// The scope with these letters declared.
  package func declaring(formals: [String: Domain]) -> Scope {
    var scope = self
    for (letter, domain) in formals.sorted(by: { $0.key < $1.key }) {
      let node = MathNode(.symbol(Symbol(letter, .ordinary)), at: 0..<0)
      var symbol = NetSymbol(
        base: letter, font: nil, label: nil, subSlots: 0, supSlots: 0, node: node)
      symbol.inputs = [
        NetSymbol.Input(
          pattern: [], domain: domain, value: nil, node: node, domainNode: node, range: 0..<0)
      ]
      _ = scope.add(symbol)
    }
    return scope
  }

  /// Undeclared letters that stand as the whole argument of a function somewhere in `nodes`, or that a derivative
  /// there brings in.
  package func formalLetters(in nodes: [MathNode]) -> [String: Domain] {
    argumentFormals(in: nodes).merging(pathParameters(in: nodes)) { first, _ in first }
  }

  private func argumentFormals(in nodes: [MathNode]) -> [String: Domain] {
    var found: [String: Domain] = [:]
    for (index, node) in nodes.enumerated() {
      found.merge(argumentFormals(in: node.children)) { first, _ in first }
      if let letter = formalOfDerivative(node) { found[letter] = .number }
      if let (letter, domain) = directionLetter(nodes[index...]) {
        found[letter] = found[letter] ?? domain
      }
      if let head = Head(node) {
        found.merge(argumentLetters(nodes[(index + 1)...], of: head)) { first, _ in first }
      }
      guard index + 1 < nodes.count, let letter = soleArgument(nodes[(index + 1)...]),
        isFree(letter), let head = Head(node), let domain = argument(of: head, called: letter.base)
      else { continue }
      found[letter.base] = found[letter.base] ?? domain
    }
    return found
  }

  /// A letter without scripts that names nothing here.
  func isFree(_ letter: Head) -> Bool {
    resolve(letter) == nil && !["e", "d", "I", "π", "∂", "∇"].contains(letter.base)
      && Builtin(spelling: letter.base) == nil && indices[letter.base] == nil
      && sizes[letter.base] == nil
      && letter.sub.isEmpty && letter.sup.isEmpty && letter.base.count == 1
  }

  /// The `t` of `\frac{\partial f}{\partial t}` where the block defines `f(t)`, a function of one number.
  private func formalOfDerivative(_ node: MathNode) -> String? {
    guard case .fraction(let top, over: let bottom, _) = node.kind,
      let name = top.row.last.flatMap(Head.init), let variable = bottom.row.last.flatMap(Head.init),
      top.row.count == 2, bottom.row.count == 2,
      argument(of: name, called: variable.base) == .number,
      let id = candidates(name.base, font: name.font).first,
      self[id].functions.contains(where: { $0.formals == [variable.base] }), isFree(variable)
    else { return nil }
    return variable.base
  }

  /// What the one argument of a function is taken from; nil where `head` names none, or its argument
  /// may have several shapes. A letter that names members, `x^{(i)}`, has their shape.
  private func argument(of head: Head, called letter: String) -> Domain? {
    guard let found = candidates(head.base, font: head.font).first else {
      return Builtin(spelling: head.base)?.isEntrywise == true ? .number : nil
    }
    return argument(of: found, called: letter)
  }

  /// The same for a function of the scope.
  package func argument(of found: SymbolID, called letter: String) -> Domain? {
    var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    if lowering.isScalar(functionsOf: found) { return .number }
    guard let function = self[found].functions.first, self[found].slots == 0,
      function.formals.count == 1
    else { return nil }
    if case .abstract(let signature, _, _, _) = function.body.kind {
      return signature.domains.first
    }
    let names = [letter, function.formals[0]]
    let alike =
      names.lazy.map { name in candidates(name, font: nil).flatMap { self[$0].inputs } }
      .first { !$0.isEmpty } ?? []
    let inputs = alike.isEmpty ? symbols.flatMap(\.inputs) : alike
    let shapes = Set(inputs.map(\.domain.axes)).union(alike.isEmpty ? [[]] : [])
    let values = shapes.filter { $0.allSatisfy(\.letters.isEmpty) }.compactMap { axes in
      value(of: found, at: Domain(kind: .real, axes: axes)).map { (axes: axes, value: $0) }
    }
    if let filled = values.first(where: { $0.axes.isEmpty }), function.fillsMatrix(filled.value) {
      return .number
    }
    let numbers = values.filter(\.value.isScalar)
    let columns = values.filter { $0.axes.count == 1 }
    let fitting = numbers.isEmpty ? values.count > 1 ? columns : values : numbers
    return fitting.count == 1 ? Domain(kind: .real, axes: fitting[0].axes) : nil
  }

  /// The value of the function at an argument from `domain`, if it has one.
  private func value(of function: SymbolID, at domain: Domain) -> Value? {
    let scope = declaring(formals: ["…": domain])
    guard let id = scope.ids.last else { return nil }
    let argument = Expression(
      .reference(Reference(symbol: id, members: [], entries: [])), at: 0..<0)
    let call = Expression(.apply(function, derivative: 0, [argument]), at: 0..<0)
    var lowering = Lowering(scope, sizes: declaredSizes, mode: .shown)
    return try? lowering.lower(call, Bindings())
  }

  private func soleArgument(_ nodes: ArraySlice<MathNode>) -> Head? {
    guard let first = nodes.first else { return nil }
    var node = first
    if case .scripts(let base?, _, _) = node.kind { node = base }
    if case .fenced("(", let inner, ")") = node.kind {
      return inner.count == 1 ? Head(inner[0]) : nil
    }
    guard first.character == "(", nodes.count > 2 else { return nil }
    let closing = nodes[nodes.startIndex + 2]
    return closing.bracketDepthChange < 0 ? Head(nodes[nodes.startIndex + 1]) : nil
  }
}

extension Domain {
  /// Any number.
  package static let number = Domain(kind: .real, axes: [])
}

extension FunctionDefinition {
  /// `R(t)`, a matrix of numbers that are made of `t`: of a number it is a matrix whose entries are
  /// written one by one.
  fileprivate func fillsMatrix(_ value: Value) -> Bool {
    guard case .matrix(let rows) = body.kind, let width = rows.first?.count else { return false }
    return rows.count * width > 1 && value.shape.rows == rows.count && value.shape.columns == width
  }
}
