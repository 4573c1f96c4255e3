import Diagnostics
import MathSyntax

extension NetParser {
  /// `n = 3, m = 4 fixed`, `n_l = 4, 3, 2`: a part without a name goes on with the last one.
  mutating func sizes(_ source: Excerpt) throws(Diagnostic) -> [SizeDeclaration] {
    let whole = try math(splitDescription(source).code)
    var found: [(name: MathNode, values: [MathNode], isFixed: Bool)] = []
    for var part in whole.row.splitAtTopLevel(where: { $0.character == "," }) {
      let isFixed = part.last?.word == "fixed"
      if isFixed { part.removeLast() }
      let sides = part.splitAtTopLevel { $0.character == "=" }
      let place = part.first?.range.lowerBound ?? whole.range.upperBound
      if sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty {
        found.append((.row(of: sides[0], at: place), [.row(of: sides[1], at: place)], isFixed))
      } else if sides.count == 1, !part.isEmpty, !found.isEmpty {
        found[found.count - 1].values.append(.row(of: part, at: place))
        found[found.count - 1].isFixed = isFixed
      } else {
        throw .malformedStatement(
          "a size is declared as `size n = 3`", at: part.isEmpty ? source.range : part.range)
      }
    }
    return found.map { SizeDeclaration(name: $0.name, values: $0.values, isFixed: $0.isFixed) }
  }

  /// `k = 1..K`.
  mutating func index(_ source: Excerpt) throws(Diagnostic) -> IndexDeclaration {
    let row = try math(splitDescription(source).code).row
    let sides = row.splitAtTopLevel { $0.character == "=" || $0.character == "∈" }
    let ends = sides.last?.splitAtTopLevel { $0.character == "‥" } ?? []
    guard sides.count == 2, ends.count == 2, let name = sides.first, !name.isEmpty,
      let lower = ends.first, !lower.isEmpty, let upper = ends.last, !upper.isEmpty
    else { throw .malformedStatement("an index is declared as `index k = 1..K`", at: source.range) }
    return IndexDeclaration(
      name: .row(of: name, at: 0), lower: .row(of: lower, at: 0), upper: .row(of: upper, at: 0))
  }

  /// `x ∈ R^n = 0.5 : the input`, `a_k = W_k h_{k-1} where k >= 2 : description`.
  mutating func declarationOrDefinition(
    _ source: Excerpt
  ) throws(Diagnostic) -> NetStatement.Kind {
    let (code, description) = splitDescription(source)
    let row = try math(code).row
    if let function = function(row, description: description) { return .function(function) }
    let condition = row.firstTopLevelIndex { $0.word == "where" } ?? row.endIndex
    if let element = row[..<condition].firstTopLevelIndex(where: { $0.character == "∈" }) {
      return .declaration(
        try declaration(row, element: element, description: description, at: source.range))
    }
    return .definition(try definition(row, description: description, at: source.range))
  }

  private func declaration(
    _ row: [MathNode], element: Int, description: String?, at range: SourceRange
  ) throws(Diagnostic) -> Declaration {
    let names = row[..<element].splitAtTopLevel { $0.character == "," }
    var domain = row[(element + 1)...]
    var value: Declaration.Value?
    if let mark = domain.firstTopLevelIndex(where: { $0.character == "=" || $0.character == "∼" }) {
      let node = MathNode.row(of: domain[(mark + 1)...], at: row[mark].range.upperBound)
      guard !node.row.isEmpty else {
        throw .malformedStatement("a value is missing here", at: row[mark].range)
      }
      value = row[mark].character == "=" ? .given(node) : .drawn(node)
      domain = domain[..<mark]
    }
    guard names.allSatisfy({ !$0.isEmpty }), !domain.isEmpty else {
      throw .malformedStatement("an input is declared as `x ∈ R^n`", at: range)
    }
    return Declaration(
      names: names.map { .row(of: $0, at: 0) }, domain: .row(of: domain, at: 0), value: value,
      description: description)
  }

  /// `φ, ψ : R → R`; nil where the line is no such thing.
  private func function(_ row: [MathNode], description: String?) -> FunctionDeclaration? {
    guard let colon = row.firstTopLevelIndex(where: { $0.character == ":" }),
      let arrow = row.firstTopLevelIndex(where: { ["→", "⟶"].contains($0.character) }),
      colon < arrow
    else { return nil }
    let names = row[..<colon].splitAtTopLevel { $0.character == "," }
    let domains = row[(colon + 1)..<arrow].splitAtTopLevel { $0.isTimes }
    let codomain = row[(arrow + 1)...]
    guard (names + domains + [codomain]).allSatisfy({ !$0.isEmpty }) else { return nil }
    return FunctionDeclaration(
      names: names.map { .row(of: $0, at: 0) }, domains: domains.map { .row(of: $0, at: 0) },
      codomain: .row(of: codomain, at: 0), signature: .row(of: row[(colon + 1)...], at: 0),
      description: description)
  }

  private func definition(
    _ row: [MathNode], description: String?, at range: SourceRange
  ) throws(Diagnostic) -> Definition {
    let parts = row.splitAtTopLevel { $0.word == "where" }
    let sides = parts[0].splitAtTopLevel { $0.character == "=" || $0.character == "≔" }
    guard sides.count == 2, parts.count <= 2, !sides[0].isEmpty, !sides[1].isEmpty,
      parts.allSatisfy({ !$0.isEmpty })
    else { throw .malformedStatement("this line is no statement of a `net` block", at: range) }
    return Definition(
      left: .row(of: sides[0], at: 0), right: .row(of: sides[1], at: 0),
      condition: parts.count == 2 ? .row(of: parts[1], at: 0) : nil, description: description)
  }
}

/// Cuts `: description` off a line: a colon outside brackets, after a relation, that is no `:=`.
func splitDescription(_ source: Excerpt) -> (code: Excerpt, description: String?) {
  var depth = 0
  let bytes = source.bytes
  for (position, byte) in bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    case UInt8(ascii: ":") where depth == 0:
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      guard next != UInt8(ascii: "="), hasRelation(source.excerpt(0..<position)) else { continue }
      let text = source.excerpt((position + 1)..<bytes.count).trimmed.text
      return (source.excerpt(0..<position), text.isEmpty ? nil : text)
    default: break
    }
  }
  return (source, nil)
}

private func hasRelation(_ source: Excerpt) -> Bool {
  let text = source.bytes
  let marks = ["=", "∈", "\\in", " in ", "→", "->", "\\to", "\\rightarrow"].map { Array($0.utf8) }
  return text.indices.contains { position in
    marks.contains { text[position...].starts(with: $0) }
  }
}

extension MathNode {
  /// `×`, which plain text may write as `x`.
  fileprivate var isTimes: Bool { character == "×" || character == "x" }
}

extension Collection<MathNode> {
  /// From the first node to the last.
  var range: SourceRange { MathNode.row(of: self, at: 0).range }
}
