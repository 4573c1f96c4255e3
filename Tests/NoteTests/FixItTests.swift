import Diagnostics
import Foundation
import Testing
import Verification

/// Every repair compiles its note once more, so quick runs take the notes on repairs alone.
private let notes = GoldenNote.all.filter { note in
  note.path.hasPrefix("repairs/") || ProcessInfo.processInfo.environment["SLOW_TESTS"] != nil
}

/// What a fix-it of an equation leaves holds, and no other equation becomes worse.
@Test(arguments: notes)
func fixItsMendEquations(note: GoldenNote) throws {
  let source = try note.source()
  let before = try note.compile(source)
  for statement in before.statements.indices {
    for (place, step) in before.statements[statement].steps.enumerated() {
      for repair in step.repairs {
        let after = try note.compile(source.applying(repair.edits))
        try #require(after.statements.count == before.statements.count, "\(repair.phrase)")
        let steps = after.statements[statement].steps
        #expect(steps.indices.contains(place) && steps[place].finding == .holds, "\(repair.phrase)")
        for (old, new) in zip(before.statements, after.statements) where old.finding == .holds {
          #expect(new.finding == .holds, "\(repair.phrase) spoils \(old.latex)")
        }
      }
    }
  }
}

/// A statement that holds and one that nobody reads have no fix-its; those of one that must fail are shown on its
/// page alone.
@Test(arguments: GoldenNote.all)
func offersNothingForWhatIsNotWrong(note: GoldenNote) throws {
  for statement in try note.compile(note.source()).statements {
    for step in statement.steps where !step.repairs.isEmpty {
      #expect([.refuted, .illShaped, .slip, .unclear].contains(step.finding))
      #expect(step.repairs.count <= 3)
      #expect(step.hint != nil)
    }
  }
}

extension [UInt8] {
  fileprivate func applying(_ edits: [FixIt.Edit]) -> [UInt8] {
    var bytes = self
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    return bytes
  }
}
