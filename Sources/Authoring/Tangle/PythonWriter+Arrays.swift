import Elaboration

/// Entries, matrices, cases, sums over indices.
extension PythonWriter {
  /// `entry(W(1), i, j)`, `row(X(), i)`.
  func entries(
    _ array: PythonText, _ axes: [Dimension], _ items: [EntryIndex]
  ) throws(NoWord) -> PythonText {
    var items = lowering.splittingDigits(items, axes: axes.count)
    if items.count == 1, axes.count == 2, !(axes.first?.isOne ?? true) {
      guard let part = lowering.partOfMatrix else { throw NoWord("one index on a matrix") }
      // The part stands as a column.
      let (name, index) = (part == .row ? "row" : "column", try indices(items))
      let taken = PythonText.call(name, [array] + index)
      return part == .row ? taken.transposed : taken
    }
    if items.count == 1, axes.count == 2 { items = [.at(.number(1))] + items }
    if items.allSatisfy(\.isPlace) { return .call("entry", [array] + (try indices(items))) }
    guard items.count <= 2 else { throw NoWord("a slice of an array of more than two axes") }
    switch (items[0], items.count > 1 ? items[1] : .at(.number(1))) {
    case (.all, _) where items.count == 1: return array
    case (.all, .all): return array
    case (.at, .all):
      let lying = PythonText.call("row", [array] + (try indices([items[0]])))
      return lowering.rowsStand ? lying.transposed : lying
    case (.all, .at): return .call("column", [array] + (try indices([items[1]])))
    default:
      let ends = try items.mapEach { (item) throws(NoWord) in try span(item) }
      let rest = items.count == 1 ? ["(1, 1)"] : []
      return PythonText("part(\(([array.text] + ends + rest).joined(separator: ", ")))")
    }
  }

  private func indices(_ items: [EntryIndex]) throws(NoWord) -> [PythonText] {
    try items.compactMapEach { (item) throws(NoWord) -> PythonText? in
      guard case .at(let term) = item else { return nil }
      return try text(term)
    }
  }

  /// `(1, m)`, the rows or columns of a block.
  private func span(_ item: EntryIndex) throws(NoWord) -> String {
    switch item {
    case .all: return "None"
    case .at(let term):
      let place = try text(term).text
      return "(\(place), \(place))"
    case .span(let first, let last): return "(\(try text(first).text), \(try text(last).text))"
    }
  }

  mutating func matrix(_ rows: [[Expression]], _ bindings: Bindings) throws(NoWord) -> PythonText {
    var cells: [[Factor]] = []
    for row in rows {
      var line: [Factor] = []
      for cell in row {
        let value = try value(cell, bindings)
        guard !value.isOpen else { throw NoWord("a block whose size is left open") }
        line.append(Factor(text: try text(cell, bindings), axes: value.axes))
      }
      cells.append(line)
    }
    if bindings.isStatement, lowering.secondMeanings.contains(.commutator), cells.count == 1,
      cells[0].count == 2, let ab = multiplied(cells[0][0], cells[0][1]),
      let ba = multiplied(cells[0][1], cells[0][0])
    {
      return .joined(ab.text, "-", ba.text, .sum)
    }
    let flat = cells.joined()
    let isStack =
      cells.count == 1 && flat.allSatisfy { $0.axes.count == 1 }
      && !flat.allSatisfy { $0.rows.isSame(as: cells[0][0].rows) }
    if isStack { cells = cells[0].map { [$0] } }
    let lines = cells.map { row in "[\(row.map(\.text.text).joined(separator: ", "))]" }
    let name = flat.allSatisfy(\.isScalar) ? "matrix" : "block"
    return PythonText("\(name)([\(lines.joined(separator: ", "))])")
  }

  // MARK: Cases

