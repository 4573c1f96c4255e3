import Calculus
import Diagnostics

/// The members of families: which exist, and what they are in the graph.
extension Lowering {
  mutating func reference(
    _ reference: Reference, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let whole = try member(reference, bindings, range)
    if reference.entries.isEmpty { return whole }
    return try entries(whole, reference.entries, bindings, range)
  }

  /// The whole array that `reference` names or takes entries of.
  mutating func member(
    _ reference: Reference, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let indices = try reference.members.mapEach { (term) throws(ElaborationError) in
      try whole(term, bindings, range)
    }
    if bindings.isStatement { pinFamily(reference) }
    return try value(of: reference.symbol, indices, range)
  }

  /// The array of one member, made when first used.
  package mutating func value(
    of id: SymbolID, _ indices: [Int], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let key = MemberKey(symbol: id, members: indices)
    if let known = members[key] {
      if !known.sizes.isEmpty { pinned.formUnion(known.sizes) }
      return known.value
    }
    if let failure = failures[key] { throw failure }
    guard open.count < Lowering.maximalDepth else {
      throw ElaborationError(
        .unclear("limit"), "more than \(Lowering.maximalDepth) definitions inside one another",
        at: range)
    }
    guard open.insert(key).inserted else {
      throw ElaborationError(
        .unclear("circular-definition"), "`\(name(of: key))` is defined by itself", at: range)
    }
    defer { open.remove(key) }
    do throws(ElaborationError) {
      let made = try pinning { (lowering) throws(ElaborationError) in
        try lowering.makeValue(key, range)
      }
      members[key] = made
      memberRefs.insert(made.value.ref)
      return made.value
    } catch {
      var error = error
      // What exceeds a limit is no mistake there; how deep definitions lie in one another depends on
      // which comes first.
      guard !error.isLimit else { throw error }
      error.isInDefinition = error.isInDefinition || error.kind != .nonexistent
      failures[key] = error
      throw error
    }
  }

  private mutating func makeValue(
    _ key: MemberKey, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let source = source(of: key) else {
      let parts = try parameters(key.symbol, range)
      if !parts.isEmpty { return try stacked(parts, range) }
      if scope[key.symbol].isWithoutMeaning { throw .brokenDefinition(name(of: key), at: range) }
      throw nonexistent(key, range)
    }
    switch source {
    case .input(let input, let letters): return try makeInput(input, key, letters, range)
    case .definition(let definition, let letters):
      return try named(defined(definition, bindings(of: definition, letters)), range)
    }
  }

  /// What the formula of a definition is read with, for the member with these letters.
  package func bindings(
    of definition: NetSymbol.NodeDefinition, _ letters: LetterValues
  ) -> Bindings {
    var bindings = Bindings(letters: letters)
    bindings.isStatement = false
    bindings.powersAreEntrywise = definition.body.hasEntrywiseProduct
    return bindings
  }

  /// The value of a definition; one that defines an entry defines all of them.
  private mutating func defined(
    _ definition: NetSymbol.NodeDefinition, _ bindings: Bindings
  ) throws(ElaborationError) -> Value {
    guard !definition.entries.isEmpty else {
      let value = try lower(definition.body, bindings)
      guard value.flexible == nil else {
        throw .notUnderstood("this definition leaves its shape open", at: definition.body.range)
      }
      return value
    }
    let axes = try definition.entries.mapEach { (letter) throws(ElaborationError) in
      if let stated = definition.extent(of: letter)?.dimension(bindings.letters, sizes) {
        return stated
      }
      return try axis(of: letter, in: [definition.body], bindings)
    }
    return try assembled(definition.entries, axes, definition.body, bindings)
  }

