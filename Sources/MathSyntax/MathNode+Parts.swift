import Diagnostics

extension MathNode {
  /// The direct parts, in source order.
  package var children: [MathNode] {
    switch kind {
    case .symbol, .number, .word, .text, .space, .annotation, .error: []
    case .row(let nodes), .fenced(_, let nodes, _): nodes
    case .scripts(let base, let sub, let sup): [base, sub, sup].compactMap { $0 }
    case .fraction(let top, over: let bottom, _): [top, bottom]
    case .root(let radicand, let degree): [degree, radicand].compactMap { $0 }
    case .accent(_, let inner), .font(_, let inner), .styled(_, let inner): [inner]
    case .stack(let base, let over, let under): [base, over, under].compactMap { $0 }
    case .grid(let grid): grid.rows.flatMap { $0 }
    }
  }

  /// The same node with each direct part replaced.
  package func mapChildren(_ transform: (MathNode) -> MathNode) -> MathNode {
    let new: Kind =
      switch kind {
      case .symbol, .number, .word, .text, .space, .annotation, .error: kind
      case .row(let nodes): .row(nodes.map(transform))
      case .fenced(let open, let nodes, let close):
        .fenced(open: open, nodes.map(transform), close: close)
      case .scripts(let base, let sub, let sup):
        .scripts(base.map(transform), sub: sub.map(transform), sup: sup.map(transform))
      case .fraction(let a, over: let b, let style):
        .fraction(transform(a), over: transform(b), style)
      case .root(let a, let degree): .root(transform(a), degree: degree.map(transform))
      case .accent(let accent, let a): .accent(accent, transform(a))
      case .font(let font, let a): .font(font, transform(a))
      case .styled(let style, let a): .styled(style, transform(a))
      case .stack(let a, let over, let under):
        .stack(transform(a), over: over.map(transform), under: under.map(transform))
      case .grid(let grid):
        .grid(
          Grid(
            environment: grid.environment, columns: grid.columns,
            rows: grid.rows.map { $0.map(transform) }, rules: grid.rules))
      }
    return MathNode(new, at: range)
  }

  /// The same formula, all of it at `range`.
  package func placed(at range: SourceRange) -> MathNode {
    MathNode(mapChildren { $0.placed(at: range) }.kind, at: range)
  }

  /// The same formula wherever it stands: for comparing what is written.
  package var withoutRanges: MathNode { placed(at: 0..<0) }
}
