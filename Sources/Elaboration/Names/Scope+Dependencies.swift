extension Scope {
  /// The symbols that the values of `id` are made of, itself apart, through all definitions.
  package func dependencies(of id: SymbolID) -> Set<SymbolID> {
    var found: Set<SymbolID> = []
    var open = [id]
    while let next = open.popLast() {
      for part in directDependencies(of: next) where found.insert(part).inserted {
        open.append(part)
      }
    }
    return found
  }

  private func directDependencies(of id: SymbolID) -> Set<SymbolID> {
    var found = self[id].definitions.reduce(into: Set<SymbolID>()) { $0.formUnion($1.body.symbols) }
    for function in self[id].functions {
      found.formUnion(function.body.symbols)
      for argument in nodeArguments(of: function) ?? [] { found.formUnion(argument.symbols) }
    }
    return found
  }

  /// The nodes of the net that a function's parameters are named after: `C(a) = …` beside a node `a`.
  package func nodeArguments(of function: FunctionDefinition) -> [Expression]? {
    nodeArguments(of: function, inside: ExpressionParser.Context(scope: self))
  }

  /// The same for a use inside an expression: `f(f) = …` would go on without end if it did not count how deep it is.
  func nodeArguments(
    of function: FunctionDefinition, inside context: ExpressionParser.Context
  ) -> [Expression]? {
    guard !function.arguments.isEmpty else { return nil }
    var inner = ExpressionParser.Context(scope: self)
    (inner.depth, inner.budget) = (context.depth, context.budget)
    var found: [Expression] = []
    for node in function.arguments {
      guard
        let value = try? ExpressionParser.parse([node], inner, at: node.range),
        !value.symbols.isEmpty
      else { return nil }
      found.append(value)
    }
    return found
  }
}
