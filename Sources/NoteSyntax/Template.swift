/// HTML with holes where elements belong.
struct Template: Sendable {
  private let bytes: [UInt8]
  private let marker: Marker

  init(_ bytes: [UInt8], _ marker: Marker) {
    self.bytes = bytes
    self.marker = marker
  }

  /// The HTML with `render` of each number in its hole; the content of a link may have holes too.
  /// The second argument says that it is the hole below a paragraph; its line goes where it stays
  /// empty.
  func filled(_ render: (Int, Bool) -> [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 8)
    fill(bytes, render, depth: 0, &output)
    return output
  }

  private func fill(
    _ text: [UInt8], _ render: (Int, Bool) -> [UInt8], depth: Int, _ output: inout [UInt8]
  ) {
    var copied = 0
    for place in marker.places(in: text) {
      output += text[copied..<place.range.lowerBound]
      copied = place.range.upperBound
      let html = render(place.number, place.isEnd)
      if html.isEmpty, place.isEnd, copied < text.count, text[copied] == newline { copied += 1 }
      // Links do not nest: below the second level there are no holes.
      if depth < 2, marker.occurs(in: html) {
        fill(html, render, depth: depth + 1, &output)
      } else {
        output += html
      }
    }
    output += text[copied...]
  }
}
