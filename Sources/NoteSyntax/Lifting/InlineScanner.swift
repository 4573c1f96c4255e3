import Diagnostics

/// Walks through the text of a paragraph or heading and lifts what Markdown must not see. As in
/// CommonMark, what begins first wins: a code span hides a dollar, and a formula hides a backtick.
struct InlineScanner {
  let source: Excerpt
  let text: ByteText
  private(set) var position = 0
  /// Where code stands.
  private(set) var codeSpans: [Range<Int>] = []
  /// Delimiters that do not occur in the rest of the text.
  private var absent: Set<String> = []
  private var backticks = BacktickRuns()
  /// Whether the rest of the text has an unclosed `\text{`, so that none of its dollars can nest.
  private var hasUnclosedText = false

  init(_ source: Excerpt) {
    self.source = source
    text = ByteText(bytes: source.bytes)
  }

  /// Lifts up to the end, or up to the opening of a display that is not closed in this text.
  mutating func run(_ lifts: inout LiftList) -> DisplayOpening? {
    while let next = text.firstSign(from: position) {
      position = next
      switch text[position] {
      case backslash:
        if let opening = readBackslash(&lifts) { return opening }
      case dollar:
        if let opening = readDollar(&lifts) { return opening }
      case UInt8(ascii: "%"):
        if let opening = readPercent(&lifts) { return opening }
      case backtick: readBackticks(&lifts)
      case UInt8(ascii: "<"): readAngle(&lifts)
      case UInt8(ascii: "!"), UInt8(ascii: "["): readBracket(&lifts)
      case UInt8(ascii: "~"), UInt8(ascii: "="): readPairedMark(&lifts)
      case UInt8(ascii: "#"): readTag(&lifts)
      case UInt8(ascii: ":"): skipAddress()
      default: position += 1
      }
    }
    position = text.count
    return nil
  }

  private mutating func readBackticks(_ lifts: inout LiftList) {
    let start = position
    let length = text.run(of: backtick, at: start)
    position = backticks.end(in: text, at: start)
    guard position > start + length else { return }
    let mark: StaticString = "net:"
    if length == 1, text.has(mark, at: start + 1) {
      let first = start + 1 + mark.utf8CodeUnitCount
      let inner = first..<max(position - 1, first)
      let range = source.range(of: start..<position)
      let value = InlineValue(source: source.excerpt(text.trimmed(inner)), range: range)
      return lifts.add(.value(value), at: range)
    }
    codeSpans.append(start..<position)
  }

  /// Takes the delimiter of `opening` for text.
  mutating func skip(_ opening: DisplayOpening) {
    position = opening.position + opening.length
  }

  // MARK: Backslashes

  private mutating func readBackslash(_ lifts: inout LiftList) -> DisplayOpening? {
    switch text[position + 1] {
    case UInt8(ascii: "("): return readPair(.inline(2, "\\)"), &lifts)
    case UInt8(ascii: "["): return readPair(.display(.bracket, 2), &lifts)
    case backslash where text[position + 2] == UInt8(ascii: "("):
      return readPair(.inline(3, "\\\\)"), &lifts)
    case backslash where text[position + 2] == UInt8(ascii: "["):
      return readPair(.display(.doubleBracket, 3), &lifts)
    case UInt8(ascii: "b"):
      if let name = text.environmentName(at: position) {
        return readPair(
          .display(.environment(name), "\\begin{}".utf8.count + name.utf8.count), &lifts)
      }
      position += 1
    case UInt8(ascii: "e"), UInt8(ascii: "r"): readReference(&lifts)
    case let next: position += isPunctuation(next) ? 2 : 1
    }
    return nil
  }

  /// `\eqref{…}` and `\ref{…}` outside of formulas, which MathJax makes links of too.
  private mutating func readReference(_ lifts: inout LiftList) {
    let start = position
    position += 1
    for command in ["\\eqref{", "\\ref{"] as [StaticString] where text.has(command, at: start) {
      let inner = start + command.utf8CodeUnitCount
      var end = inner
      while !Self.endsLabel(text[end]) { end += 1 }
      guard end > inner, text[end] == UInt8(ascii: "}") else { return }
      let whole = start..<(end + 1)
      lift(whole, in: whole, display: false, &lifts)
    }
  }

