import Diagnostics
import NoteSyntax
import Synchronization

/// What a note asked of its folder while it was compiled: if all answers are the same another time, so is the page.
package final class WorldTrace: Sendable {
  /// What a link or an image of a note names.
  package struct Question: Hashable, Sendable {
    package let target: String
    /// The note that asks.
    package let source: String
    /// Whether a note is wanted, and not any file.
    package let isNote: Bool

    package init(target: String, source: String, isNote: Bool) {
      (self.target, self.source, self.isNote) = (target, source, isNote)
    }
  }

  package struct Record: Hashable, Sendable {
    /// What notes that were read said, by their paths; nil where one could not be read.
    package var contents: [String: ContentHash?] = [:]
    package var answers: [Question: String?] = [:]
    /// Whether the names in all front matters had to do with an answer.
    package var usesAliases = false
    /// Whether the names of all files did: those of hints.
    package var usesNames = false

    package init() {}
  }

  private let state = Mutex(Record())

  package init() {}

  package var record: Record { state.withLock { $0 } }

  /// - Parameter content: Of what the note said; nil where it could not be read.
  func read(_ path: String, _ content: ContentHash?) {
    state.withLock { $0.contents[path] = .some(content) }
  }

  func asked(_ question: Question, _ answer: String?) {
    state.withLock { $0.answers[question] = .some(answer) }
  }

  func askedAliases() { state.withLock { $0.usesAliases = true } }

  func askedNames() { state.withLock { $0.usesNames = true } }

  func add(_ other: Record) {
    state.withLock { state in
      state.contents.merge(other.contents) { $1 }
      state.answers.merge(other.answers) { $1 }
      state.usesAliases = state.usesAliases || other.usesAliases
      state.usesNames = state.usesNames || other.usesNames
    }
  }
}
