import Calculus
import Diagnostics

/// Functions of the note, defined and abstract.
extension Lowering {
  mutating func apply(
    _ id: SymbolID, _ order: Int, _ arguments: [Expression], _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let indexCount = scope[id].slots
    let key = try functionKey(id, arguments.prefix(indexCount), bindings)
    guard let (function, letters) = function(key) else {
      throw ElaborationError(.nonexistent, "there is no `\(name(of: key))`", at: range)
    }
    let arguments = arguments.dropFirst(indexCount)
    guard function.formals.count == arguments.count else {
      throw .notUnderstood("this function takes other arguments", at: range)
    }
    let values = try Array(arguments).mapEach { (e) throws(ElaborationError) -> Value in
      if let zero = try zeroArgument(e, of: id, function) { return zero }
      return try lower(e, bindings)
    }
    guard applying.insert(key).inserted else {
      throw ElaborationError(
        .unclear("circular-definition"), "`\(scope[id].displayName)` is defined by itself",
        at: range)
    }
    defer { applying.remove(key) }
    let isScalarFunction = isScalar(function)
    if order > 0, !isScalarFunction, values.count == 1, values[0].isScalar {
      applying.remove(key)
      let call = Expression(.apply(id, derivative: 0, Array(arguments)), at: range)
      return try slotDerivative(call, Array(repeating: 0, count: order), bindings, range)
    }
    if order > 0 {
      guard isScalarFunction, let x = values.first else {
        throw ElaborationError(
          .unclear("prime"), "a prime on a function of arrays is not understood", at: range)
      }
      return try derivative(order, x, range) { (lowering, x) throws(ElaborationError) in
        try lowering.body(of: function, letters, [x], isEntrywise: true, range)
      }
    }
    let application = Application(function: key, arguments: values)
    if let known = applications[application] {
      pinned.formUnion(known.sizes)
      return known.value
    }
    let nodes = try nodesMoving(function, letters, range)
    // What is made of a whole vector, `J(w) = L`, is no function of its entries.
    let isEntrywise = isScalarFunction && !values[0].isScalar && nodes.isEmpty
    let variables = try values.enumerated().map { ($0, $1) }.mapEach {
      (place, v) throws(ElaborationError) -> Value in
      nodes[place]?.ref == v.ref ? v : try named(v, range)
    }
    let made = try pinning { (lowering) throws(ElaborationError) in
      let body = try lowering.body(
        of: function, letters, variables, isEntrywise: isEntrywise, range)
      return try lowering.named(lowering.moved(body, nodes, variables, range), range)
    }
    applications[application] = made
    slots[made.value.ref] = Array(zip(values, variables)).map { (argument: $0, variable: $1) }
    return made.value
  }

  /// The arguments that a function was applied to so far, in the order in which they were made.
  package func arguments(of id: SymbolID) -> [[Value]] {
    applications.keys.filter { $0.function.symbol == id }.map(\.arguments).sorted { a, b in
      a.map(\.ref).lexicographicallyPrecedes(b.map(\.ref))
    }
  }

  /// The 0 of `∇f(0)`: of the shape that the function takes; nil for anything else.
  private mutating func zeroArgument(
    _ argument: Expression, of id: SymbolID, _ function: FunctionDefinition
  ) throws(ElaborationError) -> Value? {
    guard case .number(let number) = argument.kind, number.isZero, function.formals.count == 1,
      let domain = scope.argument(of: id, called: function.formals[0]), !domain.axes.isEmpty
    else { return nil }
    let axes = domain.axes.compactMap { $0.dimension([:], sizes) }
    guard axes.count == domain.axes.count else { return nil }
    let zero = try constant(.zero, argument.range)
    return Value(try node(.repeated(Value.shape(of: axes)), [zero], argument.range), axes)
  }

  /// The member of a family of functions that the counts before the arguments name.
  private func functionKey(
    _ id: SymbolID, _ counts: ArraySlice<Expression>, _ bindings: Bindings
  ) throws(ElaborationError) -> MemberKey {
    let members = try Array(counts).mapEach { (count) throws(ElaborationError) -> Int in
      guard case .count(let term) = count.kind else {
        throw .notUnderstood("this member of a family is not understood", at: count.range)
      }
      return try whole(term, bindings, count.range)
    }
    return MemberKey(symbol: id, members: members)
  }

