import Diagnostics
import MathSyntax
import NetSyntax

/// Taking the statements of a block into the scope. Names come first, then what they stand for, so
/// that definitions may use names of later lines.
extension Scope {
  package mutating func add(_ statements: [NetStatement]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var refused: Set<Int> = []
    func attempt(_ position: Int, _ work: () throws(Diagnostic) -> Void) {
      do throws(Diagnostic) { try work() } catch {
        diagnostics.append(error)
        refused.insert(position)
      }
    }
    let letters = Set(statements.compactMap(\.indexLetter))
    let bounds = Set(statements.flatMap(\.indexBounds))
    for (position, statement) in statements.enumerated() {
      if case .sizes(let sizes) = statement.kind {
        for size in sizes {
          // `n_l` is one size where `l` runs up to it.
          let counted = bounds.contains(describe(size.name)) ? [] : letters
          attempt(position) { () throws(Diagnostic) in try addSize(size, indices: counted) }
        }
      }
    }
    for (position, statement) in statements.enumerated() {
      if case .index(let index) = statement.kind {
        attempt(position) { () throws(Diagnostic) in try addIndex(index) }
      }
    }
    for (position, statement) in statements.enumerated() {
      for size in lateSizes(statement) {
        attempt(position) { () throws(Diagnostic) in try addSizes(of: size) }
      }
    }
    var shells: [Int: LeftSide] = [:]
    for (position, statement) in statements.enumerated() {
      attempt(position) { () throws(Diagnostic) in shells[position] = try addNames(statement) }
    }
    for position in StatementOrder(statements, shells).positions {
      attempt(position) { () throws(Diagnostic) in
        try addMeaning(statements[position], shells[position])
      }
    }
    self.statements += statements.indices.lazy.filter { !refused.contains($0) }
      .map { statements[$0] }.filter(\.says)
    return diagnostics
  }

  private mutating func addNames(_ statement: NetStatement) throws(Diagnostic) -> LeftSide? {
    switch statement.kind {
    case .seed(let value): seed = value &+ seedOffset
    case .layout(let name): layout = Layout(rawValue: name) ?? layout
    case .partialsDirect: partialsAreDirect = true
    case .setting(.einstein(let isOn)): sumsRepeatedIndices = isOn
    case .setting(.broadcast(let isOn)): broadcasts = isOn
    case .setting(.batch(let axis)): batchAxis = axis
    case .alias(let left, let right):
      var alias = Alias(left, right)
      alias.id = aliases.count
      aliases += [alias] + [alias.spelledOut].compactMap { $0 }
    case .declaration(let declaration):
      for name in declaration.names {
        let left = try leftSide(name, of: nil)
        let id = symbol(for: left)
        self[id].description = declaration.description ?? self[id].description
      }
    case .function(let function):
      for name in function.names {
        let id = symbol(for: try leftSide(name, of: nil))
        self[id].description = function.description ?? self[id].description
      }
    case .definition(let definition):
      let left = try leftSide(definition.left, of: definition.right)
      let id = symbol(for: left)
      self[id].description = definition.description ?? self[id].description
      return left
    default: break
    }
    return nil
  }

  private mutating func addMeaning(
    _ statement: NetStatement, _ left: LeftSide?
  ) throws(Diagnostic) {
    switch statement.kind {
    case .declaration(let declaration): try declare(declaration, statement.range)
    case .definition(let definition):
      if let left { try define(definition, left, statement.range) }
    case .function(let function): try declare(function, statement.range)
    case .parameters(let name, let members): try addParameters(name, members)
    default: break
    }
  }

  // MARK: Inputs

