import MathSyntax

/// One index of a subscript.
package enum SubItem: Hashable {
  case term(IndexTerm)
  case all
}

/// One thing that stands above a name.
package enum SupItem: Hashable {
  /// `[l]`, `(i)`, `⟨t⟩`.
  case bracketed([MathNode], isRound: Bool)
  case transpose
  case prime
  /// An exponent, or an index: `2`, `l+1`, `-1`.
  case plain([MathNode])

  /// The n of `f^{(n)}`.
  var derivativeOrder: Int? {
    guard case .bracketed(let nodes, isRound: true) = self, nodes.count == 1,
      case .number(let text) = nodes[0].kind
    else { return nil }
    return Int(text)
  }

  /// `-1` as an exponent.
  package var isMinusOne: Bool {
    guard case .plain(let nodes) = self else { return false }
    return nodes.count == 2 && nodes[0].character == "−" && nodes[1].kind == .number("1")
  }
}

extension [SupItem] {
  /// What stands in brackets, if that is all.
  var soleBracket: [MathNode]? {
    if count == 1, case .bracketed(let nodes, _) = self[0] { nodes } else { nil }
  }
}

extension Scope {
  /// The indices of a subscript, run together (`kij`) or between commas (`k-1,j`); nil where a part
  /// is no index.
  package func subItems(_ nodes: [MathNode], bound: Set<String>) -> [SubItem]? {
    var items: [SubItem] = []
    let visible = nodes.filter { !$0.isInvisible }
    guard !visible.isEmpty else { return [] }
    for part in visible.splitAtTopLevel(where: { $0.character == "," }) {
      guard let found = subItems(part: part, bound: bound) else { return nil }
      items += found
    }
    return items
  }

  private func subItems(part: ArraySlice<MathNode>, bound: Set<String>) -> [SubItem]? {
    guard let first = part.first else { return nil }
    if part.count == 1, first.marksAll { return [.all] }
    if part.count == 1, case .row(let inner) = first.kind { return subItems(inner, bound: bound) }
    if part.count == 1, let digits = first.digitsFromZero { return digits }
    if part.isIndexArithmetic || (part.count == 1 && first.word == nil) {
      return indexTerm(part, bound: bound).map { [.term($0)] }
    }
    var items: [SubItem] = []
    var rest = part
    while let node = rest.popFirst() {
      if node.bracketDepthChange > 0, let end = closing(rest) {
        // `h_{(k-1)j}`
        guard let term = indexTerm(rest[rest.startIndex..<end], bound: bound) else { return nil }
        items.append(.term(term))
        rest = rest[(end + 1)...]
      } else if case .word(let word) = node.kind, sizes[word] == nil {
        items += word.map { .term(letterOrDigit($0, bound: bound)) }
      } else if node.marksAll {
        items.append(.all)
      } else if let digits = node.digitsFromZero {
        items += digits
      } else {
        guard let term = indexTerm([node], bound: bound) else { return nil }
        items.append(.term(term))
      }
    }
    return items
  }

  /// A character of indices run together in plain text: `W_kij` is one word there.
  private func letterOrDigit(_ character: Character, bound: Set<String>) -> IndexTerm {
    let name = String(character)
    if let digit = Int(name) { return .number(digit) }
    if let data = dataIndex(.letter(name), bound: bound) { return data }
    return !bound.contains(name) && sizes[name]?.isPlain == true
      ? .size(name, nil) : .letter(name)
  }
}

extension MathNode {
  /// `01`: no number is written so, hence these are indices run together, `h_{01}` beside `h_{11}`.
  fileprivate var digitsFromZero: [SubItem]? {
    guard case .number(let digits) = kind, digits.count > 1, digits.first == "0" else { return nil }
    let numbers = digits.compactMap(\.wholeNumberValue)
    return numbers.count == digits.count ? numbers.map { .term(.number($0)) } : nil
  }
}

