import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// An array or a family of arrays as lines of a script: `a = Name().define(lambda k: …, (1, 2))`.
struct ArrayScript {
  var writer: PythonWriter
  let id: SymbolID
  let name: String
  let file: SourceFile
  /// Whether all values that the note gives stand there.
  private(set) var hasGivenValues = true

  static let maximalMembers = 200
  /// Given values are written up to this many.
  private static let maximalValues = 400

  init(writer: PythonWriter, id: SymbolID, name: String, file: SourceFile) {
    (self.writer, self.id, self.name, self.file) = (writer, id, name, file)
  }

  mutating func lines() throws(NoWord) -> [String] {
    let symbol = writer.scope[id]
    var parts: [(call: String, comment: String)] = []
    for input in symbol.inputs {
      let comment =
        "\(where: input.range, in: file): \(describe(input.node)) ∈ \(describe(input.domainNode))"
      if let call = try draw(input) { parts.append((call, comment)) }
    }
    for definition in symbol.definitions {
      let comment =
        "\(where: definition.range, in: file): \(describe(definition.node)) = "
        + describe(definition.rightNode)
      parts += try define(definition).map { ($0, comment) }
    }
    guard !parts.isEmpty else { throw NoWord("it has no members") }
    return parts.enumerated().flatMap { index, part in
      let subject = index == 0 ? "\(name) = Name()" : name
      return NetworkScript.line(subject + part.call, saying: part.comment)
    }
  }

  // MARK: Inputs

  /// `.draw(real(n, 1))`; nil where it has no members.
  private mutating func draw(_ input: NetSymbol.Input) throws(NoWord) -> String? {
    let members = writer.members(of: id, input.pattern) { source in
      if case .input(let other, _) = source { other == input } else { false }
    }.filter { (try? writer.lowering.value(of: id, $0.key, input.range)) != nil }
    guard !members.isEmpty else { return nil }
    if writer.lowering.keepsZeros, writer.scope.isZeroStart(input, of: id) {
      let text = try writer.drawing(input.domain, members[0].letters, by: "zeros")
      return ".define(lambda *_: \(text), \(ArrayScript.list(members.map(\.key))))"
    }
    let given = try given(members)
    guard !input.pattern.isEmpty else {
      let text = try writer.drawing(input.domain, [:])
      return ".draw(\(text)\(given.map { ", given=\($0.values.first ?? "")" } ?? ""))"
    }
    let letters = input.pattern.compactMap(\.letter)
    var dict = ""
    if letters.count == input.pattern.count, let loop = loop(letters, members.map(\.key)) {
      let key = try input.pattern.mapEach { (term) throws(NoWord) in try writer.text(term).text }
      dict = "{\(ArrayScript.tuple(key)): \(try writer.drawing(input.domain, [:])) \(loop)}"
    } else {
      let entries = try members.mapEach { (member) throws(NoWord) in
        let key = ArrayScript.tuple(member.key.map(String.init))
        return "\(key): \(try writer.drawing(input.domain, member.letters))"
      }
      dict = "{\(entries.joined(separator: ", "))}"
    }
    let values = given.map { given in
      let entries = members.compactMap { member -> String? in
        let key = ArrayScript.tuple(member.key.map(String.init))
        return given[member.key].map { "\(key): \($0)" }
      }
      return ", given={\(entries.joined(separator: ", "))}"
    }
    return ".draw(\(dict)\(values ?? ""))"
  }

  /// The values that the note gives, by members; nil where there are none.
  private mutating func given(_ members: [PythonWriter.Member]) throws(NoWord) -> [[Int]: String]? {
    var found: [[Int]: String] = [:]
    let shown = ShownPoint<Double>(writer.lowering).values
    for member in members {
      let key = Lowering.MemberKey(symbol: id, members: member.key)
      guard let node = writer.lowering.inputs.first(where: { $0.key == key }),
        node.input.value != nil, let values = shown[node.leaf]
      else { continue }
      guard values.count <= ArrayScript.maximalValues else {
        hasGivenValues = false
        continue
      }
      if case .integers(let lower, _) = node.input.domain.kind {
        // Among the numbers it is 1 at the place of its value.
        let lowest = lower.value(member.letters, writer.lowering.sizes) ?? 1
        let place = values.firstIndex(of: 1)
        found[member.key] = values.count == 1 ? values.first?.python : "\((place ?? 0) + lowest)"
      } else {
        let shape = node.value.axes.isEmpty ? nil : values
        found[member.key] =
          shape.map { "[\($0.map(\.python).joined(separator: ", "))]" } ?? values.first?.python
      }
    }
    return found.isEmpty ? nil : found
  }

  // MARK: Definitions

