import Calculus
import Elaboration
import MathSyntax
import NetSyntax

/// The symbol table of a block: what its declarations and definitions introduce.
extension Runner {
  mutating func symbolTable(_ statements: [NetStatement]) -> [SymbolRow] {
    statements.flatMap { statement -> [SymbolRow] in
      switch statement.kind {
      case .declaration(let declaration):
        declaration.names.map { name in
          SymbolRow(
            name: name, domain: declaration.domain, definition: nil, shape: shapes(of: name),
            description: declaration.description)
        }
      case .definition(let definition):
        [
          SymbolRow(
            name: definition.left, domain: nil, definition: definition.right,
            shape: shapes(of: definition.left), description: definition.description)
        ]
      default: []
      }
    }
  }

  /// The shapes of all members in order, equal neighbours once; empty for a function.
  private mutating func shapes(of name: MathNode) -> String {
    guard let expression = try? scope.expression(name) else { return "" }
    let letters = expression.freeLetters.sorted()
    guard let letter = letters.first else { return shape(expression, Bindings()) ?? "" }
    guard letters.count == 1, let range = lowering.range(ofIndex: letter) else { return "" }
    var shapes: [String] = []
    for member in range {
      guard let shape = shape(expression, Bindings(letters: [letter: member])) else { continue }
      if shapes.last != shape { shapes.append(shape) }
    }
    return shapes.joined(separator: ", ")
  }

  private mutating func shape(_ expression: Expression, _ bindings: Bindings) -> String? {
    guard case .reference = expression.kind, let value = try? lowering.lower(expression, bindings)
    else { return nil }
    return value.axes.isEmpty ? "scalar" : value.shapeText
  }
}