  mutating func cases(
    _ cases: [Expression.Case], _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let areOfIndices = cases.contains { item in
      !item.conditions.isEmpty
        && item.conditions.allSatisfy { condition in
          if case .indicator = condition.left.kind { true } else { false }
        }
    }
    guard let last = cases.last else { throw NoWord("cases without a case") }
    var result = try text(last.value, bindings)
    for item in cases.dropLast().reversed() {
      let value = try text(item.value, bindings)
      if areOfIndices {
        let tests = try item.conditions.compactMapEach { (condition) throws(NoWord) -> String? in
          guard case .indicator(let inner) = condition.left.kind else { return nil }
          return try text(inner)
        }
        let test = tests.joined(separator: " and ")
        result = PythonText("\(value.within(.sum)) if \(test) else \(result.text)", .whole)
      } else {
        var chosen = value
        for condition in item.conditions.reversed() {
          chosen = try self.chosen(condition, chosen, result, bindings)
        }
        result = chosen
      }
    }
    return result
  }

  private mutating func chosen(
    _ condition: ValueCondition, _ yes: PythonText, _ no: PythonText, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let (left, right) = (try text(condition.left, bindings), try text(condition.right, bindings))
    func test(_ a: PythonText, _ b: PythonText) -> PythonText { .joined(a, "-", b, .sum) }
    switch condition.relation {
    case .greater: return .call("choose", [test(left, right), yes, no])
    case .less: return .call("choose", [test(right, left), yes, no])
    case .greaterOrEqual: return .call("choose_nonnegative", [test(left, right), yes, no])
    case .lessOrEqual: return .call("choose_nonnegative", [test(right, left), yes, no])
    case .equal: return .call("choose_zero", [test(left, right), yes, no])
    case .unequal: return .call("choose_zero", [test(left, right), no, yes])
    }
  }

  // MARK: Sums over indices

