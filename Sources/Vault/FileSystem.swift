import Diagnostics
import NoteSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a file could not be read or written, in the words of the system.
package struct FileError: Error, Hashable, Sendable {
  package let path: String
  /// `No such file or directory`.
  package let reason: String

  /// The last error of a system call.
  init(_ path: String) {
    self.path = path
    reason = String(cString: strerror(errno))
  }

  package init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// The few things that are done with files; everything else is a value.
package enum FileSystem {
  package enum Kind: Hashable, Sendable { case file, folder, other }

  /// What stands at `path`, links followed, or nil where there is nothing.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  package static func bytes(of path: String) throws(FileError) -> [UInt8] {
    try content(of: path).bytes
  }

  /// What a note says, one byte more than it may have at most: enough to say that it is too large.
  static func note(at path: String) throws(FileError) -> (bytes: [UInt8], state: FileState) {
    try content(of: path, atMost: largestNote + 1)
  }

  /// What a file says, and what the system said of it before; no more than `limit` bytes of it.
  static func content(
    of path: String, atMost limit: Int = .max
  ) throws(FileError) -> (bytes: [UInt8], state: FileState) {
    // Opening a pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path, "Is a directory")
    default: throw FileError(path, "Not a regular file")
    }
    // One more than the file says of itself shows its end; what it says may be wrong.
    let size = min(max(0, Int(clamping: status.st_size)), 1 << 30, limit - 1)
    var bytes = try read(descriptor, atMost: size + 1, path)
    guard bytes.count > size else { return (bytes, FileState(status)) }
    while bytes.count < limit {
      let more = try read(descriptor, atMost: min(1 << 16, limit - bytes.count), path)
      if more.isEmpty { break }
      bytes += more
    }
    return (bytes, FileState(status))
  }

  /// What stands on standard input, to its end or somewhat beyond `limit` bytes.
  package static func standardInput(atMost limit: Int) throws(FileError) -> SourceFile {
    let name = "<stdin>"
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let more = try read(STDIN_FILENO, atMost: 1 << 16, name)
      if more.isEmpty { break }
      bytes += more
    }
    return SourceFile(path: name, bytes: bytes)
  }

  /// Reads until so many bytes are there or the file ends.
  static func read(
    _ descriptor: Int32, atMost limit: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = 0
      while count < limit, let start = buffer.baseAddress {
        #if canImport(Glibc)
          let length = Glibc.read(descriptor, start + count, limit - count)
        #else
          let length = Darwin.read(descriptor, start + count, limit - count)
        #endif
        if length <= 0 {
          failed = length < 0
          return
        }
        count += length
      }
    }
    if failed { throw FileError(path) }
    return bytes
  }

  package struct Entry: Hashable, Sendable {
    package let name: String
    package let kind: Kind
    /// Whether it is a link to what it is.
    var isLink = false
  }

  /// What is in a folder, by name. A link to a folder is `other`: following it may never end.
  package static func entries(of path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw FileError(path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let (type, place) = (entry.pointee.d_type, path + "/" + name)
      entries.append(
        Entry(name: name, kind: kind(of: type, at: place), isLink: isLink(type, at: place)))
    }
    return entries.sorted { $0.name < $1.name }
  }

  private static func kind(of type: UInt8, at path: String) -> Kind {
    switch Int32(type) {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    default: return kind(of: path) == .file ? .file : .other
    }
  }

  private static func isLink(_ type: UInt8, at path: String) -> Bool {
    guard Int32(type) == Int32(DT_UNKNOWN) else { return Int32(type) == Int32(DT_LNK) }
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether what stands at `path`, links followed, lies in the folder at `root`.
  static func isInside(_ path: String, _ root: String) -> Bool {
    guard let place = resolved(path), let folder = resolved(root) else { return false }
    return place.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// Makes a folder and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(FileError) {
    if path.isEmpty || kind(of: path) == .folder { return }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    try makeFolder(parent)
    guard mkdir(path, 0o777) != 0 else { return }
    let error = FileError(path)
    switch kind(of: path) {
    case .folder: return
    case nil: throw error
    case .file, .other: throw FileError(path, "Not a directory")
    }
  }

  /// Puts `bytes` at `path` as a whole: at any moment the file is the old or the new one. A file
  /// that has these bytes already is left untouched. Folders that are missing are made, unless `keepsFolders`.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t? = nil, keepsFolders: Bool = false
  ) throws(FileError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, Int(status.st_size) == bytes.count, (try? self.bytes(of: path)) == bytes { return }
    if !isThere, mode == nil, makeWhole(path, bytes) { return }
    let temporary = temporaryPath(of: path)
    do throws(FileError) {
      do throws(FileError) {
        try create(temporary, bytes)
      } catch {
        // Most often the folder is there already.
        guard !keepsFolders else { throw error }
        try makeFolder(DisplayPath.parent(path))
        try create(temporary, bytes)
      }
      if let mode, chmod(temporary, mode) != 0 { throw FileError(path) }
      guard rename(temporary, path) == 0 else { throw FileError(path) }
    } catch {
      unlink(temporary)
      throw FileError(path, error.reason)
    }
  }

  /// The path without links in it; nil where nothing is.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Removes a folder and all that is in it.
  static func removeFolder(_ path: String) throws(FileError) {
    for entry in try entries(of: path) {
      let inner = DisplayPath.join(path, entry.name)
      if entry.kind == .folder { try removeFolder(inner) } else { remove(inner) }
    }
    removeEmptyFolder(path)
  }

  /// Removes a folder, if there is nothing in it.
  @discardableResult
  static func removeEmptyFolder(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Where a file is written before it takes its place. The name is always the same, so that what a kill leaves
  /// behind is found next time.
  static func temporaryPath(of path: String) -> String {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    return "\(path[..<slash]).\(path[slash...]).gradweave-part"
  }

  /// Puts `bytes` in the place of a file that its author wrote, as a whole: links to it stay links, and
  /// who may read and write it stays as it is.
  package static func rewrite(_ path: String, with bytes: [UInt8]) throws(FileError) {
    guard let resolved = realpath(path, nil) else { throw FileError(path) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { throw FileError(path) }
    // A file that may not be written is not replaced either.
    guard access(target, W_OK) == 0 else { throw FileError(path) }
    do throws(FileError) {
      try replace(target, with: bytes, mode: status.st_mode & 0o7777)
    } catch {
      throw FileError(path, error.reason)
    }
  }

  /// Puts `bytes` at `path` as a whole, if there is nothing yet: what is there is never replaced.
  package static func create(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let temporary = temporaryPath(of: path)
    do throws(FileError) {
      try makeFolder(DisplayPath.parent(path))
      try create(temporary, bytes)
      defer { unlink(temporary) }
      // Unlike a renaming, a link fails where something stands.
      guard link(temporary, path) == 0 else { throw FileError(path) }
    } catch {
      throw FileError(path, error.reason)
    }
  }

  private static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path) }
    guard write(bytes, to: descriptor) else {
      let error = FileError(path)
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw FileError(path) }
  }

  /// False, with the error of the system, where not all of them can be written.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The working directory, without a `/` at its end.
  package static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
