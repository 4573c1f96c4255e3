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

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = Vault.standardTimeLimit

  func run() throws {
    var selection = try select(note)
    selection.vault.timeLimit = timeLimit
    guard let path = selection.notes.first, selection.notes.count == 1 else {
      throw ValidationError("say which note: \(note) is a folder")
    }
    guard let (script, report) = script(of: path, in: selection.vault) else {
      throw unread(selection.vault.late(path))
    }
    guard let script else { throw ValidationError("\(note) cannot be read") }
    if report.isUnread { throw unread(report) }
    guard let output else { return Terminal.output(script) }
    do {
      try FileSystem.replace(output, with: Array(script.utf8))
    } catch {
      throw unreadable(error)
    }
  }

  /// Without a script where the note cannot be read; nil where that takes too long.
  private func script(of note: String, in vault: Vault) -> (script: String?, report: FileReport)? {
    let target = to
    return vault.inTime { allowance in
      var options = vault.options
      options.keepsScopes = true
      options.allowance = allowance
      let result = vault.compile(note, options)
      return (result.compilation.map { TangledNote.script(of: $0, for: target) }, result.report)
    }
  }
}

extension TangleTarget: ExpressibleByArgument {}
