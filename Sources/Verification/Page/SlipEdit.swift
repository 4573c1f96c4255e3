import Diagnostics

/// A small change of the source that may make an equation understood (DESIGN section 5): one name, one
/// index or one comma replaced or dropped, at one place or at all its equal places.
struct SlipEdit: Hashable {
  /// What is right for what is written: `W_k` for `w_k`.
  let hint: String
  let edits: [FixIt.Edit]
  /// How many places it changes: the fewer the better.
  let places: Int

  func overlaps(_ other: SlipEdit) -> Bool {
    edits.contains { a in
      other.edits.contains { b in a.range.overlaps(b.range) || a.range == b.range }
    }
  }
}
