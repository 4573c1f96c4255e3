import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// What a statement is, as far as its form and the scope tell (DESIGN section 5).
package enum StatementKind {
  /// It uses no declared symbol.
  case notOurs
  /// An order, a limit, an implication.
  case skipped
  /// `w ← w − α ∇L`, `w := w − α g`: its sides must have one shape.
  case update
  /// `W ∈ R^{3 × 3}`.
  case membership
  /// Its left side is a new name for what stands right of it.
  case definition(NetStatement)
  /// Checked as an identity. If it does not hold and `otherwise` is there, it only says when
  /// something holds, or how something changes.
  case claim(otherwise: Otherwise?)

  package enum Otherwise {
    case condition, update
    /// Of a name that has a meaning already.
    case definition(NetStatement)
    /// It may follow from what stands before it, which is not known to be so.
    case implication
    /// It may say how a value changes from step to step, or be wrong of entries.
    case step
  }
}

extension Scope {
  /// The rules of DESIGN section 5, in their order; an instruction of the author goes before them.
  package func kind(
    of statement: WrittenStatement, under instructions: [Instruction] = []
  ) -> StatementKind {
    if instructions.contains(.holds) || instructions.contains(.fails) {
      return .claim(otherwise: nil)
    }
    if instructions.contains(.define), statement.members.count > 1,
      let net = definition(statement.members[0], statement.members[1], statement.range)
    {
      return .definition(net)
    }
    // `x, \in R`: nothing stands before the sign.
    if statement.relations == [.member], statement.members.count < 2 { return .skipped }
    if statement.relations == [.member],
      isRealDomain(statement.members.last ?? statement.members[0])
    {
      return .membership
    }
    guard isSpokenOf(in: statement.members) else { return .notOurs }
    if statement.relations == [.member] { return .membership }
    guard hasEqualities(statement), !hasOtherColons(statement) else { return .skipped }
    if statement.members.contains(where: { $0.hasLimit || isOptimum($0) }) { return .skipped }
    if statement.relations.contains(.update) { return .update }
    if isUpdate(statement) {
      return mayCountEntries(statement) ? .claim(otherwise: .step) : .update
    }
    if isChange(statement) { return .update }
    if let kind = definitionKind(of: statement) { return kind }
    if isMixture(statement) { return .claim(otherwise: .update) }
    if statement.isSupposed || isCondition(statement) { return .claim(otherwise: .condition) }
    return .claim(otherwise: statement.isImplied ? .implication : nil)
  }

  /// Whether something beside orders and memberships is said; a colon or a bar may mean anything.
  private func hasEqualities(_ statement: WrittenStatement) -> Bool {
    let relations = statement.relations
    if relations == [.member] { return true }
    if relations.contains(where: { [.other(":"), .other("∣"), .other("|")].contains($0) }) {
      return false
    }
    return relations.contains { !$0.isOrder }
  }

  /// A colon that is not read as a product.
  private func hasOtherColons(_ statement: WrittenStatement) -> Bool {
    statement.members.contains { member in
      member.row.contains { $0.character == ":" } && (try? expression(member)) == nil
    }
  }

  /// `Δw = −η g`: by how much a value is changed.
  private func isChange(_ statement: WrittenStatement) -> Bool {
    guard !statement.continues, statement.relations == [.equal] else { return false }
    let left = statement.members[0].row.filter { !$0.isInvisible }
    guard left.count == 2, left[0].character == "Δ", !declaresSymbol("Δ") else { return false }
    return Head(left[1]).map { resolve($0) != nil } ?? false
  }

  // MARK: Definitions

  /// A left side with a built-in name is first taken at its word: `σ(z) = 1/(1 + e^{-z})`.
  private func definitionKind(of statement: WrittenStatement) -> StatementKind? {
    guard let definition = definition(in: statement) else { return nil }
    let head = definedHead(of: statement.members[0])
    switch head.flatMap(builtinSide) {
    case nil: return .definition(definition)
    case .fixed: return .claim(otherwise: nil)
    case .loose: return .claim(otherwise: .definition(definition))
    }
  }

  /// The definition that the first two members make, where the left one is a new name and the right
  /// one is understood.
  package func definition(in statement: WrittenStatement) -> NetStatement? {
    guard !statement.continues, let first = statement.relations.first,
      first == .equal || first == .definition,
      !beginsWithAlias(statement.members[0].row), let head = definedHead(of: statement.members[0]),
      isNew(head, as: statement.members[1])
    else { return nil }
    return definition(statement.members[0], statement.members[1], statement.range)
  }

