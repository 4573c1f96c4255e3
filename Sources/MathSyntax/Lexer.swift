import Diagnostics

/// Cuts an excerpt into tokens, one at a time. Never fails: what it does not know is `invalid`.
struct Lexer {
  private let excerpt: Excerpt
  private let bytes: ByteView
  private let dialect: Dialect
  private var position = 0
  private let index = CommandTable.index
  /// Where the text begins in the file, if it stands there in one piece.
  private let origin: Int?

  /// `bytes`: those of the excerpt, which must outlive the lexer.
  init(_ excerpt: Excerpt, _ bytes: UnsafeBufferPointer<UInt8>, dialect: Dialect) {
    self.excerpt = excerpt
    self.bytes = ByteView(bytes)
    self.dialect = dialect
    let range = excerpt.range
    origin = range.count == bytes.count ? range.lowerBound : nil
  }

  /// The next token; `.end` for ever after the last one.
  mutating func next() -> Token {
    let start = position
    skipSpace()
    let hasSpace = position > start
    var token = lex()
    token.spaceBefore = hasSpace
    return token
  }

  /// `{name}` of letters and a star, if it comes next; nil leaves all as it is.
  mutating func bracedName() -> String? {
    guard bytes[position] == UInt8(ascii: "{") else { return nil }
    let start = position + 1
    var end = start
    while isLetter(bytes[end]) { end += 1 }
    if bytes[end] == UInt8(ascii: "*") { end += 1 }
    guard end > start, bytes[end] == UInt8(ascii: "}") else { return nil }
    position = end + 1
    return Environments.index.name(bytes, start..<end) ?? bytes.text(start..<end)
  }

  /// `{…}` as it stands, braces in it balanced, if it comes next: an address, a chemical formula.
  mutating func verbatimGroup() -> String? {
    skipSpace()
    guard bytes[position] == UInt8(ascii: "{") else { return nil }
    var depth = 0
    for end in position..<bytes.count {
      if bytes[end] == UInt8(ascii: "{") { depth += 1 }
      if bytes[end] == UInt8(ascii: "}") { depth -= 1 }
      guard depth == 0 else { continue }
      let text = bytes.text((position + 1)..<end)
      position = end + 1
      return text
    }
    return nil
  }

  /// `|…|` with any ASCII character for the bar, for `\verb`, if it comes next.
  mutating func verbatim() -> String? {
    let mark = bytes[position]
    guard mark > 0x20, mark < 0x7F, !isLetter(mark) else { return nil }
    guard let end = ((position + 1)..<bytes.count).first(where: { bytes[$0] == mark })
    else { return nil }
    let text = bytes.text((position + 1)..<end)
    position = end + 1
    return text
  }

  /// Text up to a closing brace, if there is nothing in it but ASCII characters that stand for
  /// themselves; the brace is left. nil leaves all as it is.
  mutating func plainText() -> String? {
    var end = position
    var wasSpace = false
    while true {
      let byte = bytes[end]
      if byte == UInt8(ascii: "}") { break }
      let isSpace = byte == 0x20
      guard isPlain(byte) || isSpace, !(isSpace && wasSpace) else { return nil }
      wasSpace = isSpace
      end += 1
    }
    guard end > position else { return nil }
    let text = bytes.text(position..<end)
    position = end
    return text
  }

