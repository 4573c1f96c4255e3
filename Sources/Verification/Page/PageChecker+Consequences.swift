import Elaboration
import MathSyntax
import Reading

/// What follows from something else: behind `\Rightarrow`.
extension PageChecker {
  /// Remembers what the statements behind these steps may rest on.
  mutating func note(_ steps: [Step]) {
    let findings = Set(steps.map(\.finding))
    guard !findings.isDisjoint(with: [.holds, .definition, .condition, .refuted, .illShaped]) else {
      return
    }
    isPremiseHeld = findings.isSubset(of: [.holds, .definition, .skipped])
  }

  /// `A = B \Rightarrow C = D` where `A = B` is not known to be so: then nothing is claimed of C.
  func isConclusionOpen(_ statement: WrittenStatement, _ steps: [Step]) -> Bool {
    let first = statement.relations.firstIndex(where: \.isImplication)
    guard let first, first < steps.count else { return false }
    let premises = steps[..<first].map(\.finding)
    return !premises.contains { [.holds, .definition].contains($0) }
      || !premises.allSatisfy { [.holds, .definition, .skipped].contains($0) }
  }
}

extension PageChecker {
  /// `A = B = 0 \Rightarrow C = D`: `A = B` is claimed, and the rest said of where it is 0. Nothing is
  /// claimed where something else stands before the arrow.
  func beforeConclusion(_ statement: WrittenStatement, _ steps: [Step], _ scope: Scope) -> [Step] {
    let offset = statement.continues ? 0 : 1
    guard let arrow = statement.relations.firstIndex(where: \.isImplication), arrow > 1,
      statement.members.indices.contains(arrow - 1 + offset),
      let zero = try? scope.expression(statement.members[arrow - 1 + offset]), zero.isZero,
      statement.continues || isDerivative(statement.members[0], scope)
    else { return [plain(.skipped, statement)] }
    return steps.enumerated().map { index, step in
      guard index >= arrow - 1 else { return step }
      let finding: Finding = index == arrow - 1 ? .condition : .skipped
      return Step(range: step.range, latex: step.latex, finding: finding)
    }
  }
}

extension PageChecker {
  fileprivate func isDerivative(_ member: MathNode, _ scope: Scope) -> Bool {
    (try? scope.expression(member))?.containsDerivative ?? false
  }
}

extension Scope {
  /// Whether conditions beside a definition leave nothing out: ranges do not, `i ≠ j` does.
  func coversAll(_ conditions: [MathNode]) -> Bool {
    guard let restriction = restriction(conditions, []) else { return false }
    return restriction.values.isEmpty && restriction.structures.isEmpty
      && restriction.indices.allSatisfy { ![.equal, .unequal].contains($0.relation) }
  }
}
