import Diagnostics
import Elaboration
import MathSyntax

/// A square or an inverse lost, or one too many.
extension RepairSite {
  var exponents: [RepairEdit] {
    factors.flatMap { factor -> [RepairEdit] in
      guard let last = factor.nodes.last else { return [] }
      if case .scripts(_, _, let sup?) = last.kind {
        guard case .power(_, let exponent) = factor.value.kind else { return [] }
        let removed = replacement(text.span(ofScript: sup), "", in: factor.range, .part)
        guard case .number(let value) = exponent.kind, let number = Int(exactly: value.double),
          let place = sup.row.first?.range, sup.row.count == 1
        else { return [removed] }
        let others = [number - 1, number + 1].filter { $0 > 1 }
        return [removed] + others.map { replacement(place, "\($0)", in: factor.range, .part) }
      }
      guard !factor.value.isConstant, !last.isFraction,
        factor.nodes.count == 1 || last.bracketDepthChange < 0
          || last.character == "‖" || last.character == "|"
      else { return [] }
      let end = factor.range.upperBound
      if isScalar(factor.value) { return [replacement(end..<end, "^{2}", in: factor.range, .part)] }
      return isMatrix(factor.value)
        ? [replacement(end..<end, "^{-1}", in: factor.range, .part)] : []
    }
  }

  /// An input with as many rows as columns.
  private func isMatrix(_ value: Expression) -> Bool {
    guard case .reference(let reference) = value.kind, reference.entries.isEmpty else {
      return false
    }
    let inputs = scope[reference.symbol].inputs
    return !inputs.isEmpty
      && inputs.allSatisfy { $0.domain.axes.count == 2 && $0.domain.axes[0] == $0.domain.axes[1] }
  }
}
