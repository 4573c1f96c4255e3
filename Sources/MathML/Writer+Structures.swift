import MathSyntax

extension Writer {
  mutating func fraction(_ above: MathNode, _ below: MathNode, _ style: FractionStyle) {
    switch style {
    case .normal: mfrac("<mfrac>", above, below)
    case .display, .continued:
      raw("<mstyle displaystyle=\"true\" scriptlevel=\"0\">")
      mfrac("<mfrac>", above, below)
      raw("</mstyle>")
    case .text:
      raw("<mstyle displaystyle=\"false\" scriptlevel=\"0\">")
      mfrac("<mfrac>", above, below)
      raw("</mstyle>")
    case .binomial:
      raw("<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo>")
      mfrac("<mfrac linethickness=\"0\">", above, below)
      raw("<mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>")
    }
  }

  private mutating func mfrac(_ tag: String, _ above: MathNode, _ below: MathNode) {
    raw(tag)
    slot(above)
    slot(below)
    raw("</mfrac>")
  }

  mutating func root(_ radicand: MathNode, _ degree: MathNode?) {
    raw(degree == nil ? "<msqrt>" : "<mroot>")
    slot(radicand)
    if let degree { scriptSlot(degree) }
    raw(degree == nil ? "</msqrt>" : "</mroot>")
  }

  /// Lines over and under are borders: few fonts can stretch a bar.
  mutating func accent(_ accent: Accent, _ base: MathNode) {
    switch accent {
    case .overline: return wrapped("<mrow class=\"gw-overline\">", base, "</mrow>")
    case .underline: return wrapped("<mrow class=\"gw-underline\">", base, "</mrow>")
    default: break
    }
    let mark = accent.mark
    let tag = mark.isUnder ? "munder" : "mover"
    raw("<\(tag) \(mark.isUnder ? "accentunder" : "accent")=\"true\">")
    slot(base)
    raw(accent == .vec ? "<mo mathsize=\"70%\"" : "<mo")
    element(" stretchy=\"\(mark.isStretchy)\">", mark.character, "</mo></\(tag)>")
  }

  mutating func stack(_ base: MathNode, _ over: MathNode?, _ under: MathNode?) {
    let tag =
      over == nil ? "munder" : under == nil ? "mover" : "munderover"
    raw("<\(tag)>")
    if case .symbol(let symbol) = base.kind, !(0x2190...0x21FF).contains(symbol.code) {
      element("<mo stretchy=\"false\">", symbol.character, "</mo>")
    } else {
      slot(base)
    }
    if let under { scriptSlot(under) }
    if let over { scriptSlot(over) }
    raw("</\(tag)>")
  }

  mutating func styled(_ style: Style, _ content: MathNode) {
    switch style {
    case .color(let color):
      guard color.isSafeColor else { return slot(content) }
      wrapped("<mstyle mathcolor=\"\(color)\">", content, "</mstyle>")
    case .boxed: wrapped("<mrow class=\"gw-boxed\">", content, "</mrow>")
    case .phantom: wrapped("<mphantom>", content, "</mphantom>")
    case .display:
      wrapped("<mstyle displaystyle=\"true\" scriptlevel=\"0\">", content, "</mstyle>")
    case .text: wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"0\">", content, "</mstyle>")
    case .script: wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"1\">", content, "</mstyle>")
    case .scriptscript:
      wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"2\">", content, "</mstyle>")
    case .limits, .noLimits: slot(content)
    }
  }

  private mutating func wrapped(_ start: String, _ content: MathNode, _ end: String) {
    raw(start)
    row(content.row)
    raw(end)
  }

  mutating func annotation(_ annotation: Annotation) {
    switch annotation {
    case .tag(let tag): element("<mtext class=\"gw-tag\">", "(\(tag))", "</mtext>")
    case .reference(let name): element("<mtext class=\"gw-ref\">", "(\(name))", "</mtext>")
    case .label, .noNumber: break
    }
  }
}

/// The character that draws an accent.
private struct Mark {
  let character: String
  var isStretchy = false
  var isUnder = false

  init(_ character: String, stretchy: Bool = false, under: Bool = false) {
    self.character = character
    isStretchy = stretchy
    isUnder = under
  }
}

extension Accent {
  fileprivate var mark: Mark {
    switch self {
    case .hat: Mark("ˆ")
    case .widehat: Mark("\u{302}", stretchy: true)
    case .bar, .overline: Mark("ˉ")
    case .tilde: Mark("˜")
    case .widetilde: Mark("~", stretchy: true)
    case .vec: Mark("→")
    case .dot: Mark("˙")
    case .ddot: Mark("¨")
    case .check: Mark("ˇ")
    case .breve: Mark("˘")
    case .acute: Mark("´")
    case .grave: Mark("`")
    case .ring: Mark("˚")
    case .underline: Mark("_", stretchy: true, under: true)
    case .overrightarrow: Mark("→", stretchy: true)
    case .overleftarrow: Mark("←", stretchy: true)
    case .overbrace: Mark("⏞", stretchy: true)
    case .underbrace: Mark("⏟", stretchy: true, under: true)
    }
  }
}

extension String {
  /// A name, or `#` and hexadecimal digits: nothing that could leave its attribute.
  fileprivate var isSafeColor: Bool {
    guard !isEmpty, utf8.count <= 32 else { return false }
    return utf8.enumerated().allSatisfy { index, byte in
      (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        || (index == 0 && byte == UInt8(ascii: "#"))
    }
  }
}
