import Diagnostics

/// The commands that authors define: in the note, its front matter or the site's configuration.
package struct Macros: Hashable, Sendable {
  /// nil for a name that means again what it means without macros.
  private var byName = LayeredDictionary<String, Macro?>()
  /// The rows of the command table that macros replace.
  private var rows: Set<Int16> = []
  /// How much they may still produce in the note.
  package var budget = Budget()

  /// A formula may have 20,000 tokens of macros, and so may the next one: without a limit for all of them, a note of
  /// 15 KB becomes a page of 300 MB.
  package struct Budget: Hashable, Sendable {
    /// What a book of formulas needs a small part of.
    static let tokensOfNote = 2_000_000

    var tokens = tokensOfNote

    /// Macros are the same whatever has come of them.
    package static func == (_: Budget, _: Budget) -> Bool { true }

    package func hash(into _: inout Hasher) {}
  }

  package init() {}

  /// Macros as they stand in front matter: name and body, such as `\R` and `\mathbb{R}`. The number
  /// of parameters is that of the highest `#n` in the body.
  package init(_ definitions: some Sequence<(key: String, value: String)>) {
    for (name, body) in definitions { define(name, body: body) }
  }

  package var isEmpty: Bool { byName.isEmpty }

  /// Defines or redefines `name`, which may begin with a backslash.
  package mutating func define(_ name: String, parameters: Int, body: String) {
    let body = Lexer.tokens(of: Excerpt(body), dialect: .tex)
    let name = name.hasPrefix("\\") ? String(name.dropFirst()) : name
    self[name] = Macro(parameters: min(max(parameters, 0), 9), optional: nil, template: body)
  }

  package mutating func define(_ name: String, body: String) {
    var highest = 0
    for token in Lexer.tokens(of: Excerpt(body), dialect: .tex) where token.kind == .parameter {
      highest = max(highest, Int(token.text) ?? 0)
    }
    define(name, parameters: highest, body: body)
  }

  subscript(name: String) -> Macro? {
    get { byName.isEmpty ? nil : byName[name] ?? nil }
    set {
      byName.set(newValue, for: name)
      let row = CommandTable.index.row(of: name)
      if row >= 0 { rows.insert(row) }
    }
  }

  /// The macro that a command token uses, if it uses one.
  subscript(token: Token) -> Macro? {
    if token.row >= 0, rows.isEmpty || !rows.contains(token.row) { return nil }
    return byName[token.text] ?? nil
  }

  var names: some Sequence<String> { byName.merged.lazy.filter { $0.value != nil }.map(\.key) }
}

/// A command that stands for other tokens.
struct Macro: Hashable, Sendable {
  /// At most 9.
  let parameters: Int
  /// What the first parameter is if no `[…]` is given.
  let optional: [Token]?
  let template: [Token]
  /// The tokens that stand before the first argument, and behind each one: `\def\f(#1,#2){…}`.
  /// Empty where there are none at all.
  var delimiters: [[Token]] = []

  /// How many tokens the body has at most with its parameters replaced, and how many are looked at for it.
  func size(with arguments: [[Token]]) -> Int {
    template.reduce(template.count) { size, token in
      guard token.kind == .parameter, let number = Int(token.text),
        arguments.indices.contains(number - 1)
      else { return size }
      return size + arguments[number - 1].count
    }
  }

  /// The body with its parameters replaced. Its own tokens take the range of the use; those of the
  /// arguments keep theirs.
  func body(_ arguments: [[Token]], at range: SourceRange, spaceBefore: Bool) -> [Token] {
    var body: [Token] = []
    for var token in template {
      guard token.kind == .parameter else {
        token.range = range
        body.append(token)
        continue
      }
      guard let number = Int(token.text), arguments.indices.contains(number - 1) else { continue }
      for (index, var argument) in arguments[number - 1].enumerated() {
        if argument.range.union(range) != range { argument.range = range }
        if index == 0 { argument.spaceBefore = token.spaceBefore }
        body.append(argument)
      }
    }
    if !body.isEmpty { body[0].spaceBefore = spaceBefore }
    return body
  }
}
