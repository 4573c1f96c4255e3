import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// `steps L`: each definition that L needs, worked out; then the gradients, from L back.
extension Runner {
  mutating func work(_ statement: Steps) throws(Diagnostic) -> WorkedSteps {
    let node = statement.expression
    let expression = try expression(node)
    guard expression.freeLetters.isEmpty else {
      throw .openShow(expression.freeLetters.sorted()[0], at: node.range)
    }
    let target = try lower(expression, Bindings())
    if let name = lowering.abstractFunctions(in: [target.ref]).first {
      throw .abstractValue(node, name.function)
    }
    let members = try members(behind: expression, node)
    var forward: [Working] = []
    for member in members where member.definition != nil {
      forward += try evaluations(of: member, node)
    }
    if members.last.map({ expression.kind == .reference($0.reference) }) != true {
      forward.append(try working(node, expression, first: nil, Bindings(), node))
    }
    let backward = target.isScalar ? try gradients(of: expression, members, statement) : []
    if !target.isScalar, let variable = statement.variables.first {
      throw .notANumber(node, target.shapeText, gradientBy: variable)
    }
    return WorkedSteps(target: node, forward: forward, backward: backward)
  }

  /// One working; for a member that is defined entry by entry, one for each entry before the whole.
  private mutating func evaluations(
    of member: NetMember, _ node: MathNode
  ) throws(Diagnostic) -> [Working] {
    guard let definition = member.definition else { return [] }
    let formula = scope.typeset(definition.rightNode)
    let right = member.letters.sorted { $0.name < $1.name }.reduce(formula) {
      $0.replacing(letter: $1.name, by: $1.value)
    }
    let bindings = Bindings(letters: member.letters)
    guard !definition.entries.isEmpty else {
      let left = self.node(member.reference)
      return [try working(left, definition.body, first: right, bindings, node)]
    }
    let whole = Expression(.reference(member.reference), at: node.range)
    return try entries(of: member, definition, right, node)
      + [try working(self.node(member.reference), whole, first: nil, Bindings(), node)]
  }

  /// `δ_1 = …`, `δ_2 = …` where they are few, else `δ_j` by its formula alone.
  private mutating func entries(
    of member: NetMember, _ definition: NetSymbol.NodeDefinition, _ right: MathNode,
    _ node: MathNode
  ) throws(Diagnostic) -> [Working] {
    let lengths = member.value.axes.map(\.value)
    let count = lengths.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    func left(_ indices: [IndexTerm]) -> MathNode {
      let reference = Reference(
        symbol: member.reference.symbol, members: member.reference.members,
        entries: indices.map { .at($0) })
      return self.node(reference)
    }
    guard lengths.count == definition.entries.count, (1...Runner.maximalTerms).contains(count)
    else {
      let name = left(definition.entries.map { .letter($0) })
      return [Working(left: name, lines: [spelled(right)], values: [])]
    }
    var workings: [Working] = []
    for position in 0..<count {
      var rest = position
      var letters = member.letters
      var first = right
      for (letter, length) in zip(definition.entries, lengths).reversed() {
        letters[letter] = rest % length + 1
        first = first.replacing(letter: letter, by: rest % length + 1)
        rest /= length
      }
      let name = left(definition.entries.map { .number(letters[$0] ?? 1) })
      let bindings = Bindings(letters: letters)
      workings.append(try working(name, definition.body, first: first, bindings, node))
    }
    return workings
  }

  // MARK: Lines

  /// `left = first = …`: the values put in, then the operations worked out from the inside.
  mutating func working(
    _ left: MathNode, _ expression: Expression, first: MathNode?, _ bindings: Bindings,
    _ node: MathNode
  ) throws(Diagnostic) -> Working {
    var writer = WorkingWriter(bindings: bindings)
    let expanded = try writer.expanded(expression, &self)
    let height = writer.height(of: expanded)
    var lines: [MathNode] = first.map { [$0] } ?? []
    for round in 0...height where round == height || height <= Runner.maximalLines {
      let line = spelled(try writer.line(expanded, round, &self, node))
      if lines.last.map({ describe($0) != describe(line) }) ?? true { lines.append(line) }
    }
    return Working(left: left, lines: lines, values: writer.values)
  }

  /// With σ where the author writes the sigmoid so.
  func spelled(_ node: MathNode) -> MathNode {
    guard !scope.declares("σ"), scope.symbols.contains(where: \.writesSigma) else { return node }
    return node.withSigma
  }

  /// Deeper formulas are not worked out line by line.
  static let maximalLines = 12
}

extension NetSymbol {
  fileprivate var writesSigma: Bool { definitions.contains { $0.rightNode.contains("σ") } }
}

extension MathNode {
  fileprivate func contains(_ letter: String) -> Bool {
    character == letter || children.contains { $0.contains(letter) }
  }

  fileprivate var withSigma: MathNode {
    if word == Builtin.sigmoid.rawValue {
      return MathNode(.symbol(Symbol("σ", .ordinary)), at: range)
    }
    return mapChildren(\.withSigma)
  }
}
