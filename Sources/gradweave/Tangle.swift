import ArgumentParser
import Authoring
import Vault

struct Tangle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tangle",
    abstract: "Write a note's network and equations as a script in Python that asserts them.")

  @Argument(help: "The note.", completion: .file(extensions: ["md"]))
  var note: String

  @Option(help: "The library that the script uses: numpy or torch.")
  var to: TangleTarget

  @Option(name: .shortAndLong, help: "The file to write; without it, the script is printed.")
  var output: String?

  func run() throws {
    let selection = try select(note)
    guard let path = selection.notes.first, selection.notes.count == 1 else {
      throw ValidationError("say which note: \(note) is a folder")
    }
    guard let script = script(of: path, in: selection.vault) else {
      throw ValidationError("\(note) cannot be read")
    }
    guard let output else { return Terminal.output(script) }
    do {
      try FileSystem.replace(output, with: Array(script.utf8))
    } catch {
      throw unreadable(error)
    }
  }

  private func script(of note: String, in vault: Vault) -> String? {
    let target = to
    return onLargeStack {
      var options = vault.options
      options.keepsScopes = true
      return vault.compile(note, options).compilation.map {
        TangledNote.script(of: $0, for: target)
      }
    }
  }
}

extension TangleTarget: ExpressibleByArgument {}
