import Diagnostics
import Elaboration
import MathSyntax

/// Two indices exchanged, or one letter for another.
extension RepairSite {
  var indices: [RepairEdit] {
    names.flatMap { name in
      name.scripts.flatMap {
        exchanged(ScriptAtom.all(in: $0), name) + others(ScriptAtom.all(in: $0), name)
      }
    } + throughout
  }

  private func exchanged(_ atoms: [ScriptAtom], _ name: MathNode) -> [RepairEdit] {
    let indices = atoms.filter { $0.isLetter || $0.isNumber }
    guard !atoms.contains(where: \.isSign) else { return [] }
    return zip(indices, indices.dropFirst()).compactMap { a, b in
      guard let edit = exchange(a.range, b.range, .mark) else { return nil }
      return RepairEdit(edit.edits, in: name.range, .mark)
    }
  }

  private func others(_ atoms: [ScriptAtom], _ name: MathNode) -> [RepairEdit] {
    atoms.filter { materials.letters.contains($0.text) }.flatMap { atom in
      materials.letters.filter { $0 != atom.text }.map {
        replacement(atom.range, $0, in: name.range, .mark)
      }
    }
  }

  /// Two letters in each other's place everywhere.
  private var throughout: [RepairEdit] {
    let letters = materials.letters
    let atoms = names.flatMap { $0.scripts.flatMap { ScriptAtom.all(in: $0) } }
    return letters.indices.flatMap { first in
      letters.indices.dropFirst(first + 1).compactMap { second -> RepairEdit? in
        let (a, b) = (letters[first], letters[second])
        let places = atoms.filter { $0.text == a || $0.text == b }
        guard places.contains(where: { $0.text == a }), places.contains(where: { $0.text == b })
        else { return nil }
        let edits = places.map { FixIt.Edit($0.range, $0.text == a ? b : a) }
        return RepairEdit(edits, in: text.content(of: side), .whole)
      }
    }
  }
}
