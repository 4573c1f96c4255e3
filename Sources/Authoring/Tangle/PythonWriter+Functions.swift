import Elaboration

/// Functions, built in and of the note.
extension PythonWriter {
  mutating func call(
    _ function: Builtin, _ arguments: [Expression], _ bindings: Bindings, of whole: Expression
  ) throws(NoWord) -> PythonText {
    if let entry = try entryOfSoftmax(function, arguments, bindings) { return entry }
    let values = try arguments.mapEach { (argument) throws(NoWord) in try value(argument, bindings)
    }
    let shaped = values.first { !$0.isOpen }
    let texts = try zip(arguments, values).mapEach { (argument, value) throws(NoWord) in
      try text(argument, bindings, filling: value.isOpen ? shaped.map { Extent($0.axes) } : nil)
    }
    if function == .max || function == .min, texts.count > 1 {
      return .call(function == .max ? "maximum" : "minimum", texts)
    }
    guard let x = values.first else { throw NoWord("a function of nothing") }
    switch function {
    case .abs where !x.isScalar: return .call(try bars(around: x), texts)
    case .softmax, .logSoftmax: return .call(function.rawValue, texts + softmaxAxis(x))
    case .normOne where lowering.normsAreInduced, .normMax where lowering.normsAreInduced:
      throw NoWord("the largest sum of a column or a row")
    default: break
    }
    guard let word = function.pythonWord else { throw NoWord("`\(function.rawValue)`") }
    return .call(word, texts)
  }

  private func bars(around x: Value) throws(NoWord) -> String {
    switch lowering.openBars {
    case .byEntries: return "absolute"
    case .norm: return "norm"
    case .whole: return x.axes.count == 2 && x.rows.value == x.columns.value ? "det" : "norm"
    case nil: throw NoWord("bars around an array")
    }
  }

  /// Over each example of a batch.
  private func softmaxAxis(_ x: Value) -> [PythonText] {
    guard x.axes.count == 2, let axis = scope.batchAxis else { return [] }
    return [PythonText("axis=\(axis == .columns ? 0 : 1)")]
  }

  /// `softmax(z_i)` is an entry of `softmax(z)`.
  private mutating func entryOfSoftmax(
    _ function: Builtin, _ arguments: [Expression], _ bindings: Bindings
  ) throws(NoWord) -> PythonText? {
    guard function == .softmax || function == .logSoftmax, arguments.count == 1,
      case .reference(let entry) = arguments[0].kind, entry.entries.count == 1
    else { return nil }
    let whole = Reference(symbol: entry.symbol, members: entry.members, entries: [])
    let vector = try value(Expression(.reference(whole), at: arguments[0].range), bindings)
    guard vector.axes.count == 1 else { return nil }
    let all = PythonText.call(function.rawValue, [try array(whole)])
    return try entries(all, vector.axes, entry.entries)
  }

  // MARK: Functions of the note

  mutating func apply(
    _ id: SymbolID, _ order: Int, _ arguments: [Expression], _ bindings: Bindings,
    of whole: Expression
  ) throws(NoWord) -> PythonText {
    let name = try name(of: id)
    let indexCount = scope[id].slots
    let members = try arguments.prefix(indexCount).mapEach { (count) throws(NoWord) in
      try text(count, bindings)
    }
    let function = members.isEmpty ? name : PythonText.call(name, members).text
    let rest = Array(arguments.dropFirst(indexCount))
    try checkMoves(of: id, rest)
    guard order > 0 else {
      return .call(
        function,
        try rest.mapEach { (argument) throws(NoWord) in
          try filledArgument(argument, of: id, bindings)
        })
    }
    guard rest.count == 1 else { throw NoWord("a prime on a function of several arguments") }
    return try slope(of: function, order, rest[0], bindings)
  }

  /// A 0 of the shape that the function takes.
  private mutating func filledArgument(
    _ argument: Expression, of id: SymbolID, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    if case .number(let number) = argument.kind, number.isZero, scope[id].functions.count == 1,
      let formal = scope[id].functions[0].formals.first,
      let domain = scope.argument(of: id, called: formal), !domain.axes.isEmpty
    {
      let lengths = try domain.axes.mapEach { (axis) throws(NoWord) in try text(axis) }
      return .call("zeros", lengths + (lengths.count == 1 ? [PythonText("1")] : []))
    }
    guard !(try value(argument, bindings).isOpen) else {
      throw NoWord("an argument whose shape is left open")
    }
    return try text(argument, bindings)
  }

