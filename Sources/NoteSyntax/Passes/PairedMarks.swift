/// Strikethrough, `~~…~~`, and highlights, `==…==`.
extension CommonMark {
  /// Finds which delimiters among the children of `node` belong together; the others are text.
  mutating func matchPairs(in node: Tree) {
    guard contents.hasPair else { return }
    var open: [(kind: PairedMark.Kind, number: Int)] = []
    // How many of each kind are open: where there is none, there is nothing to look for.
    var counts: [PairedMark.Kind: Int] = [:]
    var child = node.firstChild
    while let it = child {
      child = it.next
      guard it.kind == .text else { continue }
      for place in text.marker.places(in: it.literal) {
        // A display will be set apart, and no mark reaches over it.
        if isDisplay(place.number) { (open, counts) = ([], [:]) }
        guard case .pair(let mark)? = text.lift(at: place)?.mark else { continue }
        if mark.closes, counts[mark.kind, default: 0] > 0,
          let index = open.lastIndex(where: { $0.kind == mark.kind })
        {
          fragments[open[index].number] = mark.kind.opening
          fragments[place.number] = mark.kind.closing
          for mark in open[index...] { counts[mark.kind, default: 0] -= 1 }
          open.removeSubrange(index...)
        } else if mark.opens {
          open.append((mark.kind, place.number))
          counts[mark.kind, default: 0] += 1
        }
      }
    }
  }
}

extension PairedMark.Kind {
  fileprivate var opening: [UInt8] {
    switch self {
    case .strikethrough: Array("<del>".utf8)
    case .highlight: Array("<mark>".utf8)
    }
  }

  fileprivate var closing: [UInt8] {
    switch self {
    case .strikethrough: Array("</del>".utf8)
    case .highlight: Array("</mark>".utf8)
    }
  }
}
