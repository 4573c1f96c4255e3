/// The formula as one line of plain text for terminals: `∇_{W_k} L = ∇_{a_k} L h_{k-1}ᵀ`.
/// Matrices are `[a, b; c, d]`.
package func describe(_ node: MathNode) -> String {
  var writer = PlainWriter()
  writer.write(node)
  return writer.text
}

/// Appends nodes to a line of text.
private struct PlainWriter {
  private(set) var text = ""

  mutating func write(_ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol): text += symbol.ascii ?? symbol.character
    case .number(let string), .word(let string), .error(let string): text += string
    case .text(let string): text += string
    case .row(let nodes): row(nodes)
    case .fenced(let open, let nodes, let close):
      text += open
      row(nodes)
      text += close
    case .scripts(let base, let sub, let sup): scripts(base, sub, sup)
    case .fraction(let above, let below, let style): fraction(above, below, style)
    case .root(let radicand, let degree): root(radicand, degree)
    case .accent(let accent, let base): self.accent(accent, base)
    case .font(let font, let base): self.font(font, base)
    case .stack(let base, let over, let under): stack(base, over, under)
    case .grid(let grid): self.grid(grid)
    case .space: break
    case .styled(_, let content): write(content)
    case .annotation(let annotation): self.annotation(annotation)
    }
  }

  // MARK: - Rows

  private mutating func row(_ nodes: [MathNode]) {
    var previous: Side?
    for node in nodes {
      if case .space(let width) = node.kind {
        if width >= 0.5 { separate() }
        continue
      }
      var side = Side(node)
      if side == .operation, node.character == "−", previous.startsTerm { side = .sign }
      if let previous, needsSpace(previous, side) { separate() }
      write(node)
      previous = side
    }
  }

  /// Around relations and binary operators, and between factors that would run together.
  private func needsSpace(_ left: Side, _ right: Side) -> Bool {
    switch (left, right) {
    case (.opening, _), (_, .closing), (_, .punctuation), (.prefix, _): false
    case (.punctuation, _), (.operation, _), (_, .operation): true
    case (.sign, _), (.tight, _), (_, .tight): false
    case (.number, .letter): false
    case (_, .opening): false
    default: true
    }
  }

  private mutating func separate() {
    if !text.isEmpty, !text.hasSuffix(" ") { text += " " }
  }

  // MARK: - Structures

  private mutating func scripts(_ base: MathNode?, _ sub: MathNode?, _ sup: MathNode?) {
    if let base { grouped(base) }
    if let sub {
      text += "_"
      script(sub)
    }
    guard let sup else { return }
    // The upper limit `T` of a sum is no transpose.
    if let small = sup.superscript, base?.isLargeOperator != true {
      text += small
    } else {
      text += "^"
      script(sup)
    }
  }

  private mutating func script(_ node: MathNode) {
    switch node.kind {
    case .symbol, .number: return write(node)
    default: break
    }
    text += "{"
    text += tight(node)
    text += "}"
  }

  /// The node without spaces around its operators.
  private func tight(_ node: MathNode) -> String {
    let spaced = describe(node)
    return node.needsSpaces ? spaced : spaced.filter { $0 != " " }
  }

  private mutating func fraction(_ above: MathNode, _ below: MathNode, _ style: FractionStyle) {
    if style == .binomial {
      text += "C(\(describe(above)), \(describe(below)))"
      return
    }
    grouped(above)
    text += "/"
    grouped(below)
  }

  private mutating func root(_ radicand: MathNode, _ degree: MathNode?) {
    if let degree { text += degree.superscript ?? "\(describe(degree))-" }
    text += "√"
    grouped(radicand)
  }

  private mutating func accent(_ accent: Accent, _ base: MathNode) {
    guard base.row.count == 1, let mark = accent.mark else { return write(base) }
    write(base)
    text += mark
  }

  private mutating func font(_ font: Font, _ base: MathNode) {
    guard font == .blackboard || font == .calligraphic || font == .script || font == .fraktur,
      let scalar = base.character?.unicodeScalars.first, base.character?.unicodeScalars.count == 1,
      let styled = MathAlphabet.character(scalar, font)
    else { return write(base) }
    text.unicodeScalars.append(styled)
  }

  private mutating func stack(_ base: MathNode, _ over: MathNode?, _ under: MathNode?) {
    grouped(base)
    for (mark, label) in [("_", under), ("^", over)] {
      guard let label else { continue }
      text += mark
      script(label)
    }
  }

  /// Every cell is described once: what nests doubles otherwise with each level.
  private mutating func grid(_ grid: Grid) {
    let rows = grid.rows.map { $0.map(describe) }
    switch grid.environment {
    case "cases", "dcases", "rcases", "drcases":
      text += "{" + list(rows) + "}"
    case _ where grid.environment.hasSuffix("matrix") || grid.environment.hasSuffix("array"):
      text += "[" + list(rows) + "]"
    default:
      let lines = rows.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }
      text += lines.joined(separator: "; ")
    }
  }

  private func list(_ rows: [[String]]) -> String {
    rows.map { $0.joined(separator: ", ") }.joined(separator: "; ")
  }

  private mutating func annotation(_ annotation: Annotation) {
    switch annotation {
    case .tag(let tag): text += " (\(tag))"
    case .reference(let name): text += "(\(name))"
    case .bareReference(let name): text += name
    case .bareTag(let tag): text += " \(tag)"
    case .label, .noNumber, .strut, .rule: break
    }
  }

  /// In parentheses, unless it is one thing.
  private mutating func grouped(_ node: MathNode) {
    guard node.isCompound else { return write(node) }
    text += "("
    write(node)
    text += ")"
  }
}

