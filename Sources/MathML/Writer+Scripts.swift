import MathSyntax

extension Writer {
  /// Scripts beside the base, or above and below it where it takes limits.
  mutating func scripts(_ base: Node?, _ sub: Node?, _ sup: Node?) {
    let limits = limits(of: base)
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

  private mutating func base(_ base: Node?, _ limits: Limits) {
    guard let base else { return raw("<mrow></mrow>") }
    switch (limits, kind(base)) {
    case (.movable, .word(let word)):
      element(
        "<mo form=\"prefix\" movablelimits=\"true\" lspace=\"0\" rspace=\"0\">", word, "</mo>")
    case (.forced, .styled(_, let inner)):
      guard case .symbol(let symbol) = kind(inner) else { return slot(inner) }
      element("<mo movablelimits=\"false\">", symbol, "</mo>")
    case (_, .symbol(let symbol)) where symbol.size != .normal:
      // Browsers keep to the sizes of an operator in a row, and not in other places.
      raw("<mrow>")
      row(of: base)
      raw("</mrow>")
    default: slot(base)
    }
  }

  /// Primes are one character, as many as there are.
  private mutating func superscript(_ node: Node) {
    guard case .row(let nodes) = kind(node) else { return scriptSlot(node) }
    var count = 0
    while count < nodes.count, isPrime(child(nodes, count)) { count += 1 }
    guard count > 1, count <= 4 else { return scriptSlot(node) }
    let primes = ["″", "‴", "⁗"][count - 2]
    if count == nodes.count { return self.primes(primes) }
    raw("<mrow>")
    self.primes(primes)
    let outer = isScript
    isScript = true
    row(nodes, from: count)
    isScript = outer
    raw("</mrow>")
  }

  private mutating func primes(_ primes: String) {
    element("<mo class=\"gw-prime\" form=\"postfix\">", primes, "</mo>")
  }

  private func isPrime(_ node: Node) -> Bool {
    if case .symbol(let symbol) = kind(node) { return symbol.code == 0x2032 }
    return false
  }

  private func limits(of base: Node?) -> Limits {
    guard let base else { return .beside }
    switch kind(base) {
    case .symbol(let symbol) where symbol.role == .largeOperator:
      return symbol.isIntegral ? .beside : .movable
    case .word(let word) where face == nil:
      return Limits.words.contains(tree.string(word)) ? .movable : .beside
    case .styled(let index, _):
      if case .limits = tree.styles[index] { return .forced }
      return .beside
    case .accent(_, let inner):
      guard face == nil, case .word(let word) = kind(inner) else { return .beside }
      return tree.string(word) == "lim" ? .forced : .beside
    default: return .beside
    }
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

  static let words: Set<String> = [
    "lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim sup", "lim inf", "argmax", "argmin",
    "arg max", "arg min", "inj lim", "proj lim", "plim",
  ]
}

extension Symbol {
  fileprivate var isIntegral: Bool {
    (0x222B...0x2233).contains(code) || code == 0x2A0C
  }
}
