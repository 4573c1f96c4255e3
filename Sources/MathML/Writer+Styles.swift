import MathSyntax

extension Writer {
  mutating func styled(_ style: Style, _ content: Node) {
    switch style {
    case .color(let color):
      guard color.isSafeColor else { return slot(content) }
      wrapped("<mstyle mathcolor=\"", color, "\">", content, "</mstyle>")
    case .display:
      wrapped("<mstyle displaystyle=\"true\" scriptlevel=\"0\">", content, "</mstyle>")
    case .text: wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"0\">", content, "</mstyle>")
    case .script: wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"1\">", content, "</mstyle>")
    case .scriptscript:
      wrapped("<mstyle displaystyle=\"false\" scriptlevel=\"2\">", content, "</mstyle>")
    case .limits, .noLimits: slot(content)
    case .size(let factor):
      let percent = String(Int(factor / fontSize * 100 + 0.5))
      let outer = fontSize
      fontSize = factor
      wrapped("<mstyle mathsize=\"", percent, "%\">", content, "</mstyle>")
      fontSize = outer
    case .bar(let thickness):
      guard case .fraction(let above, let below, _) = kind(content) else { return slot(content) }
      element("<mfrac linethickness=\"", Self.em(thickness), "em\">")
      slot(above)
      slot(below)
      raw("</mfrac>")
    default: box(style, content)
    }
  }

  /// Boxes: lines around and through the content, and false measures.
  private mutating func box(_ style: Style, _ content: Node) {
    switch style {
    case .boxed: wrapped("<mrow class=\"gw-boxed\">", content, "</mrow>")
    case .background(let color, let frame): background(color, frame, content)
    case .struckUp: wrapped("<mrow class=\"gw-cancel\">", content, "</mrow>")
    case .struckDown: wrapped("<mrow class=\"gw-bcancel\">", content, "</mrow>")
    case .crossed: wrapped("<mrow class=\"gw-xcancel\">", content, "</mrow>")
    case .struck: wrapped("<mrow class=\"gw-sout\">", content, "</mrow>")
    case .rightLap: wrapped("<mpadded width=\"0\">", content, "</mpadded>")
    case .leftLap:
      wrapped("<mpadded width=\"0\"><mrow class=\"gw-llap\">", content, "</mrow></mpadded>")
    case .centerLap:
      wrapped("<mpadded width=\"0\"><mrow class=\"gw-clap\">", content, "</mrow></mpadded>")
    case .smashed(let height, let depth):
      raw(height ? "<mpadded height=\"0\"" : "<mpadded")
      wrapped(depth ? " depth=\"0\">" : ">", content, "</mpadded>")
    case .raised(let height):
      wrapped("<mpadded voffset=\"", Self.em(height), "em\">", content, "</mpadded>")
    case .factor(let number):
      wrapped("<mrow class=\"gw-factor gw-factor-", String(number), "\">", content, "</mrow>")
    case .described(let text): described(content, text)
    default: slot(content)
    }
  }

  /// A name whose letter has a title. MathML has none, but HTML may stand in its tokens.
  private mutating func described(_ content: Node, _ title: String) {
    var inner = Writer(tree)
    (inner.isScript, inner.face) = (isScript, face)
    inner.slot(content)
    let token = inner.string
    guard token.hasPrefix("<mi"), token.hasSuffix("</mi>"), let end = token.firstIndex(of: ">"),
      token.dropFirst().firstIndex(of: "<") == token.lastIndex(of: "<")
    else { return markup(token) }
    markup(String(token[...end]))
    raw("<span title=\"")
    attributeText(title)
    raw("\">")
    markup(String(token[token.index(after: end)...].dropLast("</mi>".count)))
    raw("</span></mi>")
  }

  private mutating func background(_ color: String, _ frame: String?, _ content: Node) {
    raw("<mrow class=\"gw-colorbox\" style=\"")
    if color.isSafeColor { element("background:", color, ";") }
    if let frame, frame.isSafeColor { element("border:1px solid ", frame, "") }
    wrapped("\">", content, "</mrow>")
  }

  mutating func wrapped(_ start: StaticString, _ content: Node, _ end: StaticString) {
    raw(start)
    row(of: content)
    raw(end)
  }

  /// The same with a value in the start tag, which must be fit for an attribute.
  private mutating func wrapped(
    _ start: StaticString, _ value: String, _ rest: StaticString, _ content: Node,
    _ end: StaticString
  ) {
    raw(start)
    markup(value)
    wrapped(rest, content, end)
  }

  // MARK: - Beside the formula

  mutating func annotation(_ annotation: Annotation) {
    switch annotation {
    // They stand at the margin already.
    case .tag where numbering.tags != nil, .bareTag where numbering.tags != nil: break
    case .tag(let tag): tagged("<mtext class=\"gw-tag\">", tag)
    case .bareTag(let tag): element("<mtext class=\"gw-tag\">", tag, "</mtext>")
    case .reference(let name): tagged("<mtext class=\"gw-ref\">", numbering.labels[name] ?? name)
    case .bareReference(let name):
      element("<mtext class=\"gw-ref\">", numbering.labels[name] ?? name, "</mtext>")
    case .rule(let width, let height, let raise): rule(width, height, raise)
    // Struts are nodes of their own.
    case .label, .noNumber, .strut: break
    }
  }

  /// The room that a node would take, in one direction or both.
  mutating func strut(_ node: Node, _ extent: Annotation.Extent) {
    if extent == .both { return wrapped("<mphantom>", node, "</mphantom>") }
    raw(extent == .height ? "<mpadded width=\"0\">" : "<mpadded height=\"0\" depth=\"0\">")
    wrapped("<mphantom>", node, "</mphantom></mpadded>")
  }

  private mutating func tagged(_ start: StaticString, _ text: String) {
    raw(start)
    raw("(")
    element("", text, ")</mtext>")
  }

  /// A filled box; what a space covers is coloured by its background.
  private mutating func rule(_ width: Double, _ height: Double, _ raise: Double) {
    if raise != 0 {
      element("<mpadded voffset=\"", Self.em(raise), "em\"")
      element(" height=\"", Self.em(max(height + raise, 0)), "em\"")
      element(" depth=\"", Self.em(max(-raise, 0)), "em\">")
    }
    element("<mspace class=\"gw-rule\" width=\"", Self.em(width), "em\"")
    element(" height=\"", Self.em(height), "em\"/>")
    if raise != 0 { raw("</mpadded>") }
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
