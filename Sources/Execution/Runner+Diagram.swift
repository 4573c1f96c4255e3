import Calculus
import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax

/// `draw`: the members of the net and what each is computed from.
extension Runner {
  mutating func diagram(_ draw: Draw, at range: SourceRange) throws(Diagnostic) -> Diagram {
    let members = try drawnMembers(draw, at: range)
    guard members.contains(where: { $0.definition != nil }) else {
      throw .emptyDiagram("there is no definition here that could be drawn", at: range)
    }
    let gradients = draw.isBackward ? try self.gradients(draw, members, at: range) : [:]
    let refs = members.map(\.value.ref)
    if draw.showsValues, let name = lowering.abstractFunctions(in: refs).first {
      throw .abstractValue(draw.target ?? node(members[0].reference), name.function)
    }
    let values = evaluate(refs)
    let places = Dictionary(members.enumerated().map { ($1.key, $0) }) { first, _ in first }
    let nodes = zip(members, values).map { member, value in
      Diagram.Node(
        name: node(member.reference), isInput: member.definition == nil,
        order: scope.ids.firstIndex(of: member.key.symbol) ?? 0, value: value,
        gradient: gradients[member.key],
        description: scope[member.key.symbol].description.map { Remark($0).plain })
    }
    let edges = members.enumerated().flatMap { index, member in
      member.sources.compactMap { places[$0] }.map { (from: $0, to: index) }
    }
    return Diagram(
      nodes: nodes, edges: edges, target: draw.isBackward ? draw.target ?? lastName(members) : nil,
      showsValues: draw.showsValues, isForward: draw.isForward, isBackward: draw.isBackward)
  }

  private func lastName(_ members: [NetMember]) -> MathNode? {
    members.last.map { node($0.reference) }
  }

  /// What the target depends on; without a target, the whole net.
  private mutating func drawnMembers(
    _ draw: Draw, at range: SourceRange
  ) throws(Diagnostic) -> [NetMember] {
    if let target = draw.target {
      let expression = try expression(target)
      guard case .reference = expression.kind else {
        throw .emptyDiagram("`\(describe(target))` is no name of the net", at: target.range)
      }
      return try members(behind: expression, target)
    }
    var references: [Expression] = []
    for id in scope.ids {
      for definition in scope[id].definitions {
        for indices in lowering.members(of: definition.pattern, limit: Runner.maximalNetMembers) {
          let key = Lowering.MemberKey(symbol: id, members: indices)
          guard case .definition? = lowering.source(of: key) else { continue }
          references.append(Expression(.reference(key.reference), at: range))
        }
      }
    }
    let all = Expression(.matrix([references]), at: range)
    return try members(behind: all, MathNode(.word("draw"), at: range))
  }

  private mutating func gradients(
    _ draw: Draw, _ members: [NetMember], at range: SourceRange
  ) throws(Diagnostic) -> [Lowering.MemberKey: Matrix<Double>] {
    guard let target = members.last, target.value.isScalar else {
      throw .emptyDiagram(
        "there is no way back: what is drawn does not end in a number",
        at: draw.target?.range ?? range)
    }
    let found: [Graph.Ref?]
    do throws(GraphError) {
      found = try lowering.graph.gradients(of: target.value.ref, by: members.map(\.value.ref))
    } catch {
      throw .tooLarge(error.message, at: range)
    }
    let known = zip(members, found).compactMap { member, ref in ref.map { (member.key, $0) } }
    let values = evaluate(known.map(\.1))
    return Dictionary(zip(known.map(\.0), values)) { first, _ in first }
  }
}
