import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileError {
  /// Of a pack that does not have what it should have.
  static let damagedCache = FileError("", "The cache is damaged")
}

/// A file to which pages are added and that never changes what it has, so that whoever knows the places of pages in it
/// finds them there. Made of one file instead of one a page, because a file takes longer to make than a page.
final class PagePack: Sendable {
  private let path: String
  private let descriptor: Int32
  /// Where what was added since it was opened begins.
  private let start: Int
  private let end: Mutex<Int>

  /// - Parameters:
  ///   - end: How many bytes of the file count; what stands behind them was never said to be there.
  ///   - isHidden: Whether the file has no name and goes with the process.
  init(_ path: String, end: Int = 0, isHidden: Bool = false) throws(FileError) {
    let options = O_RDWR | O_CREAT | O_CLOEXEC | (end == 0 ? O_TRUNC : 0)
    var descriptor = open(path, options, 0o666)
    if descriptor < 0, errno == ENOENT, isHidden {
      try FileSystem.makeFolder(DisplayPath.parent(path))
      descriptor = open(path, options, 0o666)
    }
    guard descriptor >= 0 else { throw FileError(path) }
    if isHidden { unlink(path) }
    self.path = path
    self.descriptor = descriptor
    start = end
    self.end = Mutex(end)
  }

  deinit { close(descriptor) }

  /// How many bytes count.
  var count: Int { end.withLock { $0 } }

  /// Whether what stands at a place was there before it was opened, so that anyone may have changed it.
  func isOld(at offset: Int) -> Bool { offset < start }

  /// Adds the bytes of `parts`, one behind the other; where they are.
  func add(_ parts: [[UInt8]]) throws(FileError) -> Int {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { bytes += part }
    return try add(bytes)
  }

  /// Adds `bytes`; where they are.
  func add(_ bytes: [UInt8]) throws(FileError) -> Int {
    let start = end.withLock { end in
      defer { end += bytes.count }
      return end
    }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(start + written))
      }
      guard count > 0 else { throw FileError(path) }
      written += count
    }
    return start
  }

  /// The bytes at a place; nil where the file has none there.
  func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count, let start = buffer.baseAddress {
        let length = pread(descriptor, start + filled, count - filled, off_t(offset + filled))
        guard length > 0 else { return }
        filled += length
      }
    }
    return bytes.count == count ? bytes : nil
  }
}
