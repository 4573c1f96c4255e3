import Elaboration
import MathSyntax
import Reading

/// Sorts the scripts of a page's names into family indices, entries and labels.
struct PlanBuilder {
  private let page: Page
  private let forms: [ScriptForm]
  private let functions: FunctionPlan
  /// How much speaks for it that a letter counts members, and not entries.
  private var weights: [String: Double] = [:]

  init(_ page: Page) {
    self.page = page
    let reader = ScriptReader(page.uses, page.bound, ranges: page.ranges)
    forms = page.uses.map(reader.form)
    functions = FunctionPlan(page)
    weigh()
  }

  /// What the page may mean, the likeliest first.
  var plans: [NamePlan] {
    let sure = weights.filter { $0.value >= PlanBuilder.enough }
    let open = weights.filter { abs($0.value - PlanBuilder.enough) <= 3 && $0.value < 9 }
      .sorted {
        (abs($0.value - PlanBuilder.enough), $0.key) < (abs($1.value - PlanBuilder.enough), $1.key)
      }
    let usual = Set(sure.keys)
    var choices = [usual]
    for (letter, _) in open.prefix(2) {
      choices += choices.map { $0.symmetricDifference([letter]) }
    }
    return choices.map(plan)
  }

  private static let enough = 3.0

  // MARK: Letters

  private mutating func weigh() {
    for (use, form) in zip(page.uses, forms) {
      for term in form.bracketed { weigh(term.letter, 10) }
      if let term = form.plain, let letter = term.letter, functions.arity[use.head.base] == nil {
        weigh(letter, term.shift == 0 ? (letter == "l" ? 6 : 2) : 5)
      }
      guard let first = form.sub.first, let letter = first?.letter else { continue }
      weigh(letter, first?.shift == 0 ? 0 : 2.5)
      if form.sub.count == 1, form.isTransposed { weigh(letter, 8) }
    }
    for letter in weights.keys.sorted() {
      if ["t", "l"].contains(letter) { weigh(letter, 1.5) }
      if page.ranges.contains(where: { $0.letter == letter && $0.upper == letter.uppercased() }) {
        weigh(letter, 1.5)
      }
    }
    weighByCompany()
    weighMemberships()
  }

  private mutating func weigh(_ letter: String?, _ weight: Double) {
    guard let letter, letter.lowercased() == letter else { return }
    weights[letter, default: 0] += weight
  }

  /// `W_k` beside `W_{kij}`: the first one counts members; `x` beside `x_i`: entries.
  private mutating func weighByCompany() {
    for (_, places) in grouped() {
      let counts = Set(places.map { forms[$0].sub.count })
      let letters = Set(places.compactMap { forms[$0].sub.first??.letter })
      for letter in letters.sorted() {
        let isFirst = places.allSatisfy { forms[$0].sub.first.map { $0?.letter == letter } ?? true }
        if counts.contains(1), counts.contains(3) || counts.contains(2) && isFirst {
          weigh(letter, 4)
        }
        if counts.contains(0), places.contains(where: { forms[$0].sub.isEmpty && !isArgument($0) })
        {
          weigh(letter, -2)
        }
      }
    }
  }

  /// Whether it only repeats what something depends on: `W` in `L(W)`.
  private func isArgument(_ place: Int) -> Bool {
    page.uses[place].argumentOf.map(functions.decorated.contains) ?? false
  }

  /// `x_i \in \mathbb{R}^d`.
  private mutating func weighMemberships() {
    for (place, line) in page.lines.enumerated() where line.statement.relations.contains(.member) {
      guard let domain = line.statement.members.last, domain.hasScriptAbove else { continue }
      for (use, form) in zip(page.uses, forms) where use.statement == place {
        if let term = form.sub.first, form.sub.count == 1 { weigh(term?.letter, 10) }
      }
    }
  }