  /// Whether what a function says is made of names that hang on the node its parameter is named after.
  private func movesNodes(_ id: SymbolID, at place: Int) -> Bool {
    scope[id].functions.contains { function in
      guard let nodes = scope.nodeArguments(of: function), place < nodes.count else { return false }
      let inside = function.body.symbols.reduce(into: Set<SymbolID>()) {
        $0.formUnion(scope.dependencies(of: $1))
      }
      return !inside.isDisjoint(with: nodes[place].symbols)
    }
  }

  /// A function named after nodes, `C(a)`, at other values than theirs moves what hangs on them.
  private func checkMoves(of id: SymbolID, _ arguments: [Expression]) throws(NoWord) {
    for function in scope[id].functions {
      guard let nodes = scope.nodeArguments(of: function) else { continue }
      let inside = function.body.symbols.reduce(into: Set<SymbolID>()) {
        $0.formUnion(scope.dependencies(of: $1))
      }
      for (node, argument) in zip(nodes, arguments)
      where node != argument && !inside.isDisjoint(with: node.symbols) {
        throw NoWord("a function of a node of the network, at another value than the node's")
      }
    }
  }

  /// f′ at every entry of the argument.
  mutating func slope(
    of function: String, _ order: Int, _ argument: Expression, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let at = try text(argument, bindings)
    let orders = order > 1 ? [PythonText("\(order)")] : []
    return .call("slope", [PythonText(function), at] + orders)
  }

  mutating func slotDerivative(
    _ call: Expression, _ places: [Int], _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    guard case .apply(let id, derivative: 0, let arguments) = call.kind, let place = places.first,
      places.allSatisfy({ $0 == place })
    else { throw NoWord("a derivative by several arguments of a function") }
    let indexCount = scope[id].slots
    guard indexCount + place < arguments.count else {
      throw NoWord("a function of other arguments")
    }
    if movesNodes(id, at: place) {
      return try derivative(
        of: call, by: places.map { arguments[indexCount + $0] }, nil, bindings)
    }
    try checkMoves(of: id, Array(arguments.dropFirst(indexCount)))
    let members = try arguments.prefix(indexCount).mapEach { (count) throws(NoWord) in
      try text(count, bindings)
    }
    let name = try name(of: id)
    let function = members.isEmpty ? name : PythonText.call(name, members).text
    let texts = try arguments.dropFirst(indexCount).mapEach { (argument) throws(NoWord) in
      try filledArgument(argument, of: id, bindings)
    }
    var inside = texts
    inside[place] = PythonText("slot_")
    let moved =
      texts.count == 1
      ? function : "lambda slot_: \(function)(\(inside.map(\.text).joined(separator: ", ")))"
    let orders = places.count > 1 ? [PythonText("\(places.count)")] : []
    return .call("slot", [PythonText(moved), texts[place]] + orders)
  }

  mutating func evaluated(
    _ operand: Expression, _ substitutions: [Expression.Substitution], _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let values = try substitutions.mapEach { (item) throws(NoWord) -> String in
      guard case .reference(let reference) = item.variable.kind, reference.entries.isEmpty,
        scope[reference.symbol].parameters == nil
      else { throw NoWord("another value of a part of an array") }
      let whole = try value(item.variable, bindings)
      let new = try text(item.value, bindings, filling: Extent(whole.axes))
      return "(\(try variable(reference).text), \(new.text))"
    }
    let inner = try text(operand, bindings)
    return PythonText("at_value([\(values.joined(separator: ", "))], \(inner.delayed))")
  }
}

extension Builtin {
  /// What the function is called in the scripts; nil where there is none.
  var pythonWord: String? {
    switch self {
    case .abs: "absolute"
    case .sum: "total"
    case .max: "largest"
    case .min: "smallest"
    case .frobeniusNorm, .spectralNorm: "norm"
    default: rawValue
    }
  }
}
