extension Sequence {
  /// `map` that keeps the type of the error.
  package func mapEach<T, E: Error>(_ transform: (Element) throws(E) -> T) throws(E) -> [T] {
    var result: [T] = []
    for element in self { result.append(try transform(element)) }
    return result
  }
}
