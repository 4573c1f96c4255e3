import Diagnostics
import Elaboration
import MathSyntax

/// A transpose missing, or one too many.
extension RepairSite {
  var transposes: [RepairEdit] {
    let single = factors.filter { !isScalar($0.value) }.compactMap { factor in
      removedTranspose(of: factor) ?? addedTranspose(to: factor)
    }
    let turned = products.compactMap(turned)
    // Where one factor alone can be transposed, that is what would be written.
    let wide = products.filter { $0.factors.count { !isScalar($0.value) } > 1 }.map {
      transposed($0.range, .part).grouped(as: "turned \($0.range)")
    }
    let whole = sums.filter { $0.count > 1 }.compactMap { terms -> RepairEdit? in
      guard let first = terms.first, let last = terms.last else { return nil }
      return transposed((first.sign ?? first.range).union(last.range), .whole)
    }
    return single + turned + wide.filter { !isSingle($0.focus) } + whole
  }

  /// `a bᵀ` as `b aᵀ`: the same matrix, lying the other way.
  private func turned(_ product: ParseTrace.Product) -> RepairEdit? {
    guard product.factors.count == 2, let a = turned(product.factors[0]),
      let b = turned(product.factors[1])
    else { return nil }
    return RepairEdit(
      [FixIt.Edit(product.factors[0].range, b), FixIt.Edit(product.factors[1].range, a)],
      in: product.range, .part
    ).grouped(as: "turned \(product.range)")
  }

  /// Its source with the transpose put in or taken away.
  private func turned(_ factor: ParseTrace.Factor) -> String? {
    guard !isScalar(factor.value) else { return nil }
    let edit = removedTranspose(of: factor) ?? addedTranspose(to: factor)
    return edit.flatMap { text.changed(factor.range, by: $0.edits) }
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
