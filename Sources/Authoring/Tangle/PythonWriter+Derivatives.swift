import Elaboration

/// Derivatives: taken by the script itself of the formulas of the note, never of ours.
extension PythonWriter {
  mutating func derivative(
    of operand: Expression, by variables: [Expression], _ sign: DerivativeSign?,
    _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    var u = try value(operand, bindings)
    guard !u.isOpen else { throw NoWord("a derivative of an open shape") }
    var function = try self.function(operand, bindings)
    if lowering.onesAreNumbers, u.isOneNumber, !u.isScalar {
      function = "lambda: scalar(\(try text(operand, bindings).text))"
      u = try value(operand.firstEntry, bindings)
    }
    if variables.count == 1, let sign,
      let slot = try bySlot(operand, variables[0], sign, bindings)
    {
      return try transposes(u, variables[0], sign, bindings) ? slot.transposed : slot
    }
    var text = PythonText("")
    for (order, variable) in variables.enumerated() {
      if order > 0 { function = text.delayed }
      let held = try self.held(operand, variable, order == 0 ? sign : nil, bindings)
      let isOfNumber = u.isScalar && order == 0
      text = try gradient(function, by: variable, held, isOfNumber: isOfNumber, bindings)
      guard variables.count == 1 else { continue }
      if try transposes(u, variable, sign, bindings) != liesAcross(operand, variable, bindings) {
        text = text.transposed
      }
    }
    return text
  }

  /// `∂f(x, w)/∂w` where the argument moves and what else is made of `w` does not; nil for any other.
  private mutating func bySlot(
    _ operand: Expression, _ variable: Expression, _ sign: DerivativeSign, _ bindings: Bindings
  ) throws(NoWord) -> PythonText? {
    guard case .apply(let id, derivative: 0, let arguments) = operand.kind, sign != .straight,
      lowering.heldNames(of: operand, by: variable, sign, bindings) == nil
    else { return nil }
    let places = arguments.indices.filter { arguments[$0] == variable }
    if places.count == 1 {
      return try slotDerivative(operand, [places[0] - scope[id].slots], bindings)
    }
    guard case .reference(let entry) = variable.kind, !entry.entries.isEmpty else { return nil }
    let whole = Expression(
      .reference(Reference(symbol: entry.symbol, members: entry.members, entries: [])),
      at: variable.range)
    guard let all = try bySlot(operand, whole, sign, bindings) else { return nil }
    return try entries(all, value(whole, bindings).axes, entry.entries)
  }

  /// What gives the value that is differentiated: a name of the network, or a formula.
  private mutating func function(
    _ operand: Expression, _ bindings: Bindings
  ) throws(NoWord) -> String {
    if case .reference(let reference) = operand.kind, reference.entries.isEmpty,
      scope[reference.symbol].parameters == nil
    {
      return reference.members.isEmpty
        ? try name(of: reference.symbol) : try variable(reference).text
    }
    return try text(operand, bindings).delayed
  }

  /// `, holding_fixed=(mu.at(b),)`: the names that a direct partial holds.
  private mutating func held(
    _ operand: Expression, _ variable: Expression, _ sign: DerivativeSign?, _ bindings: Bindings
  ) throws(NoWord) -> String {
    guard let sign, sign != .straight else { return "" }
    if case .formal = variable.kind { return "" }
    guard let names = lowering.heldNames(of: operand, by: variable, sign, bindings) else {
      throw NoWord("a derivative by an argument of a function")
    }
    guard !names.isEmpty else { return "" }
    let held = try names.mapEach { (key) throws(NoWord) in
      try self.variable(
        Reference(
          symbol: key.symbol, members: key.members.map(IndexTerm.number), entries: [])
      ).text
    }
    return ", holding_fixed=(\(held.joined(separator: ", ")),)"
  }

  private mutating func gradient(
    _ function: String, by variable: Expression, _ held: String, isOfNumber: Bool,
    _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    switch variable.kind {
    case .formal(let name):
      guard let word = formals[name] else { break }
      return PythonText("derivative(\(function.taking(word)), \(word))")
    case .reference(let reference):
      if let parts = scope[reference.symbol].parameters {
        guard reference.entries.isEmpty else { break }
        let all = try members(of: parts).map { "grad(\(function), \($0.text)\(held))" }
        let list = all.joined(separator: ", ")
        // The derivatives of a vector by the parts stand side by side.
        return PythonText(isOfNumber ? "stack(\(list))" : "block([[\(list)]])")
      }
      return try gradient(function, reference, reference.entries, held, bindings)
    case .entries(let inner, let items):
      guard case .reference(let reference) = inner.kind, reference.entries.isEmpty else { break }
      return try gradient(function, reference, items, held, bindings)
    default: break
    }
    throw NoWord("a derivative by what is no name")
  }

  private mutating func gradient(
    _ function: String, _ reference: Reference, _ items: [EntryIndex], _ held: String,
    _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let variable = try variable(reference).text
    guard !items.isEmpty else { return PythonText("grad(\(function), \(variable)\(held))") }
    let whole = Reference(symbol: reference.symbol, members: reference.members, entries: [])
    let axes = try value(Expression(.reference(whole), at: 0..<0), bindings).axes
    let places = lowering.splittingDigits(items, axes: axes.count)
    guard places.count == axes.count || axes.first?.isOne == true, !places.contains(.all) else {
      return try entries(PythonText("grad(\(function), \(variable)\(held))"), axes, items)
    }
    let indices = try places.mapEach { (item) throws(NoWord) -> String in
      guard case .at(let term) = item else { throw NoWord("a derivative by part of an array") }
      return try text(term).text
    }
    return PythonText("grad(\(function), \(variable), \(indices.joined(separator: ", "))\(held))")
  }

  /// `∂zᵀ/∂x` has the entries of `z` as its columns.
  private mutating func liesAcross(
    _ operand: Expression, _ variable: Expression, _ bindings: Bindings
  ) throws(NoWord) -> Bool {
    guard case .transpose(let inner) = operand.kind else { return false }
    let (u, v) = (try value(inner, bindings), try value(variable, bindings))
    return u.axes.count == 1 && !v.isScalar
  }

  /// Whether the derivative lies the other way than the script makes it.
  private mutating func transposes(
    _ u: Value, _ variable: Expression, _ sign: DerivativeSign?, _ bindings: Bindings
  ) throws(NoWord) -> Bool {
    guard sign != nil else { return false }
    if case .transpose = variable.kind { throw NoWord("a derivative by a transpose") }
    let v = try value(variable, bindings)
    switch lowering.layout {
    case .mixed: return false
    case .numerator: return u.isScalar && !v.isScalar
    case .denominator: return !u.isScalar
    case .rows: return u.isScalar && v.axes.count == 1
    }
  }
}

extension Expression {
  /// The first entry of a column.
  fileprivate var firstEntry: Expression {
    Expression(.entries(self, [.at(.number(1))]), at: range)
  }
}

extension String {
  /// `lambda: E` as a function of `word`.
  fileprivate func taking(_ word: String) -> String {
    let start = "lambda: "
    return "lambda \(word): " + (hasPrefix(start) ? dropFirst(start.count) : "\(self)()")
  }
}
