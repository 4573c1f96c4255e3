import MathSyntax

extension Writer {
  /// Nodes side by side, with the spaces between them that TeX puts there and MathML's operator
  /// dictionary does not (The TeXbook, chapter 18).
  mutating func row(_ nodes: [MathNode], inFence: Bool = false) {
    var previous: AtomClass?
    for (index, node) in nodes.enumerated() {
      var current = AtomClass(node)
      guard let shown = current else {
        write(node)
        continue
      }
      if shown == .binary, isOrdinaryHere(previous, nodes, index) { current = .sign }
      apply(previous, current)
      switch (current, node.kind) {
      case (.sign, .symbol(let symbol)): sign(symbol)
      case (_, .symbol(let symbol)) where inFence && symbol.isMiddle: middle(symbol)
      default: write(node)
      }
      previous = current
    }
  }

  /// A binary operator is an ordinary symbol where an operand is missing on either side.
  private func isOrdinaryHere(_ previous: AtomClass?, _ nodes: [MathNode], _ index: Int) -> Bool {
    switch previous {
    case nil, .binary, .relation, .opening, .punctuation, .largeOperator, .word, .sign: return true
    default: break
    }
    for node in nodes[(index + 1)...] {
      switch AtomClass(node) {
      case nil: continue
      case .relation, .closing, .punctuation: return true
      default: return false
      }
    }
    return true
  }

  /// What stands between two neighbours: function application after a word, and thin spaces.
  private mutating func apply(_ previous: AtomClass?, _ next: AtomClass?) {
    guard let previous, let next else { return }
    switch (previous, next) {
    case (.word, .opening): raw("<mo>\u{2061}</mo>")
    case (.word, .ordinary), (.word, .word), (.word, .inner), (.word, .largeOperator),
      (.word, .sign):
      raw("<mo>\u{2061}</mo>")
      space(thin)
    case (.ordinary, .word), (.closing, .word), (.inner, .word): space(thin)
    case (.inner, .ordinary), (.ordinary, .inner), (.inner, .inner):
      if !isScript { space(thin) }
    default: break
    }
  }

  private var thin: Double { 1 / 6 }

  /// `{…}` in a row: an ordinary atom whatever it holds, so `{,}` has no space around it.
  mutating func group(_ nodes: [MathNode]) {
    if nodes.count == 1, case .symbol(let symbol)? = nodes.first?.kind, symbol.role != .ordinary {
      return unspaced(symbol)
    }
    mrow(nodes)
  }
}

/// How an atom meets its neighbours.
enum AtomClass {
  case ordinary, word, largeOperator, binary, sign, relation, opening, closing, punctuation, inner

  /// nil for what is invisible to its neighbours, spaces among it: they are spaces enough.
  init?(_ node: MathNode) {
    switch node.kind {
    case .symbol(let symbol): self = AtomClass(symbol)
    case .word: self = .word
    case .space, .annotation: return nil
    case .scripts(let base?, _, _), .accent(_, let base), .stack(let base, _, _):
      guard let base = AtomClass(base) else { return nil }
      self = base
    case .font(_, let base):
      self = base.isWord ? .word : .ordinary
    case .styled(let style, let content):
      guard let inner = AtomClass(content), style.isTransparent else {
        self = .ordinary
        return
      }
      self = inner
    case .fenced: self = .closing
    default: self = .ordinary
    }
  }

  private init(_ symbol: Symbol) {
    switch symbol.role {
    case .ordinary: self = symbol.isDots ? .inner : .ordinary
    case .largeOperator: self = .largeOperator
    case .binary: self = .binary
    case .relation: self = .relation
    case .opening: self = .opening
    case .closing: self = .closing
    case .punctuation: self = .punctuation
    }
  }
}

extension Style {
  /// Whether the class of the content is that of the whole.
  fileprivate var isTransparent: Bool {
    switch self {
    case .color, .limits, .noLimits: true
    default: false
    }
  }
}

extension MathNode {
  fileprivate var isWord: Bool {
    if case .word = kind { return true }
    return false
  }
}

extension Symbol {
  fileprivate var isDots: Bool { ["…", "⋯", "‥"].contains(character) }
}