  private mutating func declare(
    _ declaration: Declaration, _ range: SourceRange
  ) throws(Diagnostic) {
    let domain = try domain(declaration.domain)
    for name in declaration.names {
      let left = try leftSide(name, of: nil)
      let id = symbol(for: left)
      try checkAxes(domain.axes, left, declaration.domain)
      if let first = self[id].inputs.first(where: { $0.pattern == left.pattern }) {
        throw .duplicateDeclaration(name, first: first.range)
      }
      let value = try declaration.value.map { (value) throws(Diagnostic) in try givenValue(value) }
      self[id].inputs.append(
        NetSymbol.Input(
          pattern: left.pattern, domain: domain, value: value, node: name,
          domainNode: declaration.domain, range: range))
    }
  }

  /// The letters in a shape must be those of the name: `W_k ∈ R^{n_k × n_{k-1}}`.
  func checkAxes(
    _ axes: [IndexTerm], _ left: LeftSide, _ node: MathNode
  ) throws(Diagnostic) {
    let known = left.pattern.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    let used = axes.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    if let unknown = used.subtracting(known).min() {
      throw .undeclaredSize(
        unknown, nearest: nearestName(to: unknown, among: Array(sizes.keys)), at: node.range)
    }
  }

  private func givenValue(_ value: Declaration.Value) throws(Diagnostic) -> GivenValue {
    switch value {
    case .given(let node): return .expression(try closed(node))
    case .drawn(let node):
      let row = node.row
      guard let name = row.first?.word, row.count > 2, row[1].character == "(",
        row.last?.character == ")"
      else { throw .badDistribution(node) }
      let arguments = try row[2..<(row.count - 1)].splitAtTopLevel { $0.character == "," }.mapEach {
        (part) throws(Diagnostic) in try closed(.row(of: part, at: node.range.lowerBound))
      }
      guard arguments.count == 2 else { throw .badDistribution(node) }
      switch name {
      case "normal": return .normal(mean: arguments[0], deviation: arguments[1])
      case "uniform": return .uniform(lower: arguments[0], upper: arguments[1])
      default: throw .badDistribution(node)
      }
    }
  }

  /// An expression of numbers and sizes alone.
  private func closed(_ node: MathNode) throws(Diagnostic) -> Expression {
    let expression = try parsed(node, .init(scope: self))
    guard expression.symbols.isEmpty else { throw .valueNotClosed(node) }
    return expression
  }

  // MARK: Definitions

  private mutating func define(
    _ definition: Definition, _ left: LeftSide, _ range: SourceRange
  ) throws(Diagnostic) {
    let id = symbol(for: left)
    if let formals = left.formals {
      try defineFunction(definition, id, formals, left, range)
      return
    }
    let condition = try condition(of: definition, left)
    if let first = known(of: id, clashingWith: left.pattern, condition) {
      // Which of the two is meant is not known: neither is.
      self[id].definitions.removeAll { $0.pattern == left.pattern }
      throw .duplicateDeclaration(definition.left, first: first.range)
    }
    if let first = self[id].inputs.first(where: { $0.pattern == left.pattern }),
      case .expression(let body)? = first.value.map({ $0 }), body.symbols.isEmpty
    {
      throw .duplicateDeclaration(definition.left, first: first.range)
    }
    let letters = left.pattern.reduce(into: Set(left.entries)) { $0.formUnion($1.letters) }
    var body = try parsed(definition.right, .init(scope: self, bound: letters))
    if !body.freeLetters.isSubset(of: letters) {
      let context = ExpressionParser.Context(scope: self, bound: letters, secondMeanings: true)
      body = try parsed(definition.right, context)
    }
    body = summingRepeated(body, free: letters)
    if let free = body.freeLetters.subtracting(letters).min() {
      throw .freeIndex(free, definition.right)
    }
    self[id].definitions.append(
      NetSymbol.NodeDefinition(
        pattern: left.pattern, entries: left.entries, condition: condition, body: body,
        node: definition.left, rightNode: definition.right, range: range))
  }

