#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says of a file: while it stays the same, so does the content.
package struct FileState: Hashable, Sendable {
  let size: Int
  /// Nanoseconds since 1970: of the content, and of all else that is known of the file.
  let modified: Int
  let changed: Int
  let inode: UInt64

  init(size: Int, modified: Int, changed: Int, inode: UInt64) {
    (self.size, self.modified, self.changed, self.inode) = (size, modified, changed, inode)
  }

  init(_ status: stat) {
    size = Int(clamping: status.st_size)
    inode = UInt64(status.st_ino)
    #if canImport(Glibc)
      modified = FileState.nanoseconds(status.st_mtim)
      changed = FileState.nanoseconds(status.st_ctim)
    #else
      modified = FileState.nanoseconds(status.st_mtimespec)
      changed = FileState.nanoseconds(status.st_ctimespec)
    #endif
  }

  /// That of the file at `path`, links followed; nil where there is none.
  package static func of(_ path: String) -> FileState? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileState(status)
  }

  /// Whether a later change is sure to show. A file that was written a moment before it was read may be written again
  /// without another time, since the clock of files does not tell moments apart that lie closer together than a
  /// few milliseconds: git calls such files racy. Where times are whole seconds, a moment is two of them.
  ///
  /// - Parameter now: The time before the file was read.
  func isSettled(at now: Int) -> Bool {
    let moment = modified % 1_000_000_000 == 0 ? 2_000_000_000 : 50_000_000
    return max(modified, changed) + moment < now
  }

  /// The clock that files are dated by.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }
}
