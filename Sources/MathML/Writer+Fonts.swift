import MathSyntax

extension Writer {
  /// The content in another font: each letter becomes Unicode's character for it.
  mutating func font(_ font: Font, _ base: MathNode) {
    if case .row(let nodes) = base.kind {
      raw("<mrow>")
      row(nodes.map { $0.inFont(font) })
      raw("</mrow>")
    } else {
      styledLeaf(font, base)
    }
  }

  private mutating func styledLeaf(_ font: Font, _ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol) where symbol.role == .ordinary: letter(font, symbol.character)
    case .number(let digits): element("<mn>", digits.inFont(font), "</mn>")
    case .word(let word): self.word(word.inFont(font))
    case .text(let text): mtext(text, in: font)
    case .font: write(node)
    default:
      let styled = node.inFont(font)
      if case .font = styled.kind { write(node) } else { write(styled) }
    }
  }

  /// Prose is set by the stylesheet, so that every script has its italic and its bold letters.
  private mutating func mtext(_ text: String, in font: Font) {
    switch font {
    case .bold: element("<mtext class=\"gw-bold\">", text, "</mtext>", blank: "\u{A0}")
    case .italic: element("<mtext class=\"gw-italic\">", text, "</mtext>", blank: "\u{A0}")
    case .sans: element("<mtext class=\"gw-sans\">", text, "</mtext>", blank: "\u{A0}")
    case .typewriter: element("<mtext class=\"gw-code\">", text, "</mtext>", blank: "\u{A0}")
    default: mtext(text.inFont(font))
    }
  }

  private mutating func letter(_ font: Font, _ character: String) {
    switch font {
    case .roman: element("<mi mathvariant=\"normal\">", character, "</mi>")
    case .italic: element("<mi>", character, "</mi>")
    default:
      let styled = character.inFont(font)
      if styled == character { return write(Symbol(character, .ordinary)) }
      element("<mi>", styled, "</mi>")
    }
  }
}

extension MathNode {
  /// The font pushed down to the leaves.
  fileprivate func inFont(_ font: Font) -> MathNode {
    func styled(_ node: MathNode) -> MathNode { node.inFont(font) }
    let kind: Kind =
      switch kind {
      case .symbol(let symbol) where symbol.role == .ordinary: .font(font, self)
      case .number, .word, .text: .font(font, self)
      case .row(let nodes): .row(nodes.map(styled))
      case .fenced(let open, let nodes, let close):
        .fenced(open: open, nodes.map(styled), close: close)
      case .scripts(let base, let sub, let sup):
        .scripts(base.map(styled), sub: sub.map(styled), sup: sup.map(styled))
      case .fraction(let above, let below, let style):
        .fraction(styled(above), over: styled(below), style)
      case .root(let radicand, let degree): .root(styled(radicand), degree: degree)
      case .accent(let accent, let base): .accent(accent, styled(base))
      case .stack(let base, let over, let under): .stack(styled(base), over: over, under: under)
      case .grid(let grid):
        .grid(
          Grid(
            environment: grid.environment, columns: grid.columns,
            rows: grid.rows.map { $0.map(styled) }, rules: grid.rules))
      case .styled(let style, let content): .styled(style, styled(content))
      case .symbol, .font, .space, .annotation, .error: kind
      }
    return MathNode(kind, at: range)
  }
}

extension String {
  /// Each letter and digit by its mathematical alphanumeric character, where there is one. TeX's
  /// `\mathbf` leaves small Greek letters alone, and `\boldsymbol` keeps capitals upright.
  fileprivate func inFont(_ font: Font) -> String {
    guard font != .roman, font != .italic else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      result.append(MathAlphabet.character(scalar, font.drawn(for: scalar)) ?? scalar)
    }
    return String(result)
  }
}

extension Font {
  fileprivate func drawn(for scalar: Unicode.Scalar) -> Font {
    switch (self, scalar.value) {
    case (.boldItalic, 0x391...0x3A9), (.boldItalic, 0x2207): .bold
    default: self
    }
  }
}
