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
    symbol.places.enumerated().map { index, place in
      NameExplanation(
        name: describe(place.node), meaning: "\(place.sign) \(describe(place.rightNode))",
        description: index == 0 ? symbol.description : nil, range: place.range)
    }
  }
}
