import MathSyntax

/// The conditions that running text states before an equation: `If $i = j$, then …`. Those of the
/// sentence that goes on, or of a heading right above, belong to what follows; those of sentences
/// before it may.
package struct ProseConditions: Sendable {
  /// Conditions of earlier sentences that are kept in mind.
  private static let memory = 3
  /// Words and formulas of a sentence that are kept in mind, so that all equations of a long one take
  /// linear time.
  private static let reach = 60

  /// Of the sentence that goes on.
  package private(set) var local: [[MathNode]] = []
  /// Of earlier sentences under the same heading, the last ones.
  package private(set) var earlier: [[MathNode]] = []
  /// Headings so far.
  package private(set) var section = 0
  /// No word has followed the last condition yet: it stands like a heading.
  private var isLead = false
  private var followsDisplay = false
  /// Whether the sentence has said something under its conditions.
  private var hasEquation = false
  /// Whether the text says that what comes next is supposed and not stated: `if`, `suppose`.
  package private(set) var isSupposing = false
  /// Whether the text says that what comes next is left out: `unless`, `except`.
  package private(set) var isExcepting = false
  /// Whether the text under this heading speaks of where something is least, or a derivative vanishes.
  package private(set) var speaksOfOptimum = false
  /// Conditions that no word supposes: they count in their own sentence alone.
  private var passing: Set<[MathNode]> = []
  /// The words and formulas of the sentence so far, the last ones.
  package private(set) var sentence: [ProseToken] = []
  /// The last sentence of this paragraph that says nothing but what is supposed, or a lead-in.
  package private(set) var standing: [ProseToken] = []
  /// The heading above.
  package private(set) var heading: [ProseToken] = []
  /// What goes on behind the formula at hand, up to the end of its clause.
  package var behind: [ProseToken] = []
  /// What the formula at hand says in words itself.
  package var own: [ProseToken] = []
  /// Whether the sentence has claimed something.
  package private(set) var hasClaim = false
  /// Whether the sentence is set apart from what follows: `**M step.**`.
  private var isEmphasised = false
  /// Whether what comes next is an end of a range: `from $t = T$ down to $t = 1$`.
  package private(set) var isEndOfRange = false
  /// The sentence has said nothing but a case, `Case 2: $i \ne j$.`: the next one is about it.
  private var isCase = false

  /// Whether the sentence says of names what they mean: `let`, `now take`.
  package var givesMeanings: Bool {
    sentence.prefix(3).contains {
      $0.word.map(["let", "take", "choose", "pick"].contains) ?? false
    }
  }

  package init() {}

  /// Takes in a formula that says a condition. Behind an equation it begins another case.
  package mutating func add(_ condition: [MathNode], isPassing: Bool = false) {
    if hasEquation, !isPassing { endSentence() }
    if isPassing { passing.insert(condition) }
    isCase =
      !hasEquation && !isPassing && sentence.allSatisfy { $0.word.map(caseWords.contains) ?? true }
    local.append(condition)
    sentence.append(.formula(condition))
    isLead = true
  }

  /// Takes in a condition that stands behind what it is said of.
  package mutating func addUsed(_ condition: [MathNode]) { remember([condition]) }

  /// A formula that ends with a full stop ends its sentence.
  package mutating func pass(_ formula: MathNode, isDisplay: Bool, claims: Bool) {
    (followsDisplay, hasEquation) = (isDisplay, true)
    hasClaim = hasClaim || claims
    if !claims { sentence.append(.formula(formula.row)) }
    if formula.row.last(where: { !$0.isInvisible })?.character == "." { endSentence() }
    isLead = false
    (isSupposing, isExcepting) = (false, false)
  }

  /// An end of a range restricts nothing.
  package mutating func passRange() { (isSupposing, isExcepting) = (false, false) }

  /// A derivative is stated: what follows is about it.
  package mutating func forgetOptimum() { speaksOfOptimum = false }

  /// Takes in the text between two formulas, as it stands in the note.
  package mutating func read(_ text: String) {
    let bytes = Array(text.utf8)
    let hasWords = bytes.contains { $0.isASCIILetter || $0 >= 0x80 }
    var sentenceStart = 0
    var hasWordsBefore = false
    if saysOptimum(text) { speaksOfOptimum = true }
    // A capital behind a display or an empty line begins a sentence.
    let breaks = bytes.count { $0 == UInt8(ascii: "\n") }
    let first = bytes.first { $0.isASCIILetter }
    if let first, first & 0x20 == 0, followsDisplay || breaks > 1 { endSentence() }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        guard bytes.endsWord(at: index + 1), hasWords || !isLead, !bytes.abbreviates(before: index)
        else { break }
        take(bytes[sentenceStart..<index])
        if isCase, !hasWordsBefore { isCase = false } else { endSentence() }
        sentenceStart = index + 1
      case UInt8(ascii: "\n"):
        if bytes.startsHeading(at: index + 1) {
          (local, earlier, speaksOfOptimum) = ([], [], saysOptimum(text))
          (sentence, standing) = ([], [])
          heading = ProseToken.words(of: String(decoding: bytes.line(at: index + 1), as: UTF8.self))
          section += 1
          sentenceStart = index + 1
        } else if bytes.startsItem(at: index + 1) {
          take(bytes[min(sentenceStart, index)..<index])
          endSentence()
          sentenceStart = index + 1
        } else if bytes.startsParagraph(at: index + 1) {
          standing = []
        }
      default: hasWordsBefore = hasWordsBefore || bytes[index].isASCIILetter
      }
    }
    take(bytes[min(sentenceStart, bytes.count)...])
    if hasWords { (isLead, followsDisplay) = (false, false) }
    if speaksOfOthers(text) { endSentence() }
    let words = lastWords(of: text)
    isSupposing = words.isEmpty ? endsInItem(text) : !suppositions.isDisjoint(with: words)
    isExcepting = !["unless", "except", "not"].filter(words.contains).isEmpty
    isEndOfRange = words.last.map(["from", "to", "until", "through"].contains) ?? false
  }

  /// Takes in words of the sentence.
  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    if sentence.isEmpty, let mark = bytes.first(where: { !$0.isBlank }) {
      let second = bytes.drop { $0.isBlank }.dropFirst().first
      isEmphasised = Array("*_".utf8).contains(mark) && second?.isBlank == false
    }
    sentence += ProseToken.words(of: String(decoding: bytes, as: UTF8.self))
    sentence = Array(sentence.suffix(Self.reach))
  }

  /// What stands between is not text.
  package mutating func reset() {
    let section = section
    self = ProseConditions()
    self.section = section
  }

  private mutating func endSentence() {
    remember(local.filter { !passing.contains($0) })
    if !hasClaim, !sentence.isEmpty {
      let reader = SuppositionReader(sentence)
      if isEmphasised || reader.hypothesis != nil || reader.pointed != nil
        || !reader.properties.isEmpty
      {
        standing = sentence
      }
    }
    (local, hasEquation, passing, sentence, isCase) = ([], false, [], [], false)
    (hasClaim, isEmphasised) = (false, false)
  }

  private mutating func remember(_ conditions: [[MathNode]]) {
    earlier = Array((earlier + conditions).suffix(Self.memory))
  }
}

