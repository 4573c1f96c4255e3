import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// Searches the one small edit that makes a statement hold (DESIGN section 5).
struct SlipSearch {
  /// Edits that are tried, and pairs of edits where no single one is right. A search that would take
  /// more finds nothing: the first edit that holds need not be the only one.
  static let maximalTrials = 400
  /// Bytes that all trials together may read again.
  static let maximalReading = 400_000

  let origin: PageStatement
  let trial: EditTrial

  enum Result {
    /// One edit alone makes it hold; the chain goes on with the corrected members.
    case one(SlipEdit, WrittenStatement, latex: String)
    /// Several edits would, or only two together.
    case several([SlipEdit])
    case together(SlipEdit, SlipEdit)
    case none
  }

  /// How many edits may be tried on this formula.
  private var budget: Int {
    min(SlipSearch.maximalTrials, SlipSearch.maximalReading / max(1, origin.source.bytes.count))
  }

  /// `steps`: how many steps of the chain must hold after the edit.
  func search(_ statement: WrittenStatement, steps: Int) -> Result {
    guard let edits = SlipEdits(statement.members, scope: trial.scope, limit: budget).all else {
      return .none
    }
    for places in Set(edits.map(\.places)).sorted() {
      var holding: [(edit: SlipEdit, statement: WrittenStatement, latex: String)] = []
      for edit in edits where edit.places == places {
        guard let (changed, latex) = origin.statement(after: edit.edits),
          holds(changed, steps), !holding.contains(where: { $0.latex == latex })
        else { continue }
        holding.append((edit, changed, latex))
      }
      if let only = holding.first, holding.count == 1 {
        return .one(only.edit, only.statement, latex: only.latex)
      }
      if !holding.isEmpty { return .several(holding.map(\.edit)) }
    }
    return pair(edits, steps)
  }

  /// Two slips in one statement.
  private func pair(_ edits: [SlipEdit], _ steps: Int) -> Result {
    guard edits.count * (edits.count - 1) / 2 <= budget else { return .none }
    var found: [(SlipEdit, SlipEdit, latex: String)] = []
    let pairs = edits.indices.flatMap { first in
      edits.indices.dropFirst(first + 1).map { (edits[first], edits[$0]) }
    }
    for (a, b) in pairs.sorted(by: { $0.0.places + $0.1.places < $1.0.places + $1.1.places }) {
      guard !a.overlaps(b) else { continue }
      if let best = found.first, a.places + b.places > best.0.places + best.1.places { break }
      guard let (changed, latex) = origin.statement(after: a.edits + b.edits),
        holds(changed, steps), !found.contains(where: { $0.latex == latex })
      else { continue }
      found.append((a, b, latex))
    }
    guard let only = found.first, found.count == 1 else { return .none }
    return .together(only.0, only.1)
  }

  private func holds(_ statement: WrittenStatement, _ steps: Int) -> Bool {
    guard let outcome = trial.outcome(of: statement, steps: steps) else { return false }
    return outcome.steps.last?.finding == .holds
      && outcome.steps.allSatisfy { [.holds, .skipped].contains($0.finding) }
  }
}
