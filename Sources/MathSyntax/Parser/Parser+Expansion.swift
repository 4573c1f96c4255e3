import Diagnostics

extension Parser {
  /// Puts the macro's body in the place of its use; false if the limit does not allow it.
  mutating func expand(_ macro: Macro, _ use: Token) -> Bool {
    guard mayExpand(use) else { return false }
    guard macro.delimiters.isEmpty else { return expandDelimited(macro, use) }
    var arguments: [[Token]] = []
    var range = use.range
    for index in 0..<macro.parameters {
      guard let argument = macroArgument(macro, index, &range) else {
        report(.missingArgument(of: use.source, at: use.range))
        arguments.append([])
        continue
      }
      arguments.append(argument)
    }
    return put(macro, arguments, at: range, use)
  }

  private mutating func macroArgument(
    _ macro: Macro, _ index: Int, _ range: inout SourceRange
  ) -> [Token]? {
    if index == 0, let standard = macro.optional {
      guard let given = rawBracketed() else { return standard }
      range = range.union(given.range)
      return given.tokens
    }
    guard let given = rawArgument() else { return nil }
    range = range.union(given.range)
    return given.tokens
  }

  /// The same for a macro whose parameters have text around them.
  private mutating func expandDelimited(_ macro: Macro, _ use: Token) -> Bool {
    var range = use.range
    var arguments: [[Token]] = []
    for (index, delimiter) in macro.delimiters.enumerated() {
      if index > 0, delimiter.isEmpty {
        let argument = rawArgument()
        arguments.append(argument?.tokens ?? [])
        range = range.union(argument?.range ?? use.range)
        continue
      }
      guard let found = tokens(upTo: delimiter), index > 0 || found.isEmpty else {
        report(.missingArgument(of: use.source, at: use.range))
        return put(nil, [], at: use.range, use)
      }
      range = range.union(use.range.lowerBound..<max(end, use.range.upperBound))
      if index > 0 { arguments.append(found.withoutBraces) }
    }
    return put(macro, arguments, at: range, use)
  }

  /// The tokens before `delimiter`, which is taken too; nil, and nothing taken, where a group or the
  /// text ends before that.
  private mutating func tokens(upTo delimiter: [Token]) -> [Token]? {
    var found: [Token] = []
    var depth = 0
    while !found.endsOutsideBraces(with: delimiter, depth) {
      let token = takeRaw()
      found.append(token)
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      guard token.kind != .end, depth >= 0 else {
        // Looked at in vain: counted, so that many uses do not look at all of the text each.
        spend(found.count)
        put(back: found)
        return nil
      }
    }
    return Array(found.dropLast(delimiter.count))
  }
}

extension [Token] {
  fileprivate func endsOutsideBraces(with delimiter: [Token], _ depth: Int) -> Bool {
    guard depth == 0, count >= delimiter.count else { return false }
    return zip(suffix(delimiter.count), delimiter).allSatisfy {
      $0.kind == $1.kind && $0.code == $1.code && $0.row == $1.row && $0.text == $1.text
    }
  }

  /// A whole argument in braces is what stands in them.
  fileprivate var withoutBraces: [Token] {
    guard count > 1, first?.kind == .open, last?.kind == .close else { return self }
    var depth = 0
    for token in dropLast() {
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      if depth == 0 { return self }
    }
    return Array(dropFirst().dropLast())
  }
}
