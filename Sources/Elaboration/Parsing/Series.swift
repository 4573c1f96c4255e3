import Calculus

/// What terms on both sides of dots have in common: `w_1 x_1` and `w_n x_n` are `w_i x_i` for i = 1
/// and i = n.
struct Series {
  let letter: String
  let first: IndexTerm
  let last: IndexTerm
  /// With `letter` in the places where the two differ.
  let body: Expression

  /// nil where the terms differ in anything but one index, or in nothing.
  init?(_ a: Expression, _ b: Expression, letter: String) {
    var matcher = Matcher(letter: letter)
    guard let body = matcher.common(a, b), let ends = matcher.ends else { return nil }
    (self.letter, self.body, first, last) = (letter, body, ends.first, ends.last)
  }

  func term(at index: IndexTerm) -> Expression { body.substituting(letter, by: index) }

  /// A letter that means nothing in `expressions` and outside.
  static func freshLetter(_ expressions: [Expression], _ taken: (String) -> Bool) -> String {
    let used = expressions.reduce(into: Set<String>()) { $0.formUnion($1.freeLetters) }
    let letters = ["i", "j", "k", "l", "r", "s", "t", "u", "v"]
    return letters.first { !used.contains($0) && !taken($0) } ?? "i′"
  }
}

/// Goes through two expressions side by side.
private struct Matcher {
  let letter: String
  var ends: (first: IndexTerm, last: IndexTerm)?

  mutating func common(_ a: Expression, _ b: Expression) -> Expression? {
    if a == b { return a }
    if let index = count(a), let other = count(b) {
      return common(index, other).map { Expression(.count($0), at: a.range) }
    }
    switch (a.kind, b.kind) {
    case (.reference(let x), .reference(let y)):
      guard x.symbol == y.symbol, let members = common(x.members, y.members),
        let entries = common(x.entries, y.entries)
      else { return nil }
      let reference = Reference(symbol: x.symbol, members: members, entries: entries)
      return Expression(.reference(reference), at: a.range)
    case (.entries(let x, let items), .entries(let y, let others)):
      guard let value = common(x, y), let common = common(items, others) else { return nil }
      return Expression(.entries(value, common), at: a.range)
    default: return commonParts(a, b)
    }
  }

  /// Expressions of one kind whose parts correspond.
  private mutating func commonParts(_ a: Expression, _ b: Expression) -> Expression? {
    let (parts, others) = (a.children, b.children)
    guard !parts.isEmpty, parts.count == others.count, a.isLike(b) else { return nil }
    var found: [Expression] = []
    for (x, y) in zip(parts, others) {
      guard let part = common(x, y) else { return nil }
      found.append(part)
    }
    var rest = found[...]
    return a.mapChildren { rest.popFirst() ?? $0 }
  }

  private func count(_ expression: Expression) -> IndexTerm? {
    switch expression.kind {
    case .count(let term): term
    case .number(let value): Int(exactly: value.double).map { .number($0) }
    case .sum(let terms): sum(terms)
    default: nil
    }
  }

  /// `T - t` as one index.
  private func sum(_ terms: [Expression.Term]) -> IndexTerm? {
    var total: IndexTerm?
    for term in terms {
      guard let index = count(term.value) else { return nil }
      guard let sum = total else {
        total = term.isNegative ? .difference(.number(0), index) : index
        continue
      }
      total = term.isNegative ? .difference(sum, index) : .sum(sum, index)
    }
    return total
  }

  private mutating func common(_ a: [IndexTerm], _ b: [IndexTerm]) -> [IndexTerm]? {
    guard a.count == b.count else { return nil }
    var found: [IndexTerm] = []
    for (x, y) in zip(a, b) {
      guard let term = common(x, y) else { return nil }
      found.append(term)
    }
    return found
  }

