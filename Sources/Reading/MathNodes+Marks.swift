import Elaboration
import MathSyntax

/// What stands before and behind an equation without being part of it.
extension [MathNode] {
  /// Without the bullet before it, and without what is behind it: `\blacksquare`, `\cdots (1)`,
  /// `\leftarrow \text{chain rule}`.
  var withoutMarks: [MathNode] { withoutDamage.withoutBullet.withoutRemark.withoutNumber }

  /// Without a `$` inside of a display, and without an `&` beside a relation where no columns are.
  private var withoutDamage: [MathNode] {
    guard contains(where: { $0.isSource("$") || $0.isSource("&") }) else { return self }
    return indices.filter { index in
      let isBeside = [index - 1, index + 1].contains {
        indices.contains($0) && Relation(self[$0]) != nil
      }
      return !self[index].isSource("$") && !(self[index].isSource("&") && isBeside)
    }.map { self[$0] }
  }

  private var withoutBullet: [MathNode] {
    if let count = enumeratorCount { return Array(dropFirst(count)) }
    guard let first, first.isBullet, count > 1, self[1].operatorRole == nil else { return self }
    return Array(dropFirst())
  }

  /// Over how many nodes the `2.`, `2)` or `(2)` before a formula goes; nil where there is none.
  private var enumeratorCount: Int? {
    guard count > 2 else { return nil }
    let length: Int
    if case .number(let digits) = self[0].kind {
      // `2. x` numbers the line, `2.x` is a product.
      let isApart = self[1].range.upperBound < self[2].range.lowerBound
      let isOpen = self[1].character == ")" || self[1].character == "." && isApart
      guard isOpen || digits.hasSuffix(".") else { return nil }
      length = isOpen ? 2 : 1
    } else if case .fenced("(", let inner, ")") = self[0].kind, inner.count == 1, inner[0].isDigits
    {
      length = 1
    } else if self[0].character == "(", self[1].isDigits, self[2].character == ")" {
      length = 3
    } else {
      return nil
    }
    guard length < count, self[length].operatorRole == nil, self[length].bracketDepthChange <= 0,
      !self[length].isFenced
    else { return nil }
    return length
  }

  /// Words at the end that an arrow points from.
  private var withoutRemark: [MathNode] {
    guard let place = lastIndex(where: { !$0.isAside }), place < count - 1, self[place].isArrow,
      self[(place + 1)...].contains(where: \.isProse)
    else { return self }
    return Array(self[..<place])
  }

  /// The number of the equation behind dots, as is usual in East Asia: `\cdots (1)`.
  private var withoutNumber: [MathNode] {
    var end = count
    while end > 0, self[end - 1].isAside { end -= 1 }
    guard let start = numberStart(before: end) else { return self }
    var dots = start
    while dots > 0, self[dots - 1].isLeader || self[dots - 1].isInvisible { dots -= 1 }
    guard dots > 0, self[dots..<start].contains(where: \.isLeader),
      self[dots - 1].operatorRole == nil, !self[dots - 1].isPunctuation
    else { return self }
    return Array(self[..<dots])
  }

  /// Where the `(1)` or `①` begins that ends there.
  private func numberStart(before end: Int) -> Int? {
    guard end > 1 else { return nil }
    if self[end - 1].isCircledNumber { return end - 1 }
    if case .fenced("(", let inner, ")") = self[end - 1].kind {
      return inner.allSatisfy(\.isOfNumber) ? end - 1 : nil
    }
    guard self[end - 1].character == ")" else { return nil }
    let open = self[..<(end - 1)].lastIndex { $0.character == "(" }
    return open.flatMap { self[($0 + 1)..<(end - 1)].allSatisfy(\.isOfNumber) ? $0 : nil }
  }

  /// With a wide space in place of what may separate equations: between two relations the last sign
  /// that is no operator, or the widest space. O(n).
  var cutAtSigns: [MathNode] {
    var nodes = map { $0.display == nil ? $0 : $0.cutInside }
    var depth = 0
    var best: (place: Int, weight: Double)?
    var hasRelation = false
    for (place, node) in enumerated() {
      depth = Swift.max(0, depth + node.bracketDepthChange)
      guard depth == 0 else { continue }
      if Relation(node) != nil {
        if hasRelation, let best {
          nodes[best.place] = MathNode(.space(1), at: self[best.place].range)
        }
        (best, hasRelation) = (nil, true)
      } else if node.maySeparate, node.separatingWeight >= best?.weight ?? 0 {
        best = (place, node.separatingWeight)
      }
    }
    return nodes
  }
}

extension MathNode {
  /// A sign that may stand between two equations where it is not understood otherwise.
  package var maySeparate: Bool {
    switch kind {
    case .space(let width): return width >= 0.25
    case .symbol(let symbol):
      if symbol.role == .relation, Relation(self) != nil { return false }
      if [.opening, .closing, .largeOperator].contains(symbol.role) { return false }
      return !Head.isLetter(symbol.character) && !MathNode.operators.contains(symbol.character)
    default: return false
    }
  }

  /// How much it separates: a sign more than any space.
  fileprivate var separatingWeight: Double {
    if case .space(let width) = kind { width } else { 100 }
  }

  /// Signs that equations are made of.
  private static let operators: Set<String> = [
    "+", "−", "±", "∓", "*", "⋅", "·", "×", "⊙", "⊘", "÷", "∘", "⊗", "⊕", "∗", "◯", "!", "′", ",",
    ";", ":", "∇", "∂", "∞", "∅", "∀", "∃", "√", "°", "%", "#", "_", "^", "ℓ", "ℏ", "⊤", "⊥", "⊺",
  ]

  fileprivate var cutInside: MathNode {
    switch kind {
    case .grid, .row, .styled, .stack, .fenced:
      return mapChildren { child in
        MathNode.row(of: child.row.cutAtSigns, at: child.range.lowerBound)
      }
    default: return self
    }
  }

  /// Source that did not parse, and is only this sign.
  fileprivate func isSource(_ sign: String) -> Bool {
    if case .error(let source) = kind { source == sign } else { false }
  }

  /// Its role, if it is a relation or an operator.
  fileprivate var operatorRole: Symbol.Role? {
    guard case .symbol(let symbol) = kind, [.binary, .relation].contains(symbol.role) else {
      return nil
    }
    return symbol.role
  }

  fileprivate var isBullet: Bool {
    ["∙", "•", "⋆", "*", "∗", "∘", "⋄", "⊛", "◦", "▸", "▹", "►", "▷", "‣"].contains(character)
  }

  fileprivate var isArrow: Bool {
    ["←", "⟵", "⇐", "⟸", "→", "⟶", "⇒", "⟹", "↑", "⇑"].contains(character)
  }

  /// Dots, or dashes, that lead to a number.
  fileprivate var isLeader: Bool { ["⋯", "…"].contains(character) }

  fileprivate var isCircledNumber: Bool {
    guard let code = character?.unicodeScalars.first?.value else { return false }
    return (0x2460...0x2473).contains(code)
  }

  fileprivate var isDigits: Bool {
    if case .number(let digits) = kind { !digits.contains(".") } else { false }
  }

  fileprivate var isFenced: Bool {
    switch kind {
    case .fenced: true
    case .scripts(let base?, _, _): base.isFenced
    default: false
    }
  }

  /// What a number of an equation is made of.
  fileprivate var isOfNumber: Bool {
    if case .number = kind { return true }
    return ["*", "∗", "⋆", ".", "†", "−", "′"].contains(character)
  }
}
