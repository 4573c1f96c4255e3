import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// One use of a name in the formulas of a page, before anything says what it is.
struct NameUse {
  let head: Head
  /// What stands in parentheses behind it, cut at commas; nil where none stand there.
  var arguments: [[MathNode]]?
  /// Whether a derivative is taken by it.
  var isDifferentiated = false
  /// The name in whose parentheses it stands alone: `L` for the `W` of `L(W, b)`.
  var argumentOf: String?
  /// The statement that it stands in, by its place among those of the page.
  let statement: Int

  /// The superscripts, taken apart.
  var above: [SupItem] { supItems(head.sup) }
}

/// Index letters that sums bind, and what they run up to.
struct BoundLetter: Hashable {
  let letter: String
  /// `n`, where the sum says so.
  let upper: String?
}

/// Finds the names in formulas, as the elaborator sees them: heads with scripts.
struct NameFinder {
  private(set) var uses: [NameUse] = []
  private(set) var bound: [BoundLetter] = []
  private let statement: Int

  init(_ members: [MathNode], statement: Int) {
    self.statement = statement
    for member in members { visit(member.row) }
  }

  private struct Place {
    var isBelowDerivative = false
    var argumentOf: String?
    var isFraction = false
  }

  private mutating func visit(_ nodes: [MathNode], _ place: Place = Place()) {
    var rest = nodes.filter { !$0.isInvisible }[...]
    var afterPartial = false
    while let node = rest.popFirst() {
      let isDifferential = isDifferentialSign(node, before: rest, place)
      if isDifferential || node.character == "∂" {
        afterPartial = true
        continue
      }
      if let head = Head(node), isName(head) {
        take(head, node, &rest, place, byDerivative: afterPartial && place.isBelowDerivative)
      } else {
        descend(node, place)
      }
      afterPartial = false
    }
  }

  /// The `d` of `\frac{dL}{dw}`.
  private func isDifferentialSign(
    _ node: MathNode, before rest: ArraySlice<MathNode>, _ place: Place
  ) -> Bool {
    guard let head = Head(node), head.base == "d", head.sub.isEmpty else { return false }
    return place.isFraction || rest.first.flatMap(Head.init).map(isName) ?? false
  }

  private func isName(_ head: Head) -> Bool {
    guard let first = head.base.first, first.isLetter, head.font != .blackboard else {
      return false
    }
    return !["π", "∇", "I"].contains(head.base)
  }

  private mutating func take(
    _ head: Head, _ node: MathNode, _ rest: inout ArraySlice<MathNode>, _ place: Place,
    byDerivative: Bool
  ) {
    if head.base == "e", !head.sup.isEmpty {
      for script in head.sup { visit(script.row) }
      return
    }
    let isApplied = parenthesised(rest) != nil && !head.isCapital
    var use = NameUse(head: isApplied ? head : head.primed ?? head, statement: statement)
    use.isDifferentiated = byDerivative
    use.argumentOf = place.argumentOf
    if let (inner, count) = parenthesised(rest) {
      use.arguments = inner.splitAtTopLevel { [",", ";"].contains($0.character) }.map(Array.init)
      visitArguments(use.arguments ?? [], of: head.base, place)
      rest = rest.dropFirst(count)
    }
    if let function = Builtin(spelling: head.base) {
      if [.max, .min].contains(function) { bind(head.sub, upTo: nil) }
      if head.base != "σ" || use.arguments != nil { return }
    }
    for item in use.above {
      if case .plain(let nodes) = item, nodes.count > 1 { visit(nodes) }
    }
    uses.append(use)
  }

  private mutating func visitArguments(_ arguments: [[MathNode]], of base: String, _ place: Place) {
    for argument in arguments {
      var inner = place
      let isAlone = MathNode.row(of: argument, at: 0).soleName != nil
      inner.argumentOf = isAlone && Builtin(spelling: base) == nil ? base : nil
      visit(argument, inner)
    }
  }

  /// The content of the parentheses that `nodes` begin with, and how many nodes they take.
  private func parenthesised(_ nodes: ArraySlice<MathNode>) -> (inner: [MathNode], count: Int)? {
    guard let first = nodes.first else { return nil }
    switch first.kind {
    case .fenced("(", let inner, ")"): return (inner, 1)
    case .scripts(let base?, _, _):
      if case .fenced("(", let inner, ")") = base.kind { return (inner, 1) }
      return nil
    default: break
    }
    let rest = nodes.dropFirst()
    guard first.character == "(", let end = closing(rest) else { return nil }
    return (Array(rest[rest.startIndex..<end]), end - nodes.startIndex + 1)
  }

  private mutating func descend(_ node: MathNode, _ place: Place) {
    switch node.kind {
    case .fraction(let top, over: let bottom, _):
      var inner = place
      inner.isFraction = top.row.first?.isDifferentialLetter ?? false
      visit(top.row, inner)
      inner.isBelowDerivative = inner.isFraction
      visit(bottom.row, inner)
    case .scripts(let base?, let sub, let sup):
      let sign = base.character ?? ""
      if ["∇", "D", "∂"].contains(sign), let sub {
        var inner = place
        inner.isBelowDerivative = true
        for part in sub.row.splitAtTopLevel(where: { $0.character == "," }) {
          markDifferentiated(Array(part), inner)
        }
        return
      }
      if isLargeOperator(base) { return bind(sub?.row ?? [], upTo: sup) }
      visit(base.row, place)
      if let sup, sup.row.count > 1, base.bracketDepthChange == 0 { visit(sup.row) }
    case .stack(let base, let over, let under):
      if isLargeOperator(base) { return bind(under?.row ?? [], upTo: over) }
      visit(base.row, place)
    case .text, .annotation, .space, .error, .number: break
    default: visit(node.children, place)
    }
  }

  private mutating func markDifferentiated(_ nodes: [MathNode], _ place: Place) {
    let first = uses.count
    visit(nodes, place)
    for index in first..<uses.count { uses[index].isDifferentiated = true }
  }

  private func isLargeOperator(_ node: MathNode) -> Bool {
    switch node.kind {
    case .symbol(let symbol): symbol.role == .largeOperator || symbol.character == "Σ"
    case .styled(_, let inner): isLargeOperator(inner)
    default: false
    }
  }

  /// `i = 1` below a sum, `n` above it; `j \ne i`.
  private mutating func bind(_ sub: [MathNode], upTo sup: MathNode?) {
    for part in sub.splitAtTopLevel(where: { $0.character == "," }) {
      guard let head = part.first(where: { !$0.isInvisible }).flatMap(Head.init) else { continue }
      let upper = sup.flatMap { Head($0.soleNode) }
      bound.append(
        BoundLetter(letter: head.base, upper: upper?.sub.isEmpty == true ? upper?.base : nil))
    }
  }
}

extension Head {
  /// A capital is a matrix, whatever stands behind it: `W'(r - x)`.
  fileprivate var isCapital: Bool {
    base.count == 1 && base.uppercased() == base && base.lowercased() != base
  }
}

extension MathNode {
  /// `∂`, `d`, with an order above or without.
  fileprivate var isDifferentialLetter: Bool {
    switch kind {
    case .scripts(let base?, nil, _): base.isDifferentialLetter
    case .font(_, let inner): inner.isDifferentialLetter
    default: character == "∂" || character == "d"
    }
  }
}
