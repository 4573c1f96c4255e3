import Diagnostics
import MathSyntax

/// Equations between functions, `σ' = σ(1 - σ)`: they hold at every point.
extension Scope {
  /// `members` with a letter as the argument of every function, where the first is a derivative without
  /// one and all others are functions of one number without one; else as they are.
  package func applyingBareFunctions(_ members: [MathNode]) -> [MathNode] {
    guard let first = members.first?.row.filter({ !$0.isInvisible }), first.count == 1,
      members.count > 1, isPrimed(first[0]), members.allSatisfy({ hasBareFunctionsOnly($0) }),
      let letter = ["z", "x", "t", "u", "s"].first(where: { letter in
        !declares(letter) && !members.contains { $0.mentionsLetter(letter) }
      })
    else { return members }
    return members.map { applied($0, to: letter) }
  }

  /// `f'` of a function of one number.
  private func isPrimed(_ node: MathNode) -> Bool {
    guard isScalarFunction(node), let head = Head(node) else { return false }
    return supItems(head.sup).first == .prime
  }

  private func isScalarFunction(_ node: MathNode) -> Bool {
    guard let head = Head(node), head.sub.isEmpty else { return false }
    if let found = resolve(head) {
      var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
      return found.members.isEmpty && lowering.isScalar(functionsOf: found.symbol)
        && nodeArgumentsAreFree(of: found.symbol)
    }
    return Builtin(spelling: head.base)?.isEntrywise ?? false
  }

  /// A bare `C` beside a definition `C(a)` at a node `a` is that node.
  private func nodeArgumentsAreFree(of id: SymbolID) -> Bool {
    self[id].functions.allSatisfy { nodeArguments(of: $0) == nil }
  }

  /// Whether some function stands in `node`, and none with an argument of its own: what stands behind
  /// one in parentheses is a factor, if there are functions without an argument in it.
  private func hasBareFunctionsOnly(_ node: MathNode) -> Bool {
    var found = false
    guard bareFunctions(in: node.row, &found) else { return false }
    return found
  }

  private func bareFunctions(in row: [MathNode], _ found: inout Bool) -> Bool {
    let row = row.filter { !$0.isInvisible }
    for (index, node) in row.enumerated() {
      guard isScalarFunction(node) else {
        if !node.children.isEmpty, Head(node) == nil {
          for child in node.children where !bareFunctions(in: child.row, &found) { return false }
        }
        continue
      }
      found = true
      guard index + 1 < row.count else { continue }
      let next = row[index + 1]
      if next.opensArgument {
        guard let inner = argument(at: index + 1, of: row), inner.contains(where: isScalarFunction)
        else { return false }
      } else if Builtin(spelling: Head(node)?.base ?? "") != nil, next.isLetter || next.isNumber {
        return false
      }
    }
    return true
  }

  /// The content of the parentheses at `start`.
  private func argument(at start: Int, of row: [MathNode]) -> [MathNode]? {
    switch row[start].kind {
    case .fenced(_, let inner, _): return inner
    case .scripts(let base?, _, _):
      if case .fenced(_, let inner, _) = base.kind { return inner }
      return nil
    default:
      guard let end = closing(row[(start + 1)...]) else { return nil }
      return Array(row[(start + 1)..<end])
    }
  }

  private func applied(_ node: MathNode, to letter: String) -> MathNode {
    if isScalarFunction(node) {
      let argument = MathNode(
        .fenced(open: "(", [MathNode.name(letter).placed(at: node.range)], close: ")"),
        at: node.range.upperBound..<node.range.upperBound)
      return MathNode(.row([node, argument]), at: node.range)
    }
    guard Head(node) == nil else { return node }
    return node.mapChildren { applied($0, to: letter) }
  }
}

extension MathNode {
  fileprivate var isNumber: Bool {
    switch kind {
    case .number: true
    case .scripts(let base?, _, _): base.isNumber
    default: false
    }
  }

  fileprivate func mentionsLetter(_ letter: String) -> Bool {
    bareLetter == letter || children.contains { $0.mentionsLetter(letter) }
  }
}
