/// What is open around the place that is being read: it decides which tokens end a row.
struct OpenConstructs {
  enum Construct { case formula, group, optional, fence, grid, diagram, textMath }

  private(set) var innermost = Construct.formula
  private var groups = 0
  private var fences = 0
  private var grids = 0
  private var textMaths = 0

  /// Opens `construct` and returns the state to go back to when it is closed.
  mutating func push(_ construct: Construct) -> OpenConstructs {
    let outer = self
    innermost = construct
    switch construct {
    case .formula: break
    case .group, .optional: groups += 1
    case .fence: fences += 1
    case .grid, .diagram: grids += 1
    case .textMath: textMaths += 1
    }
    return outer
  }

  /// Whether the innermost row ends here, either because this is its end or because it is that of
  /// a construct further out.
  func endsRow(_ stop: Stop) -> Bool {
    switch stop {
    case .end: true
    case .close: groups > 0
    case .right: fences > 0
    case .endEnvironment: grids > 0
    case .ampersand: innermost == .grid
    case .newline: innermost == .grid || innermost == .formula || innermost == .diagram
    case .dollar: textMaths > 0
    case .bracket: innermost == .optional
    case .at: innermost == .diagram
    }
  }
}
