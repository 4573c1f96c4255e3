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

extension Scope {
  /// Whether conditions beside a definition leave nothing out: ranges do not, `i ≠ j` does.
  func coversAll(_ conditions: [MathNode]) -> Bool {
    guard let restriction = restriction(conditions, []) else { return false }
    return restriction.values.isEmpty
      && restriction.indices.allSatisfy { ![.equal, .unequal].contains($0.relation) }
  }
}
