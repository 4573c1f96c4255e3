import Foundation
import Testing

/// The same notes give the same bytes, wherever, whenever and with whatever the program runs.
@Suite struct DeterminismTests {
  /// Where a run takes place.
  struct Place: Sendable, CustomTestStringConvertible {
    let folder: String
    let environment: [String: String]
    let jobs: String
    /// When the notes were written last, in seconds since 1970.
    let written: Double

    var testDescription: String { "\(folder), \(environment), \(jobs) at a time" }
  }

  private static let usual = Place(
    folder: "a", environment: ["LANG": "C", "TZ": "UTC"], jobs: "1", written: 1_700_000_000)

  static let others = [
    Place(
      folder: "Ein Ordner/mit ünïcode",
      environment: ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"],
      jobs: "2", written: 0),
    Place(
      folder: "a/b/c/d/e",
      environment: ["LANG": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "HOME": "/"],
      jobs: "5", written: 2_000_000_000),
    Place(
      folder: "notes", environment: ["LANG": "ar_EG.UTF-8", "LANGUAGE": "ar", "TZ": "Etc/GMT+12"],
      jobs: "3", written: 1_234_567_890),
  ]

  private static let madeUsually = Result { try DeterminismTests().run(usual) }

  private static let notes: [String] = ["links", "text", "marks"]

  /// What `build` and `check` make there, by the names of the files.
  private func run(_ place: Place) throws -> [String: Data] {
    let command = try Command([:])
    defer { command.remove() }
    let folder = command.folder.appending(path: place.folder)
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Notes")
    for part in Self.notes {
      let target = folder.appending(path: "vault/" + part)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: source.appending(path: part), to: target)
    }
    try Data("title: T\nbaseURL: https://example.org/\n".utf8)
      .write(to: folder.appending(path: "vault/gradweave.yml"))
    try date(folder, place.written)
    var made: [String: Data] = [:]
    for arguments in Self.runs {
      let result = try command.run(
        arguments + ["--jobs", place.jobs, "--time-limit", "3600"], in: place.folder,
        environment: place.environment)
      made[arguments.joined(separator: " ")] = Data(
        withoutTimes(result.output + result.error).utf8)
    }
    let site = folder.appending(path: "site")
    let all = FileManager.default.enumerator(atPath: site.path)
    for case let path as String in all ?? .init() where !path.hasPrefix(".") {
      made[path] = FileManager.default.contents(atPath: site.appending(path: path).path)
    }
    return made
  }

  /// How long notes took is all that may differ: a line of the text, and what JUnit's form has it for.
  private func withoutTimes(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("slowest: ") }.joined(separator: "\n")
      .replacing(/\stime="[0-9.]+"/, with: "")
  }

  private static let runs = [
    ["build", "vault", "-o", "site"], ["check", "vault"], ["check", "vault", "--format", "json"],
    ["check", "vault", "--format", "sarif"], ["check", "vault", "--format", "github"],
    ["check", "vault", "--format", "junit"],
  ]

  private func date(_ folder: URL, _ written: Double) throws {
    let all = FileManager.default.enumerator(atPath: folder.path)
    for case let path as String in all ?? .init() {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: written)],
        ofItemAtPath: folder.appending(path: path).path)
    }
  }

  @Test(arguments: others)
  func makesTheSameEverywhere(place: Place) throws {
    let (usual, other) = (try Self.madeUsually.get(), try run(place))
    #expect(usual.count > 40)
    #expect(Set(usual.keys) == Set(other.keys))
    for (name, bytes) in usual {
      #expect(other[name] == bytes, "\(name)")
    }
  }
}
