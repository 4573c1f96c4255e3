extension Expression {
  /// With `\operatorname{diag}(\mu_i (1 - \mu_i))` as the diagonal matrix of that column, where `i` stands nowhere
  /// else: no *for all* covers it.
  package func gatheringDiagonals(except letters: Set<String>) -> Expression {
    var bound = letters
    if case .big(_, let bindings, _) = kind { bound.formUnion(bindings.map(\.letter)) }
    let inner = mapChildren { $0.gatheringDiagonals(except: bound) }
    guard case .call(.diag, let arguments) = inner.kind, arguments.count == 1,
      case let running = arguments[0].freeLetters.subtracting(letters), running.count == 1,
      let letter = running.first
    else { return inner }
    let column = Expression(
      .big(.list, [Binding(letter: letter)], arguments[0]), at: arguments[0].range)
    return Expression(.call(.diag, [column]), at: range)
  }
}
