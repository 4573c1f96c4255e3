import Diagnostics
import Elaboration
import MathSyntax
import Reading

extension PageChecker {
  /// `…, \quad i \ne j`: a statement about indices alone restricts the one before it.
  func absorbConditions(_ written: inout [WrittenStatement], _ scope: Scope) {
    var kept: [WrittenStatement] = []
    for statement in written {
      let nodes = statement.source
      if !kept.isEmpty, let found = scope.restriction(nodes),
        !scope.isSpokenOf(in: statement.members) || found.contains(where: { !$0.data.isEmpty })
      {
        kept[kept.count - 1].conditions.append(.row(of: nodes, at: statement.range.lowerBound))
      } else {
        kept.append(statement)
      }
    }
    written = kept
  }
}

extension WrittenStatement {
  /// Members and relations in one row again.
  var source: [MathNode] {
    var nodes: [MathNode] = continues ? [] : members.first?.row ?? []
    for (relation, member) in zip(relations, continues ? members[...] : members.dropFirst()) {
      let place = member.range.lowerBound
      nodes.append(MathNode(.symbol(Symbol(relation.sign, .relation)), at: place..<place))
      nodes += member.row
    }
    return nodes
  }
}

extension Relation {
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

extension Scope {
  /// All conditions on indices, of the statement and of its instructions; nil where one is not
  /// understood, so that nothing is claimed without it.
  func conditions(_ written: [MathNode], _ instructions: [Instruction]) -> [Condition]? {
    var found: [Condition] = []
    for node in written {
      guard let conditions = restriction(node.row) else { return nil }
      found += conditions
    }
    for case .condition(let node) in instructions {
      guard let conditions = conditions(node.row) else { return nil }
      found += conditions
    }
    return found
  }

  /// `i ≠ j`, `k = 1, …, K`, `∀ i`, `(i ≠ j)`.
  func restriction(_ nodes: [MathNode]) -> [Condition]? {
    var nodes = nodes.filter { !$0.isInvisible }
    if nodes.count == 1, case .fenced(_, let inner, _) = nodes[0].kind {
      nodes = inner
    } else if let first = nodes.first, ["(", "["].contains(first.character),
      let last = nodes.last, [")", "]"].contains(last.character)
    {
      nodes = Array(nodes.dropFirst().dropLast())
    }
    if nodes.first?.character == "∀" {
      nodes.removeFirst()
      // A letter without a range runs over all it can anyway.
      if indexTerm(nodes) != nil { return [] }
    }
    if let range = enumeration(nodes) { return range }
    return conditions(nodes)
  }

  /// `k = 1, \dots, K`, `k = K, K-1, …, 1`, `k \in \{1, …, K\}`.
  private func enumeration(_ nodes: [MathNode]) -> [Condition]? {
    let parts = nodes.withoutSetBraces.splitAtTopLevel { $0.character == "," }
    let sides = parts[0].splitAtTopLevel { $0.character == "=" || $0.character == "∈" }
    guard parts.count >= 3, sides.count == 2, let last = parts.last.flatMap({ indexTerm($0) }),
      parts.dropFirst().dropLast().contains(where: { $0.count == 1 && $0.first?.isDots == true }),
      case .letter(let letter)? = indexTerm(sides[0]), let first = indexTerm(sides[1])
    else { return nil }
    let index = IndexTerm.letter(letter)
    var (lower, upper) = (first, last)
    if let a = first.value([:], declaredSizes), let b = last.value([:], declaredSizes), a > b {
      (lower, upper) = (last, first)
    }
    return [
      Condition(left: index, relation: .greaterOrEqual, right: lower),
      Condition(left: index, relation: .lessOrEqual, right: upper),
    ]
  }
}

extension [MathNode] {
  /// `k ∈ 1, …, K` for `k ∈ {1, …, K}`.
  fileprivate var withoutSetBraces: [MathNode] {
    guard let sign = firstIndex(where: { $0.character == "∈" }) else { return self }
    var set = Array(self[(sign + 1)...])
    if set.count == 1, case .fenced("{", let inner, "}") = set[0].kind {
      set = inner
    } else if set.first?.character == "{", set.last?.character == "}" {
      set = Array(set.dropFirst().dropLast())
    }
    return self[...sign] + set
  }
}

extension MathNode {
  fileprivate var isDots: Bool { ["…", "⋯"].contains(character) }
}

extension ElaborationError {
  static func nothingToContinue(at range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("no-left-side"), "what this goes on from was not understood", at: range)
  }

  static func badCondition(at range: SourceRange) -> ElaborationError {
    ElaborationError(.unclear("condition"), "the condition beside it is not understood", at: range)
  }
}

extension StatementKind {
  /// Whether a display of this kind can be continued by the next one.
  var isChecked: Bool {
    switch self {
    case .definition, .claim: true
    default: false
    }
  }
}

extension Step {
  static func unread(
    _ error: ElaborationError, _ statement: WrittenStatement, _ file: SourceFile
  ) -> Step {
    .unread(error, at: statement.range, latex: file.text(of: statement.range))
  }

  /// One small edit makes it hold.
  static func slip(
    _ edit: SlipEdit, _ latex: String, at range: SourceRange, in file: SourceFile
  ) -> Step {
    var step = Step(range: range, latex: file.text(of: range), finding: .slip)
    step.message = "something here is not understood, and one small change makes it hold"
    step.hint = "write \(edit.hint)"
    step.fix = latex
    step.edits = edit.edits
    step.site = edit.edits.first?.range
    return step
  }

  /// The same finding at the place of what was written rather than of its corrected form.
  func relocated(to range: SourceRange, in file: SourceFile) -> Step {
    var step = Step(range: range, latex: file.text(of: range), finding: finding)
    (step.code, step.message, step.notes, step.hint) = (code, message, notes, hint)
    (step.evidence, step.reading, step.counterexample) = (evidence, reading, counterexample)
    return step
  }
}
