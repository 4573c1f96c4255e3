import Diagnostics
import MathSyntax

/// The statements that show how values come about: in tables, plots and diagrams.
extension NetParser {
  /// A result, without the caption behind its colon.
  mutating func result(
    _ keyword: String, _ source: Excerpt
  ) throws(Diagnostic) -> NetStatement.Kind? {
    switch keyword {
    case "show": try show(source)
    case "expand": .expand(try formula(source))
    case "steps": .steps(try steps(source))
    case "descend": .descend(try descend(source))
    case "plot": .plot(try plot(source))
    case "draw": .draw(try draw(source))
    case "compare": .compare(source.bytes.isEmpty ? [] : try formulas(source))
    default: nil
    }
  }

  /// `E, F shaded`.
  private mutating func show(_ source: Excerpt) throws(Diagnostic) -> NetStatement.Kind {
    var parts = try formula(source).row.splitAtTopLevel { $0.character == "," }
    var isShaded = false
    for index in parts.indices where parts[index].count > 1 && parts[index].last?.word == "shaded" {
      parts[index].removeLast()
      isShaded = true
    }
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement("an expression is missing beside a comma", at: source.range)
    }
    return .show(parts.map { .row(of: $0, at: 0) }, isShaded: isShaded)
  }

  /// `L by W, b`.
  private mutating func steps(_ source: Excerpt) throws(Diagnostic) -> Steps {
    let parts = try formula(source).row.splitAtTopLevel { $0.word == "by" }
    let variables = parts.count == 2 ? parts[1].splitAtTopLevel { $0.character == "," } : []
    guard parts.count <= 2, !parts[0].isEmpty, variables.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement(
        "steps are written `steps L` or `steps L by W, b`", at: source.range)
    }
    return Steps(
      expression: .row(of: parts[0], at: 0), variables: variables.map { .row(of: $0, at: 0) })
  }

  /// `W_k, b_k on L with α = 0.1 for 50 steps until L < 0.01`.
  private mutating func descend(_ source: Excerpt) throws(Diagnostic) -> Descend {
    let row = try formula(source).row
    let usage = Diagnostic.malformedStatement(
      "a descent is written `descend W, b on L with α = 0.1 for 50 steps`", at: source.range)
    let marks: Set<String> = ["on", "with", "for", "steps", "step", "until"]
    let parts = row.splitAtTopLevel { $0.word.map(marks.contains) ?? false }
    let words = row.compactMap(\.word).filter(marks.contains)
    guard words.prefix(3) == ["on", "with", "for"],
      words.dropFirst(4).allSatisfy({ $0 == "until" }),
      (4...5).contains(words.count), parts.count == words.count + 1, words[3].hasPrefix("step"),
      parts[4].isEmpty,
      parts[..<4].allSatisfy({ !$0.isEmpty })
    else { throw usage }
    let rate = parts[2].splitAtTopLevel { $0.character == "=" }
    guard rate.count <= 2, let value = rate.last, !value.isEmpty else { throw usage }
    let parameters = parts[0].splitAtTopLevel { $0.character == "," }
    guard parameters.allSatisfy({ !$0.isEmpty }) else { throw usage }
    return Descend(
      parameters: parameters.map { .row(of: $0, at: 0) }, loss: .row(of: parts[1], at: 0),
      rate: .row(of: value, at: 0), steps: .row(of: parts[3], at: 0),
      stop: parts.count == 6 ? try stoppingRule(parts[5], at: source.range) : nil)
  }

  private func stoppingRule(
    _ row: ArraySlice<MathNode>, at range: SourceRange
  ) throws(Diagnostic) -> StoppingRule {
    guard
      let place = row.firstTopLevelIndex(where: {
        $0.character.flatMap(StoppingRule.Relation.init(rawValue:)) != nil
      }), let relation = row[place].character.flatMap(StoppingRule.Relation.init(rawValue:)),
      place > row.startIndex, place + 1 < row.endIndex
    else {
      throw .malformedStatement("a stopping rule is written `until L < 0.01`", at: range)
    }
    return StoppingRule(
      left: .row(of: row[..<place], at: 0), relation: relation,
      right: .row(of: row[(place + 1)...], at: 0), node: .row(of: row, at: 0))
  }

  // MARK: Plots

  private mutating func plot(_ source: Excerpt) throws(Diagnostic) -> Plot {
    guard !source.bytes.isEmpty else {
      throw .malformedStatement(
        "what is to be plotted is missing: `plot f(x) over x = -2..2`", at: source.range)
    }
    let row = try formula(source).row
    let with = row.firstTopLevelIndex { $0.word == "with" } ?? row.endIndex
    let over = row[..<with].firstTopLevelIndex { $0.word == "over" } ?? with
    let curves = row[..<over].splitAtTopLevel { $0.character == "," }
    guard curves.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement("an expression is missing here", at: source.range)
    }
    let axes = over < with ? try axes(row[(over + 1)..<with], at: source.range) : []
    guard axes.count <= 2 else {
      throw .malformedStatement("a plot is over one variable or two", at: source.range)
    }
    return Plot(
      curves: curves.map { .row(of: $0, at: 0) }, axes: axes,
      addition: with < row.endIndex ? try addition(row[(with + 1)...], at: source.range) : nil)
  }

  /// `u = 0..1, v = -2..2`.
  private func axes(
    _ row: ArraySlice<MathNode>, at range: SourceRange
  ) throws(Diagnostic) -> [Plot.Axis] {
    var axes: [Plot.Axis] = []
    for part in row.splitAtTopLevel(where: { $0.character == "," }) {
      let sides = part.splitAtTopLevel { ["=", "∈"].contains($0.character) }
      let ends = sides.last?.splitAtTopLevel { $0.character == "‥" } ?? []
      guard sides.count == 2, ends.count == 2, (sides + ends).allSatisfy({ !$0.isEmpty }) else {
        throw .malformedStatement("a range is written `over x = -2..2`", at: range)
      }
      axes.append(
        Plot.Axis(
          variable: .row(of: sides[0], at: 0), lower: .row(of: ends[0], at: 0),
          upper: .row(of: ends[1], at: 0)))
    }
    return axes
  }

  private func addition(
    _ row: ArraySlice<MathNode>, at range: SourceRange
  ) throws(Diagnostic) -> Plot.Addition {
    let words = row.map { $0.word ?? "" }
    switch words.first {
    case "tangent" where words.count == 1: return .tangent(at: nil)
    case "tangent" where words.count > 2 && words[1] == "at":
      return .tangent(at: .row(of: row.dropFirst(2), at: 0))
    case "derivative" where words.count == 1: return .derivative
    case "path" where words.count == 1: return .path
    default:
      throw .malformedStatement(
        "a plot is drawn with `tangent`, `tangent at 1`, `derivative` or `path`", at: range)
    }
  }

  // MARK: Diagrams

  /// `L with values, backward`.
  private mutating func draw(_ source: Excerpt) throws(Diagnostic) -> Draw {
    let options: Set<String> = ["with", "values", "forward", "backward", "and"]
    let row = source.bytes.isEmpty ? [] : try formula(source).row
    let start = row.firstIndex { $0.word.map(options.contains) ?? false } ?? row.endIndex
    let rest = row[start...].filter { $0.character != "," }
    let words = Set(rest.map { $0.word ?? "" })
    guard words.isSubset(of: options) else {
      throw .malformedStatement(
        "a diagram is drawn with `draw`, `draw L`, and `with values`, `forward`, `backward`",
        at: source.range)
    }
    let isBackward = words.contains("backward")
    return Draw(
      target: start == row.startIndex ? nil : .row(of: row[..<start], at: 0),
      showsValues: words.contains("values"),
      isForward: !isBackward || words.contains("forward"), isBackward: isBackward)
  }
}

/// Cuts `: caption` off a line: a colon outside brackets.
func splitCaption(_ source: Excerpt) -> (code: Excerpt, caption: String?) {
  var depth = 0
  for (position, byte) in source.bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    case UInt8(ascii: ":") where depth == 0:
      let text = source.excerpt((position + 1)..<source.bytes.count).trimmed.text
      return (source.excerpt(0..<position).trimmed, text.isEmpty ? nil : text)
    default: break
    }
  }
  return (source, nil)
}
