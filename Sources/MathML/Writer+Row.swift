import MathSyntax

extension Writer {
  /// Nodes side by side, with the spaces between them that TeX puts there and MathML's operator
  /// dictionary does not (The TeXbook, chapter 18).
  mutating func row(_ nodes: [MathNode], in context: RowContext = .plain) {
    var previous: AtomClass? = context == .alignedCell ? .ordinary : nil
    var bars = OpenBars()
    for index in nodes.indices {
      let node = nodes[index]
      guard var current = node.atomClass else {
        write(node)
        continue
      }
      if let bar = node.bar { current = bars.classify(bar, after: previous) ?? current }
      if current == .binary, isOrdinaryHere(previous, nodes, index) { current = .sign }
      apply(previous, current)
      switch (current, node.kind) {
      case (.sign, .symbol(let symbol)): sign(symbol)
      case (_, .symbol(let symbol)) where context == .fence && symbol.isMiddle: middle(symbol)
      case (.binary, .symbol(let symbol)) where index == 0:
        element("<mo form=\"infix\">", symbol, "</mo>")
      default: write(node)
      }
      previous = current
    }
  }

  /// A binary operator is an ordinary symbol where an operand is missing on either side.
  private func isOrdinaryHere(_ previous: AtomClass?, _ nodes: [MathNode], _ index: Int) -> Bool {
    if previous.startsTerm { return true }
    for node in nodes[(index + 1)...] {
      switch node.atomClass {
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
    case (.word, .opening), (.word, .fence): raw("<mo>\u{2061}</mo>")
    case (.word, .ordinary), (.word, .word), (.word, .inner), (.word, .largeOperator),
      (.word, .sign):
      raw("<mo>\u{2061}</mo>")
      space(thin)
    case (.ordinary, .word), (.closing, .word), (.inner, .word), (.fence, .word): space(thin)
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

/// What a row stands in.
enum RowContext {
  case plain
  /// Between growing delimiters.
  case fence
  /// Behind an `&` of an alignment, which counts as an operand.
  case alignedCell
}

/// Bars that opened an absolute value or a norm: `|-x|` has a sign, not a difference.
private struct OpenBars {
  private var bars: [UInt32] = []

  /// nil for a bar that is neither, as in `P(a|b)`.
  mutating func classify(_ bar: UInt32, after previous: AtomClass?) -> AtomClass? {
    if previous.startsTerm {
      bars.append(bar)
      return .opening
    }
    guard bars.last == bar else { return nil }
    bars.removeLast()
    return .closing
  }
}

/// How an atom meets its neighbours.
enum AtomClass {
  case ordinary, word, largeOperator, binary, sign, relation, opening, closing, punctuation, inner
  /// `\left( … \right)`: an opening bracket for what is before it, a closing one for what is behind.
  case fence
}

extension MathNode {
  /// nil for what is invisible to its neighbours, spaces among it: they are spaces enough.
  var atomClass: AtomClass? {
    switch kind {
    case .symbol(let symbol): symbol.atomClass
    case .word: .word
    case .annotation(.strut(_, .both)), .annotation(.reference), .annotation(.bareReference):
      .ordinary
    case .space, .annotation: nil
    case .scripts(let base?, _, _), .accent(_, let base), .stack(let base, _, _): base.atomClass
    case .font(let font, let base): base.isWord && font.makesWords ? .word : .ordinary
    case .styled(let style, let content): style.isTransparent ? content.atomClass : .ordinary
    case .fenced: .fence
    default: .ordinary
    }
  }
}

extension Symbol {
  fileprivate var atomClass: AtomClass {
    switch role {
    case .ordinary: isDots ? .inner : .ordinary
    case .largeOperator: .largeOperator
    case .binary: .binary
    case .relation: .relation
    case .opening: .opening
    case .closing: .closing
    case .punctuation: .punctuation
    }
  }
}

extension AtomClass? {
  /// Whether what follows begins a term.
  fileprivate var startsTerm: Bool {
    switch self {
    case nil, .binary, .relation, .opening, .punctuation, .largeOperator, .word, .sign: true
    default: false
    }
  }
}

extension Style {
  /// Whether the class of the content is that of the whole.
  fileprivate var isTransparent: Bool {
    switch self {
    case .color, .limits, .noLimits, .described: true
    default: false
    }
  }
}

extension MathNode {
  /// The code of a bar, with scripts or without.
  fileprivate var bar: UInt32? {
    switch kind {
    case .symbol(let symbol) where symbol.role == .ordinary:
      symbol.code == 0x7C || symbol.code == 0x2016 ? symbol.code : nil
    case .scripts(let base?, _, _): base.bar
    default: nil
    }
  }

  fileprivate var isWord: Bool {
    if case .word = kind { return true }
    return false
  }
}

extension Font {
  /// Whether a word in this font is a function; code and italic names are letters side by side.
  fileprivate var makesWords: Bool { self != .typewriter && self != .italic }
}

extension Symbol {
  fileprivate var isDots: Bool { code == 0x2026 || code == 0x22EF || code == 0x2025 }
}