/// How a node meets its neighbours in a row.
private enum Side {
  case letter, name, number, opening, closing, punctuation, operation, sign, prefix, tight

  init(_ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol): self = Side(symbol)
    case .number: self = .number
    case .word: self = .name
    case .scripts(let base?, _, _): self = Side(base) == .opening ? .letter : Side(base)
    case .scripts, .annotation, .space: self = .tight
    case .font(_, let base), .accent(_, let base), .styled(_, let base): self = Side(base)
    case .fenced: self = .closing
    default: self = .letter
    }
  }

  private init(_ symbol: Symbol) {
    switch symbol.role {
    case .opening: self = .opening
    case .closing: self = .closing
    case .punctuation: self = .punctuation
    case .relation, .binary: self = .operation
    case .largeOperator: self = .name
    case .ordinary:
      switch Unicode.Scalar(symbol.code) {
      case "∂": self = .prefix
      case "/", "|", "‖", "′", ".", "‥", "…": self = .tight
      default: self = .letter
      }
    }
  }
}

extension Side? {
  /// Whether what follows begins a term, so that a minus there is a sign.
  fileprivate var startsTerm: Bool {
    switch self {
    case nil, .opening, .punctuation, .operation, .sign: true
    default: false
    }
  }
}

extension Symbol {
  /// How terminals show it, where that differs.
  fileprivate var ascii: String? {
    switch Unicode.Scalar(code) {
    case "−": "-"
    case "‥": ".."
    default: nil
    }
  }
}

extension MathNode {
  fileprivate var isSpace: Bool {
    if case .space = kind { return true }
    return false
  }

  fileprivate var isLargeOperator: Bool {
    switch kind {
    case .symbol(let symbol): symbol.role == .largeOperator
    case .styled(_, let content): content.isLargeOperator
    default: false
    }
  }

  /// Whether it needs parentheses as a base or a part of a fraction.
  fileprivate var isCompound: Bool {
    switch kind {
    case .row(let nodes):
      let parts = nodes.filter { !$0.isSpace }
      return parts.count > 1 && !parts.isDifferential && !parts.isParenthesized
    case .fraction(_, _, let style): return style != .binomial
    case .styled(_, let content): return content.isCompound
    default: return false
    }
  }

  /// Whether text without spaces would run names together.
  fileprivate var needsSpaces: Bool {
    switch kind {
    case .text, .error: return true
    case .row(let nodes):
      return zip(nodes, nodes.dropFirst()).contains { $0.word != nil && $1.word != nil }
        || nodes.contains(where: \.needsSpaces)
    default: return false
    }
  }

  /// Superscripts with small characters of their own: primes, `ᵀ`, digits.
  fileprivate var superscript: String? {
    var text = ""
    for node in row {
      switch node.kind {
      case .symbol(let symbol):
        guard let small = smallCharacters[symbol.character] else { return nil }
        text += small
      case .number(let digits):
        for digit in digits {
          guard let small = smallCharacters[String(digit)] else { return nil }
          text += small
        }
      default: return nil
      }
    }
    return text.isEmpty ? nil : text
  }
}

private let smallCharacters = [
  "′": "′", "T": "ᵀ", "⊤": "ᵀ", "⊺": "ᵀ", "−": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³",
  "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
]

extension [MathNode] {
  /// `∂ L`, `∂ W_{kij}`, `∂ L(θ)`: read as one thing without parentheses.
  fileprivate var isDifferential: Bool {
    guard let first, first.isPartial else { return false }
    if count == 2 { return true }
    return count > 4 && self[2].bracketDepthChange == 1 && self[count - 1].bracketDepthChange == -1
      && !contains { $0.isOperation }
  }
}

extension MathNode {
  fileprivate var isOperation: Bool { Side(self) == .operation }

  fileprivate var isPartial: Bool {
    switch kind {
    case .symbol(let symbol): symbol.character == "∂" || symbol.character == "d"
    case .scripts(let base?, _, _): base.isPartial
    case .font(_, let base): base.isPartial
    default: false
    }
  }
}

extension Accent {
  /// The combining character.
  fileprivate var mark: String? {
    switch self {
    case .hat, .widehat: "\u{302}"
    case .bar: "\u{304}"
    case .overline: "\u{305}"
    case .tilde, .widetilde: "\u{303}"
    case .vec, .overrightarrow: "\u{20D7}"
    case .dot: "\u{307}"
    case .ddot: "\u{308}"
    case .check: "\u{30C}"
    case .breve: "\u{306}"
    case .acute: "\u{301}"
    case .grave: "\u{300}"
    case .ring: "\u{30A}"
    case .underline: "\u{332}"
    case .dddot: "\u{20DB}"
    case .ddddot: "\u{20DC}"
    case .overleftrightarrow: "\u{20E1}"
    case .overleftharpoon: "\u{20D0}"
    case .overrightharpoon: "\u{20D1}"
    case .undertilde: "\u{330}"
    default: nil
    }
  }
}

extension [MathNode] {
  /// Whether one pair of parentheses is around all of it.
  fileprivate var isParenthesized: Bool {
    guard first?.character == "(", last?.character == ")" else { return false }
    var depth = 0
    for (index, node) in enumerated() {
      depth += node.bracketDepthChange
      if depth == 0 { return index == count - 1 }
    }
    return false
  }
}
