/// Commands whose argument is text: words, prose, tags and labels.
let textCommands: [String: Command] = {
  var table: [String: Command] = [
    "operatorname": .parse { $0.operatorName($1) },
    "operatornamewithlimits": .parse { $0.operatorName($1, withLimits: true) },
    "textrm": .parse { $0.romanText($1) }, "textup": .parse { $0.romanText($1) },
    "tag": .parse { $0.tag($1) },
    "label": .parse { $0.annotation($1) { .label($0) } },
    "ref": .parse { $0.annotation($1) { .bareReference($0) } },
    "eqref": .parse { $0.annotation($1) { .reference($0) } },
    "notag": .parse { $0.annotationNode(.noNumber, at: $1.range) },
    "nonumber": .parse { $0.annotationNode(.noNumber, at: $1.range) },
    "mod": .parse { $0.modulo($1) }, "bmod": .parse { $0.binaryModulo($1) },
    "pmod": .parse { $0.modulo($1) },
    "pod": .parse { $0.modulo($1) }, "char": .parse { $0.characterCode($1) },
    "verb": .parse { $0.verbatimText($1) }, "url": .parse { $0.address($1) },
    "href": .parse { $0.unsupported(.links, $1) },
    "htmlClass": .parse { $0.unsupported(.markup, $1) },
    "htmlId": .parse { $0.unsupported(.markup, $1) },
    "htmlStyle": .parse { $0.unsupported(.markup, $1) },
    "htmlData": .parse { $0.unsupported(.markup, $1) },
    "ce": .parse { $0.unsupported(.chemistry, $1) },
    "pu": .parse { $0.unsupported(.chemistry, $1) },
    "includegraphics": .parse { $0.unsupported(.images, $1) },
    "KaTeX": .parse { $0.textNode("KaTeX", at: $1.range) },
    "require": .parse { $0.skippedArgument($1) },
    "limsup": .parse { $0.wordNode("lim sup", at: $1.range) },
    "liminf": .parse { $0.wordNode("lim inf", at: $1.range) },
    "injlim": .parse { $0.wordNode("inj lim", at: $1.range) },
    "projlim": .parse { $0.wordNode("proj lim", at: $1.range) },
    "TeX": .parse { $0.textNode("TeX", at: $1.range) },
    "LaTeX": .parse { $0.textNode("LaTeX", at: $1.range) },
  ]
  for name in TextFonts.plain {
    table[name] = .parse { $0.text($1, font: nil) }
  }
  for (name, mark) in TextCharacters.accents { table[name] = .parse { $0.textAccent(mark, $1) } }
  for (name, text) in TextCharacters.byName {
    table[name] = .parse { $0.textNode(text, at: $1.range) }
  }
  for (name, font) in TextFonts.byName { table[name] = .parse { $0.text($1, font: font) } }
  return table
}()

/// Commands whose argument is text, in formulas and in text.
enum TextFonts {
  static let byName: [String: Font] = [
    "textbf": .bold, "textit": .italic, "emph": .italic, "textsf": .sans, "texttt": .typewriter,
  ]

  /// Those that leave the font as it is.
  static let plain = Set(
    CommandTable.words("text textnormal mbox hbox textmd intertext shortintertext"))

  static func knows(_ name: String) -> Bool {
    byName[name] != nil || plain.contains(name) || name == "textrm" || name == "textup"
  }
}

/// Commands that define others.
let definitionCommands: [String: Command] = [
  "newcommand": .parse { $0.newCommand($1) },
  "renewcommand": .parse { $0.newCommand($1) },
  "providecommand": .parse { $0.newCommand($1) },
  "global": .parse { $0.global($1) },
  "begingroup": .parse { $0.beginGroup($1) }, "endgroup": .parse { $0.endGroup($1) },
  "def": .parse { $0.def($1) }, "gdef": .parse { $0.def($1) },
  "edef": .parse { $0.def($1) }, "xdef": .parse { $0.def($1) },
  "futurelet": .parse { $0.futureLet($1) }, "expandafter": .parse { $0.expandAfter($1) },
  "newenvironment": .parse { $0.newEnvironment($1) },
  "renewenvironment": .parse { $0.newEnvironment($1) },
  "let": .parse { $0.letCommand($1) },
  "DeclareMathOperator": .parse { $0.declareOperator($1) },
]
