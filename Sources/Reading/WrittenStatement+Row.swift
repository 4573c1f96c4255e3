import MathSyntax

extension WrittenStatement {
  /// All of it: members and relations in one row again.
  package var source: [MathNode] { row(of: relations.indices).row }

  /// Some of its relations, with the members beside them.
  package func row(of steps: Range<Int>, comparedWith left: MathNode? = nil) -> MathNode {
    let offset = continues ? -1 : 0
    let first = steps.lowerBound + offset
    let head = left ?? (members.indices.contains(first) ? members[first] : nil)
    var nodes = head?.row ?? []
    for step in steps where members.indices.contains(step + offset + 1) {
      let member = members[step + offset + 1]
      let place = member.range.lowerBound
      nodes.append(MathNode(.symbol(Symbol(relations[step].sign, .relation)), at: place..<place))
      nodes += member.row
    }
    return .row(of: nodes, at: range.lowerBound)
  }
}

extension Relation {
  /// As it stands between two members.
  fileprivate var sign: String {
    switch self {
    case .equal: "="
    case .definition: "≔"
    case .approximate: "≈"
    case .update: "←"
    case .member: "∈"
    case .other(let sign): sign
    }
  }
}
