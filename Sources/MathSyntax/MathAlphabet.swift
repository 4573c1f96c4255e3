/// The mathematical alphanumeric characters of Unicode: letters that carry their font.
package enum MathAlphabet {
  /// `ℝ` as a blackboard `R`; nil for a letter without a font of its own.
  static func letter(_ text: String) -> (Font, String)? {
    guard let scalar = text.unicodeScalars.first, scalar.value >= 0x210A else { return nil }
    if let hole = letterOfHole[scalar] { return hole }
    guard scalar.value >= 0x1D400, scalar.value < 0x1D7FF else { return nil }
    return latin(scalar.value) ?? digit(scalar.value)
  }

  /// The character for `letter` in `font`; nil where Unicode has none.
  package static func character(_ letter: Unicode.Scalar, _ font: Font) -> Unicode.Scalar? {
    if let hole = holes[font]?[letter] { return hole }
    guard let starts = starts[font] else { return nil }
    switch letter {
    case "A"..."Z": return Unicode.Scalar(starts.latin + letter.value - 0x41)
    case "a"..."z": return Unicode.Scalar(starts.latin + 26 + letter.value - 0x61)
    case "0"..."9": return starts.digits.flatMap { Unicode.Scalar($0 + letter.value - 0x30) }
    default: return greek(letter, starts.greek)
    }
  }

  private struct Starts {
    let latin: UInt32
    var greek: UInt32?
    var digits: UInt32?
  }

  private static let starts: [Font: Starts] = [
    .bold: Starts(latin: 0x1D400, greek: 0x1D6A8, digits: 0x1D7CE),
    .italic: Starts(latin: 0x1D434, greek: 0x1D6E2),
    .boldItalic: Starts(latin: 0x1D468, greek: 0x1D71C, digits: 0x1D7CE),
    .script: Starts(latin: 0x1D49C), .calligraphic: Starts(latin: 0x1D49C),
    .fraktur: Starts(latin: 0x1D504),
    .blackboard: Starts(latin: 0x1D538, digits: 0x1D7D8),
    .sans: Starts(latin: 0x1D5A0, digits: 0x1D7E2),
    .typewriter: Starts(latin: 0x1D670, digits: 0x1D7F6),
  ]

  /// Letters that Unicode had before the alphabets, and which these leave out.
  private static let holes: [Font: [Unicode.Scalar: Unicode.Scalar]] = {
    let script: [Unicode.Scalar: Unicode.Scalar] = [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ",
      "g": "ℊ", "o": "ℴ",
    ]
    return [
      .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
      .script: script, .calligraphic: script, .italic: ["h": "ℎ"],
      .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
    ]
  }()

  private static let letterOfHole: [Unicode.Scalar: (Font, String)] = {
    var table: [Unicode.Scalar: (Font, String)] = [:]
    for (font, map) in holes where font != .script && font != .italic {
      for (letter, hole) in map { table[hole] = (font, String(letter)) }
    }
    for name in ["ℑ", "ℜ"] as [Unicode.Scalar] { table[name] = nil }
    return table
  }()

  /// The Greek letters in the order of their blocks: capitals, ∇, small ones, ∂ and the variants.
  private static let greekOrder = Array(
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ".unicodeScalars)

  private static let greekIndex: [Unicode.Scalar: UInt32] = {
    var table: [Unicode.Scalar: UInt32] = [:]
    for (index, letter) in greekOrder.enumerated() { table[letter] = UInt32(index) }
    return table
  }()

  private static func greek(_ letter: Unicode.Scalar, _ start: UInt32?) -> Unicode.Scalar? {
    guard let start, let index = greekIndex[letter] else { return nil }
    return Unicode.Scalar(start + index)
  }

  /// Blocks of 52 Latin letters: which font each one is.
  private static let latinBlocks: [Font] = [
    .bold, .italic, .boldItalic, .calligraphic, .calligraphic, .fraktur, .blackboard, .fraktur,
    .sans, .sans,
    .sans, .sans, .typewriter,
  ]

  /// Latin and, in five blocks of 58, Greek letters. An italic letter is a plain one.
  private static func latin(_ value: UInt32) -> (Font, String)? {
    if value >= 0x1D6A8 {
      let offset = value - 0x1D6A8
      let index = Int(offset % 58)
      guard value < 0x1D7CA, greekOrder.indices.contains(index) else { return nil }
      let font: Font = offset / 58 == 0 ? .bold : offset / 58 == 1 ? .italic : .boldItalic
      return (font, String(greekOrder[index]))
    }
    let block = Int((value - 0x1D400) / 52)
    guard latinBlocks.indices.contains(block) else { return nil }
    let index = (value - 0x1D400) % 52
    let code = index < 26 ? 0x41 + index : 0x61 + index - 26
    return Unicode.Scalar(code).map { (latinBlocks[block], String($0)) }
  }

  private static func digit(_ value: UInt32) -> (Font, String)? {
    guard value >= 0x1D7CE else { return nil }
    let fonts: [Font] = [.bold, .blackboard, .sans, .sans, .typewriter]
    let offset = value - 0x1D7CE
    guard fonts.indices.contains(Int(offset / 10)) else { return nil }
    return (fonts[Int(offset / 10)], String(offset % 10))
  }
}
