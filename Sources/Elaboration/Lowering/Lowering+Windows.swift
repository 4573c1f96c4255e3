import Diagnostics

/// What a letter ranges over that only stands beside others in its indices: the `i` of `∑_m w_m x_{i+m-1}`.
extension Lowering {
  /// The places of a window: the values from 1 on at which every entry that is read exists. nil where the
  /// first place is not surely 1 (`x_{i-m}`), or where windows differ.
  mutating func windowPlaces(
    of letter: String, in expressions: [Expression], _ bindings: Bindings
  ) -> Dimension? {
    var windows: [Window] = []
    for expression in expressions { collect(letter, expression, bindings, [], &windows) }
    let places = windows.map { $0.places(of: letter, sizes) }
    guard case let first?? = places.first, places.allSatisfy({ $0?.value == first.value })
    else { return nil }
    return first
  }

  private mutating func collect(
    _ letter: String, _ expression: Expression, _ bindings: Bindings,
    _ corners: [Window.Corner], _ windows: inout [Window]
  ) {
    var (bindings, corners) = (bindings, corners)
    if case .big(_, let inner, let body) = expression.kind {
      if inner.contains(where: { $0.letter == letter }) { return }
      corners = self.corners(inner, body, bindings, corners)
      bindFirst(inner, body, &bindings)
    }
    if case .reference(let reference) = expression.kind,
      reference.entries.contains(letter: letter),
      let whole = try? member(reference, bindings, expression.range)
    {
      let items = part(reference.entries, of: whole) ?? reference.entries.completed(for: whole)
      for (item, axis) in zip(items, whole.axes) {
        guard case .at(let term) = item, term.contains(letter) else { continue }
        windows.append(
          Window(term: term, axis: axis, letters: bindings.letters, corners: corners))
      }
    }
    for child in expression.children { collect(letter, child, bindings, corners, &windows) }
  }

  /// The first and the last values of bound letters, each with each; none where one has no known range.
  private mutating func corners(
    _ inner: [Binding], _ body: Expression, _ bindings: Bindings, _ outer: [Window.Corner]
  ) -> [Window.Corner] {
    var corners = outer.isEmpty ? [[]] : outer
    for binding in inner {
      let isWhole = binding.lower == nil || binding.upper == nil
      let whole =
        isWhole ? try? range(of: binding.letter, in: [body], bindings, body.range) : nil
      guard let first = binding.lower ?? (whole?.lowerBound).map(IndexTerm.number),
        let last = binding.upper ?? (whole?.upperBound).map(IndexTerm.number),
        corners.count < Window.maximalCorners
      else { return [] }
      corners = corners.flatMap { corner in
        [first, last].map { corner + [(binding.letter, $0)] }
      }
    }
    return corners
  }
}

/// An index such as `i + m - 1` into an axis.
private struct Window {
  /// Sums over more letters at once are not looked at.
  static let maximalCorners = 64

  /// Where the bound letters stand, the outer ones first: a bound may name a letter further out.
  typealias Corner = [(letter: String, value: IndexTerm)]

  let term: IndexTerm
  let axis: Dimension
  let letters: LetterValues
  /// What bound letters begin and end at, each with each.
  let corners: [Window.Corner]

  /// How many places fit; nil unless the first is 1. Indices are linear in each letter, so that their
  /// extreme values lie at the corners.
  func places(of letter: String, _ sizes: SizeChoice) -> Dimension? {
    let (before, first, second) = (
      values(letter, 0, sizes), values(letter, 1, sizes), values(letter, 2, sizes)
    )
    guard !corners.isEmpty, first.count == corners.count, second.count == corners.count,
      let lowest = before.map(\.value).min(), lowest < 1,
      let low = first.map(\.value).min(), low >= 1,
      let last = first.max(by: { $0.value < $1.value }), last.value <= axis.value,
      let next = second.map(\.value).max(), next > last.value
    else { return nil }
    guard next - last.value > 1 else { return (axis - last).flatMap { $0 + .one } }
    return Dimension((axis.value - last.value) / (next - last.value) + 1)
  }

  private func values(_ letter: String, _ place: Int, _ sizes: SizeChoice) -> [Dimension] {
    corners.compactMap { corner in
      let written = corner.reversed().reduce(term) { $0.substituting($1.letter, by: $1.value) }
      return written.dimension(letters.setting(letter, to: place), sizes)
    }
  }
}
