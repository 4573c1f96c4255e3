import Diagnostics
import Elaboration

/// A product by entries for a matrix product, and the other way round.
extension RepairSite {
  var productSigns: [RepairEdit] {
    let written = trace.chains.flatMap { chain in
      chain.signs.indices.flatMap { index -> [RepairEdit] in
        let (sign, range) = chain.signs[index]
        let focus = chain.operands[index].union(chain.operands[index + 1])
        let others = sign == .hadamard ? [" "] : [" ", "\\odot "]
        return others.map { replacement(range, $0, in: focus, .mark) }
      }
    }
    return written + products.flatMap(byEntries)
  }

  private func byEntries(_ product: ParseTrace.Product) -> [RepairEdit] {
    zip(product.factors, product.factors.dropFirst()).flatMap { a, b -> [RepairEdit] in
      guard !isScalar(a.value), !isScalar(b.value), a.range.upperBound <= b.range.lowerBound else {
        return []
      }
      let gap = a.range.upperBound..<b.range.lowerBound
      let plain = replacement(gap, " \\odot ", in: a.range.union(b.range), .mark)
      guard product.factors.count > 2 else { return [plain] }
      let edits = [
        FixIt.Edit(a.range.lowerBound..<a.range.lowerBound, "("), FixIt.Edit(gap, " \\odot "),
        FixIt.Edit(b.range.upperBound..<b.range.upperBound, ")"),
      ]
      return [plain, RepairEdit(edits, in: a.range.union(b.range), .part)]
    }
  }
}
