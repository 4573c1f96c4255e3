import Diagnostics
import Elaboration
import MathSyntax

/// A wrong layer, step or example: one before or behind it, or the last one.
extension RepairSite {
  var members: [RepairEdit] {
    let single = names.map(members(of:))
    var groups: [MathNode: [Int]] = [:]
    for (index, name) in names.enumerated() {
      groups[name.withoutRanges, default: []].append(index)
    }
    let together = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.flatMap {
      places in
      // Equal names have equal changes, in one order.
      single[places[0]].indices.map { change in
        let edits = places.flatMap {
          single[$0].indices.contains(change) ? single[$0][change].edits : []
        }
        return RepairEdit(
          edits, in: names[places[0]].range.union(names[places[places.count - 1]].range), .part)
      }
    }
    return single.joined() + together
  }

  private func members(of name: MathNode) -> [RepairEdit] {
    let numbered = Head(name).flatMap { scope.resolve($0) }?.members ?? []
    return name.scripts.flatMap { script -> [RepairEdit] in
      let atoms = ScriptAtom.all(in: script)
      return atoms.indices.flatMap { index -> [RepairEdit] in
        let atom = atoms[index]
        if atom.isNumber {
          let isOffset = index > 0 && atoms[index - 1].isSign
          guard !isOffset, let value = Int(atom.text), numbered.contains(.number(value)) else {
            return []
          }
          return [value - 1, value + 1].filter { $0 >= 0 }.map {
            replacement(atom.range, "\($0)", in: name.range, .mark)
          }
        }
        guard scope.isFamilyIndex(atom.text) || scope.lastMember(named: atom.text) else {
          return []
        }
        return shifts(of: index, in: atoms, script, name)
          + scope.counterparts(ofMember: atom.text).map {
            replacement(atom.range, $0, in: name.range, .mark)
          }
      }
    }
  }

  /// `k` as `k-1` and `k+1`, `k-1` as `k` and `k-2`.
  private func shifts(
    of index: Int, in atoms: [ScriptAtom], _ script: MathNode, _ name: MathNode
  ) -> [RepairEdit] {
    var (offset, last) = (0, index)
    if index + 2 < atoms.count, atoms[index + 1].isSign, let steps = Int(atoms[index + 2].text) {
      (offset, last) = (atoms[index + 1].text == "+" ? steps : -steps, index + 2)
    }
    let range = atoms[index].range.union(atoms[last].range)
    return [offset - 1, offset + 1].map { offset in
      var new = atoms[index].text
      if offset != 0 { new += offset < 0 ? "\(offset)" : "+\(offset)" }
      if offset != 0 {
        if index > 0, atoms[index - 1].isLetter || atoms[index - 1].isNumber { new = "," + new }
        if last + 1 < atoms.count, atoms[last + 1].isLetter || atoms[last + 1].isNumber {
          new += ","
        }
        if !text.isBraced(script) { new = "{\(new)}" }
      }
      return replacement(range, new, in: name.range, .mark)
    }
  }
}
