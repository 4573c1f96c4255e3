import Compiler
import Diagnostics
import Inference
import Vault

/// A block proposed for a note in a file.
package struct InferredBlock: Sendable {
  package let path: String
  package let proposal: Proposal

  /// - Parameter vault: The folder of the note, which links in it are about.
  package static func propose(
    for note: String, of vault: Vault
  ) throws -> InferredBlock {
    let path = vault.displayPath(note)
    let file = SourceFile(path: path, bytes: try FileSystem.bytes(of: path))
    return try onLargeStack {
      Result { InferredBlock(path: path, proposal: try Inference.propose(for: file, at: note, in: vault.world, options: vault.options)) }
    }.get()
  }

  /// Puts the block into the note, which is replaced as a whole.
  package func write() throws(FileError) { try FileSystem.rewrite(path, with: proposal.note) }
}
