import Elaboration
import MathSyntax
import Reading

/// A line of a block that the page itself says: `a_k = W_k h_{k-1} + b_k`.
struct FoundDefinition: Hashable {
  let symbol: SymbolID
  /// As a block writes them.
  let left: String
  var right: String
  var value: Expression
  /// The left side, read.
  let head: Expression
  /// The names of its arguments, if it is a function.
  var formals: [String] = []
  var formalSymbols: [SymbolID] = []
  /// The line of the page; nil where the page does not say it.
  let line: Int?
  /// What the author should know of it.
  var remark: String?

  var text: String { "\(left) = \(right)" }

  /// Of one member alone: `a_K = …`, `h_0 = x`; nil where it is for all or there are none.
  var member: ScriptTerm? {
    guard case .reference(let reference) = head.kind,
      let term = reference.members.last.flatMap(ScriptTerm.init)
    else { return nil }
    return term
  }

  /// Whether one entry of it is said.
  var isByEntries: Bool {
    if case .reference(let reference) = head.kind { !reference.entries.isEmpty } else { false }
  }
}

/// Finds the forward equations of a page: what is defined before it is used, and is no derivative, no
/// update, no approximation, no condition.
struct DefinitionFinder {
  private let draft: Draft
  private(set) var definitions: [FoundDefinition] = []
  /// Names in the lines before the one that is looked at.
  private var usedBefore: Set<SymbolID> = []

  init(_ draft: Draft) {
    self.draft = draft
    for line in draft.lines {
      if let found = function(line) ?? definition(line) { consider(found) }
      for member in line.members.compactMap({ $0 }) { usedBefore.formUnion(member.symbols) }
    }
  }

  /// Definitions of the whole go before those of entries, and the first before later ones.
  private mutating func consider(_ found: FoundDefinition) {
    let same = definitions.firstIndex { other in
      other.symbol == found.symbol
        && (other.member == nil || other.member == found.member || coversAllMembers(other))
    }
    if let same {
      if definitions[same].isByEntries, !found.isByEntries,
        !reaches(found, found.symbol, except: same)
      {
        definitions[same] = found
      }
      return
    }
    if !reaches(found, found.symbol, except: nil) { definitions.append(found) }
  }

  /// Whether it says something of each member; a number counts as one of several.
  private func coversAllMembers(_ definition: FoundDefinition) -> Bool {
    definition.member.map { $0.letter.map { draft.plan.families[$0] != nil } ?? false } ?? true
  }

  /// Whether `symbol` comes up again in what `definition` rests on; earlier members of a family may.
  private func reaches(_ definition: FoundDefinition, _ symbol: SymbolID, except: Int?) -> Bool {
    var open = direct(definition)
    var seen: Set<SymbolID> = []
    while let next = open.popLast() {
      if next == symbol { return true }
      guard seen.insert(next).inserted else { continue }
      for (place, other) in definitions.enumerated() where other.symbol == next && place != except {
        open += direct(other)
      }
    }
    return false
  }

  /// The names in it, but for those of other members of a family.
  private func direct(_ definition: FoundDefinition) -> [SymbolID] {
    let own = definition.member
    var shifted: Set<SymbolID> = []
    for reference in definition.value.allReferences {
      guard let term = reference.members.last.flatMap(ScriptTerm.init), let own else { continue }
      if term != own { shifted.insert(reference.symbol) }
    }
    return definition.value.symbols.subtracting(shifted).sorted()
  }

  // MARK: One line

  private func definition(_ line: Draft.Line) -> FoundDefinition? {
    guard isDefining(line), case .reference(let reference)? = line.members[0]?.kind,
      let head = line.members[0], let value = line.members[1],
      line.statement.members[0].soleName != nil || !reference.entries.isEmpty
    else { return nil }
    let letters = head.freeLetters
    guard !value.containsDerivative, !value.allReferences.contains(reference), !value.isPlain,
      reference.entriesAreLetters, !value.symbols.isEmpty || !value.freeLetters.isEmpty,
      // `h_0 = x` says where a family begins; `x = c` may be a condition.
      !value.isBare || reference.members.contains(where: \.letters.isEmpty) || !isUsedBefore(line)
    else { return nil }
    let free = value.freeLetters.subtracting(letters).filter {
      draft.plan.families[$0] == nil || !letters.contains($0)
    }
    if !free.isEmpty { return withLetterForLast(reference, head, value, line, free) }
    return make(reference, head, value, line)
  }

