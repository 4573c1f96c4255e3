import Diagnostics
import Elaboration
import MathSyntax
import Reading

extension ChainChecker.Outcome {
  /// A letter that nothing declares stands for any number only where both sides have it. What fails
  /// with one that a side lacks uses a name that is not known.
  mutating func refuseFormals(
    of statement: WrittenStatement, _ scope: Scope, in file: SourceFile
  ) {
    let own = scope.pathParameters(in: statement.members)
    let sides = statement.members.map { member in
      Set(scope.formalLetters(in: member.row).keys).subtracting(own.keys)
    }
    guard let all = sides.dropFirst().reduce(sides.first, { $0?.union($1) }), !all.isEmpty else {
      return
    }
    let lacking = all.filter { letter in
      !statement.members.allSatisfy { $0.names(letter) || $0.isConstant }
    }
    guard let letter = lacking.min() else { return }
    for index in steps.indices where steps[index].isFailure {
      let range = steps[index].range
      let error = ElaborationError.undeclared(letter, nearest: nil, at: range)
      steps[index] = .unread(error, at: range, latex: file.text(of: range))
      if firstUnread == nil { firstUnread = (index, error) }
    }
  }
}

extension MathNode {
  /// Made of numbers and `I` alone: `\det R(t) = 1` says something of every `t`.
  fileprivate var isConstant: Bool {
    if let head = Head(self) { return head.base == "I" }
    return children.allSatisfy(\.isConstant)
  }

  fileprivate func names(_ letter: String) -> Bool {
    character == letter || children.contains { $0.names(letter) }
  }
}
