import Calculus

extension InputNode {
  /// Whether values, row-major, lie certainly outside the declared domain. Given values must not: what
  /// holds in the domain need not hold there.
  package func isOutsideDomain(_ values: [Interval], columns: Int) -> Bool {
    let zero = Interval(exactly: 0)
    let one = Interval(exactly: 1)
    let total = values.reduce(zero, +)
    let entries = values.indices.map {
      (row: $0 / columns, column: $0 % columns, value: values[$0])
    }
    switch input.domain.kind {
    case .real: return false
    case .positive: return values.contains { $0.upper <= 0 }
    case .oneHot:
      return !total.overlaps(one) || values.contains { !$0.overlaps(zero) && !$0.overlaps(one) }
    case .simplex: return !total.overlaps(one) || values.contains { $0.upper < 0 }
    case .symmetric, .positiveDefinite:
      let isPositiveDefinite = input.domain.kind == .positiveDefinite
      return entries.contains { entry in
        let mirrored = values[entry.column * columns + entry.row]
        return !entry.value.overlaps(mirrored)
          || (isPositiveDefinite && entry.row == entry.column && entry.value.upper <= 0)
      }
    case .diagonal: return entries.contains { $0.row != $0.column && !$0.value.overlaps(zero) }
    case .orthogonal:
      return (0..<columns).contains { a in
        (0..<columns).contains { b in
          let product = stride(from: 0, to: values.count, by: columns).reduce(zero) {
            $0 + values[$1 + a] * values[$1 + b]
          }
          return !product.overlaps(a == b ? one : zero)
        }
      }
    case .integers:
      // As a one-hot vector it is 0 where the number is none of the values.
      guard case .integers(let range) = sampling else { return !total.overlaps(one) }
      return values.contains { value in
        value.upper < Double(range.lowerBound) || value.lower > Double(range.upperBound)
          || value.lower.rounded(.up) > value.upper
      }
    }
  }
}

extension Lowering {
  /// The inputs whose given values lie outside their domains, in order of first use.
  package var inputsOutsideDomain: [InputNode] { inputsOutsideDomain(ShownPoint(self)) }

  /// The same at their shown values.
  package func inputsOutsideDomain(_ shown: ShownPoint<Interval>) -> [InputNode] {
    let point = shown.values
    return inputs.filter { input in
      guard input.given != nil, let values = point[input.leaf] else { return false }
      return input.isOutsideDomain(values, columns: graph.shape(of: input.leaf).columns)
    }
  }
}
