import Diagnostics
import Elaboration
import MathSyntax

/// A transpose missing, or one too many.
extension RepairSite {
  var transposes: [RepairEdit] {
    let single = factors.filter { !isScalar($0.value) }.compactMap { factor in
      if case .transpose = factor.value.kind {
        removedTranspose(of: factor)
      } else {
        addedTranspose(to: factor)
      }
    }
    let wide = products.filter { $0.factors.count > 1 }.map { transposed($0.range, .part) }
    let whole = sums.filter { $0.count > 1 }.compactMap { terms -> RepairEdit? in
      guard let first = terms.first, let last = terms.last else { return nil }
      return transposed((first.sign ?? first.range).union(last.range), .whole)
    }
    return single + wide.filter { !isSingle($0.focus) } + whole
  }

  private func isSingle(_ range: SourceRange) -> Bool { factors.contains { $0.range == range } }

  private func removedTranspose(of factor: ParseTrace.Factor) -> RepairEdit? {
    guard case .scripts(_, _, let sup?)? = factor.nodes.last?.kind else { return nil }
    let marks = sup.row.filter { !$0.isInvisible }
    guard let last = marks.last, last.isTransposeMark else { return nil }
    let range = marks.count == 1 ? text.span(ofScript: sup) : last.range
    return replacement(range, "", in: factor.range, .mark)
  }

  private func addedTranspose(to factor: ParseTrace.Factor) -> RepairEdit? {
    guard let last = factor.nodes.last, factor.value.kind != .identity else { return nil }
    if case .number = last.kind { return nil }
    let isClosed = last.bracketDepthChange < 0 || last.isFence
    let hasSup = if case .scripts(_, _, _?) = last.kind { true } else { false }
    guard factor.nodes.count == 1 || isClosed, !hasSup, !last.isFraction else {
      return transposed(factor.range, .mark)
    }
    let place = factor.range.upperBound
    return replacement(place..<place, text.transposeMark, in: factor.range, .mark)
  }

  private func transposed(_ range: SourceRange, _ cost: RepairEdit.Cost) -> RepairEdit {
    let isTall = text(range)?.contains("\\frac") == true && text.dialect == .tex
    return wrapping(
      range, isTall ? "\\left(" : "(", (isTall ? "\\right)" : ")") + text.transposeMark, cost)
  }
}

extension MathNode {
  /// `\left( … \right)`.
  var isFence: Bool {
    if case .fenced(_, _, let close) = kind { !close.isEmpty } else { false }
  }

  var isFraction: Bool {
    if case .fraction = kind { true } else { false }
  }
}
