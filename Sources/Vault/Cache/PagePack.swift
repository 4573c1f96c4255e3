import Compiler
import NoteSyntax
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
    // Where nothing has to be added, that it may be read is enough.
    if descriptor < 0, end > 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
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

  /// Adds the bytes of parts, one behind the other; where they are.
  func add(_ parts: [(part: PackedParts.Part, bytes: [UInt8])]) throws(FileError) -> PackedParts {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
    for part in parts { bytes += part.bytes }
    var offset = try add(bytes)
    var places = PackedParts()
    for (part, bytes) in parts {
      places[part] = PackPlace(
        offset: offset, count: bytes.count, hash: PagePack.hash(of: part, bytes))
      offset += bytes.count
    }
    return places
  }

  /// What tells the bytes of a part from others. Those of a page are compared with nothing but what was written, and are
  /// many: a sum that shows damage is enough for them.
  private static func hash(of part: PackedParts.Part, _ bytes: [UInt8]) -> ContentHash {
    switch part {
    case .page, .details: ContentHash(checksumOf: bytes)
    case .entry, .equations, .search: ContentHash(bytes)
    }
  }

  /// Adds `bytes`; where they are.
  private func add(_ bytes: [UInt8]) throws(FileError) -> Int {
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

  /// Adds the bytes that `other` has of `parts`; where they are here.
  func add(_ parts: PackedParts, from other: PagePack) throws(FileError) -> PackedParts {
    var places = parts
    for part in PackedParts.Part.allCases where parts[part].count > 0 {
      places[part] = try add([(part, other.bytes(part, of: parts))])[part]
    }
    return places
  }

  /// The bytes of a part.
  func bytes(_ part: PackedParts.Part, of parts: PackedParts) throws(FileError) -> [UInt8] {
    let place = parts[part]
    guard place.count > 0 else { return [] }
    // What was there before the pack was opened may be anything by now.
    guard let bytes = bytes(at: place.offset, count: place.count),
      place.offset >= start || PagePack.hash(of: part, bytes) == place.hash
    else { throw .damagedCache }
    return bytes
  }

  /// The bytes at a place; nil where the file has none there.
  private func bytes(at offset: Int, count: Int) -> [UInt8]? {
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

extension PagePack {
  func details(of parts: PackedParts) throws(FileError) -> NoteDetails {
    try read(parts) { reader throws(CacheReader.Damaged) in try NoteDetails(from: &reader) }
  }

  /// What the note asked of its folder: it stands behind its details, most readers of which have no use for it.
  func trace(of parts: PackedParts) throws(FileError) -> WorldTrace.Record {
    try read(parts) { reader throws(CacheReader.Damaged) in
      _ = try NoteDetails(from: &reader)
      return try WorldTrace.Record(from: &reader)
    }
  }

  private func read<Value>(
    _ parts: PackedParts, _ body: (inout CacheReader) throws(CacheReader.Damaged) -> Value
  ) throws(FileError) -> Value {
    var reader = CacheReader(try bytes(.details, of: parts))
    do throws(CacheReader.Damaged) {
      return try body(&reader)
    } catch {
      throw .damagedCache
    }
  }

  /// Adds the details of the note at `path`; where they are.
  func add(
    _ details: NoteDetails, _ trace: WorldTrace.Record, of path: String
  ) throws(FileError) -> PackPlace {
    try add([(.details, PagePack.bytes(of: details, trace, at: path))])[.details]
  }

  static func bytes(
    of details: NoteDetails, _ trace: WorldTrace.Record, at path: String
  ) -> [UInt8] {
    var writer = CacheWriter()
    details.write(to: &writer)
    trace.write(of: path, to: &writer)
    return writer.bytes
  }
}
