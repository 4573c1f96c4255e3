#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a file piece by piece: what is as long as a site has notes is never in memory as a whole.
struct FileWriter: ~Copyable {
  private static let bufferSize = 1 << 16

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The file that stood there before, while it reads like what was written; negative from where it does not.
  private var old: Int32

  /// - Parameters:
  ///   - path: Of the file to make.
  ///   - oldPath: Of one that it is compared with.
  fileprivate init(_ path: String, comparingWith oldPath: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path) }
    self.path = path
    old = open(oldPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    buffer.reserveCapacity(FileWriter.bufferSize)
  }

  deinit {
    close(descriptor)
    if old >= 0 { close(old) }
  }

  mutating func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > FileWriter.bufferSize { try flush() }
    buffer.append(contentsOf: bytes)
    if buffer.count > FileWriter.bufferSize { try flush() }
  }

  private mutating func flush() throws(FileError) {
    guard FileSystem.write(buffer, to: descriptor) else { throw FileError(path) }
    compare()
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func compare() {
    guard old >= 0, (try? FileSystem.read(old, atMost: buffer.count, path)) != buffer else {
      return
    }
    close(old)
    old = -1
  }

  /// Writes what is left. Whether the file reads like the one that it is compared with.
  fileprivate mutating func finish() throws(FileError) -> Bool {
    try flush()
    return old >= 0 && (try? FileSystem.read(old, atMost: 1, path)) == []
  }
}

extension FileSystem {
  /// The same as `replace(_:with:)` with what `write` writes.
  static func replace(
    _ path: String, keepsFolders: Bool = false,
    writing write: (inout FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    let temporary = temporaryPath(of: path)
    do throws(FileError) {
      if !keepsFolders { try makeFolder(DisplayPath.parent(path)) }
      var file = try FileWriter(temporary, comparingWith: path)
      try write(&file)
      if try file.finish() {
        unlink(temporary)
      } else {
        guard rename(temporary, path) == 0 else { throw FileError(temporary) }
      }
    } catch {
      unlink(temporary)
      throw error.path == temporary ? FileError(path, error.reason) : error
    }
  }
}
