import ArgumentParser
import Foundation
import LanguageServer
import Vault

struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Help an editor: the language server, on standard input and output.")

  @Flag(help: "What many editors say; it is so anyway.")
  var stdio = false

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = Vault.standardTimeLimit

  func run() throws {
    // A client that has gone away is noticed where it is written to.
    signal(SIGPIPE, SIG_IGN)
    let endedWell = LanguageServer.run(
      version: programVersion, timeLimit: timeLimit, input: STDIN_FILENO, output: .standardOutput)
    // The protocol wants 1 where the client did not say that it is about to end.
    if !endedWell { throw ExitStatus.problemsInNotes }
  }
}
