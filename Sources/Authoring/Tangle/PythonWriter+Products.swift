import Elaboration

/// Sums, products, quotients and powers.
extension PythonWriter {
  /// A factor with the axes that it has in Python.
  struct Factor {
    var text: PythonText
    var axes: [Dimension]

    var isScalar: Bool { axes.isEmpty }
    var rows: Dimension { axes.first ?? .one }
    var columns: Dimension { axes.count > 1 ? axes[1] : .one }
  }

  /// The terms in their order; what is open fills the shape of the rest.
  mutating func sum(
    _ terms: [Expression.Term], _ bindings: Bindings, _ outer: Extent?, of whole: Expression
  ) throws(NoWord) -> PythonText {
    let total = try value(whole, bindings)
    let extent = total.isOpen ? outer : Extent(total.axes)
    var text: PythonText?
    for term in terms {
      let value = try value(term.value, bindings)
      var part = try self.text(term.value, bindings, filling: value.isOpen ? extent : nil)
      if value.isScalar, isDiagonal(total, bindings), let rows = extent?.rows {
        part = .joined(part, "*", PythonText("eye(\(rows.value))"), .product)
      }
      if lies(value, beside: total) { part = part.transposed }
      if let before = text {
        text = .joined(before, term.isNegative ? "-" : "+", part, .sum)
      } else {
        text = term.isNegative ? PythonText("-" + part.within(.sign), .sign) : part
      }
    }
    guard let text else { throw NoWord("an empty sum") }
    return text
  }

  /// Whether a column is every row of a batch beside it.
  private func lies(_ value: Value, beside total: Value) -> Bool {
    scope.batchAxis == .rows && !value.isOpen && value.axes.count == 1 && total.axes.count == 2
      && value.shape != total.shape && value.rows.value == total.columns.value
  }

  /// Whether a number beside a matrix stands on its diagonal.
  private func isDiagonal(_ total: Value, _ bindings: Bindings) -> Bool {
    bindings.isStatement && lowering.secondMeanings.contains(.diagonal) && total.axes.count == 2
  }

  // MARK: Products

  mutating func product(
    _ factors: [Expression], _ bindings: Bindings, _ extent: Extent?
  ) throws(NoWord) -> Factor {
    guard lowering.chains == .matrices else {
      throw NoWord("derivatives summed over what stands between them")
    }
    var values: [Value] = []
    for factor in factors { values.append(try value(factor, bindings)) }
    let extents = try extents(of: values, extent)
    var found: [Factor] = []
    for (index, factor) in factors.enumerated() {
      let axes = values[index].isOpen ? extents[index].axes : values[index].axes
      let isOpen = values[index].isOpen
      let text = try text(factor, bindings, filling: isOpen ? extents[index] : nil)
      found.append(Factor(text: text, axes: axes))
    }
    return try juxtaposed(found, bindings)
  }

  private func juxtaposed(_ factors: [Factor], _ bindings: Bindings) throws(NoWord) -> Factor {
    if let product = leftToRight(factors, bindings) { return product }
    // `xᵀ aᵀ b` scales a row.
    var grouped: [Factor] = []
    for factor in factors {
      if let last = grouped.last, last.axes.count == 2, last.rows.isOne, factor.axes.count == 1,
        let inner = multiplied(last, factor)
      {
        grouped[grouped.count - 1] = inner
      } else {
        grouped.append(factor)
      }
    }
    guard let product = leftToRight(grouped, bindings) else {
      throw NoWord("a product whose shapes do not fit")
    }
    return product
  }

  private func leftToRight(_ factors: [Factor], _ bindings: Bindings) -> Factor? {
    var result = factors.first
    for factor in factors.dropFirst() {
      guard let before = result else { return nil }
      result = bindings.isEntrywise ? byEntries(before, factor) : multiplied(before, factor)
    }
    return result
  }

  /// The matrix product; a number scales.
  func multiplied(_ a: Factor, _ b: Factor) -> Factor? {
    if a.isScalar || b.isScalar { return byEntries(a, b) }
    guard a.axes.count <= 2, b.axes.count <= 2, a.columns.value == b.rows.value else { return nil }
    let axes = Value.axes(a.rows, b.columns)
    let product = PythonText.joined(a.text, "@", b.text, .product)
    return Factor(text: axes.isEmpty ? .call("scalar", [product]) : product, axes: axes)
  }

  func byEntries(_ a: Factor, _ b: Factor) -> Factor {
    let axes = a.axes.count >= b.axes.count && !a.axes.isEmpty ? a.axes : b.axes
    return Factor(text: .joined(a.text, "*", b.text, .product), axes: axes)
  }

