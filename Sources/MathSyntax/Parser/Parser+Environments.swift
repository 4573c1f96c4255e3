import Diagnostics

extension Parser {
  /// `\begin{name} … \end{name}`
  mutating func environment(_ token: Token) -> Node? {
    let name = environmentName()
    let begin = reach(from: token)
    guard !name.isEmpty else {
      report(.missingArgument(of: token.source, at: begin))
      return errorNode(token.source, at: begin)
    }
    guard let environment = Environments.named(name) else {
      report(.unknownEnvironment(name, nearest: Environments.nearest(to: name), at: begin))
      return grid(token, begin, name, Environment(name: name, columns: .none))
    }
    return grid(token, begin, name, environment)
  }

  /// The name in the braces after `\begin` or `\end`.
  mutating func environmentName() -> String {
    if let name = bracedName() { return name }
    let first = takeRaw()
    guard first.kind == .open else {
      put(back: [first])
      return ""
    }
    var name = ""
    while true {
      let token = takeRaw()
      switch token.kind {
      case .close: return name
      case .letter, .word, .number, .character: name += token.text
      default:
        put(back: [token])
        return name
      }
    }
  }

  private mutating func grid(
    _ token: Token, _ begin: SourceRange, _ name: String, _ kind: Environment
  ) -> Node {
    var spec = ColumnSpecification("")
    switch kind.columns {
    case .none: break
    case .given:
      _ = rawBracketed()
      spec = ColumnSpecification(self.name(of: token))
    case .ignored: _ = self.name(of: token)
    case .optional: spec = ColumnSpecification(rawBracketed()?.tokens.source ?? "")
    }
    var rules = Grid.Rules()
    rules.stretch = arrayStretch
    rules.columns = spec.lines
    rules.isNumbered = kind.isNumbered && !name.hasSuffix("*")
    let outer = open.push(kind.name == "CD" ? .diagram : .grid)
    let hidden = shadowed.count
    let rows = kind.name == "CD" ? diagramRows() : gridRows(&rules)
    open = outer
    closeEnvironment(begin, name)
    restoreMacros(to: hidden)
    var columns = spec.columns
    if kind.columns == .optional {
      // `[r]` is the alignment of all columns of a matrix; elsewhere it is the place of the whole.
      let isMatrix = kind.name.hasSuffix("matrix") && columns.utf8.count == 1
      let width = rows.map(\.count).max() ?? 0
      columns = isMatrix ? String(repeating: columns, count: min(width, 1000)) : ""
    }
    return gridNode(
      kind.name, columns: columns, rows, rules: rules,
      at: begin.lowerBound..<max(end, begin.upperBound))
  }

  /// What `\arraystretch` is at the moment.
  private var arrayStretch: Double {
    guard let macro = macros["arraystretch"], let factor = Double(macro.template.source) else {
      return 1
    }
    return factor >= 0.2 && factor <= 5 ? factor : 1
  }

  private mutating func closeEnvironment(_ begin: SourceRange, _ name: String) {
    guard peekStop() == .endEnvironment else {
      return report(.unclosedEnvironment(name, at: begin))
    }
    let end = take()
    let closing = environmentName()
    guard closing != name else { return }
    report(.mismatchedEnd(closing, opened: name, at: end.range.lowerBound..<self.end, begin))
  }

  /// Rows up to what ends them, which is left; an empty last row is none.
  private mutating func gridRows(_ rules: inout Grid.Rules) -> [Row] {
    var rows: [Row] = []
    var cells = startRow()
    var count = 0
    while true {
      while count == 0, peekPart() == .line, readLine(above: rows.count, &rules) {}
      let start = end
      let nodes = row()
      push(node(.row(nodes), at: span(nodes, start)))
      count += 1
      switch peekStop() {
      case .ampersand: take()
      case .newline:
        take()
        if let gap = rowGap() { rules.gaps[rows.count] = gap }
        rows.append(endRow(cells))
        cells = startRow()
        count = 0
      default:
        let isEmpty = count == 1 && nodes.isEmpty
        let last = endRow(cells)
        if !isEmpty || rows.isEmpty { rows.append(last) }
        return rows
      }
    }
  }

