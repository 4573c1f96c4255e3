import Diagnostics
import Elaboration
import NetSyntax

/// What is wrong with declarations and definitions, whether anything uses them or not.
extension Runner {
  /// Families of more members are looked at up to this many.
  private static let maximalMembers = 1_000

  /// Every mistake once, at its place, however many definitions come to grief over it.
  mutating func mistakes(in statements: [NetStatement]) -> [Diagnostic] {
    let ranges = Set(statements.map(\.range))
    var found: [Diagnostic] = []
    for id in scope.ids {
      let symbol = scope[id]
      var patterns = symbol.inputs.filter { ranges.contains($0.range) }.map(\.pattern)
      patterns += symbol.definitions.filter { ranges.contains($0.range) }.map(\.pattern)
      for pattern in patterns {
        if let mistake = mistake(in: id, pattern), !found.contains(mistake) {
          found.append(mistake)
        }
      }
    }
    return found
  }

  /// The first mistake among the members; one that does not exist is none, unless there is no other.
  private mutating func mistake(in id: SymbolID, _ pattern: [IndexTerm]) -> Diagnostic? {
    var missing: Diagnostic?
    var exists = false
    for member in lowering.members(of: pattern, limit: Runner.maximalMembers) {
      do throws(ElaborationError) {
        _ = try lowering.value(of: id, member, 0..<0)
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
