/// A whole number as formulas write it in subscripts, ranges and shapes: `k - 1`, `n_k`, `2`.
package indirect enum IndexTerm: Hashable, Sendable {
  case number(Int)
  /// An index letter: of a family, bound by a sum, or free.
  case letter(String)
  /// A named size or a member of a family of sizes: `n`, `n_{k-1}`.
  case size(String, IndexTerm?)
  /// An input that is a whole number itself: the `y_i` of `s_{y_i}`, with `y_i ∈ 1..n`.
  case data(Reference)
  case sum(IndexTerm, IndexTerm)
  case difference(IndexTerm, IndexTerm)
  case product(IndexTerm, IndexTerm)

  var isNumber: Bool {
    if case .number = self { true } else { false }
  }

  /// A letter or a size, no number and nothing that is computed.
  var isName: Bool {
    switch self {
    case .letter, .size, .data: true
    case .number, .sum, .difference, .product: false
    }
  }

  /// The letters in it.
  package var letters: Set<String> {
    var found: Set<String> = []
    _ = containsLetter {
      found.insert($0)
      return false
    }
    return found
  }

  /// Whether a letter in it passes the test.
  func containsLetter(where passes: (String) -> Bool) -> Bool {
    switch self {
    case .number: false
    case .letter(let name): passes(name)
    case .size(_, let member): member?.containsLetter(where: passes) ?? false
    case .data(let reference): reference.containsLetter(where: passes)
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b):
      a.containsLetter(where: passes) || b.containsLetter(where: passes)
    }
  }

  package func contains(_ letter: String) -> Bool { containsLetter { $0 == letter } }

  var isWithoutLetters: Bool { !containsLetter { _ in true } }

  /// Whether no other letter is in it than `letter`, which is.
  func hasOnly(_ letter: String) -> Bool {
    contains(letter) && !containsLetter { $0 != letter }
  }

  /// Its value with the letters' values in `letters`; nil where a letter has none, a size does not
  /// exist or a value overflows.
  package func dimension(_ letters: LetterValues, _ sizes: SizeChoice) -> Dimension? {
    switch self {
    case .number(let value): return Dimension(value)
    case .letter(let name): return letters[name].map { Dimension($0) }
    case .size(let name, nil):
      return sizes[SizeKey(name, nil)].map { Dimension(name: name, value: $0) }
    case .size(let name, let member?):
      guard let member = member.value(letters, sizes) else { return nil }
      let key = SizeKey(name, member)
      return sizes[key].map { Dimension(name: key.description, value: $0) }
    case .data(let reference):
      return reference.dataKey(letters, sizes).flatMap { letters[$0] }.map { Dimension($0) }
    case .sum(let a, let b): return combine(a, b, letters, sizes) { $0 + $1 }
    case .difference(let a, let b): return combine(a, b, letters, sizes) { $0 - $1 }
    case .product(let a, let b): return combine(a, b, letters, sizes) { $0 * $1 }
    }
  }

  /// The same as a bare number.
  package func value(_ letters: LetterValues, _ sizes: SizeChoice) -> Int? {
    switch self {
    case .number(let value): return value
    case .letter(let name): return letters[name]
    case .size(let name, nil): return sizes[SizeKey(name, nil)]
    case .size(let name, let member?):
      return member.value(letters, sizes).flatMap { sizes[SizeKey(name, $0)] }
    case .data(let reference): return reference.dataKey(letters, sizes).flatMap { letters[$0] }
    case .sum(let a, let b):
      return combine(a, b, letters, sizes) { $0.addingReportingOverflow($1) }
    case .difference(let a, let b):
      return combine(a, b, letters, sizes) { $0.subtractingReportingOverflow($1) }
    case .product(let a, let b):
      return combine(a, b, letters, sizes) { $0.multipliedReportingOverflow(by: $1) }
    }
  }

  private func combine(
    _ a: IndexTerm, _ b: IndexTerm, _ letters: LetterValues, _ sizes: SizeChoice,
    _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Int? {
    guard let a = a.value(letters, sizes), let b = b.value(letters, sizes) else { return nil }
    let (value, overflow) = operation(a, b)
    return overflow ? nil : value
  }

  private func combine(
    _ a: IndexTerm, _ b: IndexTerm, _ letters: LetterValues, _ sizes: SizeChoice,
    _ operation: (Dimension, Dimension) -> Dimension?
  ) -> Dimension? {
    guard let a = a.dimension(letters, sizes), let b = b.dimension(letters, sizes) else {
      return nil
    }
    return operation(a, b)
  }
}

/// A named size, or one member of a family of them: `n`, `n_2`.
package struct SizeKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let name: String
  package let member: Int?

  package init(_ name: String, _ member: Int?) {
    self.name = name
    self.member = member
  }

  package var description: String { member.map { "\(name)_\($0)" } ?? name }

  package static func < (a: SizeKey, b: SizeKey) -> Bool {
    (a.name, a.member ?? Int.min) < (b.name, b.member ?? Int.min)
  }
}

/// A value for every named size.
package typealias SizeChoice = [SizeKey: Int]
