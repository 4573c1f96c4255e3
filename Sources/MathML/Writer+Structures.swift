import MathSyntax

extension Writer {
  mutating func fraction(_ above: Node, _ below: Node, _ style: FractionStyle) {
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

  private mutating func mfrac(_ tag: StaticString, _ above: Node, _ below: Node) {
    raw(tag)
    slot(above)
    slot(below)
    raw("</mfrac>")
  }

  mutating func root(_ radicand: Node, _ degree: Node?) {
    raw(degree == nil ? "<msqrt>" : "<mroot>")
    slot(radicand)
    if let degree { withFace(nil) { $0.scriptSlot(degree) } }
    raw(degree == nil ? "</msqrt>" : "</mroot>")
  }

  /// The space around a relation belongs around its labels, too, which may be wider.
  mutating func stack(_ base: Node, _ over: Node?, _ under: Node?) {
    guard !isScript, case .symbol(let symbol) = kind(base), symbol.size != .wide,
      symbol.role == .relation || symbol.role == .binary
    else { return labelled(base, over, under) }
    let space: StaticString =
      symbol.role == .relation ? "<mspace width=\"0.2778em\"/>" : "<mspace width=\"0.2222em\"/>"
    raw("<mrow>")
    raw(space)
    labelled(base, over, under)
    raw(space)
    raw("</mrow>")
  }

  private mutating func labelled(_ base: Node, _ over: Node?, _ under: Node?) {
    raw(over == nil ? "<munder>" : under == nil ? "<mover>" : "<munderover>")
    let isLongArrow = stackBase(base)
    withFace(nil) {
      if let under { $0.stackLabel(under, isLongArrow) }
      if let over { $0.stackLabel(over, isLongArrow) }
    }
    raw(over == nil ? "</munder>" : under == nil ? "</mover>" : "</munderover>")
  }

  /// Whether the base is an arrow that grows with its labels.
  private mutating func stackBase(_ base: Node) -> Bool {
    guard case .symbol(let symbol) = kind(base), symbol.role != .ordinary else {
      slot(base)
      return false
    }
    switch (symbol.size, symbol.role) {
    case (.wide, _):
      element(
        "<mo stretchy=\"true\" lspace=\"0.2778em\" rspace=\"0.2778em\">", symbol, "</mo>")
      return true
    case (_, .largeOperator): element("<mo movablelimits=\"false\">", symbol, "</mo>")
    case (_, .relation), (_, .binary):
      element("<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">", symbol, "</mo>")
    default: element("<mo stretchy=\"false\">", symbol, "</mo>")
    }
    return false
  }

  /// A label; one of an arrow has room on both sides, so that the arrow is longer than it.
  private mutating func stackLabel(_ label: Node, _ isOnArrow: Bool) {
    guard isOnArrow else { return scriptSlot(label) }
    let outer = isScript
    isScript = true
    raw("<mrow><mspace width=\"0.5em\"/>")
    row(of: label)
    raw("<mspace width=\"0.5em\"/></mrow>")
    isScript = outer
  }
}
