import MathSyntax

/// Appends MathML to one buffer of UTF-8.
struct Writer: ~Copyable {
  private var out: ByteBuffer
  /// In scripts TeX sets operators without space.
  var isScript = false
  /// The font size that `\large` and its like set, 1 being the usual one.
  var fontSize = 1.0
  var numbering = Numbering()

  /// `size`: about how many bytes there will be.
  init(size: Int = 480) { out = ByteBuffer(capacity: size) }

  var string: String { out.string }

  var bytes: [UInt8] { out.bytes }

  /// Markup, as it is.
  @inline(__always)
  mutating func raw(_ markup: StaticString) { out.append(markup) }

  /// Markup that was put together, as it is.
  mutating func markup(_ markup: String) { out.append(markup) }

  /// Character data.
  mutating func text(_ text: String, blank: StaticString = " ") {
    out.appendEscaped(text, inAttribute: false, blank: blank)
  }

  /// Character data between double quotes.
  mutating func attributeText(_ text: String) { out.appendEscaped(text, inAttribute: true) }

  /// TeX as character data.
  mutating func source(_ tex: [UInt8], inAttribute: Bool) {
    tex.withUnsafeBufferPointer { out.appendEscaped($0, inAttribute: inAttribute) }
  }

  @inline(__always)
  mutating func element(
    _ start: StaticString, _ text: String, _ end: StaticString, blank: StaticString = " "
  ) {
    raw(start)
    self.text(text, blank: blank)
    raw(end)
  }

  /// An element that holds one symbol.
  @inline(__always)
  mutating func element(_ start: StaticString, _ symbol: Symbol, _ end: StaticString) {
    raw(start)
    character(symbol)
    raw(end)
  }

  @inline(__always)
  mutating func character(_ symbol: Symbol) {
    switch symbol.code {
    case 0: text(symbol.character)
    // The character of ASCII is a raised one in most fonts.
    case 0x2A: out.appendEscaped(0x2217)
    default: out.appendEscaped(symbol.code)
    }
  }

  /// `node` as exactly one element.
  mutating func slot(_ node: MathNode) {
    switch node.kind {
    case .row(let nodes):
      if nodes.count == 1, let only = nodes.first, only.isOneElement { return write(only) }
      mrow(nodes)
    case _ where !node.isOneElement: mrow([node])
    default: write(node)
    }
  }

  /// `node` as a script or a label.
  mutating func scriptSlot(_ node: MathNode) {
    let outer = isScript
    isScript = true
    slot(node)
    isScript = outer
  }

  mutating func mrow(_ nodes: [MathNode]) {
    raw("<mrow>")
    row(nodes)
    raw("</mrow>")
  }

  /// The elements of one node; its neighbours are the business of `row`.
  mutating func write(_ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol): write(symbol)
    case .number(let digits): element("<mn>", digits, "</mn>")
    case .word(let word): self.word(word)
    case .text(let text): mtext(text)
    case .row(let nodes): group(nodes)
    case .fenced(let open, let nodes, let close): fenced(open, nodes, close)
    case .scripts(let base, let sub, let sup): scripts(base, sub, sup)
    case .fraction(let above, let below, let style): fraction(above, below, style)
    case .root(let radicand, let degree): root(radicand, degree)
    case .accent(let accent, let base): self.accent(accent, base)
    case .font(let font, let base): self.font(font, base)
    case .stack(let base, let over, let under): stack(base, over, under)
    case .grid(let grid): self.grid(grid)
    case .space(let width): space(width)
    case .styled(let style, let content): styled(style, content)
    case .annotation(let annotation): self.annotation(annotation)
    case .error(let source): element("<mtext class=\"gw-error\">", source, "</mtext>")
    }
  }

  /// Text keeps its blanks, which MathML would drop at the ends.
  mutating func mtext(_ text: String) {
    element("<mtext>", text, "</mtext>", blank: "\u{A0}")
  }
}

extension MathNode {
  /// Whether it is written as exactly one element.
  var isOneElement: Bool {
    switch kind {
    case .annotation(.label), .annotation(.noNumber): false
    case .error(let source): !source.isEmpty
    default: true
    }
  }
}
