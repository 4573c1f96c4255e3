import Diagnostics

/// A small change of the source that may make an equation hold (DESIGN section 6, repairs).
struct RepairEdit {
  let edits: [FixIt.Edit]
  /// The part that it changes: what the hint names.
  let focus: SourceRange
  let cost: Cost
  /// What it does, where others do the same elsewhere or in other signs: one of them is enough.
  var group: String?

  /// How far the corrected equation lies from the one that is written.
  enum Cost: Int, Comparable {
    /// A mark, a sign, an index or a constant.
    case mark = 1
    /// A name or a part of the formula.
    case part
    /// The grouping of all of it.
    case whole

    static func < (a: Cost, b: Cost) -> Bool { a.rawValue < b.rawValue }
  }

  init(_ edits: [FixIt.Edit], in focus: SourceRange, _ cost: Cost) {
    (self.edits, self.focus, self.cost) = (edits, focus, cost)
  }

  /// The same, as one of several ways to do one thing.
  func grouped(as group: String) -> RepairEdit {
    var edit = self
    edit.group = group
    return edit
  }

  /// Whether it only takes something away.
  var isRemoval: Bool { edits.allSatisfy { $0.replacement.allSatisfy(\.isWhitespace) } }
}

/// A correction that was checked and holds.
package struct Repair: Hashable, Sendable {
  /// `h_{k-1} in place of h_k`.
  package let phrase: String
  package let edits: [FixIt.Edit]
  /// The source of the formula as they leave it.
  package let latex: String
}
