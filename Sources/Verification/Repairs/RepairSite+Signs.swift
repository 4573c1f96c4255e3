import Diagnostics
import Elaboration

/// A sign lost, or the wrong one: what turns one sign of a product turns the product.
extension RepairSite {
  var signs: [RepairEdit] {
    (sums.flatMap { terms in terms.map { flipped($0, in: terms) } } + negated).map {
      $0.grouped(as: "sign")
    }
  }

  private func flipped(_ term: ParseTrace.Term, in terms: [ParseTrace.Term]) -> RepairEdit {
    let focus = terms.reduce((term.sign ?? term.range).union(term.range)) {
      $0.union(($1.sign ?? $1.range).union($1.range))
    }
    guard let sign = term.sign else {
      return replacement(term.range.lowerBound..<term.range.lowerBound, "-", in: focus, .mark)
    }
    let isFirst = terms.first?.sign == sign
    return replacement(sign, term.isNegative ? isFirst ? "" : "+" : "-", in: focus, .mark)
  }

  /// The whole side with its sign turned, where it is a sum.
  private var negated: [RepairEdit] {
    guard let whole = trace.sums.last, whole.count > 1, let first = whole.first, first.sign == nil
    else { return [] }
    return [wrapping(text.content(of: side), "-(", ")", .part)]
  }
}
