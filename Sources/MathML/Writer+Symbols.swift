import MathSyntax

extension Writer {
  mutating func write(_ symbol: Symbol) {
    if symbol.size != .normal { return sized(symbol) }
    switch symbol.role {
    case .ordinary: ordinary(symbol)
    case .largeOperator: symbol.isLetter ? letter(symbol) : element("<mo>", symbol, "</mo>")
    case .binary, .relation, .punctuation: spaced(symbol)
    case .opening, .closing: delimiter(symbol)
    }
  }

  /// `\big(`: TeX's heights at 10 pt.
  private mutating func sized(_ symbol: Symbol) {
    switch symbol.role {
    case .opening: raw("<mo form=\"prefix\" stretchy=\"true\"")
    case .closing: raw("<mo form=\"postfix\" stretchy=\"true\"")
    case .relation: raw("<mo stretchy=\"true\" lspace=\"0.2778em\" rspace=\"0.2778em\"")
    default: raw("<mo stretchy=\"true\" lspace=\"0\" rspace=\"0\"")
    }
    let height: StaticString =
      switch symbol.size {
      case .normal, .big, .wide: "1.2em"
      case .bigger: "1.8em"
      case .huge: "2.4em"
      case .hugest: "3em"
      }
    if symbol.role == .opening || symbol.role == .closing,
      !Symbol.isBracket(symbol.code, opening: symbol.role == .opening)
    {
      raw(" lspace=\"0\" rspace=\"0\"")
    }
    raw(" minsize=\"")
    raw(height)
    raw("\" maxsize=\"")
    raw(height)
    element("\">", symbol, "</mo>")
  }

