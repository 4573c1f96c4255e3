/// `<script type="math/tex">…</script>`, as converters of notes leave formulas.
struct FormulaScript {
  let range: Range<Int>
  let formula: Range<Int>
  let isDisplay: Bool

  init?(_ text: ByteText, at start: Int) {
    guard Self.begins(text, at: start),
      let tagEnd = InlineHTML.tagEnd(text, at: start, limit: text.count),
      let end = text.find(plain: "</script>", from: tagEnd)
    else { return nil }
    let tag = String(decoding: text.bytes[start..<tagEnd], as: UTF8.self)
    isDisplay = tag.contains("mode=display")
    range = start..<(end + "</script>".utf8.count)
    var inner = text.trimmed(tagEnd..<end)
    // What keeps parsers of XML from reading the formula.
    for (opening, closing) in [("% <![CDATA[", "%]]>"), ("%<![CDATA[", "%]]>")]
    where text.has(word: opening, at: inner.lowerBound)
      && text.has(word: closing, at: inner.upperBound - closing.utf8.count)
    {
      let lower = inner.lowerBound + opening.utf8.count
      inner = text.trimmed(lower..<max(lower, inner.upperBound - closing.utf8.count))
    }
    formula = inner
  }

  /// Whether such a script begins here, wherever it ends.
  static func begins(_ text: ByteText, at start: Int) -> Bool {
    guard text.has("<script", at: start, anyCase: true) else { return false }
    var position = start + "<script".utf8.count
    while isBlank(text[position]) { position += 1 }
    return text.has("type=\"math/tex", at: position) || text.has("type='math/tex", at: position)
  }
}

extension ByteText {
  /// Where `word` stands at `start` or later; backslashes mean nothing.
  func find(plain word: String, from start: Int) -> Int? {
    guard let first = word.utf8.first else { return nil }
    var position = start
    while position < count {
      if bytes[position] == first, has(word: word, at: position) { return position }
      position += 1
    }
    return nil
  }
}
