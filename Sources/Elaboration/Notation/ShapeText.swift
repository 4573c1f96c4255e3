import MathSyntax

extension Value {
  /// The shape in the names it was declared with: `R^{n_1 × n_0}`, `R^n`, `R`.
  package var namedShape: String {
    if isOpen { return shapeText }
    let lengths = axes.map(\.formula)
    switch lengths.count {
    case 0: return "R"
    case 1: return lengths[0].utf8.count == 1 ? "R^\(lengths[0])" : "R^{\(lengths[0])}"
    default: return "R^{\(lengths.joined(separator: " × "))}"
    }
  }
}

extension Condition {
  /// `k ≥ 2`.
  package var text: String {
    let notation = Notation(Scope())
    return describe(.make(.row(notation.nodes(self))))
  }
}
