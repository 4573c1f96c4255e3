import Calculus
import Diagnostics

/// What comparing two sides needs.
extension Lowering {
  /// Both sides; an identity takes the other side's shape, and a written 0 fills it.
  package mutating func sides(
    _ left: Expression, _ right: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> (Value, Value) {
    let (a, b) = (try lower(left, bindings), try lower(right, bindings))
    guard a.flexible == nil || b.flexible == nil else {
      guard a.flexible == b.flexible else {
        throw .notUnderstood("the shape of this equation is left open", at: left.range)
      }
      return (Value(a.ref), Value(b.ref))
    }
    let (x, y) = (try filled(a, like: b, left.range), try filled(b, like: a, right.range))
    if x.shape == y.shape { pinLiterals(x, y) }
    return (x, y)
  }

  private mutating func filled(
    _ value: Value, like other: Value, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    if value.flexible == .ones || value.flexible == .onesRow {
      return Value(try node(.repeated(other.shape), [value.ref], range), other.axes)
    }
    guard value.isScalar, !other.axes.isEmpty, graph.op(of: value.ref) == .constant(.zero) else {
      return try shaped(value, like: other, range)
    }
    return Value(try node(.repeated(other.shape), [value.ref], range), other.axes)
  }

  /// Whether every member that `references` name by letters with a value exists.
  package func membersExist(_ references: [Reference], _ bindings: Bindings) -> Bool {
    references.allSatisfy { reference in
      guard let key = key(of: reference, bindings.letters) else { return true }
      return members[key] != nil || source(of: key) != nil
        || scope[reference.symbol].isWithoutMeaning
    }
  }

  /// Whether a member that `references` name has no value, as what it is made of does not exist: `z^1`
  /// made of `a^0`.
  package mutating func lacksMember(_ references: [Reference], _ bindings: Bindings) -> Bool {
    for reference in references {
      guard let key = key(of: reference, bindings.letters) else { continue }
      do throws(ElaborationError) {
        _ = try value(of: key.symbol, key.members, 0..<0)
      } catch {
        if error.kind == .nonexistent { return true }
      }
    }
    return false
  }

  /// The member that `reference` names where letters have these values; nil where one of them has none.
  package func key(of reference: Reference, _ letters: LetterValues) -> MemberKey? {
    var members: [Int] = []
    members.reserveCapacity(reference.members.count)
    for term in reference.members {
      guard let member = term.value(letters, sizes) else { return nil }
      members.append(member)
    }
    return MemberKey(symbol: reference.symbol, members: members)
  }

  /// What formulas are made of, as far as points matter to it.
  package struct Ingredients {
    package fileprivate(set) var leaves: Set<Graph.Ref> = []
    /// The arguments at whose zeros a formula jumps, as derivatives of kinks do: there its value is a
    /// convention, so no claim is decided at such a point. At a mere kink it has a value like any other.
    package fileprivate(set) var jumps: [Graph.Ref] = []
  }

  package func ingredients(of outputs: [Graph.Ref]) -> Ingredients {
    var found = Ingredients()
    for ref in graph.nodes(of: outputs) {
      switch graph.op(of: ref) {
      case .input: found.leaves.insert(ref)
      case .map(.step), .map(.sign), .choose(.positive), .choose(.nonnegative):
        found.jumps += graph[ref].inputs.prefix(1)
      // What is exactly 0 or certainly not is no jump.
      default: break
      }
    }
    return found
  }
}

extension Lowering {
  /// One entry of a vector or a matrix, counted from 0.
  package mutating func entry(
    of value: Value, row: Int, column: Int, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard value.axes.count <= 2, value.flexible == nil else {
      throw .notUnderstood("entries of \(value.shapeText) are not understood here", at: range)
    }
    return Value(try node(.slice(.entry(row, column)), [value.ref], range))
  }
}