  /// The one that says something of a member of the same pattern.
  private func known(
    of id: SymbolID, clashingWith pattern: [IndexTerm], _ condition: [Condition]
  ) -> NetSymbol.NodeDefinition? {
    let definitions = symbols[id.index].definitions
    // Not over the definitions themselves, which are large to copy.
    let place = definitions.indices.first {
      definitions[$0].pattern == pattern
        && haveCommonMember(pattern, definitions[$0].condition, condition)
    }
    return place.map { definitions[$0] }
  }

  /// What stands behind `where`.
  private func condition(
    of definition: Definition, _ left: LeftSide
  ) throws(Diagnostic) -> [Condition] {
    guard let node = definition.condition else { return [] }
    let letters = left.pattern.reduce(into: Set(left.entries)) { $0.formUnion($1.letters) }
    guard let conditions = conditions(node.row, bound: letters) else { throw .badCondition(node) }
    return conditions
  }

  /// Whether at the declared sizes a member fulfils both: `k = 1` and `k >= 2` exclude each other.
  private func haveCommonMember(
    _ pattern: [IndexTerm], _ first: [Condition], _ second: [Condition]
  ) -> Bool {
    guard !first.isEmpty, !second.isEmpty else { return true }
    let lowering = Lowering(self, sizes: declaredSizes, mode: .shown)
    return lowering.members(of: pattern, limit: Lowering.maximalDepth).contains { member in
      guard let letters = lowering.match(pattern, member) else { return true }
      return (first + second).allSatisfy { $0.holds(letters, declaredSizes) ?? true }
    }
  }

  private mutating func addParameters(
    _ name: MathNode, _ members: [MathNode]
  ) throws(Diagnostic) {
    var references: [Reference] = []
    for member in members {
      guard case .reference(let reference) = try parsed(member, .init(scope: self)).kind else {
        throw .notAName(member)
      }
      references.append(reference)
    }
    let id = symbol(for: try leftSide(name, of: nil))
    self[id].parameters = references
  }

  func parsed(
    _ node: MathNode, _ context: ExpressionParser.Context
  ) throws(Diagnostic) -> Expression {
    do throws(ElaborationError) {
      return try ExpressionParser.parse(node.row, context, at: node.range)
    } catch {
      throw error.diagnostic
    }
  }
}

extension Scope {
  /// A formula as an expression of this scope; its free letters are index letters. `outer`: those
  /// that the statement around it says something of for all their values. `trace` is told its parts.
  package func expression(
    _ node: MathNode, reach: PrefixReach = .usual, secondMeanings: Bool = false,
    outer: Set<String> = [], gradientVariable: SymbolID? = nil, dIsDifferential: Bool = false,
    trace: ParseTrace? = nil
  ) throws(ElaborationError) -> Expression {
    let context = ExpressionParser.Context(
      scope: self, outer: outer, gradientVariable: gradientVariable, reach: reach,
      dIsDifferential: dIsDifferential, secondMeanings: secondMeanings, trace: trace)
    if let tuple = try ExpressionParser.tuple(node, context) { return tuple }
    return try ExpressionParser.parse(node.row, context, at: node.range)
  }

  /// Relations between values, `z > 0` or `0 \le z < 1`; nil where `nodes` are no such thing.
  package func valueConditions(_ nodes: [MathNode]) -> [ValueCondition]? {
    let parser = ExpressionParser(
      [], ExpressionParser.Context(scope: self), at: nodes.first?.range ?? 0..<0)
    return (try? parser.valueConditions(nodes)) ?? nil
  }
}

extension NetStatement {
  /// The letter of `index l = 1..L`.
  fileprivate var indexLetter: String? {
    if case .index(let index) = kind { Head(index.name)?.base } else { nil }
  }

  /// Where `index l = 1..L` begins and ends, as written.
  fileprivate var indexBounds: [String] {
    if case .index(let index) = kind { [describe(index.lower), describe(index.upper)] } else { [] }
  }

  /// Whether it says something about names, and asks for nothing.
  fileprivate var says: Bool {
    switch kind {
    case .check, .show, .expand, .steps, .descend, .plot, .draw, .compare, .use: false
    default: true
    }
  }
}
