import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a run ended; nothing is thrown where all is well.
package enum ExitStatus: Int32, Error {
  case problemsInNotes = 1
  /// Wrong usage, or an input that cannot be read.
  case wrongUsage = 2
  case internalError = 3

  /// Nil where all is well.
  package init?(of report: RunReport) {
    self.init(report.hasInternalErrors, report.hasProblems)
  }

  /// Nil where all is well.
  package init?(of report: BuildReport) {
    self.init(report.hasInternalErrors, report.hasErrors)
  }

  private init?(_ hasInternalErrors: Bool, _ hasProblems: Bool) {
    guard hasInternalErrors || hasProblems else { return nil }
    self = hasInternalErrors ? .internalError : .problemsInNotes
  }

  func end() -> Never { exit(rawValue) }
}
