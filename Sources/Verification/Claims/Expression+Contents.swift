import Elaboration

/// What an expression has in it that can be meant in more ways than one.
extension Expression {
  func contains(_ isWanted: (Expression) -> Bool) -> Bool {
    isWanted(self) || children.contains { $0.contains(isWanted) }
  }

  var isDotProduct: Bool {
    if case .chain(_, let links) = kind { links.contains { $0.operation == .dot } } else { false }
  }

  var isTensorProduct: Bool {
    if case .chain(_, let links) = kind {
      links.contains { $0.operation == .tensor }
    } else {
      false
    }
  }

  var isPower: Bool {
    if case .power = kind { true } else { false }
  }

  /// `‖A‖_1`, `‖A‖_∞`: of a matrix, other numbers to some.
  var isNormOfEntries: Bool {
    if case .call(let function, _) = kind {
      function == .normOne || function == .normMax
    } else {
      false
    }
  }

  var isBigProduct: Bool {
    if case .big(.product, _, _) = kind { true } else { false }
  }

  /// A sum or product from one letter to another.
  var mayCountDown: Bool {
    if case .big(_, let bindings, _) = kind {
      bindings.contains(where: \.mayCountDown)
    } else {
      false
    }
  }

  /// `X_{i,:}`.
  var isRowOfMatrix: Bool {
    let items: [EntryIndex]
    switch kind {
    case .reference(let reference): items = reference.entries
    case .entries(_, let entries): items = entries
    default: return false
    }
    return items.count == 2 && items[1] == .all
  }

  /// A `∏` whose factors are no derivatives.
  var isProductOfOthers: Bool {
    guard case .big(.product, _, let body) = kind else { return false }
    switch body.kind {
    case .derivative, .gradient: return false
    case .transpose(let inner): return !inner.usesLayout
    default: return true
    }
  }

  /// Whether a derivative is in it, which layouts may turn.
  var usesLayout: Bool {
    switch kind {
    case .derivative: true
    default: children.contains(where: \.usesLayout)
    }
  }

  /// Whether `∂u/∂v` is in it.
  var usesPartials: Bool {
    if case .derivative(_, _, let sign) = kind, [.partial, .partialOfCall].contains(sign) {
      return true
    }
    return children.contains(where: \.usesPartials)
  }

  /// 0 as the author wrote it.
  var isWrittenZero: Bool {
    if case .number(let value) = kind { return value.isZero }
    return false
  }
}