/// The parts of a superscript: `[l]`, `⊤`, `′`, exponents.
package func supItems(_ scripts: [MathNode]) -> [SupItem] {
  var items: [SupItem] = []
  for script in scripts {
    var rest = script.row.filter { !$0.isInvisible }.flatMap(\.primesAlone)[...]
    var plain: [MathNode] = []
    func flush() {
      if !plain.isEmpty { items.append(.plain(plain)) }
      plain = []
    }
    while let node = rest.first {
      rest = rest.dropFirst()
      if case .fenced(let open, let inner, _) = node.kind, plain.isEmpty {
        items.append(.bracketed(inner, isRound: open == "("))
      } else if node.character == "<", plain.isEmpty,
        let end = rest.firstIndex(where: { $0.character == ">" })
      {
        // `c^{<t>}` for `c^{\langle t \rangle}`.
        items.append(.bracketed(Array(rest[rest.startIndex..<end]), isRound: false))
        rest = rest[(end + 1)...]
      } else if node.bracketDepthChange > 0, plain.isEmpty, let end = closing(rest) {
        let inner = Array(rest[rest.startIndex..<end])
        items.append(.bracketed(inner, isRound: node.character == "("))
        // `[l]'`: the prime stands on the bracket.
        items += supItems(rest[end].closingScripts.sup.map { [$0] } ?? [])
        rest = rest[(end + 1)...]
      } else if node.isTransposeMark, !node.startsArithmetic(rest), !plain.awaitsOperand {
        flush()
        items.append(.transpose)
      } else if node.character == "′" {
        flush()
        items.append(.prime)
      } else {
        plain.append(node)
      }
    }
    flush()
  }
  return items
}

extension [MathNode] {
  /// `z/`, `z ⋅`: what follows is no transpose. `-T` may be one.
  fileprivate var awaitsOperand: Bool {
    guard let sign = last?.character else { return false }
    return count > 1 && ["/", "⋅", "×", "*", "+", "−"].contains(sign)
  }
}

extension ArraySlice<MathNode> {
  /// `k - 1`, `2 * k`, `(k)`, `2(k - 1)`: one whole number, not indices run together.
  fileprivate var isIndexArithmetic: Bool {
    guard let first, let last else { return false }
    if firstTopLevelIndex(where: { ["+", "−"].contains($0.character) }) != nil { return true }
    if dropFirst().dropLast().contains(where: { $0.character == "*" }) { return true }
    guard let open = firstIndex(where: { $0.bracketDepthChange > 0 }) else { return false }
    if case .number = self[Swift.max(startIndex, open - 1)].kind { return true }
    return open == startIndex && last.bracketDepthChange < 0 && first.bracketDepthChange > 0
  }
}

/// The bracket that closes the one before `nodes`.
package func closing(_ nodes: ArraySlice<MathNode>) -> Int? {
  var depth = 1
  for (index, node) in zip(nodes.indices, nodes) {
    depth += node.bracketDepthChange
    if depth == 0 { return index }
  }
  return nil
}

extension MathNode {
  /// `^{'}` is a script on nothing in a script: the primes themselves.
  var primesAlone: [MathNode] {
    guard case .scripts(let base, nil, let sup?) = kind, base.map({ $0.kind == .row([]) }) ?? true,
      sup.row.allSatisfy({ $0.character == "′" })
    else { return [self] }
    return sup.row
  }

  /// The `T` of `T - i`, a number of steps.
  fileprivate func startsArithmetic(_ rest: ArraySlice<MathNode>) -> Bool {
    character == "T" && rest.count > 1 && ["+", "−"].contains(rest.first?.character)
  }

  /// `:`, `⋅`, `*`: all of an axis.
  fileprivate var marksAll: Bool {
    character.map { [":", "⋅", "∗", "*", "•", "∙"].contains($0) } ?? false
  }

  /// `{}`, spaces.
  var isBlank: Bool { row.allSatisfy(\.isInvisible) }

  /// `T`, `⊤`, `⊺`, in any font.
  package var isTransposeMark: Bool {
    switch kind {
    case .symbol(let symbol): ["T", "⊤", "⊺"].contains(symbol.character)
    case .font(_, let inner), .styled(_, let inner): inner.isTransposeMark
    case .row(let nodes): nodes.count == 1 && nodes[0].isTransposeMark
    case .word(let word), .text(let word): word == "T"
    default: false
    }
  }
}
