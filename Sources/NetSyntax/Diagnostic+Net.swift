import Diagnostics

extension Diagnostic {
  /// A line that follows no form of the language; `usage` says what its form is.
  static func malformedStatement(_ usage: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "net-syntax", usage, at: range)
  }

  /// A statement of the language that this version does not carry out.
  static func unsupportedStatement(_ keyword: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "net-syntax", "`\(keyword)` is not a statement of this version", at: range)
  }
}
