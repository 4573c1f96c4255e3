import Calculus
import Elaboration
import MathSyntax
import NetSyntax

/// The symbol table of a block: what its declarations and definitions introduce.
extension Runner {
  mutating func symbolTable(_ statements: [NetStatement], _ macros: Macros) -> [SymbolRow] {
    statements.flatMap { statement -> [SymbolRow] in
      switch statement.kind {
      case .declaration(let declaration):
        declaration.names.map { name in
          SymbolRow(
            name: name, domain: declaration.domain, definition: nil, shape: shapes(of: name),
            description: declaration.description.map { Remark($0, macros) })
        }
      case .definition(let definition):
        [
          SymbolRow(
            name: definition.left, domain: nil, definition: definition.right,
            shape: shapes(of: definition.left),
            description: definition.description.map { Remark($0, macros) })
        ]
      case .function(let function):
        function.names.map { name in
          SymbolRow(
            name: name, domain: nil, definition: nil, shape: "",
            description: function.description.map { Remark($0, macros) },
            signature: function.signature)
        }
      default: []
      }
    }
  }

  /// The shapes of all members in order, each once; empty for a function. Where entries are defined,
  /// the shape of the whole.
  private mutating func shapes(of name: MathNode) -> String {
    guard let expression = try? scope.expression(name),
      case .reference(let reference) = expression.kind
    else { return "" }
    return shapes(of: reference.symbol, [reference.members])
  }

  /// Those of a symbol, however its members are declared and defined.
  mutating func shapes(of id: SymbolID) -> String {
    shapes(of: id, scope[id].inputs.map(\.pattern) + scope[id].definitions.map(\.pattern))
  }

  private mutating func shapes(of id: SymbolID, _ patterns: [[IndexTerm]]) -> String {
    var shapes: [String] = []
    for pattern in patterns {
      for indices in lowering.members(of: pattern, limit: Runner.maximalMembers) {
        guard let value = try? lowering.value(of: id, indices, 0..<0) else { continue }
        let shape = value.axes.isEmpty ? "scalar" : value.shapeText
        if !shapes.contains(shape) { shapes.append(shape) }
      }
    }
    return shapes.joined(separator: ", ")
  }
}
