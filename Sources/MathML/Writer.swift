import MathSyntax

/// Appends MathML to one buffer of UTF-8.
struct Writer: ~Copyable {
  typealias Node = MathTree.Node
  typealias Row = MathTree.Row

  let tree: MathTree
  private var out: ByteBuffer
  /// The font that letters are set in, where a command has set one.
  var face: Font?
  /// In scripts TeX sets operators without space.
  var isScript = false
  /// The font size that `\large` and its like set, 1 being the usual one.
  var fontSize = 1.0
  var numbering = Numbering()

  /// `size`: about how many bytes there will be.
  init(_ tree: MathTree = MathTree(), size: Int = 480) {
    self.tree = tree
    out = ByteBuffer(capacity: size)
  }

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

  /// Character data of the formula.
  mutating func text(_ text: MathTree.Text, blank: StaticString = " ") {
    bytes(text).withUnsafeBufferPointer {
      out.appendEscaped($0, inAttribute: false, blank: blank)
    }
  }

  @inline(__always)
  mutating func element(
    _ start: StaticString, _ text: MathTree.Text, _ end: StaticString, blank: StaticString = " "
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

  // MARK: - The tree

  // Here and not in MathTree: what another module would have to be called for.
  @inline(__always)
  func kind(_ node: Node) -> MathTree.Kind { tree.entries[Int(node.index)].kind }

  @inline(__always)
  func child(_ row: Row, _ index: Int) -> Node { tree.children[Int(row.start) + index] }

  @inline(__always)
  func bytes(_ text: MathTree.Text) -> ArraySlice<UInt8> {
    tree.texts[Int(text.start)..<Int(text.start + text.length)]
  }

  // MARK: - Elements

  /// `node` as exactly one element.
  mutating func slot(_ node: Node) {
    guard case .row(let nodes) = kind(node) else {
      return isOneElement(node) ? write(node) : mrow(of: node)
    }
    if nodes.count == 1, isOneElement(child(nodes, 0)) { return write(child(nodes, 0)) }
    mrow(nodes)
  }

  /// `node` as a script or a label.
  mutating func scriptSlot(_ node: Node) {
    let outer = isScript
    isScript = true
    slot(node)
    isScript = outer
  }

  mutating func mrow(_ nodes: Row) {
    raw("<mrow>")
    row(nodes)
    raw("</mrow>")
  }

  private mutating func mrow(of node: Node) {
    raw("<mrow>")
    row(of: node)
    raw("</mrow>")
  }

  /// The elements of one node; its neighbours are the business of `row`.
  mutating func write(_ node: Node) {
    switch kind(node) {
    case .symbol(let symbol):
      if let face, symbol.role == .ordinary { letter(face, symbol) } else { write(symbol) }
    case .number(let digits): number(digits)
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
    case .grid(let index): grid(tree.grids[index])
    case .space(let width): space(width)
    case .styled(let index, let content): styled(tree.styles[index], content)
    case .annotation(let index): annotation(tree.annotations[index])
    case .strut(let content, let extent): withFace(nil) { $0.strut(content, extent) }
    case .error(let source): element("<mtext class=\"gw-error\">", source, "</mtext>")
    }
  }

  /// What `body` writes, with letters in another font or in none.
  mutating func withFace(_ font: Font?, _ body: (inout Writer) -> Void) {
    let outer = face
    face = font
    body(&self)
    face = outer
  }

  /// Whether it is written as exactly one element.
  func isOneElement(_ node: Node) -> Bool {
    switch kind(node) {
    case .annotation(let index):
      switch tree.annotations[index] {
      case .label, .noNumber: false
      default: true
      }
    case .error(let source): !bytes(source).isEmpty
    default: true
    }
  }
}
