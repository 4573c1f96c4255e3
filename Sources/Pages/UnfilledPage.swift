/// A page whose note is in it already, with places for what its site puts around the note.
package struct UnfilledPage: Sendable {
  /// What belongs in a place.
  package enum Slot: Hashable, Sendable {
    case header, footer, body
    /// The notes of a section of a list, by its number.
    case entries(Int)
  }

  package struct Place: Hashable, Sendable {
    package let slot: Slot
    /// Before which byte of the page.
    package let offset: Int

    package init(slot: Slot, offset: Int) {
      (self.slot, self.offset) = (slot, offset)
    }
  }

  /// Without what belongs in the places.
  package let html: [UInt8]
  /// In their order.
  package let places: [Place]

  package init(html: [UInt8], places: [Place]) {
    self.html = html
    self.places = places
  }

  /// A piece of a page: what stands between the places, or what belongs in one.
  package enum Part: Sendable {
    case html(ArraySlice<UInt8>)
    case slot(Slot)
  }

  /// The page from its beginning to its end.
  package var parts: [Part] {
    var parts: [Part] = []
    var done = 0
    for place in places where done <= place.offset && place.offset <= html.count {
      parts += [.html(html[done..<place.offset]), .slot(place.slot)]
      done = place.offset
    }
    return parts + [.html(html[done...])]
  }

  /// The page with `content` of each slot in its place.
  package func filled(_ content: (Slot) -> [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(html.count + 8192)
    for part in parts {
      switch part {
      case .html(let html): output += html
      case .slot(let slot): output += content(slot)
      }
    }
    return output
  }
}
