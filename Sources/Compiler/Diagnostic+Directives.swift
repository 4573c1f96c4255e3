import Diagnostics

extension Diagnostic {
  /// A comment that begins with `net:` and goes on with no directive.
  static func brokenDirective(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "broken-directive", "`\(text)` is no directive", at: range,
      hint: "there are `skip`, `holds`, `fails`, `define`, `where k >= 2`, `off` and `on`")
  }
}
