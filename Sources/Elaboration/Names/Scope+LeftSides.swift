import Diagnostics
import MathSyntax

/// What stands left of `∈` or `=`: a name with its pattern of members, or a function.
struct LeftSide {
  let base: String
  let font: Font?
  var label: String?
  var sub: [IndexTerm] = []
  var sup: [IndexTerm] = []
  /// Letters that range over axes: `δ_j = …`.
  var entries: [String] = []
  /// The arguments, where a function is defined.
  var formals: [MathNode]?
  let node: MathNode

  var pattern: [IndexTerm] { sup + sub }
}

extension Scope {
  /// `right`: the formula it is defined by, which tells entry letters from labels.
  func leftSide(_ node: MathNode, of right: MathNode?) throws(Diagnostic) -> LeftSide {
    let (written, formals) = splitArguments(node)
    let name = newName(spelledBy: written) ?? written
    guard let plain = Head(name), let first = plain.base.first, first.isLetter else {
      throw .notAName(node)
    }
    let head = plain.primed ?? plain
    var left = LeftSide(base: head.base, font: head.font, node: name)
    left.formals = formals
    for item in supItems(head.sup) {
      switch item {
      case .bracketed(let nodes, _), .plain(let nodes):
        for part in nodes.splitAtTopLevel(where: { $0.character == "," }) {
          guard let term = memberTerm(part) else { throw .notAName(node) }
          left.sup.append(term)
        }
      case .transpose where sizes["T"] != nil || indices["T"] != nil:
        left.sup.append(.size("T", nil))
      default: throw .notAName(node)
      }
    }
    try readSubscript(head.sub, of: right, into: &left)
    return left
  }

  private func readSubscript(
    _ sub: [MathNode], of right: MathNode?, into left: inout LeftSide
  ) throws(Diagnostic) {
    guard !sub.isEmpty else { return }
    guard !isKnownLabel(sub), let items = subItems(sub, bound: []) else {
      return try readLabel(sub, into: &left)
    }
    for item in items {
      guard case .term(let term) = item else { return try readLabel(sub, into: &left) }
      if isMember(term) {
        left.sub.append(term)
      } else if case .letter(let letter) = term, let right, isIndex(letter, in: right) {
        left.entries.append(letter)
      } else {
        (left.sub, left.entries) = ([], [])
        return try readLabel(sub, into: &left)
      }
    }
  }

  /// Whether `sub` is the label of another name: `δ_{o1}` beside `out_{o1}`.
  private func isKnownLabel(_ sub: [MathNode]) -> Bool {
    guard let label = [MathNode].labelText(sub), label.count > 1, Int(label) == nil else {
      return false
    }
    return symbols.contains { $0.label == label }
  }

  /// `hx`, or a label with family indices behind it: `z_{i,t}`, the input gate at each step.
  private func readLabel(_ sub: [MathNode], into left: inout LeftSide) throws(Diagnostic) {
    let parts = sub.splitAtTopLevel { $0.character == "," }
    let members = parts.dropFirst().compactMap(memberTerm)
    guard let first = parts.first, members.count == parts.count - 1,
      let label = [MathNode].labelText(first)
    else { throw .notAName(left.node) }
    (left.label, left.sub) = (label, members)
  }

  /// Whether `letter` is an index somewhere in `node`: in a subscript, where it is no part of a name
  /// that is declared with it (`net_{h1}`).
  private func isIndex(_ letter: String, in node: MathNode) -> Bool {
    guard case .scripts(let base, let sub, let sup) = node.kind else {
      return node.children.contains { isIndex(letter, in: $0) }
    }
    if let sup, isIndex(letter, in: sup) { return true }
    if let head = Head(node), let found = resolve(head, bound: [letter]) {
      return found.letters.contains(letter)
    }
    return sub?.mentions(letter) ?? false || base.map { isIndex(letter, in: $0) } ?? false
  }

  private func memberTerm(_ nodes: ArraySlice<MathNode>) -> IndexTerm? {
    guard let term = indexTerm(nodes), isMember(term) else { return nil }
    return term
  }

  /// An index letter stands for all members; numbers and sizes for one.
  private func isMember(_ term: IndexTerm) -> Bool {
    switch term {
    case .letter(let letter): indices[letter] != nil
    case .number, .size: true
    case .data: false
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b):
      isMember(a) && isMember(b)
    }
  }

  /// `f(x, y)` → `f` and its arguments; `L(θ)` with parameters `θ` is a name that is decorated.
  private func splitArguments(_ node: MathNode) -> (MathNode, [MathNode]?) {
    let row = node.row
    guard row.count > 1 else { return (node.soleNode, nil) }
    var inner: [MathNode]
    if row.count == 2, case .fenced("(", let content, ")") = row[1].kind {
      inner = content
    } else if row[1].character == "(", row[row.count - 1].character == ")" {
      inner = Array(row[2..<(row.count - 1)])
    } else {
      return (node, nil)
    }
    let parts = inner.splitAtTopLevel { [",", ";"].contains($0.character) }
    let arguments = parts.map { MathNode.row(of: $0, at: node.range.lowerBound).soleNode }
    let isDecoration = arguments.contains { argument in
      guard let head = Head(argument) else { return false }
      return candidates(head.base, font: head.font).contains { self[$0].parameters != nil }
    }
    return (row[0], isDecoration ? nil : arguments)
  }

  /// The symbol with this name and as many indices, made where there is none.
  mutating func symbol(for left: LeftSide) -> SymbolID {
    let known = candidates(left.base, font: left.font).first { id in
      self[id].font == left.font && self[id].label == left.label
        && self[id].subSlots == left.sub.count
        && self[id].supSlots == left.sup.count
    }
    return known
      ?? add(
        NetSymbol(
          base: left.base, font: left.font, label: left.label, subSlots: left.sub.count,
          supSlots: left.sup.count, node: left.node))
  }
}

extension Resolution {
  /// The letters of its indices.
  fileprivate var letters: Set<String> {
    let entries = entries.reduce(into: Set<String>()) { found, entry in
      if case .at(let term) = entry { found.formUnion(term.letters) }
    }
    return members.reduce(into: entries) { $0.formUnion($1.letters) }
  }
}

extension MathNode {
  /// The one node of a row of one.
  package var soleNode: MathNode {
    if case .row(let nodes) = kind, nodes.count == 1 { return nodes[0].soleNode }
    return self
  }

  fileprivate func mentions(_ letter: String) -> Bool {
    if Head(self)?.base == letter { return true }
    if case .word(let word) = kind, word.contains(letter) { return true }
    return children.contains { $0.mentions(letter) }
  }
}
