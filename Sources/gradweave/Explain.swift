import ArgumentParser
import Vault

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say how the equations of a note were read, and how they were judged.")

  @Argument(help: "A note, or one of its lines: FILE:LINE.")
  var place: String

  func run() throws {
    let (path, line) = split(place)
    let selection = try select(path)
    for (index, report) in selection.vault.check(selection.notes).enumerated() {
      guard let text = report.explanation(ofLine: line) else {
        guard let line else { continue }
        Terminal.error("gradweave: no statement stands on line \(line) of \(path)\(hint(report))\n")
        throw ExitStatus.wrongUsage
      }
      Terminal.output((index == 0 ? "" : "\n") + text)
    }
  }

  /// `notes/dense.md:23:5` is line 23; a file of that very name goes before.
  private func split(_ place: String) -> (path: String, line: Int?) {
    guard FileSystem.kind(of: place) == nil else { return (place, nil) }
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.reversed().prefix { Int($0) != nil }.compactMap { Int($0) }
    guard let line = numbers.prefix(2).last, parts.count > min(numbers.count, 2) else {
      return (place, nil)
    }
    return (parts.dropLast(min(numbers.count, 2)).joined(separator: ":"), line)
  }

  private func hint(_ report: FileReport) -> String {
    let lines = report.statementLines
    guard !lines.isEmpty else { return ": it has none" }
    let listed = lines.prefix(20).map(String.init).joined(separator: ", ")
    return ": there are some on \(lines.count == 1 ? "line" : "lines") \(listed)"
      + (lines.count > 20 ? ", …" : "")
  }
}
