import MathSyntax

/// The `t` of `\frac{d}{dt} f(x + t v) \big|_{t=0}`: a number that the formula itself brings in.
extension Scope {
  package func pathParameters(in nodes: [MathNode]) -> [String: Domain] {
    var places = PathParameters()
    places.collect(nodes)
    let letters = places.differentiated.filter {
      places.evaluated.contains($0.base) && isFree($0)
    }
    return Dictionary(letters.map { ($0.base, Domain.number) }) { first, _ in first }
  }
}

/// What a formula differentiates by as `\frac{d}{dt}`, and what its bars put a number in for.
private struct PathParameters {
  var differentiated: [Head] = []
  var evaluated: Set<String> = []

  mutating func collect(_ nodes: [MathNode]) {
    for node in nodes {
      if case .fraction(let top, over: let bottom, _) = node.kind, top.soleNode.character == "d",
        bottom.row.count == 2, bottom.row[0].character == "d", let head = Head(bottom.row[1])
      {
        differentiated.append(head)
      }
      if case .scripts(_, let sub?, _) = node.kind, let letter = sub.row.letterAtNumber {
        evaluated.insert(letter)
      }
      collect(node.children)
    }
  }
}

extension [MathNode] {
  /// The letter of `t = 0`.
  fileprivate var letterAtNumber: String? {
    let nodes = filter { !$0.isInvisible }
    guard nodes.count == 3, nodes[1].character == "=", case .number = nodes[2].kind else {
      return nil
    }
    return Head(nodes[0])?.base
  }
}
