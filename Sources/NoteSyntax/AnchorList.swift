/// The ids of a page in little room, to be looked up: a folder has many pages.
package struct AnchorList: AnchorNames, Sendable {
  private let bytes: [UInt8]
  /// Where each id ends, in the order of the page.
  private let ends: [UInt32]
  /// The numbers of the ids, in the order of their texts.
  private let order: [UInt32]

  package init(_ anchors: Anchors) {
    let ids = anchors.ids
    var (bytes, ends): ([UInt8], [UInt32]) = ([], [])
    bytes.reserveCapacity(ids.reduce(0) { $0 + $1.utf8.count })
    ends.reserveCapacity(ids.count)
    for id in ids {
      bytes += id.utf8
      ends.append(UInt32(bytes.count))
    }
    (self.bytes, self.ends) = (bytes, ends)
    order = ids.indices.sorted { ids[$0] < ids[$1] }.map { UInt32($0) }
  }

  private func id(_ number: Int) -> String {
    let start = number > 0 ? Int(ends[number - 1]) : 0
    return String(decoding: bytes[start..<Int(ends[number])], as: UTF8.self)
  }

  package var ids: [String] { ends.indices.map(id) }

  package func contains(_ wanted: String) -> Bool {
    let place = order.partitioningIndex { id(Int(order[$0])) >= wanted }
    return order.indices.contains(place) && id(Int(order[place])) == wanted
  }
}

/// Ids that a link may name behind its `#`.
package protocol AnchorNames {
  /// In the order of the page.
  var ids: [String] { get }

  func contains(_ id: String) -> Bool
}

extension AnchorNames {
  /// The id that `fragment` names: as it was written, or as the text of a heading.
  package func id(of fragment: String) -> String? {
    if contains(fragment) { return fragment }
    if fragment.hasPrefix("^") { return nil }
    // `a#b` is the heading `b` below the heading `a`.
    let last = fragment.split(separator: "#").last.map(String.init) ?? fragment
    let slug = Anchors.slug(of: last)
    return contains(slug) ? slug : nil
  }
}
