import MathSyntax

/// Letters that nothing declares in the arguments of functions: `t` in `φ(t^2)`, `h` in `f(x + h)`.
extension Scope {
  /// Those in the argument that stands in parentheses at the start of `nodes`, behind `head`.
  func argumentLetters(_ nodes: ArraySlice<MathNode>, of head: Head) -> [String: Domain] {
    guard let inner = parenthesised(nodes), let domain = argument(of: head) else { return [:] }
    guard domain.axes.isEmpty else { return letters(inTermsOf: inner, domain) }
    var found: [String: Domain] = [:]
    return numbers(in: inner, &found) ? found : [:]
  }

  /// `v` in `df(x) \cdot v` and `∇f(x)^T v`, `nodes` beginning with the sign: the direction has the shape
  /// of the argument.
  func directionLetter(_ nodes: ArraySlice<MathNode>) -> (String, Domain)? {
    guard let sign = nodes.first(where: { !$0.isInvisible }),
      ["∇", "d", "D"].contains(sign.character)
    else { return nil }
    var rest = nodes.filter { !$0.isInvisible }.dropFirst()
    guard let name = rest.popFirst(), let head = Head(name), let domain = argument(of: head),
      !domain.axes.isEmpty, let inner = parenthesised(rest)
    else { return nil }
    rest = rest.dropFirst(rest.first?.isFenced == true ? 1 : inner.count + 2)
    if rest.first?.operatorCharacter == "⋅" { rest = rest.dropFirst() }
    guard let letter = rest.first.flatMap(Head.init), isFree(letter) else { return nil }
    return (letter.base, domain)
  }

  /// What a function of one argument takes; nil where `head` names no such.
  private func argument(of head: Head) -> Domain? {
    guard let found = candidates(head.base, font: head.font).first else {
      return Builtin(spelling: head.base)?.isEntrywise == true ? .number : nil
    }
    guard self[found].isFunction else { return nil }
    return argument(of: found, called: self[found].functions.first?.formals.first ?? "")
  }

  /// The free letters of a formula of numbers; false where something in it is no number.
  private func numbers(in nodes: [MathNode], _ found: inout [String: Domain]) -> Bool {
    for node in nodes {
      if let head = Head(node) {
        if head.sub.isEmpty, head.sup.allSatisfy({ $0.soleNode.isWholeNumber }), isFree(head.plain)
        {
          found[head.base] = .number
        } else if !isNumber(node) {
          return false
        }
      } else if !numbers(in: node.children, &found) {
        return false
      }
    }
    return true
  }

  /// Whether a name is one number or a function of numbers.
  private func isNumber(_ node: MathNode) -> Bool {
    guard let head = Head(node) else { return false }
    if declares(head.base) {
      var lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
      if let id = candidates(head.base, font: head.font).first, self[id].isFunction {
        return lowering.isScalar(functionsOf: id)
      }
      guard let value = try? expression(node) else { return false }
      return (try? lowering.lower(value, Bindings()))?.isScalar ?? false
    }
    return ["e", "π"].contains(head.base) || Builtin(spelling: head.base)?.isEntrywise ?? false
  }

  /// `x + h` and `x + t v`: letters alone have the shape of the argument, and so have the last ones of
  /// products, whose others are numbers.
  private func letters(inTermsOf nodes: [MathNode], _ domain: Domain) -> [String: Domain] {
    var found: [String: Domain] = [:]
    let terms = nodes.filter { !$0.isInvisible }
      .splitAtTopLevel { ["+", "−"].contains($0.character) }
    for term in terms where !term.isEmpty {
      let heads = term.map { node in Head(node).flatMap { isFree($0) ? $0.base : nil } }
      guard let last = term.last,
        term.dropLast().allSatisfy({ $0.bareLetter != nil || $0.isWholeNumber })
      else { continue }
      if let letter = heads[heads.count - 1] { found[letter] = domain }
      guard heads.last != .some(nil) || Head(last) != nil else { continue }
      for case let letter? in heads.dropLast() { found[letter] = .number }
    }
    return found
  }

  /// The content of the parentheses that `nodes` begin with, if they hold one argument.
  private func parenthesised(_ nodes: ArraySlice<MathNode>) -> [MathNode]? {
    guard let first = nodes.first, first.opensArgument else { return nil }
    var inner: [MathNode]
    switch first.kind {
    case .fenced(_, let content, _): inner = content
    case .scripts(let base?, _, _):
      guard case .fenced(_, let content, _) = base.kind else { return nil }
      inner = content
    default:
      guard let end = closing(nodes.dropFirst()) else { return nil }
      inner = Array(nodes[(nodes.startIndex + 1)..<end])
    }
    inner = inner.filter { !$0.isInvisible }
    return inner.splitAtTopLevel { [",", ";"].contains($0.character) }.count == 1 ? inner : nil
  }
}

extension Head {
  /// Without its scripts.
  fileprivate var plain: Head {
    var head = self
    (head.sub, head.sup) = ([], [])
    return head
  }
}

extension MathNode {
  fileprivate var isWholeNumber: Bool {
    if case .number = kind { true } else { false }
  }

  fileprivate var isFenced: Bool {
    switch kind {
    case .fenced: true
    case .scripts(let base?, _, _): base.isFenced
    default: false
    }
  }
}
