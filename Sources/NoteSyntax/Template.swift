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
  func filled(_ render: (Int, Bool) -> String) -> String {
    String(decoding: filled(bytes, render, depth: 0), as: UTF8.self)
  }

  private func filled(_ text: [UInt8], _ render: (Int, Bool) -> String, depth: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count * 2)
    var copied = 0
    for place in marker.places(in: text) {
      output += text[copied..<place.range.lowerBound]
      copied = place.range.upperBound
      let html = render(place.number, place.isEnd)
      if html.isEmpty, place.isEnd, copied < text.count, text[copied] == newline { copied += 1 }
      // Links do not nest: below the second level there are no holes.
      if depth < 2, marker.occurs(in: html) {
        output += filled(Array(html.utf8), render, depth: depth + 1)
      } else {
        output += html.utf8
      }
    }
    output += text[copied...]
    return output
  }
}
