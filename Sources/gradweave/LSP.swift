import ArgumentParser
import Foundation
import LanguageServer

struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Help an editor: the language server, on standard input and output.")

  @Flag(help: "What many editors say; it is so anyway.")
  var stdio = false

  func run() throws {
    // A client that has gone away is noticed where it is written to.
    signal(SIGPIPE, SIG_IGN)
    let endedWell = LanguageServer.run(
      version: programVersion, input: STDIN_FILENO, output: .standardOutput)
    // The protocol wants 1 where the client did not say that it is about to end.
    if !endedWell { throw ExitStatus.problemsInNotes }
  }
}
