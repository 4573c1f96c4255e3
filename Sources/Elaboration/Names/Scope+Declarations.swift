import Diagnostics

/// Where names were declared, for those who ask about them.
extension Scope {
  /// The place that declares a size; nil for none of the scope.
  package func declaration(ofSize name: String) -> SourceRange? { sizes[name]?.node.range }

  /// The names of its sizes, in order.
  package var sizeNames: [String] { sizes.keys.sorted() }

  /// The letters that count members of families, in order.
  package var indexLetters: [String] { indices.keys.sorted() }
}
