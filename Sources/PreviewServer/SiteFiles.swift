import Compiler
import Vault

/// Answers requests with the files of a site.
package struct SiteFiles: Sendable {
  /// The folder of the site.
  let root: String
  /// What goes into pages before the end of their body.
  let script: [UInt8]

  package init(root: String, script: [UInt8]) {
    (self.root, self.script) = (root, script)
  }

  package struct Answer: Sendable {
    package let status: Int
    package let type: String
    package let bytes: [UInt8]
  }

  /// What stands at `path`, percent-encoded as in a request.
  package func answer(to path: String) -> Answer {
    for name in names(of: path) {
      if let bytes = bytes(of: name) {
        return Answer(status: 200, type: Self.type(of: name), bytes: page(bytes, name))
      }
    }
    let missing = bytes(of: "404.html") ?? Array("Not found\n".utf8)
    return Answer(status: 404, type: Self.type(of: "404.html"), bytes: page(missing, "404.html"))
  }

  /// The files that a path may mean; none for one that leaves the site or names what is hidden.
  private func names(of path: String) -> [String] {
    let decoded = NotePath.decoded(path)
    guard decoded.hasPrefix("/"), !decoded.utf8.contains(0), !decoded.utf8.contains(0x5C),
      !decoded.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
      let name = NotePath.normalized(decoded)
    else { return [] }
    if name.isEmpty { return ["index.html"] }
    if decoded.hasSuffix("/") { return [name + "/index.html"] }
    return [name, name + ".html"]
  }

  /// Nil also for a file that a link puts outside of the site.
  private func bytes(of name: String) -> [UInt8]? {
    let path = DisplayPath.join(root, name)
    guard let real = FileSystem.resolved(path), let folder = FileSystem.resolved(root),
      real.hasPrefix(folder + "/")
    else { return nil }
    return try? FileSystem.bytes(of: path)
  }

  private func page(_ bytes: [UInt8], _ name: String) -> [UInt8] {
    guard name.hasSuffix(".html"), let end = bytes.lastPlace(of: Array("</body>".utf8)) else {
      return bytes
    }
    return bytes[..<end] + script + bytes[end...]
  }

  private static func type(of name: String) -> String {
    let types = [
      "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
      "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
      "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
      "avif": "image/avif", "xml": "application/xml", "json": "application/json",
      "pdf": "application/pdf", "txt": "text/plain; charset=utf-8",
    ]
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }
}

extension [UInt8] {
  fileprivate func lastPlace(of part: [UInt8]) -> Int? {
    guard count >= part.count else { return nil }
    return (0...(count - part.count)).last { self[$0...].starts(with: part) }
  }
}
