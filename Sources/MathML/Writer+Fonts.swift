import MathSyntax

extension Writer {
  /// The content in another font: each letter becomes Unicode's character for it. The innermost of
  /// fonts within each other counts.
  mutating func font(_ font: Font, _ base: Node) {
    withFace(font) { writer in
      if case .row(let nodes) = writer.kind(base) {
        writer.mrow(nodes)
      } else {
        writer.write(base)
      }
    }
  }

  /// Text keeps its blanks, which MathML would drop at the ends. The stylesheet sets its font, so
  /// that every script has its italic and its bold letters.
  mutating func mtext(_ text: MathTree.Text) {
    switch face {
    case nil: element("<mtext>", text, "</mtext>", blank: "\u{A0}")
    case .bold: element("<mtext class=\"gw-bold\">", text, "</mtext>", blank: "\u{A0}")
    case .italic: element("<mtext class=\"gw-italic\">", text, "</mtext>", blank: "\u{A0}")
    case .sans: element("<mtext class=\"gw-sans\">", text, "</mtext>", blank: "\u{A0}")
    case .typewriter: element("<mtext class=\"gw-code\">", text, "</mtext>", blank: "\u{A0}")
    case let face?:
      element("<mtext>", tree.string(text).inFont(face), "</mtext>", blank: "\u{A0}")
    }
  }

  mutating func letter(_ font: Font, _ symbol: Symbol) {
    switch font {
    case .roman: return element("<mi mathvariant=\"normal\">", symbol, "</mi>")
    case .italic: return element("<mi>", symbol, "</mi>")
    default: break
    }
    guard symbol.code != 0 else {
      return element("<mi>", symbol.character.inFont(font), "</mi>")
    }
    guard let letter = Unicode.Scalar(symbol.code),
      let styled = MathAlphabet.character(letter, font.drawn(for: letter))
    else { return ordinary(symbol) }
    element("<mi>", Symbol(code: styled.value, .ordinary), "</mi>")
  }
}

extension String {
  /// Each letter and digit by its mathematical alphanumeric character, where there is one. TeX's
  /// `\mathbf` leaves small Greek letters alone, and `\boldsymbol` keeps capitals upright.
  func inFont(_ font: Font) -> String {
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
