import Diagnostics

extension Diagnostic {
  /// A line that follows no form of the language; `usage` says what its form is.
  static func malformedStatement(_ usage: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "net-syntax", usage, at: range)
  }
}
