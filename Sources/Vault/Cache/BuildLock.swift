#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keeps two builds from writing into one folder at a time. The system lets go of it when the process ends, however it ends.
final class BuildLock: Sendable {
  private let descriptor: Int32

  /// Waits for another build of `folder` to end.
  ///
  /// - Parameter waiting: Called once where there is one.
  init(_ folder: String, waiting: () -> Void) throws(FileError) {
    try FileSystem.makeFolder(folder)
    let path = folder.isEmpty ? "." : folder
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    // Where a file system has no locks, one goes without.
    guard errno == EWOULDBLOCK else { return }
    waiting()
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  deinit { close(descriptor) }
}
