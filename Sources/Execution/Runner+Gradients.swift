import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// How the parts of a chain rule are written: with the rules of differentiation, or as derivatives;
/// direct ones where a user depends on the variable on other ways too, which have their own terms.
private enum ChainRule: CaseIterable {
  case rules, rulesAndDirect, derivatives, direct

  var usesRules: Bool { self == .rules || self == .rulesAndDirect }
  var sign: DerivativeSign { self == .rules || self == .derivatives ? .partial : .direct }
}

/// The way back of `steps`: the gradient by each member, from those of the members that use it.
extension Runner {
  /// What the gradients of `expression` by one member are put together from.
  struct BackwardStep {
    let target: Expression
    let member: NetMember
    /// Those that use it.
    let users: [User]

    struct User {
      /// Of the target by this user; nil: 1.
      let gradient: Expression?
      /// nil of the target where that is no name.
      let reference: Reference?
      /// The formula; nil where it is one of entries.
      let body: Expression?
      let bindings: Bindings
    }
  }

  mutating func gradients(
    of expression: Expression, _ members: [NetMember], _ statement: Steps
  ) throws(Diagnostic) -> [Working] {
    let wanted = try variables(of: statement)
    var backward: [Working] = []
    for member in backwardOrder(members) {
      let isRoot = expression.kind == .reference(member.reference)
      let isWanted = member.definition != nil || wanted?.contains(member.key) ?? !isLabel(member)
      guard !isRoot, isWanted else { continue }
      let step = BackwardStep(
        target: expression, member: member, users: users(of: member, expression, members))
      if let working = try working(step, statement.expression) { backward.append(working) }
    }
    return backward
  }

  /// What is computed from its end to its beginning, each followed by the inputs that nothing further
  /// on uses: the weights of a layer stand beside the layer.
  private func backwardOrder(_ members: [NetMember]) -> [NetMember] {
    var usesLeft: [Lowering.MemberKey: Int] = [:]
    for member in members { for source in member.sources { usesLeft[source, default: 0] += 1 } }
    let byKey = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
    var order: [NetMember] = []
    for member in members.reversed() {
      if member.definition != nil || usesLeft[member.key] == nil { order.append(member) }
      for source in member.sources.sorted(by: { $0.symbol < $1.symbol }) {
        usesLeft[source, default: 0] -= 1
        if usesLeft[source] == 0, let input = byKey[source], input.definition == nil {
          order.append(input)
        }
      }
    }
    return order
  }

  /// Those named, else the parameters of the scope; nil: all inputs.
  private mutating func variables(
    of statement: Steps
  ) throws(Diagnostic) -> Set<Lowering.MemberKey>? {
    var nodes = statement.variables
    if nodes.isEmpty {
      nodes = scope.ids.filter { scope[$0].parameters != nil }.map { scope[$0].node }
    }
    guard !nodes.isEmpty else { return nil }
    var keys: Set<Lowering.MemberKey> = []
    for node in nodes {
      for input in try inputs(named: node) {
        if let found = lowering.inputs.first(where: { $0.leaf == input.value.ref }) {
          keys.insert(found.key)
        }
      }
    }
    return keys
  }

  /// By a label or a whole number nothing is differentiated.
  private func isLabel(_ member: NetMember) -> Bool {
    guard case .input(let input, _)? = lowering.source(of: member.key) else { return false }
    switch input.domain.kind {
    case .oneHot, .integers: return true
    default: return false
    }
  }

  private func users(
    of member: NetMember, _ target: Expression, _ members: [NetMember]
  ) -> [BackwardStep.User] {
    var users: [BackwardStep.User] = []
    for user in members where user.sources.contains(member.key) {
      let isRoot = target.kind == .reference(user.reference)
      let body = user.definition.flatMap { $0.entries.isEmpty ? $0.body : nil }
      users.append(
        .init(
          gradient: isRoot ? nil : derivative(of: target, by: user), reference: user.reference,
          body: body, bindings: Bindings(letters: user.letters)))
    }
    if !members.contains(where: { target.kind == .reference($0.reference) }) {
      users.append(.init(gradient: nil, reference: nil, body: target, bindings: Bindings()))
    }
    return users
  }

  /// `∂L/∂w` by a number, `∇_W L` by an array.
  private func derivative(of target: Expression, by member: NetMember) -> Expression {
    let variable = Expression(.reference(member.reference), at: target.range)
    // `∂` would be the direct partial where the scope says so.
    let sign = scope.partialsAreDirect ? DerivativeSign.straight : .partial
    return member.value.isScalar
      ? Expression(.derivative(of: target, by: [variable], sign), at: target.range)
      : Expression(.gradient(of: target, by: [variable]), at: target.range)
  }

