import Diagnostics
import Elaboration
import NetSyntax

/// What is wrong with declarations and definitions, whether anything uses them or not.
extension Runner {
  /// Families of more members are looked at up to this many.
  static let maximalMembers = 1_000

  /// Every mistake once, at its place, however many definitions come to grief over it.
  mutating func mistakes(in statements: [NetStatement]) -> [Diagnostic] {
    let ranges = Set(statements.map(\.range))
    var found: [Diagnostic] = []
    for id in scope.ids {
      let symbol = scope[id]
      let places =
        symbol.inputs.map { ($0.pattern, $0.range) }
        + symbol.definitions.map { ($0.pattern, $0.range) }
      for (pattern, range) in places where ranges.contains(range) {
        if let mistake = mistake(in: id, pattern, range), !found.contains(mistake) {
          found.append(mistake)
        }
      }
    }
    return found
  }

  /// The first mistake among the members; one that does not exist is none, unless there is no other.
  private mutating func mistake(
    in id: SymbolID, _ pattern: [IndexTerm], _ range: SourceRange
  ) -> Diagnostic? {
    var missing: Diagnostic?
    var exists = false
    for member in lowering.members(of: pattern, limit: Runner.maximalMembers) {
      do throws(ElaborationError) {
        _ = try lowering.value(of: id, member, range)
        exists = true
      } catch {
        if error.code == "definition" { continue }
        guard error.kind == .nonexistent else { return error.diagnostic }
        missing = error.diagnostic
      }
    }
    return exists ? nil : missing
  }
}