  private mutating func common(_ a: [EntryIndex], _ b: [EntryIndex]) -> [EntryIndex]? {
    let (a, b) = (a.splittingDigits(b.count), b.splittingDigits(a.count))
    guard a.count == b.count else { return nil }
    var found: [EntryIndex] = []
    for (x, y) in zip(a, b) {
      switch (x, y) {
      case (.all, .all): found.append(.all)
      case (.at(let x), .at(let y)):
        guard let term = common(x, y) else { return nil }
        found.append(.at(term))
      default: return nil
      }
    }
    return found
  }

  /// `i` for the first place that differs; `i + 1` where another place is one ahead on both sides.
  private mutating func common(_ a: IndexTerm, _ b: IndexTerm) -> IndexTerm? {
    if a == b { return a }
    guard let ends else {
      ends = (a, b)
      return .letter(letter)
    }
    guard let offset = a.difference(from: ends.first), offset == b.difference(from: ends.last)
    else {
      return nil
    }
    if case .number(let distance) = offset {
      return IndexTerm.letter(letter).shifted(by: distance)
    }
    return .sum(.letter(letter), offset)
  }
}

extension IndexTerm {
  /// This term less `other`, where that is a number whatever the letters and sizes are.
  func distance(from other: IndexTerm) -> Int? {
    var form: [IndexTerm: Int] = [:]
    var constant = 0
    guard collect(1, &form, &constant), other.collect(-1, &form, &constant),
      form.values.allSatisfy({ $0 == 0 })
    else { return nil }
    return constant
  }

  /// This term less `other` in one form for all ways to write it; nil where it is no sum of names and a
  /// number.
  func difference(from other: IndexTerm) -> IndexTerm? {
    var form: [IndexTerm: Int] = [:]
    var constant = 0
    guard collect(1, &form, &constant), other.collect(-1, &form, &constant),
      form.values.allSatisfy({ abs($0) <= 1 })
    else { return nil }
    let names = form.filter { $0.value != 0 }.sorted { $0.key.name < $1.key.name }
    return names.reduce(.number(constant)) { sum, name in
      name.value > 0 ? .sum(sum, name.key) : .difference(sum, name.key)
    }
  }

  /// For putting names in an order.
  private var name: String {
    switch self {
    case .letter(let name), .size(let name, _): name
    default: ""
    }
  }

  func shifted(by offset: Int) -> IndexTerm {
    if offset == 0 { return self }
    if case .number(let value) = self {
      let (sum, overflow) = value.addingReportingOverflow(offset)
      return overflow ? .sum(self, .number(offset)) : .number(sum)
    }
    return offset > 0 ? .sum(self, .number(offset)) : .difference(self, .number(0 &- offset))
  }

  /// Adds `sign` times this term to a sum of names and a number; false where it is no such sum.
  private func collect(_ sign: Int, _ form: inout [IndexTerm: Int], _ constant: inout Int) -> Bool {
    switch self {
    case .number(let value):
      let (sum, overflow) = constant.addingReportingOverflow(sign > 0 ? value : 0 &- value)
      constant = sum
      return !overflow
    case .letter, .size, .data:
      form[self, default: 0] += sign
      return true
    case .sum(let a, let b):
      return a.collect(sign, &form, &constant) && b.collect(sign, &form, &constant)
    case .difference(let a, let b):
      return a.collect(sign, &form, &constant) && b.collect(-sign, &form, &constant)
    case .product: return false
    }
  }
}

extension Expression {
  /// Whether both are of one kind and differ in their parts alone.
  fileprivate func isLike(_ other: Expression) -> Bool {
    let blank = Expression(.dots, at: 0..<0)
    return mapChildren { _ in blank } == other.mapChildren { _ in blank }
  }
}

extension [EntryIndex] {
  /// `W_{11}` beside `W_{1n}` has two indices.
  fileprivate func splittingDigits(_ wanted: Int) -> [EntryIndex] {
    guard wanted > 1, count == 1, case .at(.number(let number)) = self[0] else { return self }
    let digits = String(number).compactMap(\.wholeNumberValue)
    return digits.count == wanted ? digits.map { .at(.number($0)) } : self
  }
}