  /// nil where the target does not depend on it.
  private mutating func working(
    _ step: BackwardStep, _ node: MathNode
  ) throws(Diagnostic) -> Working? {
    let whole = derivative(of: step.target, by: step.member)
    guard let expected = try? lower(whole, Bindings()) else { return nil }
    let left = Notation(scope).node(whole)
    for way in ChainRule.allCases {
      guard let formula = formula(for: step, by: way), isSame(formula, as: expected) else {
        continue
      }
      let first = spelled(Notation(scope).node(formula))
      return try working(left, formula, first: first, Bindings(), node)
    }
    return try working(left, whole, first: nil, Bindings(), node)
  }

  /// What all users pass back: by the rules of differentiation where they are known here, else by
  /// their derivatives.
  private mutating func formula(for step: BackwardStep, by way: ChainRule) -> Expression? {
    var terms: [Expression.Term] = []
    for user in step.users {
      let found = way.usesRules ? ruleTerms(user, step) : nil
      guard let found = found ?? chainTerm(user, step, way.sign).map({ [$0] }) else { return nil }
      terms += found
    }
    return Expression.sum(ofTerms: terms.merged, at: step.target.range)
  }

  private mutating func ruleTerms(
    _ user: BackwardStep.User, _ step: BackwardStep
  ) -> [Expression.Term]? {
    guard let closed = user.body?.closed(user.bindings, lowering.sizes) else { return nil }
    var pullback = Pullback(runner: self, target: step.member)
    pullback.own = user.reference.map {
      (closed, Expression(.reference($0), at: step.target.range))
    }
    defer { self = pullback.runner }
    return pullback.terms(of: closed, .init(factor: user.gradient))
  }

  /// `(∂u/∂v)ᵀ ∇_u L`.
  private mutating func chainTerm(
    _ user: BackwardStep.User, _ step: BackwardStep, _ sign: DerivativeSign
  ) -> Expression.Term? {
    let range = step.target.range
    guard let gradient = user.gradient, let reference = user.reference else { return nil }
    let u = Expression(.reference(reference), at: range)
    let v = Expression(.reference(step.member.reference), at: range)
    guard let value = try? lower(u, Bindings()) else { return nil }
    let factors: [Expression] =
      if value.isScalar {
        sign == .partial
          ? [gradient, derivative(of: u, by: step.member)]
          : [gradient, Expression(.derivative(of: u, by: [v], sign), at: range)]
      } else {
        [
          Expression(
            .transpose(Expression(.derivative(of: u, by: [v], sign), at: range)), at: range),
          gradient,
        ]
      }
    return Expression.Term(
      isNegative: false, value: Expression(.product(factors), at: range))
  }

  /// Whether a formula has, up to rounding, the value that it should have here. What stands on the
  /// page is arithmetic at this one point; a rule that does not fit must not stand there.
  private mutating func isSame(_ formula: Expression, as expected: Value) -> Bool {
    guard let value = try? lower(formula, Bindings()), value.shape == expected.shape else {
      return false
    }
    let values = evaluate([value.ref, expected.ref])
    return zip(values[0].elements, values[1].elements).allSatisfy { a, b in
      (a - b).magnitude <= 1e-9 * max(1, a.magnitude, b.magnitude)
    }
  }
}

extension Expression {
  static func sum(ofTerms terms: [Term], at range: SourceRange) -> Expression? {
    guard let first = terms.first else { return nil }
    if terms.count > 1 { return Expression(.sum(terms), at: range) }
    return first.isNegative ? Expression(.negated(first.value), at: range) : first.value
  }

  /// With the letters of a definition replaced by their values.
  fileprivate func closed(_ bindings: Bindings, _ sizes: SizeChoice) -> Expression? {
    bindings.letters.sorted { $0.name < $1.name }.reduce(self) { formula, letter in
      formula.substituting(letter.name, by: .number(letter.value))
    }.foldingIndices(sizes)
  }

  /// Members written as the numbers that they are: `h_{2-1}` is `h_1`.
  private func foldingIndices(_ sizes: SizeChoice) -> Expression {
    guard case .reference(let reference) = kind else {
      return mapChildren { $0.foldingIndices(sizes) }
    }
    let members = reference.members.map { term in
      term.value([:], sizes).map(IndexTerm.number) ?? term
    }
    return Expression(
      .reference(
        Reference(symbol: reference.symbol, members: members, entries: reference.entries)),
      at: range)
  }
}
