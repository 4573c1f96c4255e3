import Elaboration

/// Sums, products and what belongs to them.
extension ShapeReader {
  mutating func sum(_ terms: [Expression]) -> ReadShape {
    var total = ReadShape.unknown
    var hasNumber = false
    for term in terms {
      let shape = self.shape(term)
      if shape == .number {
        hasNumber = true
      } else {
        total = unified(total, shape, mismatch: 2)
      }
    }
    return total == .unknown && hasNumber ? .number : total
  }

  /// What two things that are added or equated are; `mismatch` is what it costs if they cannot be.
  mutating func unified(
    _ a: ReadShape, _ b: ReadShape, mismatch: Double
  ) -> ReadShape {
    guard let x = a.axes else { return b.axes == nil && b == .unknown ? a : b }
    guard let y = b.axes else { return a }
    if x.count == y.count {
      for (p, q) in zip(x, y) { lengths.unify(p, q) }
      return a
    }
    let (larger, smaller) = x.count > y.count ? (x, y) : (y, x)
    if larger.count == 2, smaller.count == 1, larger[1] != .one {
      cost += 0.5
      hasBroadcasts = true
      lengths.unify(smaller[0], larger[batch == .columns ? 0 : 1])
      return .axes(larger)
    }
    // A column of one entry is a number.
    if larger.count == 1, smaller.isEmpty, mismatch > 1.2 {
      cost += 1.2
      lengths.unify(larger[0], .one)
      return .axes(larger)
    }
    cost += mismatch
    return .axes(larger)
  }

  mutating func product(of factors: [Expression]) -> ReadShape {
    var total = ReadShape.number
    for (place, factor) in factors.enumerated() {
      let next = shape(factor)
      // What stands between a row and more is seldom a number: `wᵀ C w`.
      if next == .scalar, place + 1 < factors.count, let axes = total.axes, axes.first == .one {
        cost += 0.8
      }
      total = product(total, next)
    }
    return total
  }

  mutating func product(_ a: ReadShape, _ b: ReadShape) -> ReadShape {
    guard let x = a.axes else { return a == .number ? b : .unknown }
    guard let y = b.axes else { return b == .number ? a : .unknown }
    if x.isEmpty { return b }
    if y.isEmpty { return a }
    switch (x.count, y.count) {
    case (2, 2):
      lengths.unify(x[1], y[0])
      if x[0] == .one, y[1] == .one { return .scalar }
      return .axes([x[0], y[1]])
    case (2, 1):
      lengths.unify(x[1], y[0])
      return x[0] == .one ? .scalar : .axes([x[0]])
    case (1, 2):
      if y[0] == .one { return .axes([x[0], y[1]]) }
      cost += 1.6
      return .unknown
    default:
      cost += 1.6
      return .unknown
    }
  }

  mutating func chain(_ first: Expression, _ links: [Expression.Link]) -> ReadShape {
    var total = shape(first)
    for link in links { total = product(total, link.operation, shape(link.factor)) }
    return total
  }

  mutating func product(
    _ a: ReadShape, _ sign: ProductSign, _ b: ReadShape
  ) -> ReadShape {
    guard let x = a.axes, let y = b.axes, !x.isEmpty, !y.isEmpty else { return product(a, b) }
    switch sign {
    case .hadamard, .circle: return unified(a, b, mismatch: 1.5)
    case .tensor: return x.count == 1 && y.count == 1 ? .axes([x[0], y[0]]) : .unknown
    case .colon: return .scalar
    case .asterisk, .dot, .cross:
      guard x.count == y.count else { return product(a, b) }
      if x.count == 2, x[0] == .one || y[1] == .one { return product(a, b) }
      if x.count == 1 {
        for (p, q) in zip(x, y) { lengths.unify(p, q) }
        return sign == .asterisk ? a : .unknown
      }
      return .unknown
    }
  }

  mutating func quotient(_ a: ReadShape, _ b: ReadShape) -> ReadShape {
    guard let y = b.axes, !y.isEmpty else { return a == .number && b != .number ? b : a }
    return a.axes.map { !$0.isEmpty } ?? false ? unified(a, b, mismatch: 1.5) : b
  }

  mutating func power(_ base: ReadShape, _ exponent: Expression) -> ReadShape {
    if case .negated = exponent.kind, base.axes?.count == 2 { return squared(base) }
    if let axes = base.axes, axes.count == 1 { cost += 0.3 }
    return base
  }

  mutating func squared(_ shape: ReadShape) -> ReadShape {
    guard let axes = shape.axes, !axes.isEmpty else { return shape }
    guard axes.count == 2 else {
      cost += 1.5
      return shape
    }
    lengths.unify(axes[0], axes[1])
    return shape
  }

  mutating func transposed(_ shape: ReadShape) -> ReadShape {
    guard let axes = shape.axes else { return shape }
    switch axes.count {
    case 0:
      cost += 0.8
      return shape
    case 1: return .axes([.one, axes[0]])
    default: return axes[0] == .one ? .axes([axes[1]]) : .axes([axes[1], axes[0]])
    }
  }
}