  /// The extents of factors side by side, those of open ones found from their neighbours.
  private func extents(of values: [Value], _ outer: Extent?) throws(NoWord) -> [Extent] {
    guard values.contains(where: \.isOpen) else { return values.map { Extent($0.axes) } }
    var found = values.map(\.knownExtent)
    let places = values.indices.filter { !values[$0].isScalar }
    for _ in 0..<(places.count + 1) {
      if let outer, let first = places.first, let last = places.last {
        found[first].rows = found[first].rows ?? outer.rows
        found[last].columns = found[last].columns ?? outer.columns
      }
      for (a, b) in zip(places, places.dropFirst()) {
        found[a].columns = found[a].columns ?? found[b].rows
        found[b].rows = found[b].rows ?? found[a].columns
      }
      for place in places where values[place].flexible == .identity {
        let size = found[place].rows ?? found[place].columns
        found[place] = Extent(size, size)
      }
    }
    return found
  }

  // MARK: Signs between factors

  mutating func chain(
    _ first: Expression, _ links: [Expression.Link], _ bindings: Bindings, _ extent: Extent?
  ) throws(NoWord) -> Factor {
    do throws(NoWord) {
      var result = try factor(first, beside: links.first?.factor, bindings, extent)
      for link in links {
        let next = try factor(link.factor, beside: first, bindings, extent)
        result = try joined(result, link.operation, next, bindings)
      }
      return result
    } catch {
      guard let regrouped = try? self.regrouped(first, links, bindings) else { throw error }
      return regrouped
    }
  }

  /// An open factor fills the shape of the other one.
  private mutating func factor(
    _ expression: Expression, beside other: Expression?, _ bindings: Bindings, _ extent: Extent?
  ) throws(NoWord) -> Factor {
    let value = try value(expression, bindings)
    guard value.isOpen else {
      return Factor(text: try text(expression, bindings), axes: value.axes)
    }
    var filled = extent
    if let other, let beside = try? self.value(other, bindings), !beside.isOpen {
      filled = Extent(beside.axes)
    }
    let text = try text(expression, bindings, filling: filled)
    return Factor(text: text, axes: filled?.axes ?? [])
  }

  /// `A b ⊙ c` as `A (b ⊙ c)`.
  private mutating func regrouped(
    _ first: Expression, _ links: [Expression.Link], _ bindings: Bindings
  ) throws(NoWord) -> Factor {
    var left = [first]
    if case .product(let factors) = first.kind { left = factors }
    var right = links.suffix(1).map(\.factor)
    if case .product(let factors)? = right.first?.kind { right = factors }
    guard let last = left.last, let next = right.first else { throw NoWord("an empty product") }
    var middle = try factor(last, beside: nil, bindings, nil)
    for (index, link) in links.enumerated() {
      let operand = index == links.count - 1 ? next : link.factor
      middle = try joined(
        middle, link.operation, factor(operand, beside: nil, bindings, nil), bindings)
    }
    middle.text = PythonText("(\(middle.text.text))")
    var all: [Factor] = []
    for expression in left.dropLast() {
      all.append(try factor(expression, beside: nil, bindings, nil))
    }
    all.append(middle)
    for expression in right.dropFirst() {
      all.append(try factor(expression, beside: nil, bindings, nil))
    }
    return try juxtaposed(all, bindings)
  }

  private func joined(
    _ a: Factor, _ sign: ProductSign, _ b: Factor, _ bindings: Bindings
  ) throws(NoWord) -> Factor {
    if bindings.isEntrywise { return byEntries(a, b) }
    if bindings.isStatement, let second = secondProduct(a, sign, b) { return second }
    let product: Factor?
    switch sign {
    case .colon: product = Factor(text: .call("inner", [a.text, b.text]), axes: [])
    case .hadamard, .circle:
      guard a.isScalar || b.isScalar || a.extentValues == b.extentValues || scope.broadcasts
      else { throw NoWord("a product by entries of two shapes") }
      product = byEntries(a, b)
    case .asterisk, .dot, .cross: product = try shaped(a, sign, b)
    case .tensor: product = tensor(a, b)
    }
    guard let product else { throw NoWord("a product whose shapes do not fit") }
    return product
  }

  private func secondProduct(_ a: Factor, _ sign: ProductSign, _ b: Factor) -> Factor? {
    if sign == .circle, lowering.secondMeanings.contains(.composition) { return multiplied(a, b) }
    let areVectors = a.axes.count == 1 && b.axes.count == 1
    if sign == .cross, lowering.secondMeanings.contains(.cross), areVectors {
      return Factor(text: .call("cross", [a.text, b.text]), axes: a.axes)
    }
    return nil
  }

  /// `*`, `⋅` and `×` mean what the shapes allow, as they are named.
  private func shaped(_ a: Factor, _ sign: ProductSign, _ b: Factor) throws(NoWord) -> Factor? {
    if a.isScalar || b.isScalar { return byEntries(a, b) }
    if sign == .dot, lowering.dotIsInner, a.axes.count == 1, b.axes.count == 1 {
      return Factor(text: .call("inner", [a.text, b.text]), axes: [])
    }
    let sameNames = a.rows.isSame(as: b.rows) && a.columns.isSame(as: b.columns)
    let isNamed = sameNames || a.columns.isSame(as: b.rows)
    let isSame = isNamed ? sameNames : a.extentValues == b.extentValues
    let conforms =
      isNamed ? a.columns.isSame(as: b.rows) : a.columns.value == b.rows.value
    switch (isSame, conforms) {
    case (true, true):
      switch lowering.openProduct {
      case .matrix: return multiplied(a, b)
      case .byEntries: return byEntries(a, b)
      case nil: throw NoWord("a sign that can mean two products")
      }
    case (true, false): return byEntries(a, b)
    default: return multiplied(a, b)
    }
  }

