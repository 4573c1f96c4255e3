import Elaboration
import MathSyntax
import Reading

/// The names that a page gives to lengths: in `\mathbb{R}^{m \times n}`, above sums.
struct SizeNames {
  /// `n`, `m`, `n_h`.
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
      if head.sub.isEmpty {
        plain.insert(head.base)
      } else if plan.countsMembers(head.sub) {
        families.insert(head.base)
      } else if let label = [MathNode].labelText(head.sub) {
        plain.insert("\(head.base)_\(label)")
      }
    }
  }

  /// The letters of the plain ones: no other size is to be called so.
  var letters: Set<String> { Set(plain.map { String($0.prefix { $0 != "_" }) }) }

  /// Whether it stands for one of the plain ones: `d_k`, which is no entry of a `d`.
  func contains(_ head: Head) -> Bool {
    guard head.sup.isEmpty else { return false }
    guard !head.sub.isEmpty else { return plain.contains(head.base) }
    return [MathNode].labelText(head.sub).map { plain.contains("\(head.base)_\($0)") } ?? false
  }

  /// As a block writes it: `n`, `n_h`, `d_{model}`.
  static func text(_ name: String) -> String {
    let parts = name.split(separator: "_", maxSplits: 1)
    guard parts.count == 2, parts[1].count > 1 else { return name }
    return "\(parts[0])_{\(parts[1])}"
  }

  /// Lines of a block that give each some length; which does not matter where names are only read.
  func declarations(_ plan: NamePlan) -> [String] {
    plain.subtracting(families).sorted().map { "size \(SizeNames.text($0)) = 3" }
      + families.sorted().compactMap { name in
        plan.families.keys.sorted().first.map { letter in
          "size \(name)_\(letter) = 3, 3, 3, \(name)_0 = 3"
        }
      }
  }
}

extension NamePlan {
  /// Whether a script is a member: a number, or what the plan counts with, or counts up to. The `h` of
  /// `n_h` is a label else.
  fileprivate func countsMembers(_ script: [MathNode]) -> Bool {
    guard let term = Scope().indexTerm(script).flatMap(ScriptTerm.init) else { return false }
    guard let letter = term.letter else { return true }
    return families[letter] != nil || families.values.contains(letter)
  }
}
