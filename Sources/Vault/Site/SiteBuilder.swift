import Compiler
import Diagnostics
import NoteSyntax
import Pages

/// Makes the site of a vault, or brings it up to date.
package struct SiteBuilder: Sendable {
  let vault: Vault
  let templates: Templates
  /// The folder of the site.
  let output: String
  /// Where what is known of the last build is kept; nil where nothing is.
  package var cache: CachePlace?
  /// Whether the page of a note that cannot be read any more stays as it was.
  package var keepsUnreadablePages = false
  /// Told of each note before it is compiled, on any thread.
  package var progress: (@Sendable (BuildProgress) -> Void)?
  /// Called once where another build of the same site has to end first.
  package var waiting: @Sendable () -> Void = {}

  package init(_ vault: Vault, output: String, templates: Templates) {
    self.vault = vault
    self.output = output
    self.templates = templates
  }

  /// What is to be said about the notes, and about files that could not be written.
  package struct Outcome: Sendable {
    /// Those of the notes of which there is something to be said, in the order of the vault.
    package var notes: [NoteOutcome] = []
    /// Of all notes.
    package var tally = Tally()
    package var failures: [FileError] = []
    /// How many pages of notes the site has.
    package var pages = 0
    /// How many notes were compiled.
    package var compiled = 0
    /// Paths of the files that were written, from the root of the site.
    package var written: [String] = []

    package init() {}
  }

  /// Compiles what changed among `notes` and writes their pages, on all cores, then what they share.
  package func build(_ notes: [String]) -> Outcome {
    do throws(FileError) {
      let lock = try BuildLock(output, waiting: waiting)
      var build = SiteBuild(self, notes)
      build.run()
      return withExtendedLifetime(lock) { build.outcome }
    } catch {
      var outcome = Outcome()
      outcome.failures = [error]
      return outcome
    }
  }

  /// All that pages depend on besides notes: equal hashes, equal pages of equal notes.
  var key: ContentHash {
    ContentHash.of([ToolIdentity.hash, vault.configHash, templates.hash])
  }
}

/// Where a build is.
package struct BuildProgress: Sendable {
  /// How many notes were begun, this one among them.
  package let number: Int
  package let total: Int
  package let note: String
}
