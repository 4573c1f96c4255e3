/// What letters stand for: the values of indices. There are few of them at a time, and looking along them is quicker than hashing.
package struct LetterValues: Hashable, Sendable, Sequence, ExpressibleByDictionaryLiteral {
  package struct Entry: Hashable, Sendable {
    package let name: String
    package fileprivate(set) var value: Int
  }

  /// In the order in which they were set.
  private var entries: [Entry] = []

  package init(dictionaryLiteral elements: (String, Int)...) {
    for (name, value) in elements { self[name] = value }
  }

  package subscript(name: String) -> Int? {
    get { entries.first { $0.name == name }?.value }
    set {
      let place = entries.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  package var count: Int { entries.count }
  package var isEmpty: Bool { entries.isEmpty }
  package var names: [String] { entries.map(\.name) }

  package func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }

  /// The same where letters that have a value in `others` have that one.
  package func merging(_ others: LetterValues) -> LetterValues {
    others.reduce(self) { $0.setting($1.name, to: $1.value) }
  }

  /// The same where `name` stands for `value`.
  package func setting(_ name: String, to value: Int) -> LetterValues {
    var values = self
    values[name] = value
    return values
  }
}
