#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileSystem {
  /// Puts `bytes` at `path`, where nothing is, as a whole: a file that has no name gets one when it is complete.
  /// False, and nothing done, where the system has no such files (open(2), `O_TMPFILE`) or something is in the way.
  ///
  /// The changes of a folder wait for one another, whichever thread makes them. A file that is made under another name
  /// and renamed takes three of them, this takes one.
  static func makeWhole(_ path: String, _ bytes: [UInt8]) -> Bool {
    #if canImport(Glibc)
      // The C header has it in terms that Swift does not take over.
      let unnamed = 0o20_000_000 | O_DIRECTORY
      let folder = DisplayPath.parent(path)
      let descriptor = open(
        folder.isEmpty ? "." : folder, O_WRONLY | O_CLOEXEC | unnamed, 0o666)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      guard write(bytes, to: descriptor) else { return false }
      let file = "/proc/self/fd/\(descriptor)"
      return linkat(AT_FDCWD, file, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    #else
      return false
    #endif
  }
}
