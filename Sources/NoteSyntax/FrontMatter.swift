import Diagnostics
import Yams

/// What the YAML at the top of a note says; other keys are other programs'.
package struct FrontMatter: Hashable, Sendable {
  package var title: String?
  /// What the note is about, in a sentence or two.
  package var description: String?
  /// What it belongs to, without `#`.
  package var tags: [String] = []
  package var date: NoteDate?
  /// Where it stands among the notes of its folder.
  package var order: Double?
  /// Other names of the note, by which links may call it.
  package var aliases: [String] = []
  package var draft = false
  /// TeX macros in their order, as written: `\R` and `\mathbb{R}`.
  package var macros: [Macro] = []
  /// Whether the equations of the note are checked: `gradweave: off` says no.
  package var isChecked = true

  package init() {}

  package struct Macro: Hashable, Sendable {
    package let key: String
    package let value: String
  }
}

extension FrontMatter {
  /// Tags in one text: `a, b c` are `a` and `b c`, `a b` are two.
  static func tags(in text: String) -> [String] {
    let hasCommas = text.contains(",")
    return text.split { hasCommas ? $0 == "," : $0.isWhitespace }.compactMap { tag(String($0)) }
  }

  /// A tag without blanks around it and `#`; nil where nothing is left.
  static func tag(_ text: String) -> String? {
    let words = text.onOneLine
    let plain = words.drop { $0 == "#" }
    return plain.isEmpty ? nil : String(plain)
  }
}

/// The front matter of a note alone.
package func readFrontMatter(_ file: SourceFile) -> FrontMatter {
  parseFrontMatter(repaired(file).0).0
}

/// The front matter, and where the body begins. Without a line `---` at the very top and another
/// one after it, there is none.
func parseFrontMatter(_ file: SourceFile) -> (FrontMatter, bodyStart: Int, [Diagnostic]) {
  let text = ByteText(bytes: file.bytes)
  let start = text.has("\u{FEFF}", at: 0) ? 3 : 0
  guard let content = FrontMatterReader.content(text, from: start) else {
    return (FrontMatter(), start, [])
  }
  var reader = FrontMatterReader(file, content.range)
  reader.read()
  return (reader.result, content.bodyStart, reader.diagnostics)
}

