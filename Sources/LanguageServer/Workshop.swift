import Compiler
import Diagnostics
import Vault

/// Compiles open notes in their vaults, as `gradweave check` would.
struct Workshop {
  /// Vaults as they were when they were looked at, by the folders of notes.
  private var places: [String: Place] = [:]
  /// What each document may know of its vault, as long as no other note is written in it.
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

  mutating func close(_ path: String) { worlds[path] = nil }

  /// Whether what is known of a document may be another thing if the note at `path` is.
  ///
  /// What is being compiled may have asked for it already, or not yet.
  func depends(_ document: Document, on path: String) -> Bool {
    guard let vault = places[document.path]?.vault,
      let note = DisplayPath.inside(vault.root, path)
    else { return false }
    guard document.isChecked, let asked = document.checked?.asked else { return true }
    return asked.contents.keys.contains(note) || asked.usesAliases
  }

  /// What compiles a document whose place is known, for another thread to do; nil where it is not.
  mutating func work(
    on document: Document, among others: [Document], _ run: LanguageServer.Run
  ) -> (@Sendable () -> CheckedNote)? {
    guard let place = places[document.path] else { return nil }
    let (allowance, trace) = (run.allowance, run.trace)
    guard let vault = place.vault else {
      return {
        var options = CompileOptions()
        options.keepsScopes = true
        options.allowance = allowance
        let compilation = compile(document.file, at: place.note, in: World(), options: options)
        return CheckedNote(
          document, FileReport(compilation), compilation.scopes, WorldTrace.Record())
      }
    }
    var world = world(of: vault, document, others)
    world.trace = trace
    return { [world] in
      let (compilation, report) = vault.compile(
        open: document.file, at: place.note, in: world, allowance)
      return CheckedNote(document, report, compilation.scopes, trace.record)
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
    let path = document.path
    if let known = worlds[path], known.texts == editions { return known.world }
    let world = vault.world(withTexts: texts)
    worlds[path] = (editions, world)
    return world
  }
}
