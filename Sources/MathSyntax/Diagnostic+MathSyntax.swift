import Diagnostics

extension Diagnostic {
  /// `\foo` that nothing defines.
  static func unknownCommand(_ name: String, nearest: String?, at range: SourceRange) -> Diagnostic
  {
    var it = Diagnostic(.warning, "unknown-command", "there is no command `\\\(name)`", at: range)
    if let nearest {
      it.hint = "did you mean `\\\(nearest)`?"
      it.fixIts = [FixIt("write `\\\(nearest)`", [.init(range, "\\" + nearest)])]
    }
    return it
  }

  /// A command that others know, and that is left out for a reason.
  static func unsupportedCommand(
    _ name: String, _ why: Unsupported, at range: SourceRange
  ) -> Diagnostic {
    var it = Diagnostic(
      .warning, "unsupported-command", "`\\\(name)` is left out of formulas here", at: range)
    it.hint = why.reason
    return it
  }

  static func unknownEnvironment(
    _ name: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    var it = Diagnostic(
      .warning, "unknown-environment", "there is no environment `\(name)`", at: range)
    if let nearest { it.hint = "did you mean `\(nearest)`?" }
    return it
  }

  /// `{` without `}`, or the reverse.
  static func unbalancedBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unbalanced-brace", "this brace has no partner", at: range)
  }

  static func unclosedBracket(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unclosed-bracket", "this bracket has no partner", at: range)
  }

  /// `$` within `\text{…}` that nothing closes.
  static func unclosedDollar(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unclosed-dollar", "this `$` has no partner", at: range)
  }

  static func missingArgument(of command: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "missing-argument", "`\(command)` lacks an argument", at: range)
  }

  static func doubleScript(_ mark: String, at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(
      .error, "double-script", "a second `\(mark)` on the same base", at: range)
    it.hint = "braces say which one belongs to which: `{x_a}_b` or `x_{a_b}`"
    return it
  }

  static func strayAmpersand(at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(.error, "stray-ampersand", "`&` outside an alignment", at: range)
    it.hint = "`\\begin{aligned} … \\end{aligned}` makes an alignment"
    return it
  }

  static func ambiguousFraction(at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(
      .error, "ambiguous-fraction", "a second fraction bar in the same group", at: range)
    it.hint = "braces say what belongs together"
    return it
  }

  static func unmatchedLeft(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unmatched-left", "`\\left` without `\\right`", at: range)
  }

  static func unmatchedRight(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unmatched-right", "`\\right` without `\\left`", at: range)
  }

  static func missingDelimiter(after command: String, at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(
      .error, "missing-delimiter", "`\(command)` is not followed by a delimiter", at: range)
    it.hint = "`.` is the invisible delimiter"
    return it
  }

  static func unclosedEnvironment(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unclosed-environment", "`\\begin{\(name)}` without `\\end{\(name)}`", at: range)
  }

  /// `\end` of another environment than the one that is open.
  static func mismatchedEnd(
    _ name: String, opened: String, at range: SourceRange, _ begin: SourceRange
  ) -> Diagnostic {
    var it = Diagnostic(
      .error, "mismatched-end", "`\\end{\(name)}` closes `\\begin{\(opened)}`", at: range)
    it.labels = [Label("this was opened", at: begin)]
    it.fixIts = [FixIt("write `\\end{\(opened)}`", [.init(range, "\\end{\(opened)}")])]
    return it
  }

  static func unmatchedEnd(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unmatched-end", "`\\end{\(name)}` without `\\begin{\(name)}`", at: range)
  }

  static func unexpectedCharacter(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unexpected-character", "`\(text)` has no meaning in a formula", at: range)
  }

  static func badLength(_ source: String, at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(.error, "bad-length", "`\(source)` is not a length", at: range)
    it.hint = "a length is a number and a unit: `1em`, `2pt`, `3mu`"
    return it
  }

  static func nestingTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "nesting-too-deep", "the formula is nested more than \(limit) levels deep", at: range)
  }

  static func formulaTooLong(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "formula-too-long", "the formula has more than \(limit) bytes", at: range)
  }

  /// The macros of the note have produced as much as they may in all of its formulas before this one.
  static func tooManyExpansions(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "too-many-expansions",
      "the macros of this note produce more than \(limit) tokens", at: range,
      hint: "make them shorter, or cut the note into several")
  }

  /// A macro that calls itself, or many that call each other.
  static func tooManyExpansions(of command: String, at range: SourceRange) -> Diagnostic {
    var it = Diagnostic(
      .error, "too-many-expansions", "`\(command)` expands without end, or nearly so", at: range)
    it.hint = "a macro must not use itself"
    return it
  }
}