  /// The places of the uses of each name.
  private func grouped() -> [(base: String, places: [Int])] {
    var found: [String: [Int]] = [:]
    for (place, use) in page.uses.enumerated() where forms[place].label == nil {
      found[use.head.base, default: []].append(place)
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  // MARK: Names

  fileprivate struct Key: Hashable {
    let base: String
    let label: String?
    let below: Int
    let above: Int
  }

  private func plan(_ letters: Set<String>) -> NamePlan {
    var plan = NamePlan()
    plan.families = self.uppers(of: letters)
    let uppers = Set(plan.families.values)
    var found: [Key: NamePlan.Name] = [:]
    let families = FamilyUses(page.uses, forms, letters)
    let numbered = numberedBases
    for (place, use) in page.uses.enumerated() {
      let form = forms[place]
      if form.isOdd || isArgument(place) && form.sub.isEmpty && form.bracketed.isEmpty { continue }
      let (key, name) = self.name(use, form, families, uppers, numbered)
      found[key] = found[key].map { $0.joined(name) } ?? name
    }
    plan.names = found.values.filter { name in
      // `\nabla_{w_k}` where the matrix is `W_k` everywhere else.
      guard !name.isOnlyVariable || found[name.capitalKey] == nil else { return false }
      // What only counts is no array.
      return !letters.contains(name.base) && !uppers.contains(name.base)
        || name.isUsedAsArray
    }.sorted {
      ($0.base, $0.label ?? "", $0.below, $0.above) < ($1.base, $1.label ?? "", $1.below, $1.above)
    }
    return plan
  }

  /// Names that stand with one number below, and never alone or with a letter: `w_1`, `w_2`.
  private var numberedBases: Set<String> {
    Set(
      grouped().filter { _, places in
        let subs = places.map { forms[$0].sub }
        return subs.contains { !$0.isEmpty }
          && places.allSatisfy { place in
            let sub = forms[place].sub
            return sub.count == 1 && sub[0]?.letter == nil && sub[0] != nil || isArgument(place)
          }
      }.map(\.base))
  }

  private func name(
    _ use: NameUse, _ form: ScriptForm, _ families: FamilyUses, _ uppers: Set<String>,
    _ numbered: Set<String>
  ) -> (Key, NamePlan.Name) {
    let base = use.head.base
    var name = NamePlan.Name(base: base, label: form.label)
    var numbers: [Int] = []
    func counts(_ term: ScriptTerm?) -> Bool {
      guard let letter = term?.letter else { return false }
      return families.letters.contains(letter) || uppers.contains(letter)
    }
    var letters: [String] = []
    var above = form.bracketed
    if let plain = form.plain,
      counts(plain) || plain.letter == nil && families.plain.contains(base)
    {
      above.append(plain)
    }
    name.above = above.count
    if !form.bracketed.isEmpty { name.brackets = form.hasSquareBrackets ? .square : .round }
    letters += above.compactMap(\.letter)
    var below = form.sub[...]
    let least = families.leastBelow[FamilyUses.Name(base: base, label: form.label)]
    if let least, let first = below.first, let term = first,
      counts(term) || term.letter == nil || below.count == least
    {
      below = below.dropFirst()
      name.below = 1
      numbers += term.letter == nil ? [term.shift] : []
      letters += term.letter.map { [$0] } ?? []
    }
    if name.below == 0, numbered.contains(base), form.label == nil, let term = below.popFirst() {
      name.below = 1
      numbers.append(term?.shift ?? 0)
    }
    for term in above where term.letter == nil { numbers.append(term.shift) }
    name.letters = letters.filter(families.letters.contains)
    name.hasLetters = numbers.count < name.below + name.above
    if !name.hasLetters, !numbers.isEmpty { name.numbers = [numbers] }
    name.entries = below.count
    name.isTransposed = form.isTransposed
    name.isDifferentiated = use.isDifferentiated
    name.uses = 1
    name.differentiations = use.isDifferentiated ? 1 : 0
    name.isBold = use.head.font == .bold || use.head.font == .boldItalic
    name.arguments = functions.arity[base] ?? 0
    name.isDecorated = functions.decorated.contains(base)
    return (Key(base: base, label: form.label, below: name.below, above: name.above), name)
  }

  /// What each letter runs up to: as the page says, else its capital.
  private func uppers(of letters: Set<String>) -> [String: String] {
    let bases = Set(page.uses.map(\.head.base))
    var taken: Set<String> = []
    var found: [String: String] = [:]
    for letter in letters.sorted() {
      let said = (page.ranges + page.bound).first { $0.letter == letter && $0.upper != nil }?.upper
      let scripts = forms.contains { form in
        (form.sub + form.bracketed + [form.plain]).contains { $0?.letter == letter.uppercased() }
      }
      let capital = letter.uppercased()
      var options = [scripts ? capital : said, said, bases.contains(capital) ? nil : capital]
        .compactMap { $0 }
      options += ["K", "M", "N", "S", "Q"].filter { !bases.contains($0) }
      let upper = options.first { !taken.contains($0) } ?? "K"
      taken.insert(upper)
      found[letter] = upper
    }
    return found
  }
}

/// Where letters count members: of which names, and how many indices stand beside them.
private struct FamilyUses {
  struct Name: Hashable {
    let base: String
    let label: String?
  }

  let letters: Set<String>
  /// The least number of indices below a name where the first one counts members.
  private(set) var leastBelow: [Name: Int] = [:]
  /// `a^l`: numbers above these are members as well.
  private(set) var plain: Set<String> = []

  init(_ uses: [NameUse], _ forms: [ScriptForm], _ letters: Set<String>) {
    self.letters = letters
    for (use, form) in zip(uses, forms) {
      let base = use.head.base
      if let letter = form.plain?.letter, letters.contains(letter) { plain.insert(base) }
      guard let letter = form.sub.first??.letter, letters.contains(letter) else { continue }
      let name = Name(base: base, label: form.label)
      leastBelow[name] = min(form.sub.count, leastBelow[name] ?? .max)
    }
  }
}

extension NamePlan.Name {
  /// The same name as a capital, where it is a small letter.
  fileprivate var capitalKey: PlanBuilder.Key {
    PlanBuilder.Key(base: base.uppercased(), label: label, below: below, above: above)
  }

  /// Whether nothing is said of it but that derivatives are taken by it.
  fileprivate var isOnlyVariable: Bool {
    isDifferentiated && uses == differentiations && base.uppercased() != base && entries == 0
  }

  var isUsedAsArray: Bool { entries > 0 || isTransposed || isDifferentiated }

  /// What two uses of one name say together.
  fileprivate func joined(_ other: NamePlan.Name) -> NamePlan.Name {
    var name = self
    name.entries = max(entries, other.entries)
    name.numbers.formUnion(other.numbers)
    name.hasLetters = hasLetters || other.hasLetters
    name.arguments = max(arguments, other.arguments)
    name.uses += other.uses
    name.differentiations += other.differentiations
    name.isTransposed = isTransposed || other.isTransposed
    name.isDifferentiated = isDifferentiated || other.isDifferentiated
    name.isBold = isBold || other.isBold
    if letters.count < other.letters.count { name.letters = other.letters }
    if brackets == .none { name.brackets = other.brackets }
    return name
  }
}

extension MathNode {
  /// `\mathbb{R}^d`.
  fileprivate var hasScriptAbove: Bool {
    row.contains { node in
      if case .scripts(_, _, _?) = node.kind { true } else { false }
    }
  }
}
