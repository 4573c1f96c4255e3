/// A page whose note is in it already, with places for what its site puts around the note.
package struct UnfilledPage: Sendable {
  /// What belongs in a place.
  package enum Slot: UInt8, Sendable, CaseIterable { case header, footer }

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

  /// The page with `content` of each slot in its place.
  package func filled(_ content: (Slot) -> [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(html.count + 8192)
    var copied = 0
    for place in places where copied <= place.offset && place.offset <= html.count {
      output += html[copied..<place.offset]
      output += content(place.slot)
      copied = place.offset
    }
    output += html[copied...]
    return output
  }
}
