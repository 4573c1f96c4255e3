/// Front matter that needs no parser of YAML, as most of it does not: lines `key: value` with each key
/// once, whose values are words, texts in quotes without escapes, or lists of words in brackets.
struct PlainFrontMatter {
  private(set) var result = FrontMatter()

  /// Nil for what is anything else, or might be.
  init?(_ bytes: ArraySlice<UInt8>) {
    var seen: [ArraySlice<UInt8>] = []
    for line in bytes.split(separator: newline) {
      let key = line.prefix { isLetter($0) }
      let rest = line.dropFirst(key.count)
      guard !key.isEmpty, rest.first == UInt8(ascii: ":"), rest.dropFirst().first == space,
        !seen.contains(where: { $0.elementsEqual(key) })
      else { return nil }
      seen.append(key)
      guard read(String(decoding: key, as: UTF8.self), rest.dropFirst(2)) else { return nil }
    }
  }

  private mutating func read(_ key: String, _ value: ArraySlice<UInt8>) -> Bool {
    switch key {
    case "title":
      result.title = text(value)
      return result.title != nil
    case "description":
      result.description = text(value)
      return result.description != nil
    case "draft":
      result.draft = value.elementsEqual("true".utf8)
      return result.draft || value.elementsEqual("false".utf8)
    case "tags":
      guard isList(value) else { return false }
      let tags = String(decoding: value.dropFirst().dropLast(), as: UTF8.self)
      result.tags = tags.split(separator: ",").compactMap { FrontMatter.tag(String($0)) }
      return true
    case "date":
      result.date = NoteDate(String(decoding: value, as: UTF8.self))
      return result.date != nil
    case "order":
      guard value.allSatisfy(isDigit), value.count < 10 else { return false }
      result.order = Double(String(decoding: value, as: UTF8.self))
      return result.order != nil
    case "aliases", "alias", "macros", "gradweave", "tag": return false
    default: return quoted(value) != nil || isWords(value) || isList(value)
    }
  }

  /// A text, if it can be nothing else.
  private func text(_ value: ArraySlice<UInt8>) -> String? {
    guard let text = quoted(value) ?? (isWords(value) ? value : nil), !text.isEmpty else {
      return nil
    }
    let string = String(decoding: text, as: UTF8.self)
    return !isQuoted(value) && ["null", "Null", "NULL"].contains(string) ? nil : string
  }

  private func isQuoted(_ value: ArraySlice<UInt8>) -> Bool {
    value.count >= 2 && value.first == UInt8(ascii: "\"") && value.last == value.first
  }

  /// What stands between two quotation marks.
  private func quoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let inner = value.dropFirst().dropLast()
    guard isQuoted(value),
      inner.allSatisfy({ $0 >= space && $0 != backslash && $0 != UInt8(ascii: "\"") && $0 != 0x7F })
    else { return nil }
    return inner
  }

  /// Letters, digits and the few signs that mean nothing between them; a letter or digit at both ends.
  private func isWords(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = value.first, let last = value.last, isAlphanumeric(first),
      isAlphanumeric(last)
    else { return false }
    return value.allSatisfy { isAlphanumeric($0) || " -_./()+".utf8.contains($0) }
  }

  private func isList(_ value: ArraySlice<UInt8>) -> Bool {
    guard value.first == UInt8(ascii: "["), value.last == UInt8(ascii: "]") else { return false }
    return value.dropFirst().dropLast().split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false
    )
    .allSatisfy { isWords($0.first == space ? $0.dropFirst() : $0) }
  }
}
