import Calculus
import Compiler
import Diagnostics

/// Notes as someone is writing them, before they are saved.
extension Vault {
  /// The vault that a note belongs to, and the note's path in it: the nearest folder above with a site config,
  /// else the folder that it is in.
  ///
  /// - Parameter path: Of a file that need not be there yet.
  package static func containing(_ path: String) throws(FileError) -> (vault: Vault, note: String) {
    let path = DisplayPath.plain(path)
    let folder = DisplayPath.parent(path)
    let root = SelectedPlace.root(above: folder) ?? folder
    return (try Vault(root: root), DisplayPath.inside(root, path) ?? path)
  }

  /// What tells of the notes, some of them with other texts than their files have.
  package func world(withTexts texts: [String: SourceFile]) -> World {
    world.forgetful(read: { [root] note in texts[note] ?? Vault.text(of: note, in: root) })
  }

  /// Compiles a note that reads as `file` does, and keeps what is known at its places.
  package func compile(
    open file: SourceFile, at note: String, in world: World, _ allowance: Allowance
  ) -> (compilation: Compilation, report: FileReport) {
    var options = options
    options.keepsScopes = true
    options.allowance = allowance
    return compile(file, at: note, in: world, options)
  }
}