private struct FrontMatterReader {
  let file: SourceFile
  let range: SourceRange
  var result = FrontMatter()
  var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile, _ range: SourceRange) {
    self.file = file
    self.range = range
  }

  /// The range between the two lines, and the start of the line after the second.
  static func content(
    _ text: ByteText, from start: Int
  ) -> (range: SourceRange, bodyStart: Int)? {
    let first = text.line(at: start)
    guard isFence(text, start..<first.end, byte: UInt8(ascii: "-")) else { return nil }
    var position = first.next
    while position < text.count {
      let line = text.line(at: position)
      if isFence(text, position..<line.end, byte: UInt8(ascii: "-"))
        || isFence(text, position..<line.end, byte: UInt8(ascii: "."))
      {
        return (first.next..<position, line.next)
      }
      position = line.next
    }
    return nil
  }

  private static func isFence(_ text: ByteText, _ line: SourceRange, byte: UInt8) -> Bool {
    guard line.count >= 3, text.run(of: byte, at: line.lowerBound) == 3 else { return false }
    return text.bytes[line].dropFirst(3).allSatisfy(isBlank)
  }

  mutating func read() {
    if let plain = PlainFrontMatter(file.bytes[range]) {
      result = plain.result
      return
    }
    do {
      guard let root = try yamlRoot(of: file.text(of: range)) else { return }
      guard let mapping = root.mapping else {
        return report("front matter consists of `key: value` lines", at: root.mark)
      }
      for (key, value) in mapping {
        if let key = key.scalar?.string, !isNull(value) { read(key, value) }
      }
    } catch {
      result.draft = mayBeDraft
      let (problem, line) = describe(error)
      diagnostics.append(.badFrontMatter(problem, at: lineRange(line)))
    }
  }

  private mutating func read(_ key: String, _ value: Node) {
    switch key {
    case "title": result.title = readText(key, value)
    case "description": result.description = readText(key, value)
    case "tags", "tag": result.tags += readTags(key, value)
    case "date":
      result.date = value.scalar.flatMap { NoteDate($0.string) }
      if result.date == nil { warn("`date` is no date such as `2026-03-31`", at: value.mark) }
    case "order":
      result.order = value.float
      if result.order?.isFinite != true {
        result.order = nil
        warn("`order` is not a number", at: value.mark)
      }
    case "aliases", "alias":
      result.aliases += value.sequence?.compactMap(\.scalar?.string) ?? [value.scalar?.string ?? ""]
      result.aliases.removeAll(where: \.isEmpty)
    case "draft":
      guard let draft = value.bool else {
        // Whoever writes that wants no page, most often.
        result.draft = true
        return report("`draft` is neither `true` nor `false`", at: value.mark)
      }
      result.draft = draft
    case "macros": readMacros(value)
    case "gradweave":
      // YAML 1.1 reads `off` as false; a quoted "off" is meant in the same way.
      result.isChecked = value.bool ?? (value.scalar?.string != "off")
    default: break
    }
  }

  /// Whether a line says so in front matter that cannot be read: a page too few is better than one that was not to be seen.
  private var mayBeDraft: Bool {
    file.bytes[range].split(separator: newline).contains { line in
      let key: StaticString = "draft:"
      return ByteText(bytes: Array(line)).has(key, at: 0)
        && !line.elementsEqual("draft: false".utf8)
    }
  }

  private mutating func readText(_ key: String, _ value: Node) -> String? {
    guard let text = value.scalar?.string else {
      report("`\(key)` is not a text", at: value.mark)
      return nil
    }
    return text.isEmpty ? nil : text
  }

  /// A list, or a text with commas or blanks between.
  private mutating func readTags(_ key: String, _ value: Node) -> [String] {
    if let text = value.scalar?.string { return FrontMatter.tags(in: text) }
    guard let tags = value.sequence else {
      warn("`\(key)` is not a list of words", at: value.mark)
      return []
    }
    return tags.flatMap { tag -> [String] in
      guard let text = tag.scalar?.string else {
        warn("a tag is a word", at: tag.mark)
        return []
      }
      return FrontMatter.tag(text).map { [$0] } ?? []
    }
  }

  /// A key without a value, as templates of notes leave them.
  private func isNull(_ value: Node) -> Bool {
    guard let scalar = value.scalar, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  private mutating func readMacros(_ value: Node) {
    guard let mapping = value.mapping else {
      return report("`macros` is not a list of `name: TeX` lines", at: value.mark)
    }
    for (name, body) in mapping {
      guard let name = name.scalar?.string, let body = body.scalar?.string else {
        report("a macro is a name and its TeX", at: name.mark)
        continue
      }
      result.macros.append(FrontMatter.Macro(key: name, value: body))
    }
  }

  private mutating func report(_ problem: String, at mark: Mark?) {
    diagnostics.append(.badFrontMatter(problem, at: lineRange(mark?.line)))
  }

  /// Says what is wrong with a key that other programs may use in other ways.
  private mutating func warn(_ problem: String, at mark: Mark?) {
    diagnostics.append(.badFrontMatter(problem, at: lineRange(mark?.line), .warning))
  }

  /// A line of the YAML, counted from 1, as a range of the file; blanks around it left out.
  private func lineRange(_ line: Int?) -> SourceRange {
    let first = file.location(of: range.lowerBound).line
    let last = file.location(of: max(range.lowerBound, range.upperBound - 1)).line
    let wanted = min(max(first, first + (line ?? 1) - 1), last)
    let whole = file.range(ofLine: wanted)
    let start = whole.first { !isBlank(file.bytes[$0]) } ?? whole.lowerBound
    return start..<whole.upperBound
  }

  /// A clause, and the line of the YAML that it is about.
  private func describe(_ error: any Error) -> (problem: String, line: Int?) {
    if let error = error as? TooManyAliases { return ("front matter has \(error.message)", nil) }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ("front matter is no valid YAML: \(problem)", mark.line)
    case .reader(let problem, _, _, _):
      return ("front matter is no valid YAML: \(problem)", nil)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map { "`\($0)`" }.joined(separator: " and ")
      return ("front matter says \(names) more than once", context.mark.line)
    default:
      return ("front matter is no valid YAML", nil)
    }
  }
}
