extension String {
  /// The code point of a text of one, else 0.
  package var onlyCode: UInt32 {
    var scalars = unicodeScalars.makeIterator()
    guard let first = scalars.next(), scalars.next() == nil else { return 0 }
    return first.value
  }
}

extension String {
  /// The first two code points, the first one in the upper half.
  var pairOfCodes: UInt64 {
    var scalars = unicodeScalars.makeIterator()
    let first = scalars.next()?.value ?? 0
    return UInt64(first) << 32 | UInt64(scalars.next()?.value ?? 0)
  }
}
