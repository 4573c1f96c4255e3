import Diagnostics
import Elaboration
import MathSyntax

/// Parentheses lost, or too many: `1 - \tanh(x)^2` for `(1 - \tanh(x))^2`.
extension RepairSite {
  var parentheses: [RepairEdit] { sumsPutTogether + powers + grouped + opened }

  /// `a + b c` as `(a + b) c`, `a b + c` as `a (b + c)`.
  private var sumsPutTogether: [RepairEdit] {
    sums.filter { $0.count > 1 }.flatMap { terms in
      zip(terms, terms.dropFirst()).flatMap { a, b -> [RepairEdit] in
        let heads = boundaries(of: b.range).dropLast().map {
          wrapped(a.range.union($0))
        }
        let tails = boundaries(of: a.range).dropFirst().map {
          wrapped($0.union(b.range))
        }
        return heads + tails
      }
    }
  }

  private func wrapped(_ range: SourceRange) -> RepairEdit { wrapping(range, "(", ")", .part) }

  /// The factors and the operands that a term is made of.
  private func boundaries(of term: SourceRange) -> [SourceRange] {
    if let chain = trace.chains.first(where: {
      $0.operands.first?.lowerBound == term.lowerBound
        && $0.operands.last?.upperBound == term.upperBound
    }) {
      return chain.operands
    }
    return products.first { $0.range == term }?.factors.map(\.range) ?? [term]
  }

  /// `a - b^2` as `(a - b)^2`, and back.
  private var powers: [RepairEdit] {
    let raised = sums.filter { $0.count > 1 }.compactMap { terms -> RepairEdit? in
      guard let first = terms.first, let last = terms.last,
        let sup = exponent(endingAt: last.range.upperBound)
      else { return nil }
      let span = text.span(ofScript: sup)
      let focus = (first.sign ?? first.range).union(last.range)
      let start = focus.lowerBound
      return RepairEdit(
        [FixIt.Edit(start..<start, "("), FixIt.Edit(span.lowerBound..<span.lowerBound, ")")],
        in: focus, .part)
    }
    let lowered = factors.compactMap { factor -> RepairEdit? in
      guard case .scripts(let base?, nil, let sup?)? = factor.nodes.last?.kind,
        !sup.isTransposeMark,
        base.character == ")" || base.isFence, let exponent = text(text.span(ofScript: sup)),
        let inner = factor.nodes.innerEnd
      else { return nil }
      return RepairEdit(
        [FixIt.Edit(inner..<inner, exponent), FixIt.Edit(text.span(ofScript: sup), "")],
        in: factor.range, .part)
    }
    return raised + lowered + outward
  }

  /// `f(x^2)` as `f(x)^2`.
  private var outward: [RepairEdit] {
    factors.compactMap { factor in
      guard let last = factor.nodes.last, let end = factor.nodes.contentEnd,
        let sup = exponent(endingAt: end), let exponent = text(text.span(ofScript: sup))
      else { return nil }
      let place = last.range.upperBound
      return RepairEdit(
        [FixIt.Edit(text.span(ofScript: sup), ""), FixIt.Edit(place..<place, exponent)],
        in: factor.range, .part)
    }
  }

  private func exponent(endingAt end: Int) -> MathNode? {
    side.all { $0.range.upperBound == end }.lazy.compactMap { node -> MathNode? in
      if case .scripts(_, _, let sup?) = node.kind { sup } else { nil }
    }.first
  }

  /// `A b ⊙ c` as `A (b ⊙ c)`, `a b c` as `a (b c)` where shapes ask for it.
  private var grouped: [RepairEdit] {
    trace.chains.flatMap { chain in
      zip(chain.operands, chain.operands.dropFirst()).flatMap { a, b -> [RepairEdit] in
        let tails = boundaries(of: a).dropFirst().map { wrapped($0.union(b)) }
        let heads = boundaries(of: b).dropLast().map { wrapped(a.union($0)) }
        return tails + heads
      }
    }
  }

  private var opened: [RepairEdit] {
    factors.compactMap { factor in
      guard let inner = factor.nodes.parenthesisedRange, let content = text(inner) else {
        return nil
      }
      return replacement(factor.range, content, .part)
    }
  }
}

extension [MathNode] {
  /// The same, where nothing stands above the parentheses.
  fileprivate var contentEnd: Int? {
    if case .fenced("(", let inner, ")")? = last?.kind { return inner.last?.range.upperBound }
    return count > 2 && last?.character == ")" ? self[count - 2].range.upperBound : nil
  }

  /// Where the content of the parentheses that these nodes end with ends.
  fileprivate var innerEnd: Int? {
    guard case .scripts(let base?, _, _)? = last?.kind else { return nil }
    if case .fenced(_, let inner, _) = base.kind { return inner.last?.range.upperBound }
    return count > 2 ? self[count - 2].range.upperBound : nil
  }
}
