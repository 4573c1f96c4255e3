#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two streams that the program writes to.
enum Terminal {
  static func output(_ text: String) { send(text, to: STDOUT_FILENO) }

  static func error(_ text: String) { send(text, to: STDERR_FILENO) }

  /// Whether text on a stream may have colours: on a terminal, unless `NO_COLOR` is set.
  static func hasColor(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1 else { return false }
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }

  /// Whether someone looks at the stream of errors.
  static var isTerminal: Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    // A terminal that can do nothing but print lines.
    return getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Columns of the terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func send(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      // A reader that has gone away needs no message.
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