  private func tensor(_ a: Factor, _ b: Factor) -> Factor? {
    switch lowering.tensorSign {
    case .outer where a.axes.count == 1 && b.axes.count == 1:
      return Factor(
        text: .joined(a.text, "@", b.text.transposed, .product), axes: [a.rows, b.rows])
    case .byEntries where a.extentValues == b.extentValues: return byEntries(a, b)
    default:
      if a.isScalar || b.isScalar { return byEntries(a, b) }
      guard let rows = a.rows * b.rows, let columns = a.columns * b.columns else { return nil }
      return Factor(text: .call("kron", [a.text, b.text]), axes: Value.axes(rows, columns))
    }
  }

  // MARK: Quotients and powers

  mutating func quotient(
    _ a: Expression, _ b: Expression, _ bindings: Bindings, _ extent: Extent?
  ) throws(NoWord) -> PythonText {
    let (above, below) = (try value(a, bindings), try value(b, bindings))
    let filled = above.isOpen && !below.isScalar && !below.isOpen ? Extent(below.axes) : extent
    let top = try text(a, bindings, filling: above.isOpen ? filled : nil)
    let bottom = try text(b, bindings, filling: below.isOpen ? Extent(above.axes) : nil)
    if bindings.isStatement, lowering.secondMeanings.contains(.inverse), below.axes.count == 2 {
      return .joined(top, above.isScalar ? "*" : "@", .call("inv", [bottom]), .product)
    }
    return .joined(top, "/", bottom, .product)
  }

  mutating func power(
    _ base: Expression, _ exponent: Expression, _ bindings: Bindings, _ extent: Extent?
  ) throws(NoWord) -> PythonText {
    let above = try text(exponent, bindings)
    if case .e = base.kind { return .call("exp", [above]) }
    if lowering.entryPowersAreOfMatrices, bindings.isStatement, base.isEntryOfMatrix,
      case .reference(let entry) = base.kind
    {
      let whole = Reference(symbol: entry.symbol, members: entry.members, entries: [])
      let matrix = Expression(.reference(whole), at: base.range)
      let power = try power(matrix, exponent, bindings, nil)
      return try entries(power, value(matrix, bindings).axes, entry.entries)
    }
    let x = try value(base, bindings)
    let below = try text(base, bindings, filling: extent)
    let written = PythonText("\(below.within(.atom)) ** \(above.within(.atom))", .power)
    if x.isOpen { return below }
    let isNorm = if case .call(let norm, _) = base.kind { norm.isRootOfSquares } else { false }
    if isNorm { return written }
    if lowering.squaresAreLengths, bindings.isStatement, above.text == "2", x.axes.count == 1 {
      return .call("total", [written])
    }
    if x.isOneNumber || bindings.isEntrywise || isByEntries(base, x, bindings) {
      return exponent.isWhole ? written : .call("power", [below, above])
    }
    return above.text == "-1"
      ? .call("inv", [below]) : .call("matrix_power", [below, above])
  }

  private func isByEntries(_ base: Expression, _ x: Value, _ bindings: Bindings) -> Bool {
    if case .call(let function, _) = base.kind, function.isEntrywise { return true }
    guard bindings.isStatement || bindings.powersAreEntrywise else { return false }
    return x.axes.count == 1 || x.axes.count == 2 && x.rows.value != x.columns.value
  }
}

extension PythonWriter.Factor {
  fileprivate var extentValues: [Int] {
    axes.isEmpty ? [] : axes.count > 2 ? axes.map(\.value) : [rows.value, columns.value]
  }
}

extension PythonWriter.Extent {
  var axes: [Dimension] { Value.axes(rows ?? .one, columns ?? .one) }
}

extension Value {
  /// What is known of the extent of an open array by itself.
  fileprivate var knownExtent: PythonWriter.Extent {
    switch flexible {
    case nil: .init(axes)
    case .identity, .allOnes: .init(nil, nil)
    case .ones: .init(nil, .one)
    case .onesRow: .init(.one, nil)
    case .columns: .init(rows.isOne ? nil : rows, nil)
    case .rows: .init(nil, columns.isOne ? nil : columns)
    }
  }
}

extension Expression {
  /// Whether it is a whole number whatever the inputs are.
  fileprivate var isWhole: Bool {
    switch kind {
    case .number(let value): value.exponent >= 0
    case .count: true
    case .negated, .sum: children.allSatisfy(\.isWhole)
    default: false
    }
  }

  fileprivate var isEntryOfMatrix: Bool {
    guard case .reference(let entry) = kind else { return false }
    return entry.entries.count == 2 && !entry.entries.contains(.all)
  }
}
