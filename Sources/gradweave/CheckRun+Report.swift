import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CheckRun {
  /// Prints the report, or writes it to a file and prints text beside it.
  ///
  /// - Parameter diff: What was changed in the notes.
  func tell(_ report: RunReport, diff: String?) throws {
    let format = form.format ?? form.output.flatMap(ReportFormat.init(ofFile:)) ?? .text
    let printed = form.output == nil ? format : .text
    // What programs read is the report alone.
    if let diff { printed == .text ? Terminal.output(diff) : Terminal.error(diff) }
    if printed == .text {
      Terminal.output(report.text(color: Terminal.hasColor(STDOUT_FILENO)))
      if !form.isQuiet { Terminal.output(report.conclusion) }
    } else {
      Terminal.output(report.text(as: format, version: programVersion))
    }
    if printed != .text || form.isQuiet, let line = report.coverageLine {
      Terminal.error("gradweave: \(line)\n")
    }
    guard let output = form.output else { return }
    let text = report.text(as: format, version: programVersion)
    do {
      try FileSystem.replace(output, with: Array(text.utf8))
    } catch {
      throw unreadable(error)
    }
  }
}
