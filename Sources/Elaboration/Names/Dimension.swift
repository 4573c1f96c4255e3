/// The length of an axis: its value at the sizes in force, and how it is written, since products
/// between arrays are decided by named shapes and never by numbers that happen to agree.
package struct Dimension: Hashable, Sendable {
  package let value: Int
  /// A polynomial in the size names: coefficients by monomial (`n_1`, `m·n`), the constant under "".
  private let terms: [String: Int]

  /// nil where the value overflows.
  private init?(_ value: (partialValue: Int, overflow: Bool), _ terms: [String: Int]) {
    guard !value.overflow else { return nil }
    self.value = value.partialValue
    self.terms = terms.filter { $0.value != 0 }
  }

  package init(_ literal: Int) {
    value = literal
    terms = literal == 0 ? [:] : ["": literal]
  }

  /// A declared size: `n_1` with its value.
  package init(name: String, value: Int) {
    self.value = value
    terms = [name: 1]
  }

  package static let one = Dimension(1)

  package var isLiteral: Bool { terms.keys.allSatisfy(\.isEmpty) }
  package var isOne: Bool { self == .one }

  /// Size names that take part.
  package var names: [String] {
    terms.keys.flatMap { $0.split(separator: "·").map(String.init) }.sorted()
  }

  /// Whether both are written the same way; equal values alone do not make it so.
  package func isSame(as other: Dimension) -> Bool { terms == other.terms }

  /// As it is written: `n_1`, `2 n + 1`, `3`.
  package var formula: String {
    let written = terms.sorted {
      ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key)
    }
    guard !written.isEmpty else { return "0" }
    return written.enumerated().map { index, term in
      let sign = term.value < 0 ? (index == 0 ? "−" : " − ") : (index == 0 ? "" : " + ")
      let size = term.value.magnitude
      let name = term.key.split(separator: "·").joined(separator: " ")
      return sign + (name.isEmpty ? "\(size)" : size == 1 ? name : "\(size) \(name)")
    }.joined()
  }

  package static func + (a: Dimension, b: Dimension) -> Dimension? {
    Dimension(
      a.value.addingReportingOverflow(b.value), a.terms.merging(b.terms) { $0 &+ $1 })
  }

  package static func - (a: Dimension, b: Dimension) -> Dimension? {
    Dimension(
      a.value.subtractingReportingOverflow(b.value),
      a.terms.merging(b.terms.mapValues { 0 &- $0 }) { $0 &+ $1 })
  }

  package static func * (a: Dimension, b: Dimension) -> Dimension? {
    var terms: [String: Int] = [:]
    for (x, p) in a.terms {
      for (y, q) in b.terms {
        let factors = x.split(separator: "·") + y.split(separator: "·")
        terms[factors.sorted().joined(separator: "·"), default: 0] &+= p &* q
      }
    }
    return Dimension(a.value.multipliedReportingOverflow(by: b.value), terms)
  }
}

extension Dimension: CustomStringConvertible {
  package var description: String { String(value) }
}
