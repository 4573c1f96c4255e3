import MathSyntax

/// Appends MathML to one buffer of UTF-8.
struct Writer {
  private var bytes: [UInt8] = []
  /// In scripts TeX sets operators without space.
  var isScript = false

  init() { bytes.reserveCapacity(512) }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Markup, as it is.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Character data.
  mutating func text(_ text: String) {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else {
      return raw(text)
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      default: bytes.append(byte)
      }
    }
  }

  /// Character data between double quotes.
  mutating func attributeText(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\""): raw("&quot;")
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
  }

  mutating func element(_ start: String, _ text: String, _ end: String) {
    raw(start)
    self.text(text)
    raw(end)
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
    raw("<mtext>")
    for (index, part) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { raw("\u{A0}") }
      self.text(String(part))
    }
    raw("</mtext>")
  }
}

extension MathNode {
  /// Whether it is written as exactly one element.
  var isOneElement: Bool {
    switch kind {
    case .annotation(.tag), .annotation(.reference): true
    case .annotation: false
    case .error(let source): !source.isEmpty
    default: true
    }
  }
}
