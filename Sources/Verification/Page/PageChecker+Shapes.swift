import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax
import Reading

extension Scope {
  /// Undeclared letters that are numbers by custom, such as the learning rate `η`.
  fileprivate func rates(in members: [MathNode]) -> [String: Domain] {
    var found: Set<String> = []
    var open = members
    while let node = open.popLast() {
      open += node.children
      guard let letter = Head(node)?.base, node.children.isEmpty else { continue }
      if ["α", "β", "γ", "ε", "η", "λ", "μ", "ρ", "τ"].contains(letter) { found.insert(letter) }
    }
    let free = found.filter { !declares($0) }
    return Dictionary(uniqueKeysWithValues: free.map { ($0, .number) })
  }
}

/// Statements of which only the shapes say something: updates and memberships.
extension PageChecker {
  /// What is said of a statement that does not hold as an identity and need not; nil where it must.
  func insteadOf(
    _ steps: [Step], _ otherwise: StatementKind.Otherwise, _ statement: WrittenStatement,
    _ scope: Scope
  ) -> Step? {
    switch otherwise {
    case .condition, .definition: return plain(.condition, statement)
    case .update: return update(statement, scope)
    case .implication: return isPremiseHeld ? nil : plain(.skipped, statement)
    case .step:
      // What makes no sense of entries is about steps.
      guard let refuted = steps.first(where: \.isUnderstoodFailure) else {
        return update(statement, scope)
      }
      var step = plain(.unclear, statement)
      step.code = "step"
      step.message = "it is wrong if the index counts entries, and an update if it counts steps"
      step.notes = refuted.notes
      return step
    }
  }

  /// `w ← w − α ∇L`: both sides must have one shape.
  func update(_ statement: WrittenStatement, _ scope: Scope) -> Step {
    var step = plain(.update, statement)
    let statement = scope.withoutSteps(statement)
    let scope = scope.declaring(formals: scope.rates(in: statement.members))
    guard statement.members.count == 2,
      let left = try? scope.expression(statement.members[0]),
      let right = try? scope.expression(statement.members[1])
    else { return step }
    let claim = Claim(left, right, head: left)
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    do throws(Obstacle) {
      _ = try claim.instances(in: &lowering)
    } catch {
      guard error.isIllShaped else { return step }
      let equation = statement.members.map(describe).joined(separator: " ← ")
      step = Step(.illShaped(error), equation, range: step.range, latex: step.latex)
    }
    return step
  }

  /// `W ∈ R^{3 × 3}`: declares a shape, or is compared with the known one at the declared sizes.
  func membership(_ statement: WrittenStatement, _ scope: inout Scope) -> Step {
    var step = plain(.skipped, statement)
    let (name, set) = (statement.members[0], statement.members[1])
    guard scope.isRealDomain(set) else { return step }
    if let head = name.soleName.flatMap(Head.init), scope.resolve(head) == nil {
      let declaration = Declaration(names: [name], domain: set, value: nil, description: nil)
      var trial = scope
      let problems = trial.add([NetStatement(.declaration(declaration), at: statement.range)])
      guard problems.isEmpty, scope.isNew(head) else { return step }
      scope = trial
      return plain(.definition, statement)
    }
    guard let expression = try? scope.expression(name),
      let shapes = scope.shapes(of: expression, andOfDomain: set), !shapes.isEmpty
    else { return step }
    if let (other, said) = shapes.first(where: { $0.actual != $0.said }) {
      step = plain(.illShaped, statement)
      step.message = "`\(describe(name))` has another shape here"
      step.notes = ["it is \(other), not \(said), at the declared sizes"]
      step.evidence = Evidence(.shapes)
    } else {
      step = plain(.holds, statement)
      step.evidence = Evidence(.byDefinition)
    }
    return step
  }
}

extension Step {
  /// It has a meaning, and does not hold or is open.
  fileprivate var isUnderstoodFailure: Bool {
    finding == .refuted || (finding == .unclear && !Step.unreadCodes.contains(code ?? ""))
  }
}
