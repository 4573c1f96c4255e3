import Calculus
import Diagnostics

/// Why a formula has no meaning, or none at one choice of sizes and indices.
package struct ElaborationError: Error, Hashable, Sendable {
  package let kind: Kind
  /// A clause, as diagnostics have it.
  package let message: String
  package let range: SourceRange
  package var notes: [String] = []
  package var hint: String?
  package var fixIts: [FixIt] = []
  /// The mistake lies in a definition that a formula uses, not in the formula.
  package internal(set) var isInDefinition = false

  package enum Kind: Hashable, Sendable {
    /// Shapes that do not fit, in any grouping.
    case illShaped
    /// A member or an entry that the family or the axis does not have.
    case nonexistent
    /// Not understood; the code says how.
    case unclear(String)
  }

  package init(
    _ kind: Kind, _ message: String, at range: SourceRange, notes: [String] = [],
    hint: String? = nil, fixIts: [FixIt] = []
  ) {
    self.kind = kind
    self.message = message
    self.range = range
    self.notes = notes
    self.hint = hint
    self.fixIts = fixIts
  }

  package var code: String {
    switch kind {
    case .illShaped: "ill-shaped"
    case .nonexistent: "no-such-member"
    case .unclear(let code): code
    }
  }

  /// More than what is allowed, by a limit or for the whole note.
  package var isLimit: Bool { ["limit", "work"].contains(code) }

  /// In a block, where nothing may stay unclear, it is an error.
  package var diagnostic: Diagnostic {
    Diagnostic(.error, code, message, at: range, notes: notes, hint: hint, fixIts: fixIts)
  }
}

extension ElaborationError {
  package static func undeclared(_ name: String, nearest: String?, at range: SourceRange)
    -> ElaborationError
  {
    ElaborationError(
      .unclear("undeclared-name"), "`\(name)` is not declared", at: range,
      hint: nearest.map { "did you mean `\($0)`?" },
      fixIts: nearest.map { [FixIt("replace it by `\($0)`", [.init(range, $0)])] } ?? [])
  }

  /// A name whose definition was refused: the mistake there is reported already.
  static func brokenDefinition(_ name: String, at range: SourceRange) -> ElaborationError {
    var error = ElaborationError(
      .unclear("definition"), "the definition of `\(name)` has a mistake", at: range)
    error.isInDefinition = true
    return error
  }

  /// What the note may cost is spent.
  static func work(_ allowance: Allowance, at range: SourceRange) -> ElaborationError {
    ElaborationError(.unclear("work"), allowance.refusal, at: range)
  }

  static func notUnderstood(_ what: String, at range: SourceRange) -> ElaborationError {
    ElaborationError(.unclear("construct"), what, at: range)
  }

  static func illShaped(_ message: String, at range: SourceRange) -> ElaborationError {
    ElaborationError(.illShaped, message, at: range)
  }
}
