import Foundation
import Testing

/// The built program, run in a folder of its own.
struct Command {
  let folder: URL

  /// - Parameter files: Their texts, by their paths in the folder.
  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "gradweave-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  /// - Parameters:
  ///   - input: What stands on standard input.
  ///   - place: The folder in which it runs, in that of the command.
  ///   - environment: What it finds there, beside what the tests find.
  func run(
    _ arguments: [String], input: String? = nil, in place: String = "",
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = place.isEmpty ? folder : folder.appending(path: place)
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    // Files and not pipes: a pipe that nobody reads yet would hold up a long report.
    let (output, error) = (folder.appending(path: ".out"), folder.appending(path: ".err"))
    try Data().write(to: output)
    try Data().write(to: error)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    if let input {
      let file = folder.appending(path: ".in")
      try Data(input.utf8).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
    }
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }

  func text(_ path: String) -> String? {
    try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Built beside the test bundle.
  static var program: URL {
    URL(filePath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
      .appending(path: "gradweave")
  }
}