  /// Letters, digits and punctuation without meaning to TeX.
  private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "-"): true
    default: isLetter(byte) || isDigit(byte)
    }
  }

  /// Where the next token is looked for, in the file.
  var offset: Int { origin.map { $0 + position } ?? excerpt.offset(of: position) }

  /// All tokens up to the end, without `.end`.
  static func tokens(of excerpt: Excerpt, dialect: Dialect) -> [Token] {
    excerpt.bytes.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(excerpt, bytes, dialect: dialect)
      var tokens: [Token] = []
      while true {
        let token = lexer.next()
        guard token.kind != .end else { return tokens }
        tokens.append(token)
      }
    }
  }

  // MARK: - Bytes

  @inline(__always)
  private func range(_ start: Int, _ end: Int) -> SourceRange {
    guard let origin else { return excerpt.range(of: start..<end) }
    return (origin + start)..<(origin + end)
  }

  private func token(_ kind: Token.Kind, from start: Int, dropping prefix: Int = 0) -> Token {
    let text = bytes.text((start + prefix)..<position)
    return Token(kind: kind, text: text, range: range(start, position))
  }

  /// The next byte, an ASCII character, as one token.
  @inline(__always)
  private mutating func take(_ kind: Token.Kind) -> Token {
    let start = position
    position += 1
    return Token(kind, code: UInt32(bytes[start]), range: range(start, position))
  }

  /// The next `count` bytes as one token.
  private mutating func take(_ count: Int, as kind: Token.Kind) -> Token {
    let start = position
    position = min(position + count, bytes.count)
    return token(kind, from: start)
  }

  /// White space, and in TeX comments up to the end of their line.
  private mutating func skipSpace() {
    while true {
      let byte = bytes[position]
      if byte > 0x25 { return }
      if isSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: "%"), dialect == .tex {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else {
        return
      }
    }
  }

  // MARK: - Tokens

  private mutating func lex() -> Token {
    guard position < bytes.count else {
      return Token(.end, code: 0, range: range(position, position))
    }
    let first = bytes[position]
    switch first {
    case UInt8(ascii: "\\"): return command()
    case UInt8(ascii: "{"): return take(.open)
    case UInt8(ascii: "}"): return take(.close)
    case UInt8(ascii: "^"): return take(.superscript)
    case UInt8(ascii: "_"): return take(.subscript)
    case UInt8(ascii: "&"): return take(.ampersand)
    case UInt8(ascii: "'"): return take(.prime)
    case UInt8(ascii: "$"): return take(.dollar)
    case UInt8(ascii: "#"): return parameter()
    case _ where isLetter(first): return letters()
    case _ where isDigit(first): return number()
    case UInt8(ascii: ".") where isDigit(bytes[position + 1]): return number()
    case 0..<0x20, 0x7F: return take(.invalid)
    case 0x80...: return unicode()
    default: return character()
    }
  }

  /// `\name` or `\` and one character.
  private mutating func command() -> Token {
    let start = position
    position += 1
    var hash = NameHash()
    if isLetter(bytes[position]) {
      repeat {
        hash.add(bytes[position])
        position += 1
      } while isLetter(bytes[position])
    } else if position < bytes.count {
      let end = position + scalarLength(at: position)
      while position < end {
        hash.add(bytes[position])
        position += 1
      }
    }
    let row = index.row(hash, bytes, (start + 1)..<position)
    guard row >= 0 else { return token(.command, from: start, dropping: 1) }
    return Token(row: row, index.part(of: row), range: range(start, position))
  }

  private mutating func parameter() -> Token {
    let digit = bytes[position + 1]
    guard digit >= UInt8(ascii: "1"), digit <= UInt8(ascii: "9") else {
      return take(.invalid)
    }
    let start = position
    position += 2
    return token(.parameter, from: start, dropping: 1)
  }

  /// One letter in TeX; a word, which digits may end, in plain text.
  private mutating func letters() -> Token {
    guard dialect == .plain, isLetter(bytes[position + 1]) || isDigit(bytes[position + 1])
    else { return letter() }
    let start = position
    while isLetter(bytes[position]) || isDigit(bytes[position]) {
      position += 1
    }
    return token(.word, from: start)
  }

  private mutating func letter() -> Token {
    guard bytes[position + 1] >= 0x80 else { return take(.letter) }
    let start = position
    position += 1
    skipCombiningMarks()
    return token(position == start + 1 ? .letter : .character, from: start)
  }

  /// Digits with at most one point between them or before them; in plain text also an exponent.
  private mutating func number() -> Token {
    let start = position
    skipDigits()
    if bytes[position] == UInt8(ascii: "."), isDigit(bytes[position + 1]) {
      position += 1
      skipDigits()
    }
    if dialect == .plain { skipExponent() }
    if position == start + 1 {
      return Token(.number, code: UInt32(bytes[start]), range: range(start, position))
    }
    if let text = smallNumber(from: start) {
      return Token(number: text, range: range(start, position))
    }
    return token(.number, from: start)
  }

  /// The text of two or three digits, without making a string of its own.
  private func smallNumber(from start: Int) -> String? {
    let (a, b, c) = (bytes[start] &- 0x30, bytes[start + 1] &- 0x30, bytes[start + 2] &- 0x30)
    guard a > 0, a < 10, b < 10 else { return nil }
    switch position - start {
    case 2: return SmallNumber.text[Int(10 * a + b)]
    case 3 where c < 10: return SmallNumber.text[100 * Int(a) + Int(10 * b + c)]
    default: return nil
    }
  }

  private mutating func skipDigits() {
    while isDigit(bytes[position]) { position += 1 }
  }

  private mutating func skipExponent() {
    guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return }
    let sign = bytes[position + 1]
    let signed = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    guard isDigit(bytes[position + (signed ? 2 : 1)]) else { return }
    position += signed ? 2 : 1
    skipDigits()
  }

  /// An operator of one to three ASCII characters; the longest that the dialect knows.
  private mutating func character() -> Token {
    let (a, b, c) = (bytes[position], bytes[position + 1], bytes[position + 2])
    if a == UInt8(ascii: "."), b == a, c == a { return take(3, as: .character) }
    if a == UInt8(ascii: ":"), b == UInt8(ascii: "=") { return take(2, as: .character) }
    guard dialect == .plain else { return take(.character) }
    if a == UInt8(ascii: "*"), b == a { return take(2, as: .superscript) }
    if isPlainPair(a, b) { return take(2, as: .character) }
    let isForeign = a == UInt8(ascii: "\"") || a == UInt8(ascii: "`") || a == UInt8(ascii: "%")
    return take(isForeign ? .invalid : .character)
  }

  private func isPlainPair(_ a: UInt8, _ b: UInt8) -> Bool {
    switch (a, b) {
    case (UInt8(ascii: "-"), UInt8(ascii: ">")), (UInt8(ascii: "<"), UInt8(ascii: "-")): true
    case (UInt8(ascii: "<"), UInt8(ascii: "=")), (UInt8(ascii: ">"), UInt8(ascii: "=")): true
    case (UInt8(ascii: "!"), UInt8(ascii: "=")), (UInt8(ascii: "="), UInt8(ascii: ">")): true
    case (UInt8(ascii: "."), UInt8(ascii: ".")), (UInt8(ascii: "|"), UInt8(ascii: "|")): true
    default: false
    }
  }

  // MARK: - Beyond ASCII

  private mutating func unicode() -> Token {
    let start = position
    let length = scalarLength(at: position)
    guard let scalar = scalar(at: position) else { return take(length, as: .invalid) }
    if let kind = UnicodeScript.kind(of: scalar) { return scriptRun(kind) }
    position += length
    skipCombiningMarks()
    switch scalar.value {
    case 0x2032: return token(.prime, from: start)
    case 0x80..<0xA0, 0xFFFD, 0xE000..<0xF900: return token(.invalid, from: start)
    default: return token(.character, from: start)
    }
  }

  private mutating func scriptRun(_ kind: Token.Kind) -> Token {
    let start = position
    while let scalar = scalar(at: position), UnicodeScript.kind(of: scalar) == kind {
      position += scalarLength(at: position)
    }
    return token(kind, from: start)
  }

  /// Marks such as U+0302 belong to the letter before them.
  private mutating func skipCombiningMarks() {
    while let scalar = scalar(at: position), CombiningMarks.accent(of: scalar) != nil {
      position += scalarLength(at: position)
    }
  }

  /// Bytes up to the next scalar's first byte.
  private func scalarLength(at index: Int) -> Int {
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end - index
  }

  private func scalar(at index: Int) -> Unicode.Scalar? {
    guard index < bytes.count, bytes[index] >= 0xC2 else { return nil }
    let length = min(scalarLength(at: index), 4)
    let scalars = bytes.text(index..<(index + length)).unicodeScalars
    guard scalars.count == 1, let first = scalars.first, first != "\u{FFFD}" else { return nil }
    return first
  }
}

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
