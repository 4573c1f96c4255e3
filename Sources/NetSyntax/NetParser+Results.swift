import Diagnostics
import MathSyntax

/// The statements that claim, show and name.
extension NetParser {
  mutating func formula(_ source: Excerpt) throws(Diagnostic) -> MathNode {
    guard !source.bytes.isEmpty else {
      throw .malformedStatement("an expression is missing here", at: source.range)
    }
    return try math(source)
  }

  /// Several, separated by commas.
  mutating func formulas(_ source: Excerpt) throws(Diagnostic) -> [MathNode] {
    let row = try formula(source).row
    let parts = row.splitAtTopLevel { $0.character == "," }
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement("an expression is missing beside a comma", at: source.range)
    }
    return parts.map { .row(of: $0, at: 0) }
  }

  mutating func chain(_ source: Excerpt) throws(Diagnostic) -> Chain {
    let row = try formula(source).row
    let members = row.splitAtTopLevel { $0.character == "=" }
    guard members.count >= 2, members.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement("a claim is written `check LHS = RHS`", at: source.range)
    }
    return Chain(
      members: members.map { .row(of: $0, at: 0) }, source: source, macros: macros)
  }

  /// `θ = (W_k, b_k)`.
  mutating func parameters(_ source: Excerpt) throws(Diagnostic) -> NetStatement.Kind {
    let row = try formula(source).row
    let sides = row.splitAtTopLevel { $0.character == "=" }
    guard sides.count == 2, let name = sides.first, !name.isEmpty, let tuple = sides.last,
      tuple.count > 2, tuple.first?.character == "(", tuple.last?.character == ")"
    else {
      throw .malformedStatement(
        "parameters are named as `parameters θ = (W_k, b_k)`", at: source.range)
    }
    let members = tuple.dropFirst().dropLast().splitAtTopLevel { $0.character == "," }
    return .parameters(
      name: .row(of: name, at: 0),
      members: members.filter { !$0.isEmpty }.map { .row(of: $0, at: 0) })
  }

  /// `J = L`.
  mutating func alias(_ source: Excerpt) throws(Diagnostic) -> NetStatement.Kind {
    let row = try formula(source).row
    let sides = row.splitAtTopLevel { $0.character == "=" }
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else {
      throw .malformedStatement("an alias is written `alias J = L`", at: source.range)
    }
    return .alias(.row(of: sides[0], at: 0), .row(of: sides[1], at: 0))
  }

  func layout(_ source: Excerpt) throws(Diagnostic) -> String {
    guard ["mixed", "numerator", "denominator", "rows"].contains(source.text) else {
      throw .malformedStatement(
        "a layout is `mixed`, `numerator`, `denominator` or `rows`", at: source.range)
    }
    return source.text
  }

  /// `[[other-note]]`.
  func use(_ source: Excerpt) throws(Diagnostic) -> String {
    let text = source.text
    let name = text.dropFirst(2).dropLast(2)
    guard text.hasPrefix("[["), text.hasSuffix("]]"), !name.isEmpty, !name.contains("]") else {
      throw .malformedStatement("a note is used as `use [[name]]`", at: source.range)
    }
    return String(name)
  }

  mutating func seed(_ source: Excerpt) throws(Diagnostic) -> Int {
    guard let seed = Int(source.text) else {
      throw .malformedStatement("a seed is a whole number", at: source.range)
    }
    return seed
  }
}