  /// A line above the row of that number, if one comes next.
  private mutating func readLine(above row: Int, _ rules: inout Grid.Rules) -> Bool {
    switch peekCommand() {
    case .line(let line)?:
      take()
      rules.rows[row] = line == .solid && rules.rows[row] != nil ? .double : line
    case .partialLine?:
      take()
      _ = rawBracketed()
      let ends = (rawArgument()?.tokens.source ?? "").split(separator: "-").map { Int($0) ?? 0 }
      guard let first = ends.first, let last = ends.last, first >= 1, last >= first else { break }
      rules.partialRows[row, default: []].append((first - 1)...(last - 1))
    default: return false
    }
    return true
  }

  /// The length in `\\[2pt]`, in em. A bracket that holds no length belongs to the next row.
  mutating func rowGap() -> Double? {
    if peek().isCharacter("*"), !peek().spaceBefore { take() }
    guard peek().isCharacter("["), !peek().spaceBefore else { return nil }
    let bracket = takeRaw()
    var tokens: [Token] = []
    while tokens.count < 12 {
      let token = takeRaw()
      tokens.append(token)
      if token.kind == .end || token.isCharacter("]") { break }
    }
    if tokens.last?.isCharacter("]") == true,
      let length = Length.em(Array(tokens.dropLast()).source)
    {
      return length
    }
    put(back: [bracket] + tokens)
    return nil
  }

  /// `\substack{a \\ b}`
  mutating func substack(_ token: Token) -> Node? {
    guard peek().kind == .open else { return group(token) }
    let brace = take()
    let outer = open.push(.group)
    _ = open.push(.grid)
    var rules = Grid.Rules()
    let rows = gridRows(&rules)
    open = outer
    if peek().kind == .close { take() } else { report(.unbalancedBrace(at: brace.range)) }
    return gridNode(
      "substack", rows, at: token.range.lowerBound..<max(end, brace.range.upperBound))
  }
}

/// An environment: how it is laid out and what stands after its name.
struct Environment: Sendable {
  enum Columns: Sendable {
    case none
    /// `\begin{array}{rcl}`
    case given
    /// `\begin{alignat}{2}`
    case ignored
    /// `\begin{aligned}[t]`
    case optional
  }

  /// Without a star.
  let name: String
  let columns: Columns
  let isNumbered: Bool

  init(name: String, columns: Columns) {
    self.name = name
    self.columns = columns
    isNumbered = Self.numbered.contains(name)
  }

  private static let numbered: Set<String> = [
    "align", "alignat", "xalignat", "flalign", "gather", "eqnarray", "equation", "multline",
  ]
}

enum Environments {
  static let all: [String: Environment] = {
    var table: [String: Environment] = [:]
    for (names, columns) in rows {
      for name in CommandTable.words(names) {
        table[name] = Environment(name: name, columns: columns)
        table[name + "*"] = Environment(
          name: name, columns: name.hasSuffix("matrix") ? .optional : columns)
      }
    }
    return table
  }()

  private static let rows: [(String, Environment.Columns)] = [
    ("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix", .none),
    ("cases dcases rcases drcases", .none),
    ("align flalign gather multline equation eqnarray split math displaymath", .none),
    ("aligned gathered", .optional),
    ("alignat alignedat xalignat", .ignored),
    ("array subarray darray", .given), ("CD", .none),
  ]

  /// Their names, with and without a star.
  static let index = NameIndex(Array(all.keys))

  private static let byRow = all.map(\.value)

  static func named(_ name: String) -> Environment? {
    let row = Int(index.row(of: name))
    return byRow.indices.contains(row) ? byRow[row] : nil
  }

  private static let names = NearestName(among: all.keys)

  static func nearest(to name: String) -> String? { names.nearest(to: name) }
}
