import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let wrong = "```net\nsize n = 2\nx ∈ R^n\ny = 2 x\n```\n\n$$ y = 3 x $$\n"

/// What was found out before is said again, in the same words and with the same status.
@Test func saysTheSameOfAnUnchangedNote() throws {
  let command = try Command(["notes/a.md": wrong, "notes/b.md": "[gone](gone)\n"])
  defer { command.remove() }
  let first = try command.run(["build"])
  let second = try command.run(["build"])
  #expect(first.status == 1 && second.status == 1)
  #expect(first.error == second.error && first.output == second.output)
  #expect(second.error.contains("notes/a.md:7:4: error[refuted]"))
  #expect(second.output == "0 equations hold, 1 is refuted; 1 warning\n")
  // Another severity is another config: nothing old counts.
  try Data("severities:\n  dead-link: off\n".utf8)
    .write(to: command.folder.appending(path: "notes/gradweave.yml"))
  #expect(try command.run(["build"]).output == "0 equations hold, 1 is refuted\n")
  #expect(try command.run(["build", "--strict"]).status == 1)
}

@Test func keepsAndRemovesWhatItKnows() throws {
  let command = try Command(["notes/a.md": "# A\n"])
  defer { command.remove() }
  let cache = command.folder.path + "/notes/.gradweave"
  #expect(try command.run(["build", "--no-cache"]).status == 0)
  #expect(!FileManager.default.fileExists(atPath: cache))
  #expect(try command.run(["build"]).status == 0)
  #expect(command.text("notes/.gradweave/.gitignore") == "*\n")
  #expect(try command.run(["clean"]).status == 0)
  #expect(!FileManager.default.fileExists(atPath: cache))
  #expect(command.text("site/a.html") != nil)
}

@Test(arguments: [["--jobs", "0"], ["--jobs", "-1"], ["--jobs", "many"]])
func refusesJobsThatAreNone(arguments: [String]) throws {
  let command = try Command(["notes/a.md": "# A\n"])
  defer { command.remove() }
  #expect(try command.run(["build"] + arguments).status == 2)
  #expect(try command.run(["build", "--jobs", "3"]).status == 0)
}

/// Two builds of one site: the second says that it waits, and then builds.
@Test func waitsForAnotherBuild() async throws {
  let command = try Command(["notes/a.md": "# A\n", "site/mine.txt": "mine"])
  defer { command.remove() }
  let folder = open(command.folder.path + "/site", O_RDONLY)
  #expect(flock(folder, LOCK_EX) == 0)
  let build = Task.detached { try command.run(["build"]) }
  for _ in 0..<600 where command.text(".err")?.contains("waiting for another build") != true {
    try await Task.sleep(for: .milliseconds(50))
  }
  #expect(command.text("site/a.html") == nil)
  close(folder)
  let result = try await build.value
  #expect(result.status == 0)
  #expect(result.error.hasPrefix("gradweave: waiting for another build of site to end\n"))
  #expect(command.text("site/a.html") != nil)
  #expect(command.text("site/mine.txt") == "mine")
}

/// On a terminal, nothing is left of the line that counts; without colours where `NO_COLOR` is set.
@Test func countsOnATerminal() throws {
  var files: [String: String] = [:]
  for number in 0..<30 { files["notes/n\(number).md"] = wrong }
  let command = try Command(files)
  defer { command.remove() }
  let result = try command.runOnTerminal(
    ["build"], environment: ["NO_COLOR": "1", "TERM": "xterm"])
  let colours = try command.runOnTerminal(["build"], environment: ["TERM": "xterm"])
  #expect(result.contains("error[refuted]"))
  #expect(!result.replacing("\u{1B}[K", with: "").contains("\u{1B}["))
  #expect(colours.contains("\u{1B}[1;31m"))
}

extension Command {
  /// What the program writes to a terminal.
  func runOnTerminal(_ arguments: [String], environment: [String: String]) throws -> String {
    var (main, other): (Int32, Int32) = (0, 0)
    guard openpty(&main, &other, nil, nil, nil) == 0 else { return "" }
    let terminal = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardOutput = terminal
    process.standardError = terminal
    try process.run()
    try terminal.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = read(main, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    close(main)
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
