import ArgumentParser

/// `gradweave`: its verbs, and what they have in common. Each says its name: finding it out from the type
/// takes a good part of a short run.
struct Gradweave: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradweave",
    abstract: "Compiles course notes, runs the networks in them and checks their mathematics.",
    version: programVersion,
    subcommands: [
      Build.self, Check.self, Serve.self, Explain.self, New.self, Infer.self, Tangle.self,
      LSP.self, Clean.self,
    ])
}

@main
enum Program {
  static func main() {
    do {
      if let check = CheckRun(arguments: CommandLine.arguments.dropFirst()) {
        try check.run()
      } else {
        var command = try Gradweave.parseAsRoot()
        try command.run()
      }
    } catch let status as ExitStatus {
      status.end()
    } catch {
      let message = Gradweave.fullMessage(for: error)
      guard Gradweave.exitCode(for: error) != .success else {
        Terminal.output(message + "\n")
        return
      }
      Terminal.error(message + "\n")
      ExitStatus.wrongUsage.end()
    }
  }
}
