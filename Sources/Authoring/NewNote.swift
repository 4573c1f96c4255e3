import Diagnostics
import Vault

/// A note that does not exist yet.
package struct NewNote {
  package let path: String

  /// - Parameter path: With or without `.md` at its end.
  package init(_ path: String) {
    self.path = path.hasSuffix(".md") ? path : path + ".md"
  }

  /// Writes `example` there, with the folders that are missing; a file that is there stays as it is.
  package func write(_ example: Example) throws(FileError) {
    try FileSystem.create(path, with: example.text)
  }
}

extension Example {
  /// Why there is no example of this name: `there is no example `rn`; did you mean `rnn`?`
  package static func unknown(_ name: String) -> String {
    let nearest = nearestName(to: name, among: all.map(\.name))
    return "there is no example `\(name)`" + (nearest.map { "; did you mean `\($0)`?" } ?? ".")
  }
}
