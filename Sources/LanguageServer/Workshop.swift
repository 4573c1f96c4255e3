import Compiler
import Diagnostics
import Vault

/// Compiles open notes in their vaults, as `gradweave check` would.
struct Workshop {
  /// Vaults as they were when they were looked at, by the folders of notes.
  private var places: [String: Place] = [:]
  /// Of a vault, as long as no other note is written in it.
  private var worlds: [String: (texts: [String: Int], world: World)] = [:]

  /// Counts how often the folders were to be looked at anew.
  private(set) var round = 0

  /// Where a note stands.
  struct Place: Sendable {
    let vault: Vault?
    let note: String

    /// Looks for the vault of a note, which takes as long as its folder is large.
    init(of path: String) {
      let found = try? Vault.containing(path)
      (vault, note) = (found?.vault, found?.note ?? path)
    }
  }

  /// Looks at the folders anew.
  mutating func forget() {
    (places, worlds) = ([:], [:])
    round += 1
  }

  func knows(_ path: String) -> Bool { places[path] != nil }

  /// Keeps what was found, unless the folders have changed since.
  mutating func learn(_ place: Place, of path: String, in round: Int) {
    if round == self.round { places[path] = place }
  }

  /// The notes that a document links to or uses, as paths of documents.
  func dependencies(of checked: CheckedNote, _ path: String) -> [String] {
    guard let vault = places[path]?.vault else { return [] }
    return checked.compilation.linkedNotes.map(vault.displayPath)
  }

  /// What compiles a document whose place is known, for another thread to do; nil where it is not.
  mutating func work(
    on document: Document, among others: [Document]
  ) -> (@Sendable () -> CheckedNote)? {
    guard let place = places[document.path] else { return nil }
    let (file, edition, lines) = (document.file, document.edition, document.lines)
    guard let vault = place.vault else {
      return {
        var options = CompileOptions()
        options.keepsScopes = true
        let compilation = compile(file, at: place.note, in: World(), options: options)
        return CheckedNote(
          edition: edition, compilation: compilation, report: FileReport(compilation), lines: lines)
      }
    }
    let world = world(of: vault, document, others)
    return {
      let (compilation, report) = vault.compile(open: file, at: place.note, in: world)
      return CheckedNote(edition: edition, compilation: compilation, report: report, lines: lines)
    }
  }

  /// The world in which other open notes read as they do in their editors.
  private mutating func world(
    of vault: Vault, _ document: Document, _ others: [Document]
  ) -> World {
    var texts: [String: SourceFile] = [:]
    var editions: [String: Int] = [:]
    for other in others where other.uri != document.uri {
      guard let note = DisplayPath.inside(vault.root, other.path) else { continue }
      texts[note] = other.file
      editions[note] = other.edition
    }
    let key = vault.root
    if let known = worlds[key], known.texts == editions { return known.world }
    let world = vault.world(withTexts: texts)
    worlds[key] = (editions, world)
    return world
  }
}
