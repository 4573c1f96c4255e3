import Elaboration

/// A name and a value for every length of a net: those that the page names keep their names.
struct SizeTable {
  private let lengths: Lengths
  private let draft: Draft
  /// Sets that are equal at one member only, by what they stand for.
  private var representatives: [Lengths.Key: Lengths.Key] = [:]
  private var names: [Int: String] = [:]
  private var taken: Set<String>
  /// Plain sizes in the order in which they came up, with what the page says they are.
  private(set) var plain: [(name: String, value: Int?)] = []
  /// Sizes with one value for each member, with the letter that counts these.
  private(set) var families: [(name: String, letter: String)] = []

  init(_ lengths: Lengths, _ draft: Draft) {
    self.lengths = lengths
    self.draft = draft
    taken = Set(draft.page.uses.map(\.head.base)).union(draft.plan.families.keys)
      .union(draft.plan.families.values).union(draft.sizes.letters)
      .union(draft.page.bound.map(\.letter)).union(draft.page.ranges.map(\.letter))
    for (a, b) in lengths.equalities { join(a, b) }
  }

  private func representative(_ key: Lengths.Key) -> Lengths.Key {
    var key = key
    while let next = representatives[key] { key = next }
    return key
  }

  /// A member of a family gives its name to what has no members: there may be no other word for it
  /// beside the other members. Of two alike the one that the page names.
  private mutating func join(_ a: Lengths.Key, _ b: Lengths.Key) {
    let (a, b) = (representative(a), representative(b))
    guard a != b else { return }
    let keepsFirst =
      (a.member == nil) == (b.member == nil)
      ? !lengths.names(of: a).isEmpty || lengths.names(of: b).isEmpty : a.member != nil
    if keepsFirst { representatives[b] = a } else { representatives[a] = b }
  }

  /// As a block writes it: `n`, `n_{k-1}`, `3`.
  mutating func text(_ length: Length) -> String {
    if case .literal(let value) = length { return "\(value)" }
    guard let key = lengths.key(length).map(representative) else { return "1" }
    // A matrix of one row: that it is one is said by the page, and is no choice.
    if lengths.literals(of: key) == [1], lengths.names(of: key).isEmpty { return "1" }
    let name = self.name(of: key, isFamily: key.member != nil)
    guard let member = key.member else { return name }
    let text = draft.text(member)
    return text.count == 1 ? "\(name)_\(text)" : "\(name)_{\(text)}"
  }

  private mutating func name(of key: Lengths.Key, isFamily: Bool) -> String {
    if let known = names[key.root] { return known }
    let said = lengths.names(of: key).sorted().first
    let name = said.map(SizeNames.text) ?? freeName
    names[key.root] = name
    taken.insert(name)
    if isFamily,
      let letter = key.member?.letter.map(lower) ?? draft.plan.families.keys.sorted().first
    {
      families.append((name, letter))
    } else if !draft.plan.families.values.contains(name) {
      plain.append((name, lengths.literals(of: key).sorted().first))
    }
    return name
  }

  /// The letter of a family, where its last member is meant.
  private func lower(_ letter: String) -> String {
    draft.plan.families.first { $0.value == letter }?.key ?? letter
  }

  private var freeName: String {
    let options = ["n", "m", "p", "q", "r", "c", "s", "h", "u", "v"]
    return options.first { !taken.contains($0) }
      ?? (1...).lazy.map { "n_{x\($0)}" }.first { !taken.contains($0) } ?? "n"
  }
}