  private mutating func assembled(
    _ letters: [String], _ axes: [Dimension], _ body: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> Value {
    let shape = Value.shape(of: axes)
    guard shape.count <= Lowering.maximalTerms else {
      throw ElaborationError(
        .unclear("limit"), "more than \(Lowering.maximalTerms) entries", at: body.range)
    }
    let cells = try Array(0..<shape.count).mapEach { (position) throws(ElaborationError) in
      var bindings = bindings
      // Row-major: the last letter counts fastest.
      var rest = position
      for (letter, axis) in zip(letters, axes).reversed() {
        bindings.letters[letter] = rest % axis.value + 1
        rest /= axis.value
      }
      let value = try lower(body, bindings)
      guard value.isScalar else {
        throw .illShaped("an entry is a number; this is \(value.shapeText)", at: body.range)
      }
      return value.ref
    }
    return Value(try node(.assemble(shape), cells, body.range), axes)
  }

  // MARK: Lists of parameters

  /// The members of `parameters θ = (W_k, b_k)` that exist; empty for any other symbol.
  mutating func parameters(
    _ id: SymbolID, _ range: SourceRange
  ) throws(ElaborationError) -> [Value] {
    var found: [Value] = []
    for reference in scope[id].parameters ?? [] where reference.entries.isEmpty {
      for indices in members(of: reference.members, limit: Lowering.maximalDepth) {
        let key = MemberKey(symbol: reference.symbol, members: indices)
        if source(of: key) != nil { found.append(try value(of: key.symbol, indices, range)) }
      }
    }
    return found
  }

  /// All entries under one another.
  private mutating func stacked(
    _ parts: [Value], _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    let columns = try parts.mapEach { (part) throws(ElaborationError) in
      try node(.reshape(.column(part.shape.count)), [part.ref], range)
    }
    let ref = try node(.stacked, columns, range)
    return Value(ref, [Dimension(graph.shape(of: ref).rows)])
  }

  // MARK: Which members exist

  /// The members that `pattern` stands for, at most `limit` of them.
  package func members(of pattern: [IndexTerm], limit: Int) -> [[Int]] {
    var found: [[Int]] = [[]]
    for term in pattern {
      guard let range = members(term) else { return [] }
      found = found.flatMap { start in range.prefix(limit).map { start + [$0] } }
      found = Array(found.prefix(limit))
    }
    return found
  }

  package enum Source {
    case input(NetSymbol.Input, LetterValues)
    case definition(NetSymbol.NodeDefinition, LetterValues)
  }

  /// What makes this member: the pattern with the most members named wins.
  package func source(of key: MemberKey) -> Source? {
    let symbol = scope[key.symbol]
    var best: (rank: Int, source: Source)?
    for place in symbol.definitions.indices {
      guard let letters = match(symbol.definitions[place].pattern, key.members) else { continue }
      let definition = symbol.definitions[place]
      guard definition.memberConditions.allSatisfy({ $0.holds(letters, sizes) == true })
      else { continue }
      let rank = definition.pattern.count(where: \.isWithoutLetters)
      if best.map({ rank >= $0.rank }) ?? true { best = (rank, .definition(definition, letters)) }
    }
    for input in symbol.inputs {
      guard let letters = match(input.pattern, key.members) else { continue }
      let rank = input.pattern.count(where: \.isWithoutLetters)
      if best.map({ rank > $0.rank }) ?? true { best = (rank, .input(input, letters)) }
    }
    return best?.source
  }

  /// The letters' values if `pattern` matches; index letters match the members of their index.
  func match(_ pattern: [IndexTerm], _ indices: [Int]) -> LetterValues? {
    guard pattern.count == indices.count else { return nil }
    var letters: LetterValues = [:]
    for (term, index) in zip(pattern, indices) {
      if case .letter(let letter) = term {
        guard range(ofIndex: letter)?.contains(index) == true, letters[letter] ?? index == index
        else { return nil }
        letters[letter] = index
      } else if let (letter, value) = term.solved(for: index), letters[letter] ?? value == value {
        guard range(ofIndex: letter)?.contains(value) == true else { return nil }
        letters[letter] = value
      } else {
        guard term.value(letters, sizes) == index else { return nil }
      }
    }
    return letters
  }

  /// The members of a declared index, or nil for another letter.
  package func range(ofIndex letter: String) -> ClosedRange<Int>? {
    guard let index = scope.indices[letter], let lower = index.lower.value([:], sizes),
      let upper = index.upper.value([:], sizes), lower <= upper
    else { return nil }
    return lower...upper
  }

  private func nonexistent(_ key: MemberKey, _ range: SourceRange) -> ElaborationError {
    ElaborationError(.nonexistent, "there is no `\(name(of: key))`", at: range)
  }

  /// Tells inputs apart that have one name in messages, such as `y` and `\hat y`, and is the same
  /// for the same text.
  package func label(of key: MemberKey) -> String { "\(name(of: key)) \(key.symbol.index)" }

  package func name(of key: MemberKey) -> String {
    let base = scope[key.symbol].displayName
    guard !key.members.isEmpty else { return base }
    let indices = key.members.map(String.init).joined(separator: ",")
    return key.members.count == 1 && (0...9).contains(key.members[0])
      ? "\(base)_\(indices)" : "\(base)_{\(indices)}"
  }

  /// A family whose member a statement names by number keeps the sizes its index runs to.
  private mutating func pinFamily(_ reference: Reference) {
    guard reference.members.contains(where: { if case .number = $0 { true } else { false } }) else {
      return
    }
    let symbol = scope[reference.symbol]
    for pattern in symbol.definitions.map(\.pattern) + symbol.inputs.map(\.pattern) {
      for letter in pattern.flatMap(\.letters) {
        guard let index = scope.indices[letter] else { continue }
        for term in [index.lower, index.upper] { pinned.formUnion(term.sizeKeys) }
      }
    }
  }
}

extension Expression {
  /// Whether a `⊙` or `∘` stands in it.
  fileprivate var hasEntrywiseProduct: Bool {
    if case .chain(_, let links) = kind,
      links.contains(where: { [.hadamard, .circle].contains($0.operation) })
    {
      return true
    }
    return children.contains(where: \.hasEntrywiseProduct)
  }
}

extension IndexTerm {
  /// `l + 1` is 3 where `l` is 2; nil for other terms.
  fileprivate func solved(for index: Int) -> (letter: String, value: Int)? {
    switch self {
    case .sum(.letter(let letter), .number(let step)): (letter, index - step)
    case .difference(.letter(let letter), .number(let step)): (letter, index + step)
    default: nil
    }
  }

  /// The plain sizes in it.
  var sizeKeys: Set<SizeKey> {
    switch self {
    case .number, .letter, .data: []
    case .size(let name, let member): member == nil ? [SizeKey(name, nil)] : []
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b):
      a.sizeKeys.union(b.sizeKeys)
    }
  }
}

extension NetSymbol {
  /// No array: a function, a list of parameters, or a name whose definition was refused.
  var isWithoutMeaning: Bool { inputs.isEmpty && definitions.isEmpty }

  /// The name in messages: base and label.
  package var displayName: String {
    let spoken = base.split(separator: " ").last.map(String.init) ?? base
    let name = Head.mark(of: base).map { "\(spoken)^\($0)" } ?? spoken
    return label.map { "\(name)_{\($0)}" } ?? name
  }
}
