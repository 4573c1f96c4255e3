import Diagnostics

/// The tags of a template that say how it hangs together with others, found without rendering it.
struct TemplateTags {
  /// The names of the partials it takes in, with their places.
  private(set) var partials: [(name: String, range: SourceRange)] = []
  /// The first tag that is not supported here, as a clause with its place.
  private(set) var unsupported: (problem: String, range: SourceRange)?
  /// Whether what it makes depends on texts in another way than that it shows them: it changes them, or indents what
  /// a partial makes of them, which it does not do to empty lines.
  private(set) var looksAtTexts = false

  init(_ file: SourceFile) {
    let bytes = file.bytes
    var position = 0
    while let start = bytes.firstIndex(of: Self.opening, from: position) {
      position = start + 2
      let end = bytes.firstIndex(of: Self.closing, from: position) ?? bytes.count
      read(file, position..<end, at: start..<min(end + 2, bytes.count))
      position = end
    }
  }

  private static let opening = Array("{{".utf8)
  private static let closing = Array("}}".utf8)

  private mutating func read(_ file: SourceFile, _ content: SourceRange, at range: SourceRange) {
    guard let kind = file.bytes[content].first else { return }
    switch kind {
    case UInt8(ascii: ">"):
      let name = file.text(of: content).dropFirst().filter { $0 != " " }
      if name.hasPrefix("*") {
        reject("the name of a partial must be written out", at: range)
      }
      partials.append((String(name), range))
      let line = file.bytes[..<range.lowerBound].reversed().prefix { $0 != UInt8(ascii: "\n") }
      if !line.isEmpty, line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { looksAtTexts = true }
    case UInt8(ascii: "="): reject("the delimiters of tags cannot be changed", at: range)
    case UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "%"):
      reject("a tag that starts with `\(file.text(of: content).prefix(1))` is not known", at: range)
    case UInt8(ascii: "!"): break
    default: if file.bytes[content].contains(UInt8(ascii: "(")) { looksAtTexts = true }
    }
  }

  private mutating func reject(_ problem: String, at range: SourceRange) {
    if unsupported == nil { unsupported = (problem, range) }
  }
}

extension [UInt8] {
  /// Where two bytes stand side by side, at `position` or later.
  fileprivate func firstIndex(of pair: [UInt8], from position: Int) -> Int? {
    var index = position
    while index + 1 < count {
      if self[index] == pair.first, self[index + 1] == pair.last { return index }
      index += 1
    }
    return nil
  }
}
