import ArgumentParser
import Authoring
import Vault

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a note with a worked example that compiles and checks.",
    usage: """
      gradweave new NOTE [--example NAME]
      gradweave new --example
      """)

  @Argument(help: "The file to write; one that is there already is left alone.")
  var note: String?

  @Option(
    parsing: .remaining,
    help: ArgumentHelp(
      "The example to begin with; without a name, the examples are listed.", valueName: "name"))
  var example = ["blank"]

  /// The parser takes an option without its values for one that is not there.
  private var asksForExamples: Bool { CommandLine.arguments.last == "--example" }

  func run() throws {
    guard !asksForExamples, let name = example.first else {
      return Terminal.output(Example.list)
    }
    guard let path = note ?? example.dropFirst().first else {
      throw ValidationError("say which note to write: gradweave new NOTE --example \(name)")
    }
    guard example.count + (note == nil ? 0 : 1) <= 2 else {
      throw ValidationError("one note at a time, and one example")
    }
    guard let example = Example.all.first(where: { $0.name == name }) else {
      Terminal.error("gradweave: \(Example.unknown(name)) There are:\n\(Example.list)")
      throw ExitStatus.wrongUsage
    }
    try write(example, to: NewNote(path))
  }

  private func write(_ example: Example, to note: NewNote) throws {
    do {
      try note.write(example)
    } catch {
      throw unreadable(error)
    }
    Terminal.output("\(note.path) is written; gradweave check \(note.path) verifies it\n")
  }
}
