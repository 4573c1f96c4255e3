import NoteSyntax

/// A template as it comes out for data of one shape, with holes where texts go: what is the same on many pages is
/// rendered once.
struct TemplateShell: Sendable {
  fileprivate enum Piece {
    case html([UInt8])
    /// Shows a leaf of the data, by its number.
    case hole(leaf: Int, isEscaped: Bool)
  }

  private let pieces: [Piece]
  /// How many bytes stand around the holes.
  let size: Int

  /// U+0001 before and behind a number. The sign shows whether the template escapes what stands there.
  static func standIn(for leaf: Int) -> String { "\u{1}\(leaf)&\u{1}" }

  /// - Parameter rendered: What a template makes of stand-ins.
  init(_ rendered: [UInt8]) {
    var pieces: [Piece] = []
    var html: [UInt8] = []
    var parts = rendered.split(separator: 1, omittingEmptySubsequences: false)[...]
    while let part = parts.popFirst() {
      html += part
      guard let next = parts.first else { break }
      guard parts.count > 1, let hole = Piece(standIn: next) else {
        // A sign that is the template's own.
        html.append(1)
        continue
      }
      parts.removeFirst()
      pieces += [.html(html), hole]
      html = []
    }
    self.pieces = pieces + [.html(html)]
    size = rendered.count
  }

  /// The template with `leaves` in their places.
  func filled(_ leaves: [TemplateValue]) -> UnfilledPage {
    var html: [UInt8] = []
    html.reserveCapacity(leaves.reduce(size) { $0 + $1.byteCount })
    var places: [UnfilledPage.Place] = []
    for piece in pieces {
      switch piece {
      case .html(let bytes): html += bytes
      case .hole(let leaf, let isEscaped):
        guard leaves.indices.contains(leaf) else { continue }
        switch leaves[leaf] {
        case .text(var text): text.withUTF8 { html.append($0, isEscaped: isEscaped) }
        case .html(let bytes):
          bytes.withUnsafeBufferPointer { html.append($0, isEscaped: isEscaped) }
        case .slot(let slot): places.append(UnfilledPage.Place(slot: slot, offset: html.count))
        case .flag, .data, .list: break
        }
      }
    }
    return UnfilledPage(html: html, places: places)
  }
}

extension TemplateShell.Piece {
  /// The part between two signs, if it is that of a stand-in.
  fileprivate init?(standIn part: ArraySlice<UInt8>) {
    let number = part.prefix { $0 &- UInt8(ascii: "0") < 10 }
    let sign = part.dropFirst(number.count)
    let isEscaped = sign.elementsEqual("&amp;".utf8)
    guard isEscaped || sign.elementsEqual("&".utf8),
      let leaf = Int(String(decoding: number, as: UTF8.self))
    else { return nil }
    self = .hole(leaf: leaf, isEscaped: isEscaped)
  }
}

extension TemplateValue {
  fileprivate var byteCount: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .html(let bytes): bytes.count
    case .slot, .flag, .data, .list: 0
    }
  }
}

extension [UInt8] {
  /// Adds text, escaped as the template engine does it.
  fileprivate mutating func append(_ text: UnsafeBufferPointer<UInt8>, isEscaped: Bool) {
    guard isEscaped else { return append(contentsOf: text) }
    var copied = 0
    for (place, byte) in text.enumerated() {
      guard let escape = escape(of: byte) else { continue }
      append(contentsOf: text[copied..<place])
      append(contentsOf: escape.utf8)
      copied = place + 1
    }
    append(contentsOf: text[copied...])
  }
}

private func escape(of byte: UInt8) -> String? {
  switch byte {
  case UInt8(ascii: "<"): "&lt;"
  case UInt8(ascii: ">"): "&gt;"
  case UInt8(ascii: "&"): "&amp;"
  case UInt8(ascii: "\""): "&quot;"
  case UInt8(ascii: "'"): "&#39;"
  default: nil
  }
}
