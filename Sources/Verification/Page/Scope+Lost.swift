import Elaboration
import MathSyntax
import Reading

/// Statements that took more work than a note may may have given names a meaning which is not known then. No verdict that
/// an equation is wrong rests on such a name.
extension Scope {
  /// Keeps in mind the names that `members` may have given a meaning.
  mutating func lose(_ members: [MathNode]) {
    for name in members.compactMap(\.soleName) { lostLetters.formUnion(name.allLetters) }
  }

  /// `steps` with what is wrong left open where the statement has such a name; what it defines is another one.
  mutating func withoutLost(_ steps: [Step], of members: [MathNode]) -> [Step] {
    guard !lostLetters.isEmpty,
      !lostLetters.isDisjoint(with: members.flatMap(\.allLetters))
    else { return steps }
    lose(members)
    return steps.map { $0.isFailure || $0.finding == .slip ? $0.refused(by: allowance) : $0 }
  }
}

extension MathNode {
  /// The letters in it, those of words one by one.
  fileprivate var allLetters: Set<String> {
    var letters = children.reduce(into: Set<String>()) { $0.formUnion($1.allLetters) }
    if let character { letters.insert(character) }
    if let word { letters.formUnion(word.map(String.init)) }
    return letters
  }
}
