import ArgumentParser
import Diagnostics
import Manual
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say how the equations of a note were read and judged, or what a diagnostic means.")

  @Argument(
    help: "A note, one of its lines as FILE:LINE, or the code of a diagnostic.",
    completion: .file(extensions: ["md"]))
  var place: String

  @Option(help: timeLimitHelp, transform: duration)
  var timeLimit = Vault.standardTimeLimit

  func run() throws {
    if let page = page { return Terminal.output(page.text) }
    let place = NotePlace(place)
    if let mistake = mistakenCode(place) {
      Terminal.error(mistake)
      throw ExitStatus.wrongUsage
    }
    var selection = try select(place.path)
    selection.vault.timeLimit = timeLimit
    try explain(selection.vault.check(selection.notes), place)
  }

  private func explain(_ reports: [FileReport], _ place: NotePlace) throws {
    let unread = RunReport(reports.filter(\.isUnread))
    Terminal.error(unread.text(color: Terminal.hasColor(STDERR_FILENO)))
    for (index, report) in reports.filter({ !$0.isUnread }).enumerated() {
      guard let text = report.explanation(ofLine: place.line) else {
        guard let line = place.line else { continue }
        Terminal.error(report.nothing(onLine: line))
        throw ExitStatus.wrongUsage
      }
      Terminal.output((index == 0 ? "" : "\n") + text)
    }
    if let status = ExitStatus(of: unread) { throw status }
  }

  /// The page of a code, as it stands in a report: `refuted`, or `error[refuted]`. A file of that name goes
  /// before.
  private var page: ManualPage? {
    guard FileSystem.kind(of: place) == nil else { return nil }
    let inner = place.split(separator: "[").last?.split(separator: "]").first
    return ManualPage(code: inner.map(String.init) ?? place)
  }

  /// What to say where neither a file nor a code has this name, and it looks like a code.
  private func mistakenCode(_ place: NotePlace) -> String? {
    let isWord = place.path.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    guard isWord, FileSystem.kind(of: place.path) == nil else { return nil }
    let nearest = nearestName(to: place.path, among: ManualPage.codes)
    return "gradweave: \(place.path) is no file and no code of a diagnostic"
      + (nearest.map { "; did you mean \($0)?" } ?? "") + "\n"
  }
}
