import Diagnostics
import Elaboration
import MathSyntax

/// A `\partial` or a `d` lost, above or below a bar or beside a slash.
extension RepairSite {
  var differentials: [RepairEdit] {
    let fractions = side.all { $0.isFraction }.compactMap { node -> RepairEdit? in
      guard case .fraction(let top, over: let bottom, _) = node.kind else { return nil }
      return completed(text.content(of: top), text.content(of: bottom), in: node.range)
    }
    return fractions + side.all { if case .row = $0.kind { true } else { false } }.flatMap(slashes)
  }

  private func slashes(in row: MathNode) -> [RepairEdit] {
    let nodes = row.row.filter { !$0.isInvisible }
    return nodes.indices.dropFirst().dropLast().compactMap { index in
      guard nodes[index].character == "/" else { return nil }
      let hasMark = index > 1 && mark(at: nodes[index - 2].range) != nil
      let above =
        hasMark ? nodes[index - 2].range.union(nodes[index - 1].range) : nodes[index - 1].range
      let below = nodes[index + 1].range
      return completed(above, below, in: above.union(below))
    }
  }

  /// With the mark that stands in one of the two in front of the other too.
  private func completed(_ above: SourceRange, _ below: SourceRange, in focus: SourceRange)
    -> RepairEdit?
  {
    let marks = [mark(at: above), mark(at: below)]
    let place: Int
    switch (marks[0], marks[1]) {
    case (_?, nil): place = below.lowerBound
    case (nil, _?): place = above.lowerBound
    default: return nil
    }
    guard let mark = marks.compactMap({ $0 }).first else { return nil }
    return replacement(place..<place, mark, in: focus, .mark)
  }

  /// The mark that the source begins with there.
  private func mark(at range: SourceRange) -> String? {
    guard let source = text(range) else { return nil }
    for mark in ["\\partial ", "∂", "\\mathrm{d} ", "\\mathrm d "]
    where source.hasPrefix(mark.trimmed) {
      return mark
    }
    return source.hasPrefix("d") ? "d" : nil
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
