import Diagnostics

extension BlockScanner {
  /// Lifts what is in the open paragraph. True if a display went on in later lines and was closed
  /// there: the paragraph then consists of what stands behind it.
  mutating func liftInlines(searchingOn: Bool) -> Bool {
    if searchingOn, let table = Table(in: lines, of: text), mayLift(table) {
      let rows = lines
      lines = Array(rows.prefix(table.header))
      if !lines.isEmpty { _ = liftInlines(searchingOn: false) }
      lines = rows
      lift(table)
      return false
    }
    guard lines.contains(where: { text.firstSign(from: $0.start, to: $0.end) != nil }) else {
      return false
    }
    var scanner = InlineScanner(joinedLines())
    while let opening = scanner.run(&lifts) {
      if searchingOn, close(opening, of: scanner.source) { return true }
      if scanner.warnsAbout(opening) {
        let place = opening.position..<(opening.position + opening.length)
        lifts.diagnostics.append(
          .unclosedMath(
            opening.opening, closing: opening.closing, at: scanner.source.range(of: place)))
      }
      scanner.skip(opening)
    }
    return false
  }

  private func joinedLines() -> Excerpt {
    var excerpt = Excerpt(capacity: lines.reduce(0) { $0 + $1.next - $1.start })
    for line in lines { excerpt.appendLine(of: text, line.start, line.end, line.next) }
    return excerpt
  }

  /// Looks for the end of a display in the lines behind its paragraph, whatever they look like to
  /// Markdown, as long as they have the prefixes of the blocks that the paragraph stands in.
  private mutating func close(_ opening: DisplayOpening, of paragraph: Excerpt) -> Bool {
    if let known = unclosed[opening.kind], position < known { return false }
    let inner = opening.position + opening.length
    var source = paragraph.excerpt(inner..<paragraph.bytes.count)
    var next = position
    var isBehindBlank = false
    while next < text.count {
      let line = text.line(at: next)
      var cursor = LineCursor(text, from: next, to: line.end)
      guard match(&cursor) == containers.count else { break }
      if cursor.isBlankLine {
        if opening.kind == .dollars { break }
        isBehindBlank = true
      } else if isBehindBlank, opening.kind != .comment, cursor.startsProse {
        break
      }
      if let end = text.find(opening.closing, in: cursor.offset..<line.end),
        opening.kind != .dollarFence || !isBehindBlank || cursor.isAlone(end..<end + 2)
      {
        source.append(text.bytes[cursor.offset..<end], at: cursor.offset)
        let rest = lift(opening, of: paragraph, source, end: end + opening.closing.utf8.count)
        lines = [Line(start: rest, end: line.end, next: line.next)]
        position = line.next
        return true
      }
      source.appendLine(of: text, cursor.offset, line.end, line.next)
      next = line.next
    }
    unclosed[opening.kind] = next
    return false
  }

  /// Returns where the text behind the display begins.
  private mutating func lift(
    _ opening: DisplayOpening, of paragraph: Excerpt, _ inner: Excerpt, end: Int
  ) -> Int {
    let start = paragraph.offset(of: opening.position)
    if opening.kind == .comment {
      lifts.add(.comment, at: start..<end)
      return end
    }
    var source = inner
    if opening.isEnvironment {
      source = paragraph.excerpt(opening.position..<(opening.position + opening.length))
      source.append(inner)
      let closing = end - opening.closing.utf8.count
      source.append(text.bytes[closing..<end], at: closing)
    }
    source = source.excerpt(ByteText(bytes: source.bytes).trimmed(source.bytes.indices))
    let attribute = opening.isEnvironment ? nil : EquationAttribute(text, behind: end)
    source = attribute?.label(source, text) { $0 } ?? source
    let span = MathSpan(
      source: source, range: start..<end, display: true, isEnvironment: opening.isEnvironment)
    let rest = attribute?.end ?? end
    lifts.add(.math(span), at: start..<rest)
    return rest
  }

  /// Lifts the directives and the displays of a block of raw HTML.
  mutating func liftHTML() {
    var scanner = HTMLScanner(joinedLines())
    scanner.run(&lifts)
  }
}

extension LineCursor {
  /// Whether nothing but punctuation stands around `range` on the line.
  fileprivate func isAlone(_ range: Range<Int>) -> Bool {
    text.bytes[offset..<range.lowerBound].allSatisfy(isBlank)
      && text.bytes[range.upperBound..<end].allSatisfy { isBlank($0) || isPunctuation($0) }
  }

  /// A heading or a code fence: what stands before it was no formula.
  fileprivate var startsProse: Bool {
    guard indent.columns <= 3 else { return false }
    var start = self
    start.skipBlanks()
    switch BlockStart.find(at: &start, inParagraph: false) {
    case .heading, .fence: return true
    default: return false
    }
  }
}

extension ByteText {
  /// The end of the comment that begins at `start`.
  func commentEnd(at start: Int) -> Int? {
    var position = start + 4
    while position < count {
      if self[position] == UInt8(ascii: "-"), has("-->", at: position) { return position + 3 }
      position += 1
    }
    return nil
  }
}

extension LiftList {
  /// Lifts the comment at `range` of `source` if it is a directive.
  mutating func addDirective(_ source: Excerpt, _ range: Range<Int>) {
    let bytes = ByteText(bytes: source.bytes)
    // `<!-->` and `<!--->` are whole comments, too.
    guard range.count >= 7 else { return }
    let inner = bytes.trimmed((range.lowerBound + 4)..<(range.upperBound - 3))
    guard bytes.has("net:", at: inner.lowerBound) else { return }
    let text = bytes.trimmed((inner.lowerBound + 4)..<max(inner.lowerBound + 4, inner.upperBound))
    let place = source.range(of: range)
    let directive = Directive(source: source.excerpt(text), range: place)
    add(
      Lift(
        range: place, form: .comment(.directive(directive)), lead: Array("<!--".utf8),
        trail: Array("-->".utf8)))
  }
}