  package func definition(
    _ left: MathNode, _ right: MathNode, _ range: SourceRange
  ) -> NetStatement? {
    let definition = Definition(left: left, right: right, condition: nil, description: nil)
    let net = NetStatement(.definition(definition), at: range)
    var trial = self
    return trial.add([net]).isEmpty && trial.isMeaningful(net) ? net : nil
  }

  // MARK: Conditions

  /// `x = 4`, `A x = b`: no derivative, no defined symbol, one side bare (or a dependency,
  /// `C = C(w)`).
  private func isCondition(_ statement: WrittenStatement) -> Bool {
    if statement.relations.contains(.approximate) {
      let sides = statement.members.compactMap { try? expression($0) }
      if sides.count == 2, isStationary(sides) { return true }
      return !statement.members.contains(where: hasNumber)
    }
    guard !statement.continues, let members = statement.comparedMembers else { return false }
    let sides = members.compactMap { try? expression($0) }
    if members.count == 2, sides.count == 1, sides[0].isZero,
      members.contains(where: { $0.row.first?.character == "∇" })
    {
      return true
    }
    guard sides.count == members.count else { return members.count == 2 && isTuple(statement) }
    if sides.count == 2, isStationary(sides) { return true }
    guard isOfInputs(sides) else { return false }
    return zip(sides, sides.dropFirst()).allSatisfy { $0.isBare || $1.isBare }
  }

  /// No derivative and nothing defined: inputs, sizes and numbers alone.
  package func isOfInputs(_ sides: [Expression]) -> Bool {
    !sides.contains(where: \.containsDerivative)
      && sides.allSatisfy {
        $0.symbols.allSatisfy { self[$0].definitions.isEmpty && !self[$0].isFunction }
      }
  }

  /// A member that begins with a number or holds a matrix of them, as `≈` needs.
  private func hasNumber(_ member: MathNode) -> Bool {
    guard let expression = try? expression(member) else { return false }
    return expression.symbols.isEmpty && expression.freeLetters.isEmpty
  }

  /// `∇L = 0`.
  private func isStationary(_ sides: [Expression]) -> Bool {
    sides[0].containsDerivative && sides[1].isZero || sides[1].containsDerivative && sides[0].isZero
  }

  /// `y = (0, 0, 1)`, `l = 1, …, L`: a bare input and a list.
  private func isTuple(_ statement: WrittenStatement) -> Bool {
    guard statement.members.count == 2,
      let head = Head(statement.members[0].soleName ?? statement.members[0]),
      let found = resolve(head), self[found.symbol].definitions.isEmpty
    else { return false }
    var inner = statement.members[1].row.filter { !$0.isInvisible }
    if inner.count == 1, case .fenced(_, let nodes, _) = inner[0].kind {
      inner = nodes
    } else if let first = inner.first, first.bracketDepthChange > 0 {
      inner = Array(inner.dropFirst().dropLast())
    }
    return inner.splitAtTopLevel { $0.character == "," }.count > 1
  }
}

extension Expression {
  package var isZero: Bool {
    if case .number(let value) = kind { return value.isZero }
    return false
  }
}

extension WrittenStatement {
  /// The members of its one run of equalities, orders beside it apart; nil where there are more.
  fileprivate var comparedMembers: [MathNode]? {
    let places = relations.indices.filter { !relations[$0].isOrder }
    guard let first = places.first, let last = places.last, last - first == places.count - 1,
      last + 1 < members.count
    else { return nil }
    return Array(members[first...(last + 1)])
  }
}

extension MathNode {
  /// The one name a member consists of.
  package var soleName: MathNode? {
    let nodes = row.filter { !$0.isInvisible }
    guard nodes.count == 1, Head(nodes[0]) != nil else { return nil }
    return nodes[0]
  }
}

extension Scope {
  /// The name on a left side: `δ^l`, `dW`, or the `f` of `f(x)`.
  private func definedHead(of member: MathNode) -> Head? {
    let nodes = member.row.filter { !$0.isInvisible }
    if let name = newName(spelledBy: .row(of: nodes, at: member.range.lowerBound)) {
      return Head(name)
    }
    guard let first = nodes.first, let head = Head(first) else { return nil }
    if nodes.count == 1 { return head }
    if nodes.count == 2, case .fenced("(", _, ")") = nodes[1].kind { return head }
    let isCall =
      nodes.count > 3 && nodes[1].character == "(" && nodes[nodes.count - 1].character == ")"
    return isCall ? head : nil
  }
}
