/// Something the author of a note should know, tied to the text that caused it.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Sendable, Comparable {
    case warning, error

    package static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
  }

  /// Stable and kebab-case, the pattern and not the fix: tests and `explain` key on it.
  package let code: String
  package var severity: Severity
  /// A clause: lower case, no full stop, source quoted in backticks.
  package let message: String
  package let range: SourceRange
  /// Other places that explain it.
  package var labels: [Label] = []
  /// Lines of detail printed under the source line, each a clause.
  package var notes: [String] = []
  package var hint: String?
  package var fixIts: [FixIt] = []

  package init(
    _ severity: Severity, _ code: String, _ message: String, at range: SourceRange,
    labels: [Label] = [], notes: [String] = [], hint: String? = nil, fixIts: [FixIt] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.labels = labels
    self.notes = notes
    self.hint = hint
    self.fixIts = fixIts
  }

  package struct Label: Hashable, Sendable {
    package let text: String
    package let range: SourceRange

    package init(_ text: String, at range: SourceRange) {
      self.text = text
      self.range = range
    }
  }
}

/// A change of the source that would remove a diagnostic.
package struct FixIt: Hashable, Sendable {
  package let title: String
  /// At least one; they do not overlap.
  package let edits: [Edit]

  package init(_ title: String, _ edits: [Edit]) {
    self.title = title
    self.edits = edits
  }

  package struct Edit: Hashable, Sendable {
    package let range: SourceRange
    package let replacement: String

    package init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }
}