  /// `a_K = W_k h_{k-1}`, where `a_k` is meant.
  private func withLetterForLast(
    _ reference: Reference, _ head: Expression, _ value: Expression, _ line: Draft.Line,
    _ free: Set<String>
  ) -> FoundDefinition? {
    guard free.count == 1, let letter = free.first, let upper = draft.plan.families[letter],
      let term = reference.members.last.flatMap(ScriptTerm.init),
      term == ScriptTerm(letter: upper, shift: 0)
    else { return nil }
    let general = Reference(
      symbol: reference.symbol, members: reference.members.dropLast() + [.letter(letter)],
      entries: reference.entries)
    var found = make(general, Expression(.reference(general), at: head.range), value, line)
    found?.remark = "the page writes \(describe(line.statement.members[0]))"
    return found
  }

  private func make(
    _ reference: Reference, _ head: Expression, _ value: Expression, _ line: Draft.Line
  ) -> FoundDefinition? {
    let writer = BlockText(draft.scope)
    guard let left = writer.text(of: head, line.statement.members[0]),
      let right = writer.text(of: value, line.statement.members[1])
    else { return nil }
    return FoundDefinition(
      symbol: reference.symbol, left: left, right: right, value: value, head: head, line: line.place
    )
  }

  /// Whether the form and the words before it let a line define something.
  private func isDefining(_ line: Draft.Line) -> Bool {
    let statement = line.statement
    guard !statement.continues, statement.members.count > 1, !statement.isSupposed,
      !statement.isImplied,
      let relation = statement.relations.first, relation == .equal || relation == .definition,
      statement.conditions.allSatisfy({ !ranges(in: $0.row).isEmpty || $0.isSaidOfAll })
    else { return false }
    guard isUsedBefore(line) else { return true }
    let text = draft.page.formula(of: line.place).textBefore.lowercased().suffix(60)
    return !DefinitionFinder.solving.contains { text.contains($0) }
  }

  /// Whether the name on the left stands in something before this line.
  private func isUsedBefore(_ line: Draft.Line) -> Bool {
    guard case .reference(let reference)? = line.members[0]?.kind else { return false }
    return usedBefore.contains(reference.symbol)
  }

  /// Words before what follows from something, or is set, and is no definition.
  private static let solving = [
    "solution", "minimum", "minimi", "optimal", "optimum", "to zero", "closed form", "solve",
    "update", "converge",
    "step of", "if $", "suppose", "assume",
  ]

  // MARK: Functions

  /// `σ(z) = 1/(1 + e^{-z})`.
  private func function(_ line: Draft.Line) -> FoundDefinition? {
    guard isDefining(line) else { return nil }
    let (left, right) = (line.statement.members[0], line.statement.members[1])
    let row = left.row.filter { !$0.isInvisible }
    guard let head = row.first.flatMap(Head.init),
      let name = draft.plan.names.first(where: { $0.base == head.base && $0.arguments > 0 }),
      let use = NameFinder([left], statement: 0).uses.last, use.head.base == name.base,
      let arguments = use.arguments
    else { return nil }
    let formals = arguments.compactMap { MathNode.row(of: $0, at: 0).soleName.flatMap(Head.init) }
    guard formals.count == name.arguments, formals.count == arguments.count,
      formals.allSatisfy({ $0.sub.isEmpty && $0.sup.isEmpty }),
      let symbol = draft.scope.resolve(head)?.symbol
    else { return nil }
    let writer = BlockText(draft.scope, formals: formals.map(\.base))
    guard let value = writer.expression(right), !value.containsDerivative,
      !value.symbols.contains(symbol), let text = writer.text(of: value, right)
    else { return nil }
    let written =
      "\(describe(row[0]))(\(formals.map { describe($0.node) }.joined(separator: ", ")))"
    return FoundDefinition(
      symbol: symbol, left: written, right: text, value: value,
      head: Expression(
        .reference(Reference(symbol: symbol, members: [], entries: [])), at: left.range),
      formals: formals.map(\.base),
      formalSymbols: formals.compactMap { writer.scope.resolve($0)?.symbol }, line: line.place)
  }
}

extension Head {
  /// The name itself.
  var node: MathNode { Scope().nameNode(base) }
}

extension Expression {
  /// Each use of a name in it.
  var allReferences: [Reference] {
    var found = children.flatMap(\.allReferences)
    if case .reference(let reference) = kind { found.append(reference) }
    return found
  }

  /// Numbers alone, or one name alone of which nothing is computed.
  fileprivate var isPlain: Bool {
    switch kind {
    case .number, .count, .pi, .e, .identity, .ones, .dots: true
    case .negated(let inner): inner.isPlain
    case .matrix(let rows): rows.joined().allSatisfy(\.isPlain)
    default: false
    }
  }
}

extension Reference {
  fileprivate var entriesAreLetters: Bool {
    let letters = entries.compactMap { entry -> String? in
      if case .at(.letter(let letter)) = entry { letter } else { nil }
    }
    return Set(letters).count == entries.count
  }
}

extension MathNode {
  /// `\text{for all } i`.
  fileprivate var isSaidOfAll: Bool {
    let text = describe(self)
    return ["all", "each", "every", "∀"].contains { text.contains($0) }
  }
}
