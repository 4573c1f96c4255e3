import MathSyntax

extension Writer {
  /// Nodes side by side, with the spaces between them that TeX puts there and MathML's operator
  /// dictionary does not (The TeXbook, chapter 18). Those before `first` are left out.
  mutating func row(_ nodes: Row, from first: Int = 0, in context: RowContext = .plain) {
    var previous: AtomClass? = context == .alignedCell ? .ordinary : nil
    var bars = OpenBars()
    for index in first..<max(first, nodes.count) {
      let node = child(nodes, index)
      guard var current = atomClass(node) else {
        write(node)
        continue
      }
      if current == .ordinary || current == .inner, let bar = bar(node) {
        current = bars.classify(bar, after: previous) ?? current
      }
      if current == .binary, isOrdinaryHere(previous, nodes, index) { current = .sign }
      apply(previous, current)
      write(node, current, isFirst: index == first, context)
      previous = current
    }
  }

  /// The same of a row, or of a node that is alone.
  mutating func row(of node: Node, in context: RowContext = .plain) {
    if case .row(let nodes) = kind(node) { return row(nodes, in: context) }
    guard var current = atomClass(node) else { return write(node) }
    if current == .binary { current = .sign }
    apply(context == .alignedCell ? .ordinary : nil, current)
    write(node, current, isFirst: true, context)
  }

  private mutating func write(
    _ node: Node, _ atomClass: AtomClass, isFirst: Bool, _ context: RowContext
  ) {
    guard atomClass == .sign || atomClass == .binary || atomClass == .relation,
      case .symbol(let symbol) = kind(node)
    else { return write(node) }
    switch atomClass {
    case .sign: sign(symbol)
    case .relation where context == .fence && symbol.isMiddle: middle(symbol)
    case .binary where isFirst: element("<mo form=\"infix\">", symbol, "</mo>")
    default: write(symbol)
    }
  }

  /// A binary operator is an ordinary symbol where an operand is missing on either side.
  private func isOrdinaryHere(_ previous: AtomClass?, _ nodes: Row, _ index: Int) -> Bool {
    if previous.startsTerm { return true }
    for next in (index + 1)..<max(index + 1, nodes.count) {
      switch atomClass(child(nodes, next)) {
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
  mutating func group(_ nodes: Row) {
    // An operator beside an `mrow` that shows nothing would have no space of its own: `+{}` in a cell.
    if nodes.count == 0 { return raw("<mi></mi>") }
    if nodes.count == 1, case .symbol(let symbol) = kind(child(nodes, 0)),
      symbol.role != .ordinary
    {
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
  /// One bit for each that is open, set for double ones; the innermost one is the lowest.
  private var kinds: UInt64 = 0
  private var count = 0

  /// nil for a bar that is neither, as in `P(a|b)`. Nobody nests more than 64.
  mutating func classify(_ bar: UInt32, after previous: AtomClass?) -> AtomClass? {
    let kind: UInt64 = bar == 0x7C ? 0 : 1
    if previous.startsTerm {
      kinds = kinds << 1 | kind
      count += 1
      return .opening
    }
    guard count > 0, kinds & 1 == kind else { return nil }
    kinds >>= 1
    count -= 1
    return .closing
  }
}

/// How an atom meets its neighbours.
enum AtomClass {
  case ordinary, word, largeOperator, binary, sign, relation, opening, closing, punctuation, inner
  /// `\left( … \right)`: an opening bracket for what is before it, a closing one for what is behind.
  case fence
}

extension Writer {
  /// nil for what is invisible to its neighbours, spaces among it: they are spaces enough.
  func atomClass(_ node: Node) -> AtomClass? {
    switch kind(node) {
    case .symbol(let symbol):
      return face != nil && symbol.role == .ordinary ? .ordinary : symbol.atomClass
    case .word: return face?.makesWords ?? true ? .word : .ordinary
    case .strut(_, let extent): return extent == .both ? .ordinary : nil
    case .annotation(let index):
      switch tree.annotations[index] {
      case .reference, .bareReference: return .ordinary
      default: return nil
      }
    case .space: return nil
    case .scripts(let base?, _, _), .accent(_, let base), .stack(let base, _, _):
      return atomClass(base)
    case .font(let font, let base):
      if case .word = kind(base), font.makesWords { return .word }
      return .ordinary
    case .styled(let index, let content):
      return tree.styles[index].isTransparent ? atomClass(content) : .ordinary
    case .fenced: return .fence
    default: return .ordinary
    }
  }

  /// The code of a bar, with scripts or without.
  private func bar(_ node: Node) -> UInt32? {
    guard face == nil else { return nil }
    switch kind(node) {
    case .symbol(let symbol) where symbol.role == .ordinary:
      return symbol.code == 0x7C || symbol.code == 0x2016 ? symbol.code : nil
    case .scripts(let base?, _, _): return bar(base)
    default: return nil
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

extension Font {
  /// Whether a word in this font is a function; code and italic names are letters side by side.
  fileprivate var makesWords: Bool { self != .typewriter && self != .italic }
}

extension Symbol {
  fileprivate var isDots: Bool { code == 0x2026 || code == 0x22EF || code == 0x2025 }
}