/// Whether `text`, between an equation and a condition, says that the condition is the equation's:
/// `for`, `if`, `whenever`. With a capital a new sentence begins.
package func bindsCondition(_ text: String) -> Bool {
  guard !text.contains(where: { ".;:".contains($0) }) else { return false }
  if text.filter({ !$0.isWhitespace }) == "(" { return true }
  var words = text.split { !$0.isLetter }.map(String.init)
  while let last = words.last, ["all", "every", "each", "any"].contains(last) { words.removeLast() }
  if words.suffix(4) == ["if", "and", "only", "if"] { words.removeLast(3) }
  guard let word = words.popLast() else { return false }
  return ["for", "if", "when", "whenever", "where", "provided", "with", "because", "since"]
    .contains(word)
    && (words.isEmpty || words == ["only"] || words == ["but", "only"])
}

/// Whether `text`, between a condition and the next formula, leads from the one to the other: `then`,
/// `we have`, or nothing but marks.
package func leadsOn(_ text: String) -> Bool {
  guard !text.contains(where: { ".;".contains($0) }) else { return false }
  guard let word = text.lowercased().split(whereSeparator: { !$0.isLetter }).first else {
    return true
  }
  return ["then", "we", "it", "one", "this", "the", "so"].contains(String(word))
}

/// Whether `text` turns to the cases that a condition leaves over.
private func speaksOfOthers(_ text: String) -> Bool {
  let words = text.lowercased().split { !$0.isLetter }
  return words.contains { ["otherwise", "else", "other", "others"].contains($0) }
}

