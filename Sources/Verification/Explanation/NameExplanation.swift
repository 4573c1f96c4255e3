import Diagnostics
import Elaboration
import MathSyntax

/// What a name of an equation is, and where it was said.
package struct NameExplanation: Sendable {
  /// As declared: `W_k`.
  package let name: String
  /// `∈ R^{n_k × n_{k-1}}`, `= b_k + W_k h_{k-1}`.
  package let meaning: String
  package let description: String?
  /// Where in the note.
  package let range: SourceRange

  /// Each way in which each name of `equations` was declared or defined, in the order of the note.
  static func all(in equations: [ReadEquation]) -> [NameExplanation] {
    var seen: Set<SymbolID> = []
    var found: [NameExplanation] = []
    for equation in equations {
      for id in (equation.left.symbols.union(equation.right.symbols)).sorted()
      where seen.insert(id).inserted {
        found += all(of: equation.scope[id])
      }
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  package static func all(of symbol: NetSymbol) -> [NameExplanation] {
    let inputs = symbol.inputs.map { ($0.node, "∈ \(describe($0.domainNode))", $0.range) }
    let definitions = symbol.definitions.map { ($0.node, meaning($0.rightNode), $0.range) }
    let functions = symbol.functions.map { function in
      let sign = function.isAbstract ? ":" : "="
      return (function.node, "\(sign) \(describe(function.rightNode))", function.range)
    }
    return (inputs + definitions + functions).enumerated().map { index, place in
      NameExplanation(
        name: describe(place.0), meaning: place.1,
        description: index == 0 ? symbol.description : nil, range: place.2)
    }
  }

  private static func meaning(_ right: MathNode) -> String { "= \(describe(right))" }
}
