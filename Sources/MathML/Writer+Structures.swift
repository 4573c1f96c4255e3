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

  private mutating func mfrac(_ tag: StaticString, _ above: MathNode, _ below: MathNode) {
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

  mutating func stack(_ base: MathNode, _ over: MathNode?, _ under: MathNode?) {
    raw(over == nil ? "<munder>" : under == nil ? "<mover>" : "<munderover>")
    if case .symbol(let symbol) = base.kind, !(0x2190...0x21FF).contains(symbol.code) {
      element("<mo stretchy=\"false\">", symbol, "</mo>")
    } else {
      slot(base)
    }
    if let under { scriptSlot(under) }
    if let over { scriptSlot(over) }
    raw(over == nil ? "</munder>" : under == nil ? "</mover>" : "</munderover>")
  }
}
