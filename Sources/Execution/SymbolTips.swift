import Elaboration
import MathSyntax

/// What is said of a name to those who point at it: its shape, and its description.
package struct SymbolTips: Sendable {
  private var scope: Scope
  private var runner: Runner
  private var texts: [SymbolID: String] = [:]
  /// In characters. It stands on every use of the name, so a long one would make a page of any size.
  private static let longestText = 400

  package init(_ scope: Scope) {
    self.scope = scope
    runner = Runner(scope)
  }

  /// Goes on with another scope; what is known already is kept where that means the same.
  package mutating func update(_ scope: Scope) {
    guard !scope.meansTheSame(as: self.scope) else { return }
    self = SymbolTips(scope)
  }

  /// The formula with a title on each name of the scope.
  package mutating func described(_ formula: MathNode) -> MathNode {
    guard !scope.symbols.isEmpty else { return formula }
    switch formula.kind {
    case .number, .text, .space, .annotation, .error: return formula
    case .symbol(let symbol) where symbol.role != .ordinary: return formula
    default: break
    }
    if let head = Head(formula), let found = scope.resolve(head) {
      let text = text(of: found.symbol)
      return text.isEmpty ? formula : formula.titled(text)
    }
    return formula.mapChildren { described($0) }
  }

  /// `2×3, 2×2: the weights`.
  package mutating func text(of id: SymbolID) -> String {
    if let known = texts[id] { return known }
    let shapes = runner.shapes(of: id)
    let shape = shapes.isEmpty && scope[id].isFunction ? "function" : shapes
    let description = scope[id].description.map { Remark($0).plain } ?? ""
    var text = [shape, description].filter { !$0.isEmpty }.joined(separator: ": ")
    if text.utf8.count > Self.longestText, text.count > Self.longestText {
      text = text.prefix(Self.longestText - 1) + "…"
    }
    texts[id] = text
    return text
  }
}

extension MathNode {
  /// The name with a title on its letter, its scripts and marks apart.
  fileprivate func titled(_ text: String) -> MathNode {
    switch kind {
    case .scripts(let base?, let sub, let sup):
      MathNode(.scripts(base.titled(text), sub: sub, sup: sup), at: range)
    case .accent(let accent, let inner): MathNode(.accent(accent, inner.titled(text)), at: range)
    case .row(let nodes) where nodes.count == 1:
      MathNode(.row([nodes[0].titled(text)]), at: range)
    case .styled(let style, let inner): MathNode(.styled(style, inner.titled(text)), at: range)
    case .stack(let base, let over, let under):
      MathNode(.stack(base.titled(text), over: over, under: under), at: range)
    default: MathNode(.styled(.described(text), self), at: range)
    }
  }
}

extension SymbolTips {
  /// A formula of a block, as TeX would set it.
  package mutating func described(fromBlock formula: MathNode) -> MathNode {
    described(scope.typeset(formula))
  }

  /// A report with titles on the names in its formulas.
  package mutating func described(_ report: BlockReport) -> BlockReport {
    var report = report
    report.results = report.results.map { result in
      BlockResult(
        described(result.kind), at: result.range, caption: result.caption.map { described($0) })
    }
    report.symbols = report.symbols.map { described($0) }
    return report
  }

  private mutating func described(_ remark: Remark) -> Remark {
    var remark = remark
    remark.parts = remark.parts.map { part in
      if case .formula(let node) = part { .formula(described(node)) } else { part }
    }
    return remark
  }

  private mutating func described(_ row: SymbolRow) -> SymbolRow {
    SymbolRow(
      name: described(fromBlock: row.name), domain: row.domain,
      definition: row.definition.map { described(fromBlock: $0) }, shape: row.shape,
      description: row.description.map { described($0) }, signature: row.signature)
  }

  private mutating func described(_ kind: BlockResult.Kind) -> BlockResult.Kind {
    switch kind {
    case .values(let values, let isShaded):
      let shown = values.map {
        ShownValue(caption: described(fromBlock: $0.caption), value: $0.value)
      }
      return .values(shown, isShaded: isShaded)
    case .expansion(let caption, let formula, let shape):
      return .expansion(
        caption: described(fromBlock: caption), formula: described(formula), shape: shape)
    case .steps(let steps):
      return .steps(
        WorkedSteps(
          target: described(fromBlock: steps.target), forward: steps.forward.map { described($0) },
          backward: steps.backward.map { described($0) }))
    case .descent, .curves, .contours, .diagram, .comparison: return kind
    }
  }

  private mutating func described(_ working: Working) -> Working {
    Working(
      left: described(working.left), lines: working.lines.map { described($0) },
      values: working.values)
  }
}