  /// The definition of this member with the values of its letters: the one with the most members
  /// named wins.
  package func function(
    _ key: MemberKey
  ) -> (function: FunctionDefinition, letters: LetterValues)? {
    let found = scope[key.symbol].functions.compactMap { function in
      match(function.pattern, key.members).map { (function, $0) }
    }
    return found.min { $0.1.count < $1.1.count }
  }

  /// The body at these values; where their shapes do not fit, the mistake is in its use at `range`.
  private mutating func body(
    of function: FunctionDefinition, _ letters: LetterValues, _ values: [Value],
    isEntrywise: Bool, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    do throws(ElaborationError) {
      return try body(of: function, letters, values, isEntrywise: isEntrywise)
    } catch {
      guard error.kind == .illShaped, !error.isInDefinition else { throw error }
      throw ElaborationError(.illShaped, error.message, at: range, notes: error.notes)
    }
  }

  private mutating func body(
    of function: FunctionDefinition, _ letters: LetterValues, _ values: [Value],
    isEntrywise: Bool
  ) throws(ElaborationError) -> Value {
    var bindings = Bindings(letters: letters)
    bindings.formals = Dictionary(zip(function.formals, values)) { first, _ in first }
    bindings.isEntrywise = isEntrywise
    bindings.isStatement = false
    let value = try lower(function.body, bindings)
    guard isEntrywise, value.isScalar, let x = values.first, !x.isScalar else { return value }
    // A constant function: every entry is that constant.
    return Value(try node(.repeated(x.shape), [value.ref], function.body.range), x.axes)
  }

  /// f′ at every entry of x: the gradient of Σ f(x) by x, since entry i of f(x) depends on xᵢ alone.
  mutating func derivative(
    _ order: Int, _ x: Value, _ range: SourceRange,
    _ function: (inout Lowering, Value) throws(ElaborationError) -> Value
  ) throws(ElaborationError) -> Value {
    let variable = try named(x, range)
    var ref = try function(&self, variable).ref
    for _ in 0..<order {
      let total = try node(.sum(.all), [ref], range)
      let gradient = try build(range) { graph throws(GraphError) in
        try graph.gradients(of: total, by: [variable.ref])[0]
      }
      if let gradient {
        let row = try build(range) { graph throws(GraphError) in try graph.flattenedRow(gradient) }
        derivatives.append(Derivative(of: total, by: variable.ref, jacobian: row))
        ref = gradient
      } else {
        ref = try node(.repeated(x.shape), [constant(.zero, range)], range)
      }
    }
    return Value(ref, x.axes)
  }

  /// Whether a function takes one number to a number by entrywise operations alone, so that on an
  /// array it works entry by entry (DESIGN section 4).
  mutating func isScalar(_ function: FunctionDefinition) -> Bool {
    function.formals.count == 1 && isEntrywise(function.body)
  }

  private mutating func isEntrywise(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .number, .count, .pi, .e, .formal: return true
    case .reference:
      var bindings = Bindings()
      bindings.isStatement = false
      return (try? lower(expression, bindings))?.isScalar ?? false
    case .negated, .sum, .product, .quotient, .power, .cases: break
    case .chain(_, let links):
      guard links.allSatisfy({ $0.operation != .tensor }) else { return false }
    case .call(let function, let arguments):
      guard function.isEntrywise || ((function == .max || function == .min) && arguments.count > 1)
      else { return false }
    case .abstract(let signature, _, _, _): return signature.isScalar
    case .apply(let id, derivative: _, _):
      guard isScalar(functionsOf: id) else { return false }
    case .derivativeOfBuiltin: break
    default: return false
    }
    return expression.children.allSatisfy { isEntrywise($0) }
  }

  /// The same for all members of a family.
  package mutating func isScalar(functionsOf id: SymbolID) -> Bool {
    if let known = entrywiseFunctions[id] { return known }
    let functions = scope[id].functions
    guard !functions.isEmpty, examining.insert(id).inserted else { return false }
    defer { examining.remove(id) }
    let isEntrywise = functions.allSatisfy { isScalar($0) }
    entrywiseFunctions[id] = isEntrywise
    return isEntrywise
  }
}
