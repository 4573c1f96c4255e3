import Diagnostics

/// Where names were declared, for those who ask about them.
extension Scope {
  /// The place that declares a size; nil for none of the scope.
  package func declaration(ofSize name: String) -> SourceRange? { sizes[name]?.node.range }

  /// The place that declares an index; nil for none of the scope.
  package func declaration(ofIndex letter: String) -> SourceRange? { indices[letter]?.node.range }

  /// `1..K`, the values of an index as they are declared.
  package func range(ofIndex letter: String) -> ClosedRange<Int>? {
    Lowering(self, sizes: declaredSizes, mode: .shown).range(ofIndex: letter)
  }

  /// The names of its sizes, in order.
  package var sizeNames: [String] { sizes.keys.sorted() }

  /// The letters that count members of families, in order.
  package var indexLetters: [String] { indices.keys.sorted() }
}
