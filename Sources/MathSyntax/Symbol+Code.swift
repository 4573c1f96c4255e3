extension Symbol {
  /// The code point; 0 if there is more than one. Comparing it is many times faster than comparing
  /// strings, which Swift normalises.
  package var code: UInt32 { character.onlyCode }
}

extension String {
  /// The code point of a text of one, else 0.
  package var onlyCode: UInt32 {
    var scalars = unicodeScalars.makeIterator()
    guard let first = scalars.next(), scalars.next() == nil else { return 0 }
    return first.value
  }
}
