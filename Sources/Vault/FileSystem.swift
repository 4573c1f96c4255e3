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

  init(_ path: String, _ reason: String) {
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
    switch kind(of: path) {
    case .file: break
    case .folder: throw FileError(path, "Is a directory")
    // Reading from a pipe might wait for ever.
    case .other: throw FileError(path, "Not a regular file")
    case nil: throw FileError(path)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      var failed = false
      let before = bytes.count
      // A chunk at a time: what a file says of its size may be wrong.
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let length = read(descriptor, buffer.baseAddress, buffer.count)
        failed = length < 0
        count = max(0, length)
      }
      if failed { throw FileError(path) }
      bytes += chunk
      if bytes.count == before { return bytes }
    }
  }

  package struct Entry: Hashable, Sendable {
    package let name: String
    package let kind: Kind
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
      entries.append(Entry(name: name, kind: kind(of: entry.pointee.d_type, at: path + "/" + name)))
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

  /// Makes a folder and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(FileError) {
    if path.isEmpty || kind(of: path) == .folder { return }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    try makeFolder(parent)
    guard mkdir(path, 0o777) == 0 || kind(of: path) == .folder else { throw FileError(path) }
  }

  /// Puts `bytes` at `path` as a whole: at any moment the file is the old or the new one. A file
  /// that has these bytes already is left untouched.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    if let old = try? self.bytes(of: path), old == bytes { return }
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    try makeFolder(String(path[..<slash].dropLast()))
    // The name is always the same, so that what a kill leaves behind is taken over next time.
    let temporary = "\(path[..<slash]).\(path[slash...]).gradweave-part"
    do throws(FileError) {
      try create(temporary, bytes)
      guard rename(temporary, path) == 0 else { throw FileError(path) }
    } catch {
      unlink(temporary)
      throw FileError(path, error.reason)
    }
  }

  private static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else {
        let error = FileError(path)
        close(descriptor)
        throw error
      }
      rest = rest.dropFirst(written)
    }
    guard close(descriptor) == 0 else { throw FileError(path) }
  }

  /// The working directory, without a `/` at its end.
  package static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
