import MathSyntax

extension Writer {
  /// Scripts beside the base, or above and below it where it takes limits.
  mutating func scripts(_ base: MathNode?, _ sub: MathNode?, _ sup: MathNode?) {
    let limits = Limits(of: base)
    let isBeside = limits == .beside
    switch (sub, sup) {
    case (let sub?, let sup?):
      raw(isBeside ? "<msubsup>" : "<munderover>")
      self.base(base, limits)
      scriptSlot(sub)
      superscript(sup)
      raw(isBeside ? "</msubsup>" : "</munderover>")
    case (let sub?, nil):
      raw(isBeside ? "<msub>" : "<munder>")
      self.base(base, limits)
      scriptSlot(sub)
      raw(isBeside ? "</msub>" : "</munder>")
    case (nil, let sup?):
      raw(isBeside ? "<msup>" : "<mover>")
      self.base(base, limits)
      superscript(sup)
      raw(isBeside ? "</msup>" : "</mover>")
    case (nil, nil): self.base(base, limits)
    }
  }

  private mutating func base(_ base: MathNode?, _ limits: Limits) {
    guard let base else { return raw("<mrow></mrow>") }
    switch (limits, base.kind) {
    case (.movable, .word(let word)):
      element(
        "<mo form=\"prefix\" movablelimits=\"true\" lspace=\"0\" rspace=\"0\">", word, "</mo>")
    case (.forced, .styled(_, let inner)):
      guard case .symbol(let symbol) = inner.kind else { return slot(inner) }
      element("<mo movablelimits=\"false\">", symbol, "</mo>")
    case (_, .styled(.noLimits, let inner)): slot(inner)
    case (_, .symbol(let symbol)) where symbol.size != .normal:
      // Browsers keep to the sizes of an operator in a row, and not in other places.
      mrow([base])
    default: slot(base)
    }
  }

  /// Primes are one character, as many as there are.
  private mutating func superscript(_ node: MathNode) {
    guard case .row(let nodes) = node.kind else { return scriptSlot(node) }
    let count = nodes.prefix(while: \.isPrime).count
    guard count > 1, count <= 4 else { return scriptSlot(node) }
    let primes = ["″", "‴", "⁗"][count - 2]
    if count == nodes.count { return self.primes(primes) }
    raw("<mrow>")
    self.primes(primes)
    let outer = isScript
    isScript = true
    row(Array(nodes.dropFirst(count)))
    isScript = outer
    raw("</mrow>")
  }

  private mutating func primes(_ primes: String) {
    element("<mo class=\"gw-prime\" form=\"postfix\">", primes, "</mo>")
  }
}

/// Where a base has its scripts.
private enum Limits {
  /// At its side.
  case beside
  /// Above and below in displays, at its side in text.
  case movable
  /// Above and below everywhere.
  case forced

  init(of base: MathNode?) {
    switch base?.kind {
    case .symbol(let symbol) where symbol.role == .largeOperator:
      self = symbol.isIntegral ? .beside : .movable
    case .word(let word): self = Self.words.contains(word) ? .movable : .beside
    case .styled(.limits, _): self = .forced
    case .accent(_, let inner): self = inner.word == "lim" ? .forced : .beside
    default: self = .beside
    }
  }

  private static let words: Set<String> = [
    "lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim sup", "lim inf", "argmax", "argmin",
    "arg max", "arg min", "inj lim", "proj lim", "plim",
  ]
}

extension MathNode {
  fileprivate var isPrime: Bool {
    if case .symbol(let symbol) = kind { return symbol.code == 0x2032 }
    return false
  }
}

extension Symbol {
  fileprivate var isIntegral: Bool {
    (0x222B...0x2233).contains(code) || code == 0x2A0C
  }
}