  mutating func big(
    _ operation: BigOperator, _ letters: [Binding], _ body: Expression, _ bindings: Bindings,
    of whole: Expression
  ) throws(NoWord) -> PythonText {
    if let sum = try runningSum(letters, body, bindings, operation) {
      return PythonText("sum(\(sum))")
    }
    let data = letters.flatMap(\.conditions).filter { !$0.data.isEmpty }
    let terms = try terms(letters[...], body, bindings, operation)
    guard let first = terms.first else { return try empty(operation, whole, bindings) }
    let isReversed = operation == .product && lowering.productsDescend
    let isUniform = terms.allSatisfy { $0.text.text == first.text.text }
    let items: String
    if isUniform, let loops = try? loops(letters, terms.map(\.values)) {
      let tests = try data.mapEach { (condition) throws(NoWord) in " if \(try text(condition))" }
      items = "\(first.text.text) \(loops)\(tests.joined())"
    } else {
      guard data.isEmpty else { throw NoWord("a sum over what data says") }
      // Terms that differ by more than their indices are written out.
      var concrete = self
      let written = try terms.mapEach { (term) throws(NoWord) -> String in
        concrete.numbers = numbers.merging(term.letters)
        return try concrete.text(body, term.bindings).text
      }
      items = "[\(written.joined(separator: ", "))]"
    }
    switch operation {
    case .sum: return PythonText("sum(\(items))")
    case .product, .seriesProduct:
      let list = isReversed ? "reversed([\(items.hasPrefix("[") ? "*\(items)" : items)])" : items
      return PythonText("\(first.isMatrix ? "matrix_product" : "product")(\(list))")
    case .list: return PythonText("stack(*\(items.hasPrefix("[") ? items : "[\(items)]"))")
    }
  }

  /// Without terms: 0, 1 or an identity.
  private mutating func empty(
    _ operation: BigOperator, _ whole: Expression, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    guard operation != .sum else { return PythonText("0.0") }
    let value = try value(whole, bindings)
    return PythonText(value.isScalar ? "1.0" : "eye(\(value.rows.value))")
  }

  struct Term {
    let text: PythonText
    let letters: LetterValues
    let bindings: Bindings
    let values: [Int]
    let isMatrix: Bool
  }

  /// Each term with the values of its letters, in order.
  mutating func terms(
    _ letters: ArraySlice<Binding>, _ body: Expression, _ bindings: Bindings,
    _ operation: BigOperator, _ values: [Int] = [], _ bound: LetterValues = [:]
  ) throws(NoWord) -> [Term] {
    guard let binding = letters.first else {
      let value = try value(body, bindings)
      guard !value.isOpen else { throw NoWord("a sum whose shape is left open") }
      return [
        Term(
          text: try text(body, bindings), letters: bound, bindings: bindings, values: values,
          isMatrix: !value.isScalar)
      ]
    }
    var found: [Term] = []
    for value in try self.values(of: binding, body, bindings, operation) {
      var inner = bindings
      inner.letters[binding.letter] = value
      inner.summed.insert(binding.letter)
      guard binding.conditions.allSatisfy({ $0.holds(inner.letters, lowering.sizes) ?? true })
      else { continue }
      var all = bound
      all[binding.letter] = value
      guard found.count < PythonWriter.maximalTerms else {
        throw NoWord("a sum of very many terms")
      }
      found += try terms(letters.dropFirst(), body, inner, operation, values + [value], all)
    }
    return found
  }

  private static let maximalTerms = 1_000

  private mutating func values(
    of binding: Binding, _ body: Expression, _ bindings: Bindings, _ operation: BigOperator
  ) throws(NoWord) -> [Int] {
    let isTurned =
      binding.countsDown || lowering.rangesCountDown && binding.mayCountDown
    let (from, to) = isTurned ? (binding.upper, binding.lower) : (binding.lower, binding.upper)
    var implied: ClosedRange<Int>?
    if from == nil || to == nil {
      implied = try? lowering.range(of: binding.letter, in: [body], bindings, body.range)
    }
    let lower = from?.value(bindings.letters, lowering.sizes) ?? implied?.lowerBound ?? 1
    guard let upper = to?.value(bindings.letters, lowering.sizes) ?? implied?.upperBound else {
      throw NoWord("what `\(binding.letter)` runs over is not said")
    }
    let isDownwards = isTurned || operation == .product && binding.isWrittenDownwards
    let all = Array(lower...max(lower, upper)).filter { $0 <= upper }
    return isDownwards ? all.reversed() : all
  }

  /// `for i in range(1, 4) for j in range(1, 3)`; a letter whose values depend on another one's is
  /// written out with it.
  private func loops(_ letters: [Binding], _ values: [[Int]]) throws(NoWord) -> String {
    let columns = letters.indices.map { place in values.map { $0[place] } }
    let distinct = columns.map { column in
      column.reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
    }
    let isGrid = distinct.reduce(1) { $0 * $1.count } == values.count
    if isGrid {
      return zip(letters, distinct).map { letter, values in
        "for \(names.letter(letter.letter)) in \(PythonWriter.list(values))"
      }.joined(separator: " ")
    }
    let words = letters.map { names.letter($0.letter) }.joined(separator: ", ")
    let rows = values.map { "(\($0.map(String.init).joined(separator: ", ")))" }
    return "for \(words) in [\(rows.joined(separator: ", "))]"
  }

  /// `range(1, 4)` where they follow each other.
  static func list(_ values: [Int]) -> String {
    if let first = values.first, let last = values.last, values.count > 2,
      values == Array(first...max(first, last))
    {
      return "range(\(first), \(last + 1))"
    }
    let comma = values.count == 1 ? "," : ""
    return "(\(values.map(String.init).joined(separator: ", "))\(comma))"
  }
}

extension EntryIndex {
  fileprivate var isPlace: Bool {
    if case .at = self { true } else { false }
  }
}

extension Sequence {
  /// As `compactMap`, with the error of the closure.
  func compactMapEach<T>(_ transform: (Element) throws(NoWord) -> T?) throws(NoWord) -> [T] {
    try mapEach(transform).compactMap { $0 }
  }
}
