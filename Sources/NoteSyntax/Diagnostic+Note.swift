import Diagnostics

extension Diagnostic {
  static func invalidUTF8(count: Int, at range: SourceRange) -> Diagnostic {
    let others = count - 1
    let more = ["\(others) more place\(others == 1 ? "" : "s") in this file"]
    return Diagnostic(
      .error, "invalid-utf8", "the text is not valid UTF-8 here", at: range,
      notes: others > 0 ? more : [], hint: "save the file as UTF-8")
  }

  package static let noteTooLargeCode = "note-too-large"

  static var noteTooLarge: Diagnostic {
    Diagnostic(
      .error, noteTooLargeCode, "this note has more than 10,000,000 bytes, and is not read",
      at: 0..<0)
  }

  /// Front matter that is no YAML, or whose values are of the wrong kind.
  static func badFrontMatter(
    _ problem: String, at range: SourceRange, _ severity: Severity = .error
  ) -> Diagnostic {
    Diagnostic(severity, "bad-front-matter", problem, at: range)
  }

  /// A formula that begins and never ends; it is shown as text.
  static func unclosedMath(
    _ opening: String, closing: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .warning, "unclosed-math", "this `\(opening)` has no `\(closing)` after it", at: range)
  }

  /// A table with more cells that nothing is written for than all tables of a note may have; it is shown as text.
  static func tableTooLarge(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "table-too-large",
      "with this table, more than \(limit) cells of this note have nothing in them", at: range,
      hint: "give it as many columns as its rows have cells")
  }

  /// `[^label]` where no footnote has that label; it is shown as text.
  static func deadFootnote(
    _ label: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .warning, "dead-footnote", "there is no footnote `\(label)`", at: range,
      hint: nearest.map { "did you mean `[^\($0)]`?" })
  }

  /// A name that should lead to one place and is given a second time.
  package static func duplicateLabel(_ label: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "duplicate-label", "`\(label)` is the name of something else in this note already",
      at: range)
  }
}
