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
    if report.hasInternalErrors {
      self = .internalError
    } else if report.hasProblems {
      self = .problemsInNotes
    } else {
      return nil
    }
  }

  func end() -> Never { exit(rawValue) }
}
