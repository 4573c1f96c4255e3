import MathSyntax

extension Writer {
  /// Lines over and under are borders: few fonts can stretch a bar.
  mutating func accent(_ accent: Accent, _ base: Node) {
    switch accent {
    case .overline, .oversegment:
      return wrapped("<mrow class=\"gw-overline\">", base, "</mrow>")
    case .underline, .undersegment:
      return wrapped("<mrow class=\"gw-underline\">", base, "</mrow>")
    case .actuarial: return wrapped("<mrow class=\"gw-actuarial\">", base, "</mrow>")
    case .phase: return wrapped("<mrow class=\"gw-underline\"><mo>∠</mo>", base, "</mrow>")
    default: break
    }
    let mark = accent.mark
    raw(mark.isUnder ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">")
    slot(base)
    switch accent {
    case .vec, .dddot, .ddddot: raw("<mo mathsize=\"70%\"")
    default: raw("<mo")
    }
    raw(mark.isStretchy ? " stretchy=\"true\">" : " stretchy=\"false\">")
    text(mark.character)
    raw(mark.isUnder ? "</mo></munder>" : "</mo></mover>")
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
    case .bar, .overline, .oversegment, .phase, .actuarial: Mark("ˉ")
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
    case .underline, .undersegment: Mark("_", stretchy: true, under: true)
    case .dddot: Mark("˙˙˙")
    case .ddddot: Mark("˙˙˙˙")
    case .overleftrightarrow: Mark("↔", stretchy: true)
    case .overdoublearrow: Mark("⇒", stretchy: true)
    case .overleftharpoon: Mark("↼", stretchy: true)
    case .overrightharpoon: Mark("⇀", stretchy: true)
    case .overbracket: Mark("⎴", stretchy: true)
    case .underbracket: Mark("⎵", stretchy: true, under: true)
    case .overgroup: Mark("⏠", stretchy: true)
    case .undergroup: Mark("⏡", stretchy: true, under: true)
    case .undertilde: Mark("~", stretchy: true, under: true)
    case .underrightarrow: Mark("→", stretchy: true, under: true)
    case .underleftarrow: Mark("←", stretchy: true, under: true)
    case .underleftrightarrow: Mark("↔", stretchy: true, under: true)
    case .overrightarrow: Mark("→", stretchy: true)
    case .overleftarrow: Mark("←", stretchy: true)
    case .overbrace: Mark("⏞", stretchy: true)
    case .underbrace: Mark("⏟", stretchy: true, under: true)
    }
  }
}
