import Diagnostics
import Elaboration
import MathSyntax
import NetSyntax
import Reading

/// Statements of which only the shapes say something: updates and memberships.
extension PageChecker {
  /// `w ← w − α ∇L`: both sides must have one shape.
  func update(_ statement: WrittenStatement, _ scope: Scope) -> Step {
    var step = plain(.update, statement)
    let statement = scope.withoutSteps(statement)
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
    guard let head = name.soleName.flatMap(Head.init), scope.isRealDomain(set) else { return step }
    guard scope.resolve(head) != nil else {
      let declaration = Declaration(names: [name], domain: set, value: nil, description: nil)
      var trial = scope
      let problems = trial.add([NetStatement(.declaration(declaration), at: statement.range)])
      guard problems.isEmpty, scope.isNew(head) else { return step }
      scope = trial
      return plain(.definition, statement)
    }
    guard let expression = try? scope.expression(name),
      let shapes = scope.shapes(of: expression), let said = scope.shape(ofDomain: set)
    else { return step }
    if let other = shapes.first(where: { $0 != said }) {
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
