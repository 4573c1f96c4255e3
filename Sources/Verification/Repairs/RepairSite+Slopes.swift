import Diagnostics
import Elaboration

/// A `σ'(z)` that the chain rule asks for.
extension RepairSite {
  var slopes: [RepairEdit] {
    materials.slopes.flatMap { slope in
      (slope.isEntry ? sums.joined().map { scaled($0, by: slope.latex) } : byEntries(slope.latex))
        .map { $0.grouped(as: slope.latex) }
    }
  }

  private func scaled(_ term: ParseTrace.Term, by slope: String) -> RepairEdit {
    let end = term.range.upperBound
    return replacement(end..<end, " " + slope, in: term.range, .part)
  }

  private func byEntries(_ slope: String) -> [RepairEdit] {
    let behind = sums.joined().map { term in
      let end = term.range.upperBound
      return replacement(end..<end, " \\odot " + slope, in: term.range, .part)
    }
    let before = products.flatMap { product in
      product.factors.filter { !$0.value.isConstant }.map { factor in
        let start = factor.range.lowerBound
        return replacement(
          start..<start, "\\operatorname{diag}(\(slope)) ", in: product.range, .part)
      }
    }
    let last = products.map { product in
      let end = product.range.upperBound
      return replacement(end..<end, " \\operatorname{diag}(\(slope))", in: product.range, .part)
    }
    return behind + before + last
  }
}
