import Diagnostics
import Elaboration
import MathSyntax

/// A `\operatorname{diag}` lost, or one too many.
extension RepairSite {
  var diagonals: [RepairEdit] {
    factors.compactMap { factor in
      if case .call(.diag, _) = factor.value.kind {
        guard let inner = factor.nodes.argumentRange, let vector = text(inner) else { return nil }
        return replacement(factor.range, vector, .part)
      }
      guard !isScalar(factor.value), factor.value.kind != .identity, !isOperator(factor) else {
        return nil
      }
      if let inner = factor.nodes.parenthesisedRange {
        return replacement(
          factor.range.lowerBound..<inner.lowerBound, "\\operatorname{diag}(", in: factor.range,
          .part)
      }
      return wrapping(factor.range, "\\operatorname{diag}(", ")", .part)
    }
      + sums.filter { $0.count == 1 }.compactMap { terms in
        guard let term = terms.first,
          products.contains(where: { $0.range == term.range && $0.factors.count > 1 })
            || trace.chains.contains(where: {
              $0.operands.first?.lowerBound == term.range.lowerBound
            })
        else { return nil }
        return wrapping(term.range, "\\operatorname{diag}(", ")", .part)
      }
  }

  /// All of a side that is a sum of vectors.
  var wholeDiagonal: [RepairEdit] {
    guard let whole = trace.sums.last, whole.count > 1 else { return [] }
    return [wrapping(text.content(of: side), "\\operatorname{diag}(", ")", .part)]
  }

  private func isOperator(_ factor: ParseTrace.Factor) -> Bool {
    switch factor.value.kind {
    case .derivative, .gradient, .big, .transpose: true
    default: false
    }
  }
}

extension [MathNode] {
  /// What stands in the parentheses behind a name.
  var argumentRange: SourceRange? { count > 1 ? Array(dropFirst()).parenthesisedRange : nil }

  /// What stands in parentheses, where they are all there is, without scripts.
  var parenthesisedRange: SourceRange? {
    if count == 1, case .fenced("(", let inner, ")")? = first?.kind, let a = inner.first,
      let b = inner.last
    {
      return a.range.union(b.range)
    }
    guard count > 2, self[0].character == "(", self[count - 1].character == ")" else { return nil }
    return self[1].range.union(self[count - 2].range)
  }
}