  /// `.define(lambda k: …, (1, 2))`, one for all members that are written alike.
  private mutating func define(_ definition: NetSymbol.NodeDefinition) throws(NoWord) -> [String] {
    let members = writer.members(of: id, definition.pattern) { source in
      if case .definition(let other, _) = source { other == definition } else { false }
    }
    var made: [(text: String, letters: LetterValues, key: [Int])] = []
    for member in members {
      let isMade = (try? writer.lowering.value(of: id, member.key, definition.range)) != nil
      guard isMade else { continue }
      let text = try body(definition, member.letters)
      made.append((text, member.letters, member.key))
    }
    guard let first = made.first else { return [] }
    let letters = definition.pattern.compactMap(\.letter)
    let isPlain = letters.count == definition.pattern.count && Set(letters).count == letters.count
    if isPlain, made.allSatisfy({ $0.text == first.text }) {
      let words = letters.map { writer.names.letter($0) }.joined(separator: ", ")
      let head = words.isEmpty ? "lambda" : "lambda \(words)"
      let keys = made.map(\.key)
      let list = letters.isEmpty ? "" : ", \(ArrayScript.list(keys))"
      return [".define(\(head): \(first.text)\(list))"]
    }
    // Members that are made differently stand by themselves.
    return try made.mapEach { (member) throws(NoWord) in
      var concrete = writer
      concrete.numbers = member.letters
      let text = try concrete.body(definition, member.letters, id)
      let ignored = member.key.isEmpty ? "lambda" : "lambda *_"
      let list = member.key.isEmpty ? "" : ", \(ArrayScript.list([member.key]))"
      return ".define(\(ignored): \(text)\(list))"
    }
  }

  private mutating func body(
    _ definition: NetSymbol.NodeDefinition, _ letters: LetterValues
  ) throws(NoWord) -> String {
    try writer.body(definition, letters, id)
  }

  // MARK: Members

  /// `for k in (1, 2) for l in range(1, 4)`, where the members are a grid.
  private func loop(_ letters: [String], _ keys: [[Int]]) -> String? {
    guard Set(letters).count == letters.count else { return nil }
    let columns = letters.indices.map { place in
      keys.reduce(into: [Int]()) { if !$0.contains($1[place]) { $0.append($1[place]) } }
    }
    guard columns.reduce(1, { $0 * $1.count }) == keys.count else { return nil }
    return zip(letters, columns).map {
      "for \(writer.names.letter($0)) in \(PythonWriter.list($1))"
    }.joined(separator: " ")
  }

  static func tuple(_ items: [String]) -> String {
    items.count == 1 ? items[0] : "(\(items.joined(separator: ", ")))"
  }

  private static func list(_ keys: [[Int]]) -> String {
    if keys.allSatisfy({ $0.count == 1 }) { return PythonWriter.list(keys.map { $0[0] }) }
    let items = keys.map { tuple($0.map(String.init)) }
    return "[\(items.joined(separator: ", "))]"
  }
}

extension PythonWriter {
  struct Member {
    let key: [Int]
    let letters: LetterValues
  }

  /// The members of a pattern that have such a source.
  func members(
    of id: SymbolID, _ pattern: [IndexTerm], _ isWanted: (Lowering.Source) -> Bool
  ) -> [Member] {
    lowering.members(of: pattern, limit: ArrayScript.maximalMembers).compactMap { key in
      guard let source = lowering.source(of: .init(symbol: id, members: key)), isWanted(source)
      else { return nil }
      switch source {
      case .input(_, let letters), .definition(_, let letters):
        return Member(key: key, letters: letters)
      }
    }
  }

  /// The formula of a definition; one that defines an entry makes all of them.
  mutating func body(
    _ definition: NetSymbol.NodeDefinition, _ letters: LetterValues, _ id: SymbolID
  ) throws(NoWord) -> String {
    var bindings = lowering.bindings(of: definition, letters)
    guard !definition.entries.isEmpty else { return try text(definition.body, bindings).text }
    let key = definition.pattern.compactMap { $0.value(letters, lowering.sizes) }
    guard let whole = try? lowering.value(of: id, key, definition.range) else {
      throw NoWord("how many entries it has is not known")
    }
    for letter in definition.entries { bindings.letters[letter] = 1 }
    running = Set(definition.entries)
    defer { running = [] }
    let text = try text(definition.body, bindings).text
    let words = definition.entries.map { names.letter($0) }.joined(separator: ", ")
    let shape = whole.axes.map { String($0.value) }
    let tuple = "(\(shape.joined(separator: ", "))\(shape.count == 1 ? "," : ""))"
    return "table(\(tuple), lambda \(words): \(text))"
  }

  /// `real(n[1], n[0])`.
  func drawing(
    _ domain: Domain, _ letters: LetterValues, by word: String? = nil
  ) throws(NoWord) -> String {
    var concrete = self
    concrete.numbers = letters
    if case .integers(let lower, let upper) = domain.kind {
      return "integer(\(try concrete.text(lower).text), \(try concrete.text(upper).text))"
    }
    var axes = try domain.axes.mapEach { (term) throws(NoWord) in try concrete.text(term).text }
    if axes.count == 1 { axes.append(domain.kind.isSquare ? axes[0] : "1") }
    return "\(word ?? domain.kind.pythonWord)(\(axes.joined(separator: ", ")))"
  }
}

extension Domain.Kind {
  fileprivate var isSquare: Bool {
    switch self {
    case .symmetric, .positiveDefinite, .diagonal, .orthogonal: true
    case .real, .positive, .oneHot, .simplex, .integers: false
    }
  }

  fileprivate var pythonWord: String {
    switch self {
    case .real: "real"
    case .positive: "positive"
    case .oneHot: "one_hot"
    case .simplex: "simplex"
    case .symmetric: "symmetric"
    case .positiveDefinite: "spd"
    case .diagonal: "diagonal_matrix"
    case .orthogonal: "orthogonal"
    case .integers: "integer"
    }
  }
}

extension IndexTerm {
  /// The letter that it is, and nothing else.
  var letter: String? {
    if case .letter(let name) = self { name } else { nil }
  }
}

extension Double {
  var python: String { isFinite ? "\(self)" : "math.nan" }
}
