import Diagnostics

/// Reads a template. The first thing that is wrong with it is kept as `problem`.
struct MustacheReader {
  /// The names of the partials that it takes in, with their places.
  private(set) var partials: [(name: String, range: SourceRange)] = []
  /// A clause, with its place.
  private(set) var problem: (clause: String, range: SourceRange)?
  private let bytes: [UInt8]
  private var parts: [MustacheTemplate.Part] = []
  private var open: [OpenSection] = []
  /// Where the text that has not become a part begins.
  private var copied = 0

  /// A section whose end has not been seen, with the parts before it.
  private struct OpenSection {
    let name: String
    let isInverted: Bool
    let range: SourceRange
    let before: [MustacheTemplate.Part]
  }

  /// `{{…}}` or `{{{…}}}`.
  private struct Tag {
    let range: SourceRange
    /// The sign before the name; `{` of three braces, 0 if there is none.
    let sign: UInt8
    let name: String
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var template: MustacheTemplate { MustacheTemplate(parts: parts, source: bytes) }

  mutating func read() {
    while let tag = nextTag() { read(tag) }
    addText(upTo: bytes.count)
    if let section = open.last { reject("a section is not closed", at: section.range) }
  }

  // MARK: Tags

  private mutating func nextTag() -> Tag? {
    guard let start = bytes.firstIndex(of: [openBrace, openBrace], from: copied) else { return nil }
    let hasThree = start + 2 < bytes.count && bytes[start + 2] == openBrace
    let closing = [UInt8](repeating: closeBrace, count: hasThree ? 3 : 2)
    guard let end = bytes.firstIndex(of: closing, from: start + closing.count) else {
      reject("this tag is not closed", at: start..<bytes.count)
      return nil
    }
    var content = bytes[(start + closing.count)..<end]
    var sign = hasThree ? openBrace : 0
    if !hasThree, let first = content.first, "#^/>!&=<$%".utf8.contains(first) {
      sign = first
      content = content.dropFirst()
    }
    let name = String(decoding: content.trimmed, as: UTF8.self)
    return Tag(range: start..<(end + closing.count), sign: sign, name: name)
  }

  private mutating func read(_ tag: Tag) {
    switch tag.sign {
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      addText(upTo: takeLine(of: tag))
      open.append(
        OpenSection(
          name: tag.name, isInverted: tag.sign == UInt8(ascii: "^"), range: tag.range, before: parts
        ))
      parts = []
    case UInt8(ascii: "/"):
      addText(upTo: takeLine(of: tag))
      close(tag)
    case UInt8(ascii: ">"):
      let start = takeLine(of: tag)
      let indent = Array(bytes[start..<tag.range.lowerBound])
      addText(upTo: start)
      addPartial(tag, indent: indent)
    case UInt8(ascii: "!"): addText(upTo: takeLine(of: tag))
    case 0, openBrace, UInt8(ascii: "&"):
      addText(upTo: tag.range.lowerBound)
      parts.append(.value(name(of: tag), isHTML: tag.sign != 0))
    case UInt8(ascii: "="): reject("the delimiters of tags cannot be changed", at: tag.range)
    default:
      let sign = Character(Unicode.Scalar(tag.sign))
      reject("a tag that starts with `\(sign)` is not known", at: tag.range)
    }
    copied = max(lineEnd ?? 0, tag.range.upperBound)
    lineEnd = nil
  }

  private mutating func close(_ tag: Tag) {
    guard let section = open.popLast(), section.name == tag.name else {
      return reject("this closes another section than the one that is open", at: tag.range)
    }
    let name = self.name(of: Tag(range: section.range, sign: 0, name: section.name))
    parts = section.before + [.section(name, parts, isInverted: section.isInverted)]
  }

  private mutating func addPartial(_ tag: Tag, indent: [UInt8]) {
    if tag.name.hasPrefix("*") {
      reject("the name of a partial must be written out", at: tag.range)
    }
    partials.append((tag.name, tag.range))
    parts.append(.partial(tag.name, indent: indent))
  }

  private mutating func name(of tag: Tag) -> MustacheTemplate.Name {
    let steps = tag.name.split(separator: ".").map(String.init)
    let isName = tag.name.utf8.allSatisfy { $0 >= 0x80 || $0 > 0x20 && !"(){}".utf8.contains($0) }
    if tag.name.isEmpty || !isName || (steps.isEmpty && tag.name != ".") {
      reject("this tag cannot be read", at: tag.range)
    }
    return MustacheTemplate.Name(steps: steps)
  }

  // MARK: Text

  /// Where the line behind a tag that stands alone on it ends.
  private var lineEnd: Int?

  /// Where the text before a tag ends. A tag that shows nothing by itself takes its line with it if
  /// nothing else stands there.
  private mutating func takeLine(of tag: Tag) -> Int {
    let before = bytes[..<tag.range.lowerBound].reversed().prefix { $0 == 0x20 || $0 == 0x09 }
    let start = tag.range.lowerBound - before.count
    let rest = bytes[tag.range.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
    guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n"), rest.trimmed.isEmpty else {
      return tag.range.lowerBound
    }
    lineEnd = min(rest.endIndex + 1, bytes.count)
    return start
  }

  private mutating func addText(upTo end: Int) {
    if end > copied { parts.append(.text(Array(bytes[copied..<end]))) }
    copied = max(copied, end)
  }

  private mutating func reject(_ clause: String, at range: SourceRange) {
    if problem == nil { problem = (clause, range) }
  }
}

private let openBrace = UInt8(ascii: "{")
private let closeBrace = UInt8(ascii: "}")

extension ArraySlice<UInt8> {
  fileprivate var trimmed: ArraySlice<UInt8> {
    let start = drop { $0 <= 0x20 }
    return start.prefix(start.count - start.reversed().prefix { $0 <= 0x20 }.count)
  }
}

extension [UInt8] {
  /// Where `part` stands, at `position` or later.
  fileprivate func firstIndex(of part: [UInt8], from position: Int) -> Int? {
    var index = position
    while index + part.count <= count {
      if self[index] == part.first, self[index...].starts(with: part) { return index }
      index += 1
    }
    return nil
  }
}
