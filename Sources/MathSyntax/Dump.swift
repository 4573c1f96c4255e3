/// The tree as an S-expression, for tests: stable, without ranges.
package func dump(_ node: MathNode) -> String {
  switch node.kind {
  case .symbol(let symbol): symbol.character
  case .number(let digits): digits
  case .word(let word): "\"\(word)\""
  case .text(let text): "(text \"\(text)\")"
  case .row(let nodes): list("row", nodes)
  case .fenced(let open, let nodes, let close):
    list("fenced \(open.isEmpty ? "." : open) \(close.isEmpty ? "." : close)", nodes)
  case .scripts(let base, let sub, let sup):
    "(scripts \(base.map(dump) ?? "()")" + part(" _ ", sub) + part(" ^ ", sup) + ")"
  case .fraction(let above, let below, let style):
    list(style == .normal ? "/" : "/\(style)", [above, below])
  case .root(let radicand, let degree): list("root", [radicand] + (degree.map { [$0] } ?? []))
  case .accent(let accent, let base): list(accent.rawValue, [base])
  case .font(let font, let base): list(font.rawValue, [base])
  case .stack(let base, let over, let under):
    "(stack \(dump(base))" + part(" over ", over) + part(" under ", under) + ")"
  case .grid(let grid): dump(grid)
  case .space(let width): "(space \(Int(width * 1000)))"
  case .styled(let style, let content): list("\(style)", [content])
  case .annotation(.strut(let node, let extent)): list("strut \(extent)", [node])
  case .annotation(let annotation): "(\(annotation))"
  case .error(let source): "(error \"\(source)\")"
  }
}

private func list(_ head: String, _ nodes: [MathNode]) -> String {
  "(" + ([head] + nodes.map(dump)).joined(separator: " ") + ")"
}

private func part(_ mark: String, _ node: MathNode?) -> String {
  node.map { mark + dump($0) } ?? ""
}

private func dump(_ grid: Grid) -> String {
  let rows = grid.rows.map { row in "[" + row.map(dump).joined(separator: " & ") + "]" }
  let columns = grid.columns.isEmpty ? "" : " " + grid.columns
  return "(grid \(grid.environment)\(columns) " + rows.joined(separator: " ") + ")"
}
