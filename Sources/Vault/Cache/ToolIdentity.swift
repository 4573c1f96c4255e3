import NoteSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program itself: another one may make other pages of the same notes.
enum ToolIdentity {
  /// What the system says of its file; two builds of one version are two programs.
  static let hash: ContentHash = {
    guard let path, let state = FileState.of(path) else { return ContentHash("") }
    var writer = CacheWriter()
    writer.write(state)
    return ContentHash(writer.bytes)
  }()

  private static var path: String? {
    #if canImport(Glibc)
      return "/proc/self/exe"
    #else
      var size: UInt32 = 4096
      var bytes = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&bytes, &size) == 0 else { return nil }
      return bytes.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    #endif
  }
}
