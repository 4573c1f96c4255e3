import Elaboration
import MathSyntax
import Reading

/// The names that a page gives to lengths: in `\mathbb{R}^{m \times n}`, above sums.
struct SizeNames {
  /// `n`, `m`.
  private(set) var plain: Set<String> = []
  /// `n_l`: those that are one length for each member.
  private(set) var families: Set<String> = []

  init(_ page: Page, _ plan: NamePlan) {
    let arrays = Set(plan.names.filter(\.isUsedAsArray).map(\.base))
    for line in page.lines where line.statement.relations.last == .member {
      guard let domain = line.statement.members.last else { continue }
      for node in domain.row { readAxes(node, plan) }
    }
    for letter in page.bound + page.ranges {
      if let upper = letter.upper, !arrays.contains(upper) { plain.insert(upper) }
    }
    plain.subtract(plan.families.values)
    plain.subtract(plan.families.keys)
  }

  private mutating func readAxes(_ node: MathNode, _ plan: NamePlan) {
    guard case .scripts(_, _, let above?) = node.kind else { return }
    for part in above.row {
      guard let head = Head(part), head.base.first?.isLetter == true, head.base != "x" else {
        continue
      }
      let member = Scope().indexTerm(head.sub).flatMap(ScriptTerm.init)
      if head.sub.isEmpty || member == nil {
        plain.insert(head.base)
      } else {
        families.insert(head.base)
      }
    }
  }

  /// Lines of a block that give each some length; which does not matter where names are only read.
  func declarations(_ plan: NamePlan) -> [String] {
    plain.subtracting(families).sorted().map { "size \($0) = 3" }
      + families.sorted().compactMap { name in
        plan.families.keys.sorted().first.map { letter in
          "size \(name)_\(letter) = 3, 3, 3, \(name)_0 = 3"
        }
      }
  }
}