  /// What no label has in it, so that one that is not closed is not looked for further; the 0 behind the text too.
  private static func endsLabel(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "}"), UInt8(ascii: "{"), backslash, dollar, newline, 0].contains(byte)
  }

  // MARK: Delimiters in pairs

  private enum Pair {
    case inline(Int, String)
    case display(DisplayOpening.Kind, Int)

    var length: Int {
      switch self {
      case .inline(let length, _), .display(_, let length): length
      }
    }

    var closing: String {
      switch self {
      case .inline(_, let closing): closing
      case .display(let kind, _): kind.closing
      }
    }
  }

  /// Lifts a formula with unlike delimiters; or the delimiter is text, or an opening to report.
  private mutating func readPair(_ pair: Pair, _ lifts: inout LiftList) -> DisplayOpening? {
    let start = position
    let inner = start + pair.length
    position = inner
    guard let end = find(pair.closing, from: inner) else {
      guard case .display(let kind, let length) = pair else {
        warnAboutInline(start..<inner, closing: pair.closing, &lifts)
        return nil
      }
      return DisplayOpening(kind: kind, position: start, length: length)
    }
    let whole = start..<(end + pair.closing.utf8.count)
    guard text.bytes[inner..<end].contains(where: { !isSpace($0) }) else {
      position = whole.upperBound
      return nil
    }
    switch pair {
    case .inline: lift(inner..<end, in: whole, display: false, &lifts)
    case .display(.environment, _): lift(whole, in: whole, display: true, &lifts)
    case .display: lift(inner..<end, in: whole, display: true, &lifts)
    }
    return nil
  }

  private mutating func find(_ closing: String, from start: Int) -> Int? {
    if absent.contains(closing) { return nil }
    let end = text.find(closing, in: start..<max(start, text.count))
    if end == nil { absent.insert(closing) }
    return end
  }

  private mutating func lift(
    _ inner: Range<Int>, in whole: Range<Int>, display: Bool, _ lifts: inout LiftList
  ) {
    let isEnvironment = display && inner == whole
    var formula = source.excerpt(text.trimmed(inner))
    position = whole.upperBound
    if display, !isEnvironment,
      let attribute = EquationAttribute(text, behind: whole.upperBound)
    {
      formula = attribute.label(formula, text) { source.offset(of: $0) }
      position = attribute.end
    }
    let span = MathSpan(
      source: formula, range: source.range(of: whole), display: display,
      isEnvironment: isEnvironment)
    lifts.add(.math(span), at: source.range(of: whole.lowerBound..<position))
  }

  // MARK: Dollars

  private mutating func readDollar(_ lifts: inout LiftList) -> DisplayOpening? {
    let run = text.run(of: dollar, at: position)
    if run == 2 {
      let isAlone = text.isAloneOnLine(position..<(position + 2))
      return readPair(.display(isAlone ? .dollarFence : .dollars, 2), &lifts)
    }
    let start = position
    position += run
    guard run == 1 else { return nil }
    if text[start + 1] == backtick {
      if let end = find("`$", from: start + 2) {
        lift((start + 2)..<end, in: start..<(end + 2), display: false, &lifts)
        return nil
      }
    }
    if let end = inlineEnd(from: start + 1) {
      lift((start + 1)..<end, in: start..<(end + 1), display: false, &lifts)
    }
    return nil
  }

  /// Where the `$` stands that closes a formula whose text begins at `start`: the first one that is
  /// neither escaped nor inside `\text{…}`. It counts if no blank precedes and no digit follows it.
  private mutating func inlineEnd(from start: Int) -> Int? {
    guard start < text.count, !isSpace(text[start]) else { return nil }
    var place = start
    var braces = 0
    var textDepth: Int?
    while place < text.count {
      switch text[place] {
      case backslash:
        if textDepth == nil, !hasUnclosedText, opensText(at: place) { textDepth = braces }
        place += 1
      case UInt8(ascii: "{"): braces += 1
      case UInt8(ascii: "}"):
        braces -= 1
        // What follows in braces is an argument of the same command.
        if let depth = textDepth, braces <= depth, text[place + 1] != UInt8(ascii: "{") {
          textDepth = nil
        }
      case dollar where textDepth == nil:
        return isSpace(text[place - 1]) || isDigit(text[place + 1]) ? nil : place
      default: break
      }
      place += 1
    }
    if textDepth != nil {
      hasUnclosedText = true
      return inlineEnd(from: start)
    }
    return nil
  }

  /// Whether a command here sets its argument, or the last one, as text, in which formulas may stand.
  private func opensText(at place: Int) -> Bool {
    switch text[place + 1] {
    case UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "h"), UInt8(ascii: "f"),
      UInt8(ascii: "c"), UInt8(ascii: "r"), UInt8(ascii: "e"):
      Self.textCommands.contains { text.has($0, at: place) }
    default: false
    }
  }

  private static let textCommands: [StaticString] = [
    "\\text{", "\\mbox{", "\\hbox{", "\\fbox{", "\\tag{", "\\emph{", "\\textrm{", "\\textbf{",
    "\\textit{", "\\textsf{", "\\texttt{", "\\textup{", "\\textmd{", "\\textnormal{", "\\colorbox{",
    "\\fcolorbox{", "\\raisebox{",
  ]

  // MARK: HTML

  private mutating func readAngle(_ lifts: inout LiftList) {
    let start = position
    if readFormulaScript(&lifts) { return }
    if let end = InlineHTML.autolinkEnd(text, at: start)
      ?? InlineHTML.tagEnd(text, at: start, limit: text.count)
    {
      position = end
    } else if text.has("<!--", at: start) {
      readComment(&lifts)
    } else if let end = instructionEnd() {
      position = end
    } else {
      position += 1
    }
  }

  private mutating func readComment(_ lifts: inout LiftList) {
    guard !absent.contains("-->"), let end = text.commentEnd(at: position) else {
      absent.insert("-->")
      position += 1
      return
    }
    lifts.addDirective(source, position..<end)
    position = end
  }

  /// The end of `<?…?>`, `<![CDATA[…]]>` or `<!X…>` here.
  private mutating func instructionEnd() -> Int? {
    let closing: String
    if text[position + 1] == UInt8(ascii: "?") {
      closing = "?>"
    } else if text.has("<![CDATA[", at: position) {
      closing = "]]>"
    } else if text[position + 1] == UInt8(ascii: "!"), isLetter(text[position + 2]) {
      closing = ">"
    } else {
      return nil
    }
    guard let place = findPlain(closing, from: position + 2) else { return nil }
    return place + closing.utf8.count
  }

  /// As `find`, where a backslash means nothing.
  private mutating func findPlain(_ closing: String, from start: Int) -> Int? {
    if absent.contains(closing) { return nil }
    let place = text.find(plain: closing, from: start)
    if place == nil { absent.insert(closing) }
    return place
  }

  /// Lifts the formula of `<script type="math/tex">…</script>`, as converters of notes leave it.
  private mutating func readFormulaScript(_ lifts: inout LiftList) -> Bool {
    guard FormulaScript.begins(text, at: position),
      findPlain("</script>", from: position) != nil,
      let script = FormulaScript(text, at: position)
    else { return false }
    let range = source.range(of: script.range)
    let span = MathSpan(
      source: source.excerpt(script.formula), range: range, display: script.isDisplay,
      isEnvironment: false)
    lifts.add(.math(span), at: range)
    position = script.range.upperBound
    return true
  }

  // MARK: Comments, marks and tags

  /// `%%…%%`, which is for the author alone.
  private mutating func readPercent(_ lifts: inout LiftList) -> DisplayOpening? {
    let start = position
    let run = text.run(of: UInt8(ascii: "%"), at: start)
    position += run
    guard run == 2 else { return nil }
    guard let end = findPlain("%%", from: position) else {
      return text.isAloneOnLine(start..<position)
        ? DisplayOpening(kind: .comment, position: start, length: 2) : nil
    }
    lifts.add(.comment, at: source.range(of: start..<(end + 2)))
    position = end + 2
    return nil
  }

  private mutating func readPairedMark(_ lifts: inout LiftList) {
    let start = position
    position += text.run(of: text[start], at: start)
    if let mark = PairedMark(text, at: start) {
      lifts.add(mark, at: source.range(of: start..<position))
    }
  }

  /// `#tag`: not behind a word, and not of digits alone.
  private mutating func readTag(_ lifts: inout LiftList) {
    let start = position
    position += 1
    guard start == 0 || isSpace(text[start - 1]) else { return }
    while text.isInTag(at: position) { position += 1 }
    let name = text.bytes[(start + 1)..<position]
    guard name.contains(where: { !isDigit($0) }) else { return }
    lifts.add(.tag, at: source.range(of: start..<position))
  }

  /// Goes behind a URL in running text: nothing in it is a sign.
  private mutating func skipAddress() {
    position += 1
    guard text.has("//", at: position) else { return }
    while text.isInAddress(at: position) { position += 1 }
  }

  // MARK: Brackets

  private mutating func readBracket(_ lifts: inout LiftList) {
    if let label = FootnoteLabel(text, at: position),
      text[label.range.upperBound] != UInt8(ascii: "(")
    {
      lifts.add(.footnoteReference(label: label.name), at: source.range(of: label.range))
      position = label.range.upperBound
      return
    }
    guard let link = Wikilink(text, at: position) else {
      position += 1
      return
    }
    let range = source.range(of: link.range)
    lifts.add(link.element(at: range), at: range)
    position = link.range.upperBound
  }
}
