import Diagnostics

/// A stretch of a note that Markdown must not see: something stands in its place until the HTML is
/// written.
struct Lift {
  let range: SourceRange
  let element: NoteElement
  let form: Form

  /// Where the stand-in goes; it counts only if Markdown takes that place for what it should be.
  enum Form {
    /// A word of a paragraph.
    case word
    /// The info string of a code block.
    case info
    /// A comment of raw HTML.
    case comment
  }
}

/// What was lifted out of a note, and what went wrong.
struct LiftList {
  private(set) var all: [Lift] = []
  var diagnostics: [Diagnostic] = []

  /// Ranges rise; one that would overlap the last is left out.
  mutating func add(_ element: NoteElement, at range: SourceRange, as form: Lift.Form = .word) {
    if let last = all.last, last.range.upperBound > range.lowerBound { return }
    all.append(Lift(range: range, element: element, form: form))
  }
}
