/// The numbers of the displays of a note, counted in order, and the labels that name them.
package struct EquationNumbers: Sendable {
  private var count = 0
  /// What `\ref` shows, by label: the number or the tag.
  package private(set) var byLabel: [String: String] = [:]

  package init() {}

  /// The tags of a display; nil if it has none.
  package mutating func number(_ formula: MathTree) -> EquationTags? {
    guard !formula.annotations.isEmpty || formula.grids.contains(where: \.rules.isNumbered) else {
      return nil
    }
    return number(formula.mathNode)
  }

  /// The tags of a display; nil if it has none. Lines of `align` and its like have one each, unless
  /// they say otherwise; elsewhere a tag or a label asks for one. O(n).
  package mutating func number(_ formula: MathNode) -> EquationTags? {
    let content = formula.row.filter { !$0.isInvisible }
    let isTagged = formula.row.contains { $0.asksForNumber }
    guard !isTagged, content.count == 1, case .grid(let grid)? = content.first?.kind else {
      return tag(of: formula.row, isNumbered: false).map { .whole($0) }
    }
    guard grid.hasNumberedLines else {
      let nodes = grid.rows.joined().flatMap(\.row)
      let tag = tag(of: nodes, isNumbered: grid.rules.isNumbered)
      let isLine = grid.environment == "equation" && grid.rows.count == 1
      return tag.map { isLine ? .lines([$0]) : .whole($0) }
    }
    let tags = grid.rows.map { row in
      tag(of: row.flatMap(\.row), isNumbered: grid.rules.isNumbered)
    }
    return tags.contains { $0 != nil } ? .lines(tags) : nil
  }

  private mutating func tag(of nodes: [MathNode], isNumbered: Bool) -> EquationTag? {
    var tag: EquationTag?
    var isSilent = false
    var labels: [String] = []
    for case .annotation(let annotation) in nodes.lazy.map(\.kind) {
      switch annotation {
      case .tag(let text): tag = EquationTag(number: text, text: "(\(text))")
      case .bareTag(let text): tag = EquationTag(number: text, text: text)
      case .noNumber: isSilent = true
      case .label(let label): labels.append(label)
      case .reference, .bareReference, .strut, .rule: break
      }
    }
    if tag == nil, !labels.isEmpty || (isNumbered && !isSilent) {
      count += 1
      tag = EquationTag(number: String(count), text: "(\(count))")
    }
    tag?.label = labels.first
    for label in labels where byLabel[label] == nil { byLabel[label] = tag?.number }
    return tag
  }
}

/// What stands at the margin beside an equation.
package struct EquationTag: Hashable, Sendable {
  /// What `\ref` shows.
  package let number: String
  /// The same as it stands beside the equation, in parentheses as a rule.
  package let text: String
  package var label: String?
}

package enum EquationTags: Hashable, Sendable {
  case whole(EquationTag)
  /// One for each row of the grid that the display is; nil for a row without.
  case lines([EquationTag?])
}

extension MathNode {
  fileprivate var asksForNumber: Bool {
    switch kind {
    case .annotation(.tag), .annotation(.bareTag), .annotation(.label): true
    default: false
    }
  }

  /// The labels that `\ref` and `\eqref` name in this formula.
  package var references: [(label: String, node: MathNode)] {
    switch kind {
    case .annotation(.reference(let label)), .annotation(.bareReference(let label)):
      [(label, self)]
    default: children.flatMap(\.references)
    }
  }
}

extension Grid {
  fileprivate var hasNumberedLines: Bool {
    switch environment {
    case "align", "alignat", "xalignat", "flalign", "gather", "gathered", "eqnarray": true
    default: false
    }
  }
}
