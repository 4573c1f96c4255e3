import Diagnostics
import NoteSyntax

extension Diagnostic {
  private static let outsideNote =
    "what is called so is a link that leads out of the folder of notes"

  /// An image that is not in the folder of notes.
  static func missingImage(
    _ name: String, leadsOut: Bool, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .warning, "missing-image", "there is no image `\(name)`", at: range,
      notes: leadsOut ? [outsideNote] : [],
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// `\ref` or `\eqref` to a label that no equation of the note has.
  static func unknownLabel(
    _ label: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .warning, "unknown-label", "no equation of this note has the label `\(label)`", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// A link to a note or a file that does not exist.
  static func deadLink(
    _ target: String, leadsOut: Bool, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .warning, "dead-link", "there is no note or file `\(target)`", at: range,
      notes: leadsOut ? [outsideNote] : [],
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// `net as rnn` where no block before it starts a scope of that name.
  static func unknownScope(_ name: String, nearest: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unknown-scope", "no block before this one starts a scope `\(name)`", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// A word behind `net` that means nothing.
  static func unknownBlockWord(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unknown-block-word", "`\(word)` means nothing on the first line of a block",
      at: range,
      hint: "a block starts with `net`, `net name`, `net as name` or `net fresh`, then `hidden`")
  }

  /// `use [[…]]` of a note that does not exist.
  static func unknownNote(_ name: String, nearest: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unknown-note", "there is no note `\(name)` to use", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  static let circularUseCode = "circular-use"

  /// Notes that use each other, or themselves.
  static func circularUse(_ paths: [String], at range: SourceRange) -> Diagnostic {
    let way = paths.map { "`\(NotePath.withoutExtension($0))`" }.joined(separator: " uses ")
    return Diagnostic(
      .error, circularUseCode, "notes use each other in a circle: \(way)", at: range)
  }

  /// Notes that use one another in a chain without an end in sight.
  static func longUse(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, circularUseCode, "notes use each other in a chain of more than \(limit)", at: range)
  }

  /// A link to a heading or block that its note, or this one where `target` is nil, does not have.
  static func deadAnchor(
    _ fragment: String, in target: String?, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    let kind = fragment.hasPrefix("^") ? "block" : "heading"
    let place = target.map { "`\($0)`" } ?? "this note"
    return Diagnostic(
      .warning, "dead-anchor", "there is no \(kind) `\(fragment)` in \(place)", at: range,
      hint: nearest.map { "did you mean `#\($0)`?" })
  }

  /// Notes that embed each other, or themselves; the circle is cut with a link.
  static func embedCycle(_ paths: [String], at range: SourceRange) -> Diagnostic {
    let way = paths.map { "`\(NotePath.withoutExtension($0))`" }.joined(separator: " embeds ")
    return Diagnostic(
      .warning, "embed-cycle", "notes embed each other in a circle: \(way)", at: range,
      notes: ["a link stands in its place"])
  }

  /// A note that is to have no page yet, embedded in one that has.
  static func embedOfDraft(_ target: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "dead-link", "`\(target)` is a draft, which has no page and stands in none",
      at: range)
  }

  /// More notes embedded in a page, directly and by others, than can be meant.
  static func tooManyEmbeds(areLarge: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "too-many-embeds",
      "this page embeds more than \(areLarge ? "10,000,000 bytes of" : "100") notes", at: range,
      notes: ["a link stands in its place"])
  }
}
