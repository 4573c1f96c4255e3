import ArgumentParser
import Authoring
import Diagnostics
import Inference
import Vault

struct Infer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Propose a net block for a note that has none.")

  @Argument(help: "The note to read.", completion: .file(extensions: ["md"]))
  var note: String

  @Flag(help: "Put the block into the note, before the first equation that it is about.")
  var write = false

  func run() throws {
    let selection = try select(note)
    guard selection.notes.count == 1, let note = selection.notes.first else {
      throw ValidationError("infer reads one note at a time")
    }
    let inferred = try InferredBlock.propose(for: note, of: selection.vault)
    Terminal.output(inferred.proposal.block)
    if write { try inferred.write() }
  }
}
