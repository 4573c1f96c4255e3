import Diagnostics

/// A stretch of a note that Markdown must not see, or must see as something else: what is written in
/// its place is `lead`, a stand-in where it has one, and `trail`.
struct Lift {
  let range: SourceRange
  let form: Form
  var lead: [UInt8] = []
  var trail: [UInt8] = []

  /// What a stand-in is for; it counts only where Markdown takes its place for what it should be.
  enum Form {
    /// An element as a word of a paragraph.
    case word(NoteElement)
    /// An element whose stand-in is the info string of a code block.
    case info(NoteElement)
    /// An element whose stand-in is a comment of raw HTML.
    case comment(NoteElement)
    /// An element among raw HTML, which stays when the HTML goes.
    case inHTML(NoteElement)
    /// A sign for the passes over the tree.
    case mark(Mark)
    /// No stand-in: only `lead` is written.
    case replacement
  }

  /// Signs of the extensions, in the places where the passes look for them.
  enum Mark: Hashable {
    case pair(PairedMark)
    case tag
    case comment
    case cell(TableCell)
    case cellEnd
    case footnote(label: String)
    case footnoteReference(label: String)
  }

  var element: NoteElement? {
    switch form {
    case .word(let it), .info(let it), .comment(let it), .inHTML(let it): it
    case .mark, .replacement: nil
    }
  }

  var mark: Mark? {
    if case .mark(let it) = form { it } else { nil }
  }

  var isReplacement: Bool {
    if case .replacement = form { true } else { false }
  }
}

/// What was lifted out of a note, and what went wrong.
struct LiftList {
  private(set) var all: [Lift] = []
  var diagnostics: [Diagnostic] = []

  /// Ranges rise; one that would overlap the last is left out.
  mutating func add(_ lift: Lift) {
    if let last = all.last, last.range.upperBound > lift.range.lowerBound { return }
    all.append(lift)
  }

  mutating func add(_ element: NoteElement, at range: SourceRange) {
    add(Lift(range: range, form: .word(element)))
  }

  mutating func add(_ mark: Lift.Mark, at range: SourceRange) {
    add(Lift(range: range, form: .mark(mark)))
  }
}
