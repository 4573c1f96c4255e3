import NoteSyntax

/// A note, or a part of it, inside another one's page.
package enum EmbedHTML {
  /// - Parameters:
  ///   - body: The HTML of the note for this page.
  ///   - part: The id of the heading or block that is wanted; all of the note where it is nil.
  ///   - url: The way to the note's own page.
  package static func embed(
    _ body: String, part: String?, of url: String, title: String
  ) -> String {
    let html = HTMLTags(body)
    let range = part.flatMap { html.part(withID: $0) } ?? html.bytes.indices
    let source = escapedHTML(part.map { url + "#" + escapedURL($0) } ?? url)
    var content = html.embedded(range, in: url)
    // An item stands in a list.
    if content.hasPrefix("<li") { content = "<ul>\n\(content)</ul>\n" }
    return
      "<section class=\"gw-embed\">\n\(content)"
      + "<p class=\"gw-embed-source\"><a href=\"\(source)\">\(escapedHTML(title))</a></p>\n</section>"
  }
}

/// HTML, and the tags in it.
private struct HTMLTags {
  let bytes: [UInt8]
  private var tags: [Tag] = []

  struct Tag {
    let range: Range<Int>
    let name: String
    let isEnd: Bool
  }

  /// Elements without an end.
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  init(_ html: String) {
    bytes = Array(html.utf8)
    var position = 0
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      guard let tag = tag(at: start) else {
        position = start + 1
        continue
      }
      tags.append(tag)
      position = tag.range.upperBound
    }
  }

  private func tag(at start: Int) -> Tag? {
    let isEnd = bytes.dropFirst(start + 1).first == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    let name = bytes.dropFirst(nameStart).prefix {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
    }
    guard !name.isEmpty else { return nil }
    var quote: UInt8?
    var end = name.endIndex
    while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
      if let open = quote {
        if bytes[end] == open { quote = nil }
      } else if bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
        quote = bytes[end]
      }
      end += 1
    }
    guard end < bytes.count else { return nil }
    let text = String(decoding: name, as: UTF8.self).lowercased()
    return Tag(range: start..<(end + 1), name: text, isEnd: isEnd)
  }

  /// The element with an id; for a heading, all up to the next one of its level or a higher one.
  func part(withID id: String) -> Range<Int>? {
    let wanted = Array(" id=\"\(escapedHTML(id))\"".utf8)
    guard
      let index = tags.firstIndex(where: { tag in
        !tag.isEnd && bytes[tag.range].firstRange(of: wanted) != nil
      })
    else { return nil }
    let start = tags[index].range.lowerBound
    let level = headingLevel(tags[index])
    var depth = 0
    for tag in tags[index...] where !Self.void.contains(tag.name) {
      if depth == 0, !tag.isEnd, tag.range.lowerBound > start, let level,
        let other = headingLevel(tag), other <= level
      {
        return start..<tag.range.lowerBound
      }
      depth += tag.isEnd ? -1 : 1
      // The block that a section stands in ends.
      if depth < 0 { return start..<tag.range.lowerBound }
      if depth == 0, level == nil { return start..<tag.range.upperBound }
    }
    return start..<bytes.count
  }

  private func headingLevel(_ tag: Tag) -> Int? {
    guard tag.name.utf8.count == 2, tag.name.hasPrefix("h") else { return nil }
    return tag.name.last?.wholeNumberValue
  }

  /// A part of the text without its ids, which this page may have too; links inside the note lead to
  /// its own page.
  func embedded(_ range: Range<Int>, in url: String) -> String {
    let link = Array("href=\"#".utf8)
    let target = Array("href=\"\(escapedHTML(url))#".utf8)
    var output: [UInt8] = []
    var copied = range.lowerBound
    for tag in tags where !tag.isEnd && range.contains(tag.range.lowerBound) {
      var text = Array(bytes[tag.range])
      let size = text.count
      if let id = text.firstRange(of: Array(" id=\"".utf8)),
        let end = text[id.upperBound...].firstIndex(of: UInt8(ascii: "\""))
      {
        text.removeSubrange(id.lowerBound...end)
      }
      if let place = text.firstRange(of: link) { text.replaceSubrange(place, with: target) }
      guard text.count != size else { continue }
      output += bytes[copied..<tag.range.lowerBound]
      output += text
      copied = tag.range.upperBound
    }
    output += bytes[copied..<max(copied, range.upperBound)]
    if output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
    return String(decoding: output, as: UTF8.self)
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  fileprivate func firstRange(of part: [UInt8]) -> Range<Int>? {
    guard let first = part.first else { return nil }
    var position = startIndex
    while let start = self[position...].firstIndex(of: first) {
      if self[start...].starts(with: part) { return start..<(start + part.count) }
      position = start + 1
    }
    return nil
  }
}
