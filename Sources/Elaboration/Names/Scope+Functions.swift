import Diagnostics
import MathSyntax
import NetSyntax

/// Functions that a note defines or declares.
extension Scope {
  /// `f(x) = W x + b`, `f_k(x) = W_k x`.
  mutating func defineFunction(
    _ definition: Definition, _ id: SymbolID, _ formals: [MathNode], _ left: LeftSide,
    _ range: SourceRange
  ) throws(Diagnostic) {
    try checkIsNew(id, left, definition.left)
    let names = formals.compactMap { Head($0)?.base }
    guard names.count == formals.count, Set(names).count == names.count else {
      throw .notAName(definition.left)
    }
    let letters = left.pattern.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    let context = ExpressionParser.Context(scope: self, bound: letters, formals: Set(names))
    let body = try parsed(definition.right, context)
    // A member of a family may use the one before it.
    guard !letters.isEmpty || !isCircular(body, id) else {
      throw .circularDefinition(definition.left)
    }
    self[id].functions.append(
      FunctionDefinition(
        pattern: left.pattern, formals: names, arguments: formals, body: body,
        node: definition.left, rightNode: definition.right, range: range))
  }

  private func isCircular(_ body: Expression, _ id: SymbolID) -> Bool {
    self[id].slots == 0
      && (body.symbols.contains(id)
        || body.symbols.contains { dependencies(of: $0).contains(id) })
  }

  /// `φ : R → R`: its value is that of an abstract function.
  mutating func declare(
    _ function: FunctionDeclaration, _ range: SourceRange
  ) throws(Diagnostic) {
    let signature = AbstractSignature(
      domains: try function.domains.mapEach { (node) throws(Diagnostic) in try reals(node) },
      codomain: try reals(function.codomain))
    let axes = (signature.domains + [signature.codomain]).flatMap(\.axes)
    for name in function.names {
      let left = try leftSide(name, of: nil)
      let id = symbol(for: left)
      try checkIsNew(id, left, name)
      try checkAxes(axes, left, name)
      let names = signature.domains.indices.map { "x\($0 + 1)" }
      let formals = names.map { Expression(.formal($0), at: name.range) }
      let body = Expression(.abstract(signature, id, left.pattern, formals), at: name.range)
      self[id].functions.append(
        FunctionDefinition(
          pattern: left.pattern, formals: names, arguments: [], body: body, node: name,
          rightNode: function.signature, range: range))
    }
  }

  private func checkIsNew(_ id: SymbolID, _ left: LeftSide, _ node: MathNode) throws(Diagnostic) {
    let places =
      self[id].functions.map { ($0.pattern, $0.range) }
      + self[id].definitions.map { ($0.pattern, $0.range) }
      + self[id].inputs.map { ($0.pattern, $0.range) }
    if let (_, first) = places.first(where: { $0.0 == left.pattern }) {
      throw .duplicateDeclaration(node, first: first)
    }
  }

  /// `R`, `R^n`, `R^{m × n}`: a function is defined everywhere.
  private func reals(_ node: MathNode) throws(Diagnostic) -> Domain {
    let domain = try domain(node)
    guard domain.kind == .real else { throw .badDomain(node) }
    return domain
  }
}
