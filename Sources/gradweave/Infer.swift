import ArgumentParser
import Authoring
import Vault

struct Infer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Propose a net block for a note that has none.")

  @Argument(help: "The note to read.", completion: .file(extensions: ["md"]))
  var note: String

  @Flag(help: "Put the block into the note, before the first formula that it is about.")
  var write = false

  @Flag(
    help: "Propose one more block for a note that has one: for the formulas that it does not reach."
  )
  var again = false

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = InferredBlock.standardTimeLimit

  func run() throws {
    var selection = try select(note)
    selection.vault.timeLimit = timeLimit
    guard let name = selection.notes.first, FileSystem.kind(of: note) == .file else {
      throw unreadable(FileError(note, "Not a note: infer reads one at a time"))
    }
    let found: InferredBlock?
    do {
      found = try InferredBlock(for: name, of: selection.vault, again: again)
    } catch let error as FileError {
      throw unreadable(error)
    } catch let none as NoInferredBlock {
      Terminal.error("gradweave: \(none.message)\n")
      throw ExitStatus.problemsInNotes
    }
    guard let found else { throw unread(selection.vault.late(name)) }
    Terminal.output(found.block)
    do throws(FileError) {
      if write { try found.write() }
    } catch {
      throw unreadable(error)
    }
    Terminal.error(found.account)
  }
}