/// Words that suppose what follows.
private let suppositions: Set = [
  "if", "when", "whenever", "suppose", "assume", "assuming", "case", "for", "at", "since",
  "because", "given", "provided", "setting", "set", "let", "once", "until", "unless", "with",
  "where", "after", "taking", "putting", "choosing", "letting", "inserting", "without", "had",
  "would",
]

/// Words that a sentence which only names a case is made of.
private let caseWords: Set = [
  "a", "b", "case", "cases", "consider", "diagonal", "entries", "first", "for", "i", "if", "ii",
  "now",
  "off", "on", "one", "second", "the", "third", "two", "when", "where", "with", "suppose", "let",
  "assume", "set", "take", "say",
]

/// Whether `text` speaks of where a derivative vanishes: `setting it to zero`, `at the optimum`.
private func saysOptimum(_ text: String) -> Bool {
  let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  if !optimal.isDisjoint(with: words) { return true }
  let sets = words.indices.filter { setting.contains(words[$0]) }
  return sets.contains { start in
    words[start...].prefix(12).contains { ["zero", "zeros", "0"].contains($0) }
  }
}

private let setting: Set = [
  "set", "sets", "setting", "equate", "equating", "equal", "put", "putting",
]

private let optimal: Set = [
  "optimum", "optimality", "stationary", "stationarity", "normal", "vanish", "vanishes", "critical",
]

/// The last words of a sentence that goes on, in small letters.
private func lastWords(of text: String) -> [String] {
  let sentence = text.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
  return sentence.lowercased().split { !$0.isLetter }.suffix(4).map(String.init)
}

/// Whether `text` ends in the mark of a list item.
private func endsInItem(_ text: String) -> Bool {
  let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
  return Array(line.utf8)[...].startsItem
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension [UInt8] {
  /// Whether a full stop before `index` ends a sentence: nothing but marks of emphasis, then a blank.
  fileprivate func endsWord(at index: Int) -> Bool {
    let marks = Array("*_)\"'".utf8)
    guard let next = self[Swift.min(index, count)...].first(where: { !marks.contains($0) }) else {
      return true
    }
    return next.isBlank
  }

  /// Whether the full stop at `index` belongs to an abbreviation: `i.e.`, `cf.`.
  fileprivate func abbreviates(before index: Int) -> Bool {
    let word = self[..<index].suffix(5).reversed().prefix { $0.isASCIILetter }
    let before = index - word.count - 1
    if word.count == 1 { return before >= 0 && self[before] == UInt8(ascii: ".") }
    return word.count < 5
      && ["cf", "eq", "eqs", "fig", "resp", "approx"].contains(
        String(decoding: word.reversed(), as: UTF8.self).lowercased())
  }

  /// Whether the line at `index` is empty and words of another paragraph follow.
  fileprivate func startsParagraph(at index: Int) -> Bool {
    guard line(at: index).isEmpty else { return false }
    guard let next = self[Swift.min(index, count)...].first(where: { !$0.isBlank }) else {
      return false
    }
    return next.isASCIILetter || Array("*_>".utf8).contains(next)
  }

  /// The line at `index` without its indent and marks of quotes.
  fileprivate func line(at index: Int) -> ArraySlice<UInt8> {
    self[Swift.min(index, count)...].prefix { $0 != 0x0A }
      .drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
  }

  fileprivate func startsHeading(at index: Int) -> Bool {
    line(at: index).first == UInt8(ascii: "#")
  }

  fileprivate func startsItem(at index: Int) -> Bool { line(at: index).startsItem }
}

extension ArraySlice<UInt8> {
  /// `- `, `* `, `1. `, or a row of a table.
  fileprivate var startsItem: Bool {
    let line = drop { $0 == 0x20 }
    guard let first = line.first else { return false }
    if first == UInt8(ascii: "|") { return true }
    let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = line.dropFirst(digits.count)
    guard let mark = rest.first, rest.dropFirst().first?.isBlank == true else { return false }
    let isBullet = digits.isEmpty && Array("-*+".utf8).contains(mark)
    return isBullet || !digits.isEmpty && Array(".)".utf8).contains(mark)
  }
}