  /// A letter is italic by default; capital Greek letters and signs stand upright, as in TeX.
  mutating func ordinary(_ symbol: Symbol) {
    switch symbol.code {
    case 0x7C, 0x2016, 0x2F, 0x5C:
      element("<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">", symbol, "</mo>")
    case 0x2032: raw("<mo class=\"gw-prime\" form=\"postfix\">′</mo>")
    case 0x2025: raw("<mi mathvariant=\"normal\">..</mi>")
    case 0x391...0x3A9, 0x2207: element("<mi mathvariant=\"normal\">", symbol, "</mi>")
    default: element("<mi>", symbol, "</mi>")
    }
  }

  private mutating func spaced(_ symbol: Symbol) {
    if isScript { return unspaced(symbol) }
    if symbol.isLetter { return letter(symbol) }
    guard symbol.code >= 0x80 || symbol.code == 0x3A || symbol.code == 0x2F || symbol.code == 0x7C
    else { return element("<mo>", symbol, "</mo>") }
    raw("<mo")
    spacing(of: symbol)
    element(symbol.isVertical ? " stretchy=\"false\">" : ">", symbol, "</mo>")
  }

  /// A letter that `\mathrel` and its like made an operator: it stays italic.
  private mutating func letter(_ symbol: Symbol, isSpaced: Bool = true) {
    let space: StaticString =
      switch symbol.role {
      case .binary where isSpaced: "0.2222em"
      case .relation where isSpaced: "0.2778em"
      default: "0"
      }
    raw("<mo lspace=\"")
    raw(space)
    raw("\" rspace=\"")
    raw(space)
    let italic = Unicode.Scalar(symbol.code).flatMap { MathAlphabet.character($0, .italic) }
    element("\">", Symbol(italic.map { String($0) } ?? symbol.character, symbol.role), "</mo>")
  }

  /// An operator without the space that MathML would put around it.
  mutating func unspaced(_ symbol: Symbol) {
    switch symbol.role {
    case .ordinary: return ordinary(symbol)
    case .opening, .closing: return delimiter(symbol)
    default: break
    }
    if symbol.isLetter { return letter(symbol, isSpaced: false) }
    raw("<mo lspace=\"0\" rspace=\"0\"")
    element(symbol.isVertical ? " stretchy=\"false\">" : ">", symbol, "</mo>")
  }

  /// Space where the operator dictionary knows the character in another role than TeX.
  private mutating func spacing(of symbol: Symbol) {
    switch (symbol.code, symbol.role) {
    case (0x3A, .relation): raw(" lspace=\"0.2778em\" rspace=\"0.2778em\"")
    case (0x3A, .punctuation): raw(" lspace=\"0\" rspace=\"0.1667em\"")
    case (0x2F, .binary), (0x7C, .relation), (0x2223, .relation), (0x2216, .binary):
      raw(" lspace=\"0.2222em\" rspace=\"0.2222em\"")
    default: break
    }
  }

  /// A binary operator without a left operand: a unary minus.
  mutating func sign(_ symbol: Symbol) {
    switch symbol.code {
    case 0x2212, 0x2B, 0xB1, 0x2213: element("<mo form=\"prefix\">", symbol, "</mo>")
    default: unspaced(symbol)
    }
  }

  /// A delimiter of fixed size.
  private mutating func delimiter(_ symbol: Symbol) {
    switch symbol.code {
    case 0x21: raw("<mo form=\"postfix\">!</mo>")
    case 0x3F: raw("<mo lspace=\"0\" rspace=\"0\">?</mo>")
    case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D:
      element("<mo stretchy=\"false\">", symbol, "</mo>")
    default:
      raw(symbol.role == .opening ? "<mo form=\"prefix\"" : "<mo form=\"postfix\"")
      if !Symbol.isBracket(symbol.code, opening: symbol.role == .opening) {
        raw(" lspace=\"0\" rspace=\"0\"")
      }
      element(" stretchy=\"false\">", symbol, "</mo>")
    }
  }

  // MARK: - Fences

  /// Delimiters that grow with what they enclose.
  mutating func fenced(_ open: UInt32, _ nodes: Row, _ close: UInt32) {
    let isTall = !tree.nodes(nodes).allSatisfy { isFlat($0) }
    raw("<mrow>")
    fence(open, "prefix", isTall: isTall)
    row(nodes, in: .fence)
    fence(close, "postfix", isTall: isTall)
    raw("</mrow>")
  }

  /// `delimiter`: its code point, or 0 for none.
  mutating func fence(_ delimiter: UInt32, _ form: StaticString, isTall: Bool = true) {
    guard delimiter != 0 else { return }
    raw("<mo form=\"")
    raw(form)
    // Some browsers leave room beside a delimiter that may grow, even where it does not.
    raw(isTall ? "\" stretchy=\"true\"" : "\" stretchy=\"false\"")
    if !Symbol.isBracket(delimiter, opening: form.utf8CodeUnitCount == 6) {
      raw(" lspace=\"0\" rspace=\"0\"")
    }
    element(">", Symbol(code: delimiter, .ordinary), "</mo>")
  }

  mutating func middle(_ symbol: Symbol) {
    element(
      "<mo form=\"infix\" stretchy=\"true\" lspace=\"0.1667em\" rspace=\"0.1667em\">",
      symbol, "</mo>")
  }

  // MARK: - Words, spaces

  mutating func word(_ word: MathTree.Text) {
    let isLetter = isOneCharacter(word)
    raw(
      isLetter
        ? "<mi mathvariant=\"normal\">" : face == .italic ? "<mi class=\"gw-italic\">" : "<mi>")
    if let face {
      text(tree.string(word).inFont(face), blank: "\u{2009}")
    } else {
      text(word, blank: "\u{2009}")
    }
    raw("</mi>")
  }

  private func isOneCharacter(_ text: MathTree.Text) -> Bool {
    let bytes = bytes(text)
    return bytes.count <= 4 && bytes.count { $0 & 0xC0 != 0x80 } == 1
  }

  mutating func number(_ digits: MathTree.Text) {
    guard let face else { return element("<mn>", digits, "</mn>") }
    element("<mn>", tree.string(digits).inFont(face), "</mn>")
  }

  /// A negative width is not allowed in `mspace`, but a negative margin is.
  mutating func space(_ width: Double) {
    if let usual = usualSpace(width) { return raw(usual) }
    raw(width < 0 ? "<mspace style=\"margin-left:" : "<mspace width=\"")
    markup(Self.em(width))
    raw("em\"/>")
  }

  /// The element of one of TeX's spaces.
  private func usualSpace(_ width: Double) -> StaticString? {
    switch width {
    case 0: "<mspace width=\"0\"/>"
    case 3.0 / 18: "<mspace width=\"0.1667em\"/>"
    case 4.0 / 18: "<mspace width=\"0.2222em\"/>"
    case 5.0 / 18: "<mspace width=\"0.2778em\"/>"
    case 1: "<mspace width=\"1em\"/>"
    case 2: "<mspace width=\"2em\"/>"
    default: nil
    }
  }

  /// Four decimals, without trailing zeros. |width| ≤ 100.
  static func em(_ width: Double) -> String {
    let scaled = Int((width < 0 ? -width : width) * 10_000 + 0.5)
    var fraction = String(scaled % 10_000 + 10_000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    let whole = (width < 0 ? "-" : "") + String(scaled / 10_000)
    return fraction.isEmpty ? whole : whole + "." + fraction
  }
}

extension Writer {
  /// Whether it is no higher than a parenthesis.
  private func isFlat(_ node: Node) -> Bool {
    switch kind(node) {
    case .symbol(let symbol) where face == nil || symbol.role != .ordinary:
      symbol.role != .largeOperator && symbol.size == .normal && !symbol.isMiddle
    case .number, .word, .text: face == nil
    case .space: true
    default: false
    }
  }
}

extension Symbol {
  fileprivate var isLetter: Bool { code < 0x80 && code | 0x20 &- 0x61 < 26 }

  /// `\middle|`: delimiters are relations nowhere else.
  var isMiddle: Bool {
    guard role == .relation else { return false }
    switch code {
    case 0x7C, 0x2016, 0x2F, 0x5C, 0x27E8, 0x27E9, 0x28, 0x29, 0x5B, 0x5D: return true
    default: return false
    }
  }

  /// Whether MathML knows the character as a bracket of that side, and so without space around it.
  fileprivate static func isBracket(_ code: UInt32, opening: Bool) -> Bool {
    switch code {
    case 0x28, 0x5B, 0x7B, 0x2308, 0x230A, 0x27E6, 0x27E8, 0x27EE, 0x2983: opening
    case 0x29, 0x5D, 0x7D, 0x2309, 0x230B, 0x27E7, 0x27E9, 0x27EF, 0x2984: !opening
    case 0x7C, 0x2016: true
    default: false
    }
  }

  /// Characters that MathML would stretch to the height of their row.
  fileprivate var isVertical: Bool {
    switch code {
    case 0x7C, 0x2016, 0x2191, 0x2193, 0x2195, 0x21D1, 0x21D3, 0x21D5, 0x2223, 0x2225: return true
    default: return false
    }
  }
}
