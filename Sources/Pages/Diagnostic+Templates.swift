import Diagnostics

extension Diagnostic {
  /// A template that cannot be read; the built-in one is used in its place.
  static func templateSyntax(_ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "template-syntax", problem, at: range,
      notes: ["the built-in template is used in its place"])
  }

  /// A file that is in the place of no template and that none takes in.
  static func unusedTemplate(_ name: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .warning, "unused-template", "no page has a use for `\(name)`", at: 0..<0,
      hint: nearestName(to: name, among: names).map { "did you mean `\($0)`?" })
  }

  /// A template that takes itself in, directly or by others, and would never end.
  static func templateCycle(_ names: [String], at range: SourceRange) -> Diagnostic {
    let path = names.map { "`\($0)`" }.joined(separator: " → ")
    return Diagnostic(
      .error, "template-cycle", "templates take each other in without end: \(path)", at: range,
      notes: ["the built-in template is used in its place"])
  }
}
