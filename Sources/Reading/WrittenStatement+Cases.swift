import Diagnostics
import Elaboration
import MathSyntax

extension WrittenStatement {
  /// Where a case holds a chain of its own, each case is a statement under its condition.
  var byCases: [WrittenStatement] {
    let holdsChain = writtenCases.contains { item in
      item.value.firstTopLevelIndex { Relation($0) != nil } != nil
    }
    return holdsChain ? eachCase : [self]
  }

  /// The lines of the `cases` that it ends with.
  package var writtenCases: [WrittenCase] {
    relations.isEmpty ? [] : members.last?.writtenCases ?? []
  }

  /// A statement for each of its cases.
  package var eachCase: [WrittenStatement] {
    guard let last = members.last, let cases = last.writtenCases else { return [self] }
    return cases.map { item in
      var statement = self
      let chain = WrittenStatement(item.value)
      // A case that begins with a sign has nothing before it.
      let start = chain.continues ? [MathNode.row(of: [], at: chain.range.lowerBound)] : []
      statement.members = members.dropLast() + start + chain.members
      statement.relations = relations + chain.relations
      statement.range = MathNode.row(of: item.value, at: last.range.lowerBound).range
      statement.conditions.append(condition(of: item, among: cases, at: last.range))
      return statement
    }
  }

  private func condition(
    of item: WrittenCase, among cases: [WrittenCase], at range: SourceRange
  ) -> MathNode {
    let written = MathNode.row(of: item.condition, at: range.lowerBound)
    guard item.condition.isEmpty || written.saysOtherwise, cases.count == 2,
      let other = cases.first, let opposite = other.condition.opposite
    else {
      return item.condition.isEmpty ? MathNode(.text("otherwise"), at: range) : written
    }
    return .row(of: opposite, at: range.lowerBound)
  }
}

extension MathNode {
  fileprivate var saysOtherwise: Bool {
    row.contains { node in
      if case .text(let text) = node.kind { ConditionWords.meanOtherwise(text) } else { false }
    }
  }
}

extension [MathNode] {
  /// `i \ne j` for `i = j`; nil where there is no one relation.
  fileprivate var opposite: [MathNode]? {
    let places = indices.filter { Relation(self[$0]) != nil }
    guard places.count == 1, let place = places.first, let sign = self[place].character,
      let turned = ["=": "≠", "≠": "=", ">": "≤", "≤": ">", "<": "≥", "≥": "<"][sign]
    else { return nil }
    var nodes = self
    nodes[place] = MathNode(.symbol(Symbol(turned, .relation)), at: self[place].range)
    return nodes
  }
}
