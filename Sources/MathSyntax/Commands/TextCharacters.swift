/// Commands that are characters in text.
enum TextCharacters {
  static func character(_ name: String) -> String? {
    switch name {
    case "%", "#", "$", "&", "_", "{", "}", "-": name
    case " ", "\n", "~", ",", ";", ":", "quad", "qquad", "space", "\\", "enspace", "nobreakspace":
      " "
    default: byName[name] ?? letters[name]
    }
  }

  /// What TeX makes of characters as they are typed: quotation marks, dashes, and `~` for a blank.
  static func typeset(_ typed: String) -> String {
    guard typed.utf8.contains(where: { "'`~-".utf8.contains($0) }) else { return typed }
    var text = typed
    for (signs, character) in ligatures { text = text.replacing(signs, with: character) }
    return text
  }

  /// Longer ones first.
  private static let ligatures = [
    ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("~", " "),
  ]

  /// Those that are text in formulas too.
  static let byName: [String: String] = [
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|",
    "textbardbl": "‖", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$",
    "textunderscore": "_", "textless": "<", "textgreater": ">", "textendash": "–",
    "textemdash": "—", "textellipsis": "…", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textdegree": "°", "textregistered": "®",
    "textsterling": "£", "textdagger": "†", "textdaggerdbl": "‡", "TeX": "TeX", "LaTeX": "LaTeX",
    "KaTeX": "KaTeX", "lq": "‘", "rq": "’",
  ]

  private static let letters: [String: String] = [
    "ldots": "…", "dots": "…", "S": "§", "sect": "§", "P": "¶", "copyright": "©", "pounds": "£",
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dag": "†", "ddag": "‡", "checkmark": "✓", "degree": "°",
  ]

  /// Combining marks by the command that puts them on a letter.
  static let accents: [String: String] = [
    "v": "\u{30C}", "u": "\u{306}", "H": "\u{30B}", "r": "\u{30A}", "textcircled": "\u{20DD}",
  ]

  /// These are something else in formulas.
  static let symbolAccents: [String: String] = [
    "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}",
    "=": "\u{304}", ".": "\u{307}", "c": "\u{327}",
  ]
}
