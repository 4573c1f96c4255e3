/// A small value for every size, all different, so that shapes that fit do so for a reason.
struct SizeValues {
  let lines: [BlockLine]

  init(_ sizes: SizeTable, _ draft: Draft, families letters: [String]) {
    var free = FreeNumbers()
    var depths: [String: Int] = [:]
    let said = Set(sizes.plain.compactMap(\.value))
    for value in said { free.take(value) }
    var plain: [String] = []
    for (name, value) in sizes.plain {
      if let value { plain.append("\(name) = \(value)") }
    }
    for letter in letters {
      guard let upper = draft.plan.families[letter], depths[upper] == nil else { continue }
      let highest =
        draft.plan.names.filter { $0.letters.contains(letter) }
        .flatMap { $0.numbers.joined() }.max() ?? 0
      let value = highest >= 2 && highest < 6 ? free.taking(highest) : free.next()
      depths[upper] = value
    }
    for (name, value) in sizes.plain where value == nil && depths[name] == nil {
      plain.append("\(name) = \(free.next())")
    }
    let counts = depths.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    var lines =
      counts.isEmpty && plain.isEmpty
      ? [] : [BlockLine(text: "size " + (counts + plain).joined(separator: ", "))]
    for (name, letter) in sizes.families {
      let depth = draft.plan.families[letter].flatMap { depths[$0] } ?? 2
      let values = (0..<depth).map { _ in "\(free.next())" }.joined(separator: ", ")
      lines.append(
        BlockLine(text: "size \(name)_\(letter) = \(values), \(name)_0 = \(free.next())"))
    }
    self.lines = lines
  }

  /// Hands out small numbers, each once.
  private struct FreeNumbers {
    private var taken: Set<Int> = []
    private var last = 1

    mutating func take(_ value: Int) { taken.insert(value) }

    mutating func taking(_ value: Int) -> Int {
      taken.insert(value)
      return value
    }

    mutating func next() -> Int {
      repeat { last += 1 } while taken.contains(last)
      taken.insert(last)
      return last
    }
  }
}
