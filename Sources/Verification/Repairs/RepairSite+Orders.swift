import Diagnostics
import Elaboration
import MathSyntax

/// Two factors in each other's place; above and below a bar; the terms of a difference.
extension RepairSite {
  var orders: [RepairEdit] {
    products.flatMap(orders(of:)) + trace.chains.flatMap(orders(of:)) + differences + fractions
  }

  private func orders(of product: ParseTrace.Product) -> [RepairEdit] {
    let factors = product.factors.filter { !$0.value.isConstant }
    let neighbours = zip(factors, factors.dropFirst()).compactMap { a, b in
      exchanged(a, b, .mark)
    }
    guard factors.count == 3 else { return neighbours }
    let turned = [[2, 1, 0], [1, 2, 0], [2, 0, 1]].compactMap { reordered(factors, $0) }
    return neighbours + turned
  }

  private func exchanged(
    _ a: ParseTrace.Factor, _ b: ParseTrace.Factor, _ cost: RepairEdit.Cost
  ) -> RepairEdit? {
    reordered([a, b], [1, 0], cost)
  }

  /// `factors`, which stand side by side, in another order; a sum that others then follow is put in
  /// parentheses.
  private func reordered(
    _ factors: [ParseTrace.Factor], _ order: [Int], _ cost: RepairEdit.Cost = .part
  ) -> RepairEdit? {
    var edits: [FixIt.Edit] = []
    for (place, index) in order.enumerated() {
      let factor = factors[index]
      guard var new = text(factor.range) else { return nil }
      if case .big = factor.value.kind, place < order.count - 1 { new = text.bracketed(new) }
      edits.append(FixIt.Edit(factors[place].range, new))
    }
    let focus = factors.dropFirst().reduce(factors[0].range) { $0.union($1.range) }
    return RepairEdit(edits, in: focus, cost)
  }

  private func orders(of chain: ParseTrace.Chain) -> [RepairEdit] {
    chain.signs.indices.compactMap { index in
      guard chain.signs[index].sign != .hadamard else { return nil }
      return exchange(chain.operands[index], chain.operands[index + 1], .mark)
    }
  }

  /// `a - b` as `b - a`.
  private var differences: [RepairEdit] {
    sums.compactMap { terms in
      guard terms.count == 2, terms[0].sign == nil, terms[1].isNegative else { return nil }
      return exchange(terms[0].range, terms[1].range, .mark)?.grouped(as: "sign")
    }
  }

  private var fractions: [RepairEdit] {
    side.all { if case .fraction = $0.kind { true } else { false } }.compactMap { node in
      guard case .fraction(let top, over: let bottom, _) = node.kind else { return nil }
      let edit = exchange(text.content(of: top), text.content(of: bottom), .part)
      return edit.map { RepairEdit($0.edits, in: node.range, .part) }
    }
  }
}

extension Expression {
  /// A number, an index or a size, or a fraction of such.
  var isConstant: Bool {
    switch kind {
    case .number, .count, .pi, .e: true
    case .quotient(let a, let b): a.isConstant && b.isConstant
    default: false
    }
  }
}

extension MathNode {
  /// All nodes in it for which `isWanted`, outermost first.
  func all(_ isWanted: (MathNode) -> Bool) -> [MathNode] {
    (isWanted(self) ? [self] : []) + children.flatMap { $0.all(isWanted) }
  }
}

extension RepairText {
  /// The range of what stands in the braces of a group.
  func content(of node: MathNode) -> SourceRange {
    guard case .row(let nodes) = node.kind, let first = nodes.first, let last = nodes.last else {
      return node.range
    }
    return first.range.union(last.range)
  }
}
