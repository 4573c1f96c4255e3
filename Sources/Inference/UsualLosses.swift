import Elaboration
import MathSyntax

/// What the loss of a page may be that never writes it out: tried on what the page says of its gradients.
struct UsualLosses {
  private(set) var definitions: [FoundDefinition] = []

  init(_ net: Net, _ loss: SymbolID, _ ends: [Net.FoundArgument]) {
    let draft = net.draft
    let left = draft.text(loss, [])
    guard let head = draft.read(left) else { return }
    for right in UsualLosses.formulas(net, ends) {
      guard let value = draft.read(right) else { continue }
      definitions.append(
        FoundDefinition(symbol: loss, left: left, right: right, value: value, head: head, line: nil)
      )
    }
  }

  private static func formulas(_ net: Net, _ ends: [Net.FoundArgument]) -> [String] {
    let draft = net.draft
    func text(_ end: Net.FoundArgument) -> String {
      draft.text(end.symbol, end.members.map(draft.text))
    }
    let targets = net.inputs.filter { ["y", "t", "d"].contains(draft.scope[$0.symbol].base) }
    var found: [String] = []
    for end in ends + net.arguments(of: ends)
    where !targets.contains(where: { $0.symbol == end.symbol }) {
      let a = text(end)
      for target in targets {
        let y = target.text
        found += [
          "1/2 ‖\(a) - \(y)‖^2", "1/2 (\(a) - \(y))^2", "-Σ_i \(entry(y)) log \(entry(a))",
          "-Σ_i \(entry(y)) log softmax(\(a))_i", "-\(y) log \(a) - (1 - \(y)) log(1 - \(a))",
        ]
      }
      if ends.count == 1 { found.append("1/2 ‖\(a)‖^2") }
    }
    return found
  }

  private static func entry(_ name: String) -> String {
    name.contains("_") || name.contains("^") ? "(\(name))_i" : "\(name)_i"
  }
}

extension Net {
  /// What the ends are computed of, at the same members: the scores below a softmax that is in the loss.
  func arguments(of ends: [FoundArgument]) -> [FoundArgument] {
    ends.flatMap { end in
      definitions.filter { $0.symbol == end.symbol && isGeneral($0) }.flatMap { definition in
        definition.value.allReferences.compactMap { reference -> FoundArgument? in
          guard isDefined(reference.symbol), reference.entries.isEmpty,
            reference.members.last.flatMap(ScriptTerm.init) == definition.member
          else { return nil }
          return FoundArgument(symbol: reference.symbol, members: end.members)
        }
      }
    }
  }

  /// Numbers that derivatives are taken of.
  var losses: [SymbolID] {
    differentiated.map(\.of).filter { isDefined($0) && draft.scope[$0].slots == 0 }
      + definitions.map(\.symbol).filter { symbol in
        ["L", "J", "C", "E", "ℓ"].contains(draft.scope[symbol].base)
          && draft.scope[symbol].slots == 0
          && !differentiated.contains { $0.of == symbol }
      }
  }
}

extension Page {
  /// Whether names such as `dW` stand left of equations.
  var namesGradients: Bool {
    lines.contains { line in
      let row =
        (line.statement.continues ? nil : line.statement.members.first)?.row.filter {
          !$0.isInvisible
        } ?? []
      return row.count == 2 && row[0].character == "d" && Head(row[1]) != nil
    }
  }
}
