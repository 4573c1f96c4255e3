import Calculus
import Diagnostics

/// Formulas at other values of their variables, and derivatives in the slots of functions.
extension Lowering {
  /// `\left. E \right|_{x=3}`: what depends on x is made again from the new value.
  mutating func evaluated(
    _ operand: Expression, _ substitutions: [Expression.Substitution], _ bindings: Bindings,
    _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let value = try lower(operand, bindings)
    guard value.flexible == nil else {
      throw .notUnderstood("the shape of what is evaluated is left open", at: range)
    }
    var replaced: [Graph.Ref: Graph.Ref] = [:]
    for substitution in substitutions {
      let v = try variable(substitution.variable, bindings)
      guard v.position == nil, v.parts.isEmpty else {
        throw .notUnderstood("only a whole array takes another value here", at: range)
      }
      var new = try shaped(lower(substitution.value, bindings), like: v.whole, range)
      if new.isScalar, !v.whole.isScalar, substitution.value.kind == .number(.zero) {
        let zeros = try node(.repeated(v.whole.shape), [new.ref], range)
        new = Value(zeros, v.whole.axes)
      }
      guard new.shape == v.whole.shape else {
        throw .illShaped("\(v.whole.shapeText) cannot be \(new.shapeText)", at: range)
      }
      replaced[v.whole.ref] = new.ref
    }
    let ref = try build(range) { graph throws(GraphError) in
      try graph.substituting(replaced, in: value.ref)
    }
    return Value(ref, value.axes)
  }

  /// The derivative of a function by its arguments at these places, at the values they have here.
  mutating func slotDerivative(
    _ call: Expression, _ places: [Int], _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let value = try lower(call, bindings)
    let arguments = slots[value.ref] ?? []
    var result = value
    for (order, place) in places.enumerated() {
      guard place < arguments.count else {
        throw .notUnderstood("this function takes other arguments", at: range)
      }
      let variable = Variable(whole: arguments[place].variable)
      if let found = try derivative(result, variable, Way(starts: [variable]), range) {
        result = found
      } else {
        guard order > 0 else { throw independent(range) }
        result = try zeros(ofDerivative: result, variable, range)
      }
    }
    return result
  }

  /// `df(x)⋅h`, in the shape of `f(x)`.
  mutating func directional(
    _ call: Expression, _ direction: Expression, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let value = try lower(call, bindings)
    guard let argument = slots[value.ref]?.first else {
      throw .notUnderstood("this function takes other arguments", at: range)
    }
    let along = try lower(direction, bindings)
    guard along.hasSameShape(as: argument.variable) else {
      throw .illShaped(
        "\(argument.variable.shapeText) cannot move along \(along.shapeText)", at: range)
    }
    let moved = try build(range) { graph throws(GraphError) in
      try graph.pushforward(of: value.ref, by: argument.variable.ref, along: along.ref)
    }
    guard let moved else { throw independent(range) }
    return Value(moved, value.axes)
  }
}
