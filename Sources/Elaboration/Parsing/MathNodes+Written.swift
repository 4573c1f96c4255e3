import MathSyntax

/// What a renderer shows of a row of nodes, where the source says it in more braces or spaces.
extension [MathNode] {
  /// Groups that hold signs taken apart, digits in groups joined, loose scripts put to what stands
  /// before them. O(n).
  ///
  /// - Parameter decimalCommas: Whether `1{,}234` is a little more than one.
  func asShown(decimalCommas: Bool, takesGroup: (MathNode) -> Bool) -> [MathNode] {
    openingGroups(takesGroup).joiningLooseScripts.filter { !$0.isInvisible }
      .joiningDigits(decimalCommas)
  }

  /// `a{+}b`, `{a + b} c`: braces show nothing. Behind a function or an operator they hold what it is
  /// taken of: `\exp{a + b}`.
  private func openingGroups(_ takesGroup: (MathNode) -> Bool) -> [MathNode] {
    guard contains(where: \.isGroupOfTerms) else { return self }
    var opened: [MathNode] = []
    for node in self {
      let before = opened.last { !$0.isInvisible }
      if node.isGroupOfTerms, !(before.map(takesGroup) ?? false) {
        opened += node.row.openingGroups(takesGroup)
      } else {
        opened.append(node)
      }
    }
    return opened
  }

  /// `x^{(i)}{}^T`, `x\,^T`: scripts on nothing belong to what stands before them.
  private var joiningLooseScripts: [MathNode] {
    guard contains(where: { $0.looseScripts != nil }) else { return self }
    var joined: [MathNode] = []
    for node in self {
      if let (sub, sup) = node.looseScripts,
        let place = joined.lastIndex(where: { !$0.isInvisible })
      {
        let last = joined[place]
        joined.removeSubrange(place...)
        joined.append(
          MathNode(.scripts(last, sub: sub, sup: sup), at: last.range.union(node.range)))
      } else {
        joined.append(node)
      }
    }
    return joined
  }

  /// `10\,000`, `1{,}000{,}000`, `0{,}5`: one number each.
  private func joiningDigits(_ decimalCommas: Bool) -> [MathNode] {
    guard count > 1, contains(where: \.isNumber) else { return self }
    var joined: [MathNode] = []
    var position = 0
    while position < count {
      let (number, length) = number(at: position, decimalCommas) ?? (self[position], 1)
      joined.append(number)
      position += length
    }
    return joined
  }

  /// The number whose groups of digits begin at `start`, and over how many nodes they go; nil where
  /// there is but one group.
  private func number(at start: Int, _ decimalCommas: Bool) -> (MathNode, Int)? {
    guard let first = self[start].digits else { return nil }
    var marks: [String] = []
    var groups = [first]
    var end = start + 1
    while end < count {
      let mark = self[end].digitMark
      let place = mark == nil ? end : end + 1
      guard place < count, let next = self[place].digits, mark != nil || next.isThousand else {
        break
      }
      marks.append(mark ?? "")
      groups.append(next)
      end = place + 1
    }
    guard !marks.isEmpty, let digits = joining(groups, marks, decimalCommas) else { return nil }
    let range = self[start].range.union(self[end - 1].range)
    return (MathNode(.number(digits), at: range), end - start)
  }

  private func joining(
    _ groups: [String], _ marks: [String], _ decimalCommas: Bool
  ) -> String? {
    let isDecimal =
      marks == ["."] || marks == [","] && (decimalCommas || !groups.areThousands)
    if isDecimal, groups.count == 2 { return groups.joined(separator: ".") }
    let isFraction = groups[0].contains(".") && marks.allSatisfy(\.isEmpty)
    guard Set(marks).count == 1, isFraction || groups.areThousands else { return nil }
    return groups.joined()
  }
}

extension [String] {
  /// `1`, `000`, `000`.
  fileprivate var areThousands: Bool {
    guard let first, first.utf8.count < 4, first != "0", !first.contains(".") else { return false }
    return dropFirst().allSatisfy(\.isThousand)
  }
}

extension String {
  /// Three digits, and a fraction behind them perhaps.
  fileprivate var isThousand: Bool { prefix { $0 != "." }.utf8.count == 3 }
}

extension MathNode {
  /// `{a + b}`, `{-}`: a group with a sign between terms in it.
  fileprivate var isGroupOfTerms: Bool {
    guard case .row(let nodes) = kind else { return false }
    return nodes.firstTopLevelIndex { $0.isTermSign } != nil
  }

  private var isTermSign: Bool {
    if case .symbol(let symbol) = kind { return ["+", "−"].contains(symbol.character) }
    return false
  }

  fileprivate var isNumber: Bool { digits != nil }

  fileprivate var digits: String? {
    if case .number(let digits) = kind { digits } else { nil }
  }

  /// The sign of `{,}` or `{.}`.
  fileprivate var digitMark: String? {
    guard case .row(let nodes) = kind, nodes.count == 1, let sign = nodes[0].character,
      [",", "."].contains(sign)
    else { return nil }
    return sign
  }

  /// The scripts of `{}^T`.
  fileprivate var looseScripts: (sub: MathNode?, sup: MathNode?)? {
    guard case .scripts(let base, let sub, let sup) = kind else { return nil }
    return base.map(\.isInvisible) ?? true ? (sub, sup) : nil
  }
}

extension ExpressionParser.Context {
  /// Whether a group behind `node` holds what it is taken of: a function, a sum, a derivative.
  func takesGroup(_ node: MathNode) -> Bool {
    switch node.kind {
    case .fraction(let top, _, _): return top.row.first?.isDifferentialLetter ?? false
    case .scripts(let base?, _, _), .styled(_, let base), .stack(let base, _, _):
      return takesGroup(base)
    case .symbol(let symbol) where symbol.role == .largeOperator: return true
    default: break
    }
    guard let head = Head(node) else { return false }
    if ["∇", "∂"].contains(head.base) || BigOperator.capital(head.base) != nil { return true }
    return Builtin(spelling: head.base) != nil
      || scope.resolve(head, bound: bound).map { scope[$0.symbol].isFunction } ?? false
  }
}
