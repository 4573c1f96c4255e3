#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a run ended; nothing is thrown where all is well.
enum ExitStatus: Int32, Error {
  case problemsInNotes = 1
  /// Wrong usage, or an input that cannot be read.
  case wrongUsage = 2
  case internalError = 3

  func end() -> Never { exit(rawValue) }
}
