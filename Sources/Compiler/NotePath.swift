/// Paths inside a folder of notes: relative to its root, parts separated by `/`, no `.` or `..`.
package enum NotePath {
  /// `path` with `.` and `..` worked out; nil where it leaves the folder.
  package static func normalized(_ path: String) -> String? {
    if isNormalized(path) { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  /// Whether no part of `path` is empty or begins with a dot.
  private static func isNormalized(_ path: String) -> Bool {
    var last = UInt8(ascii: "/")
    for byte in path.utf8 {
      if last == UInt8(ascii: "/"), byte == last || byte == UInt8(ascii: ".") { return false }
      last = byte
    }
    return last != UInt8(ascii: "/")
  }

  /// The folder of `path`, with its last `/`; empty at the root.
  package static func folder(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[...slash])
  }

  package static func name(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// `path` without `.md`, if it ends so.
  package static func withoutExtension(_ path: String) -> String {
    path.hasSuffix(".md") ? String(path.dropLast(3)) : path
  }

  /// The page of a note.
  package static func page(of note: String) -> String { withoutExtension(note) + ".html" }

  /// The way from the file `source` to the file `target`: `../images/a.png`.
  package static func relative(from source: String, to target: String) -> String {
    let from = source.split(separator: "/").dropLast()
    let to = target.split(separator: "/")
    let shared = zip(from, to.dropLast()).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - shared)
    return (up + to.dropFirst(shared).map(String.init)).joined(separator: "/")
  }

  /// The way from the file `path` to the root: empty there, else `../` for each folder.
  package static func root(from path: String) -> String {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    return String(repeating: "../", count: max(0, parts.count - 1))
  }

  /// `path` as a URL: what may not stand in one is percent-encoded.
  package static func url(_ path: String) -> String {
    if path.utf8.allSatisfy(isPlain) { return path }
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/@!,+=()".utf8.contains(byte)
    }
  }

  /// `url` with its percent-encoded bytes decoded.
  package static func decoded(_ url: String) -> String {
    let bytes = Array(url.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(
          String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        result.append(value)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
