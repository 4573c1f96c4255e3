import ArgumentParser
import Vault

struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove what is kept of builds; the next one does everything again.")

  @Argument(help: "A folder of notes.")
  var notes = "notes"

  func run() throws {
    let selection = try select(notes)
    do throws(FileError) {
      try CachePlace.clean(vault: selection.vault.root)
    } catch {
      throw unreadable(error)
    }
  }
}
