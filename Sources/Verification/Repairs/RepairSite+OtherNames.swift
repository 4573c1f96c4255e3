import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// One name for another of the same shape, or a function for its sibling.
extension RepairSite {
  var otherNames: [RepairEdit] {
    names.flatMap { name -> [RepairEdit] in
      guard let head = Head(name), let base = name.innermostBase else { return [] }
      let new: [String]
      if let found = scope.resolve(head, bound: Set(materials.letters)) {
        new = materials.shapes.alike(found.symbol).map {
          text.spelling(of: scope[$0].base, in: scope)
        }
      } else {
        new = Builtin(spelling: head.base).map(siblings) ?? []
      }
      return new.map { replacement(base.range, $0, in: name.range, .part) }
    }
  }

  /// Functions that stand for one another in a slip of the pen.
  private func siblings(_ function: Builtin) -> [String] {
    let pairs: [[Builtin]] = [
      [.sigmoid, .tanh], [.sin, .cos], [.exp, .log], [.sinh, .cosh], [.max, .min], [.trace, .det],
      [.relu, .abs], [.relu, .step], [.step, .sign], [.softmax, .exp], [.log, .logSoftmax],
    ]
    return pairs.filter { $0.contains(function) }.flatMap { $0.filter { $0 != function } }
      .map { materials.latex(of: $0) }
  }
}

extension MathNode {
  /// The letter itself, without scripts and font.
  fileprivate var innermostBase: MathNode? {
    switch kind {
    case .scripts(let base?, _, _), .font(_, let base): base.innermostBase
    case .row(let nodes): nodes.count == 1 ? nodes[0].innermostBase : nil
    default: self
    }
  }
}
