import MathSyntax

extension Writer {
  mutating func write(_ symbol: Symbol) {
    switch symbol.role {
    case .ordinary: ordinary(symbol.character)
    case .largeOperator: element("<mo>", symbol.character, "</mo>")
    case .binary, .relation, .punctuation: spaced(symbol)
    case .opening, .closing: delimiter(symbol)
    }
  }

  /// A letter is italic by default; capital Greek letters and signs stand upright, as in TeX.
  private mutating func ordinary(_ character: String) {
    switch character.onlyCode {
    case 0x7C, 0x2016, 0x2F, 0x5C:
      element("<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">", character, "</mo>")
    case 0x2032: element("<mo>", character, "</mo>")
    case 0x2025: raw("<mi mathvariant=\"normal\">..</mi>")
    case 0x391...0x3A9, 0x2207: element("<mi mathvariant=\"normal\">", character, "</mi>")
    default: element("<mi>", character, "</mi>")
    }
  }

  private mutating func spaced(_ symbol: Symbol) {
    if isScript { return unspaced(symbol) }
    raw("<mo")
    if let spacing = symbol.spacing { raw(spacing) }
    if symbol.isVertical { raw(" stretchy=\"false\"") }
    element(">", symbol.character, "</mo>")
  }

  /// An operator without the space that MathML would put around it.
  mutating func unspaced(_ symbol: Symbol) {
    switch symbol.role {
    case .ordinary: return ordinary(symbol.character)
    case .opening, .closing: return delimiter(symbol)
    default: break
    }
    raw("<mo lspace=\"0\" rspace=\"0\"")
    if symbol.isVertical { raw(" stretchy=\"false\"") }
    element(">", symbol.character, "</mo>")
  }

  /// A binary operator without a left operand: a unary minus.
  mutating func sign(_ symbol: Symbol) {
    switch symbol.code {
    case 0x2212, 0x2B, 0xB1, 0x2213: element("<mo form=\"prefix\">", symbol.character, "</mo>")
    default: unspaced(symbol)
    }
  }

  /// A delimiter of fixed size.
  private mutating func delimiter(_ symbol: Symbol) {
    switch symbol.code {
    case 0x21: raw("<mo form=\"postfix\">!</mo>")
    case 0x3F: raw("<mo lspace=\"0\" rspace=\"0\">?</mo>")
    case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D:
      element("<mo stretchy=\"false\">", symbol.character, "</mo>")
    default:
      raw(symbol.role == .opening ? "<mo form=\"prefix\"" : "<mo form=\"postfix\"")
      element(" stretchy=\"false\">", symbol.character, "</mo>")
    }
  }

  // MARK: - Fences

  /// Delimiters that grow with what they enclose.
  mutating func fenced(_ open: String, _ nodes: [MathNode], _ close: String) {
    raw("<mrow>")
    fence(open, "prefix")
    row(nodes, in: .fence)
    fence(close, "postfix")
    raw("</mrow>")
  }

  mutating func fence(_ delimiter: String, _ form: String) {
    guard !delimiter.isEmpty else { return }
    raw("<mo form=\"\(form)\" stretchy=\"true\"")
    if delimiter.isVerticalArrowOrSlash { raw(" lspace=\"0\" rspace=\"0\"") }
    element(">", delimiter, "</mo>")
  }

  mutating func middle(_ symbol: Symbol) {
    element(
      "<mo form=\"infix\" stretchy=\"true\" lspace=\"0.1667em\" rspace=\"0.1667em\">",
      symbol.character, "</mo>")
  }

  // MARK: - Words, spaces

  mutating func word(_ word: String) {
    let parts = word.split(separator: " ")
    if word.unicodeScalars.count == 1 {
      return element("<mi mathvariant=\"normal\">", word, "</mi>")
    }
    guard parts.count > 1 else { return element("<mi>", word, "</mi>") }
    raw("<mi>")
    for (index, part) in parts.enumerated() {
      if index > 0 { raw("\u{2009}") }
      text(String(part))
    }
    raw("</mi>")
  }

  /// A negative width is not allowed in `mspace`, but a negative margin is.
  mutating func space(_ width: Double) {
    guard width != 0 else { return raw("<mspace width=\"0\"/>") }
    raw(width < 0 ? "<mspace style=\"margin-left:" : "<mspace width=\"")
    raw(Self.em(width))
    raw("em\"/>")
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

extension Symbol {
  /// `\middle|`: delimiters are relations nowhere else.
  var isMiddle: Bool {
    guard role == .relation else { return false }
    switch code {
    case 0x7C, 0x2016, 0x2F, 0x5C, 0x27E8, 0x27E9, 0x28, 0x29, 0x5B, 0x5D: return true
    default: return false
    }
  }

  /// Where the operator dictionary knows the character in another role than TeX.
  fileprivate var spacing: String? {
    switch (code, role) {
    case (0x3A, .relation): " lspace=\"0.2778em\" rspace=\"0.2778em\""
    case (0x3A, .punctuation): " lspace=\"0\" rspace=\"0.1667em\""
    case (0x2F, .binary), (0x7C, .relation), (0x2223, .relation), (0x2216, .binary):
      " lspace=\"0.2222em\" rspace=\"0.2222em\""
    default: nil
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

extension String {
  fileprivate var isVerticalArrowOrSlash: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    return scalar == "/" || scalar == "\\" || (0x2190...0x21FF).contains(scalar.value)
  }
}
