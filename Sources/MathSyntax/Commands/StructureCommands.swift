/// Commands that build: fractions, roots, accents, fonts, delimiters, environments, spaces.
let structureCommands: [String: Command] = {
  var table: [String: Command] = [
    "frac": .fraction(.normal), "dfrac": .fraction(.display), "tfrac": .fraction(.text),
    "cfrac": .fraction(.continued), "binom": .fraction(.binomial),
    "dbinom": .parse { $0.binomial(.display, $1) }, "tbinom": .parse { $0.binomial(.text, $1) },
    "genfrac": .parse { $0.generalFraction($1) },
    "atop": .bareInfix("", ""), "brace": .bareInfix("{", "}"), "brack": .bareInfix("[", "]"),
    "above": .infix(.normal),
    "over": .infix(.normal), "choose": .infix(.binomial),
    "sqrt": .parse { $0.root($1) },
    "overset": .parse { $0.overset($1) }, "stackrel": .parse { $0.overset($1) },
    "underset": .parse { $0.underset($1) },
    "not": .parse { $0.negation($1) },
    "left": .parse { $0.fenced($1) }, "middle": .parse { $0.middle($1) },
    "right": .stop(.right), "\\": .stop(.newline), "cr": .stop(.newline),
    "newline": .stop(.newline),
    "begin": .parse { $0.environment($1) }, "end": .stop(.endEnvironment),
    "limits": .limits(.limits), "nolimits": .limits(.noLimits),
    "substack": .parse { $0.substack($1) },
    "boxed": .parse { $0.styled(.boxed, $1) }, "fbox": .parse { $0.styledText(.boxed, $1) },
    "phantom": .parse { $0.strut(.both, $1) }, "hphantom": .parse { $0.strut(.width, $1) },
    "vphantom": .parse { $0.strut(.height, $1) },
    "dots": .parse { $0.dots($1) },
    "mathstrut": .parse { $0.parenthesisStrut($1) }, "strut": .parse { $0.parenthesisStrut($1) },
    "smash": .parse { $0.smash($1) }, "raisebox": .parse { $0.raiseBox($1) },
    "rule": .parse { $0.rule($1) }, "mathchoice": .parse { $0.mathChoice($1) },
    "colorbox": .parse { $0.colorBox($1) }, "fcolorbox": .parse { $0.framedColorBox($1) },
    "bra": .parse { $0.ket("⟨", "|", $1) }, "ket": .parse { $0.ket("|", "⟩", $1) },
    "braket": .parse { $0.ket("⟨", "⟩", $1) }, "set": .parse { $0.ket("{", "}", $1) },
    "Bra": .parse { $0.tallKet("⟨", "|", $1) }, "Ket": .parse { $0.tallKet("|", "⟩", $1) },
    "Braket": .parse { $0.tallKet("⟨", "⟩", $1) }, "Set": .parse { $0.tallKet("{", "}", $1) },
    "angln": .parse { $0.actuarialN($1) },
    "varinjlim": .parse { $0.limit(.underrightarrow, $1) },
    "varprojlim": .parse { $0.limit(.underleftarrow, $1) },
    "varliminf": .parse { $0.limit(.underline, $1) },
    "varlimsup": .parse { $0.limit(.overline, $1) },
    "color": .parse { $0.color($1) }, "textcolor": .parse { $0.textColor($1) },
    "hline": .line(.solid), "hdashline": .line(.dashed), "toprule": .line(.solid),
    "midrule": .line(.solid), "bottomrule": .line(.solid), "cline": .partialLine,
    "cmidrule": .partialLine,
    "mathop": .parse { $0.largeOperator($1) },
  ]
  for (name, size) in spaces { table[name] = .space(size) }
  for (name, accent) in accents { table[name] = .accent(accent) }
  for (name, font) in fonts { table[name] = .font(font) }
  for (name, font) in fontSwitches { table[name] = .fontSwitch(font) }
  for (name, style) in styleSwitches { table[name] = .styleSwitch(style) }
  for (name, letter) in numberSets { table[name] = .parse { $0.numberSet(letter, $1) } }
  for (name, arrow) in longArrows { table[name] = .parse { $0.labelledArrow(arrow, $1) } }
  for (name, style) in boxStyles { table[name] = .parse { $0.styled(style, $1) } }
  for (name, size) in sizes { table[name] = .styleSwitch(.size(size)) }
  for (name, role) in roles { table[name] = .parse { $0.withRole(role, $1) } }
  for name in CommandTable.words(bigDelimiters) { table[name] = .parse { $0.bigDelimiter($1) } }
  for name in CommandTable.words(ignored) { table[name] = .ignored }
  for name in CommandTable.words(transparent) { table[name] = .parse { $0.group($1) } }
  for name in CommandTable.words(lengths) { table[name] = .parse { $0.length($1) } }
  return table
}()

/// In em; `~` and the backslash followed by a blank are a word space.
private let spaces: [(String, Double)] = [
  (",", 3 / 18), ("thinspace", 3 / 18), (":", 4 / 18), (">", 4 / 18), ("medspace", 4 / 18),
  (";", 5 / 18), ("thickspace", 5 / 18), ("!", -3 / 18), ("negthinspace", -3 / 18),
  ("negmedspace", -4 / 18), ("negthickspace", -5 / 18), ("enspace", 0.5), ("enskip", 0.5),
  ("quad", 1), ("qquad", 2), (" ", 0.25), ("\n", 0.25), ("\t", 0.25), ("\r", 0.25),
  ("space", 0.25), ("nobreakspace", 0.25),
]

private let accents: [(String, Accent)] = [
  ("hat", .hat), ("widehat", .widehat), ("bar", .bar), ("overline", .overline),
  ("tilde", .tilde), ("widetilde", .widetilde), ("vec", .vec), ("dot", .dot), ("ddot", .ddot),
  ("check", .check), ("widecheck", .check), ("breve", .breve), ("acute", .acute),
  ("grave", .grave), ("mathring", .ring), ("underline", .underline), ("underbar", .underline),
  ("overrightarrow", .overrightarrow), ("overleftarrow", .overleftarrow),
  ("overbrace", .overbrace), ("underbrace", .underbrace), ("dddot", .dddot),
  ("ddddot", .ddddot), ("overleftrightarrow", .overleftrightarrow),
  ("Overrightarrow", .overdoublearrow), ("overleftharpoon", .overleftharpoon),
  ("overrightharpoon", .overrightharpoon), ("overbracket", .overbracket),
  ("underbracket", .underbracket), ("overgroup", .overgroup), ("undergroup", .undergroup),
  ("overlinesegment", .oversegment), ("underlinesegment", .undersegment),
  ("utilde", .undertilde), ("underrightarrow", .underrightarrow),
  ("underleftarrow", .underleftarrow), ("underleftrightarrow", .underleftrightarrow),
  ("phase", .phase), ("angl", .actuarial),
]

/// Boxes that are shown otherwise than they are measured, or with lines through them.
private let boxStyles: [(String, Style)] = [
  ("cancel", .struckUp), ("bcancel", .struckDown), ("xcancel", .crossed), ("sout", .struck),
  ("rlap", .rightLap), ("mathrlap", .rightLap), ("llap", .leftLap), ("mathllap", .leftLap),
  ("clap", .centerLap), ("mathclap", .centerLap),
]

/// Font sizes, as in LaTeX at 10 pt.
private let sizes: [(String, Double)] = [
  ("tiny", 0.5), ("sixptsize", 0.6), ("scriptsize", 0.7), ("footnotesize", 0.8), ("small", 0.9),
  ("normalsize", 1), ("large", 1.2), ("Large", 1.44), ("LARGE", 1.728), ("huge", 2.074),
  ("Huge", 2.488),
]

private let fonts: [(String, Font)] = [
  ("mathrm", .roman), ("mathup", .roman), ("mathbf", .bold), ("bold", .bold),
  ("mathit", .italic), ("mathnormal", .italic), ("boldsymbol", .boldItalic), ("bm", .boldItalic),
  ("pmb", .boldItalic), ("mathcal", .calligraphic), ("mathscr", .script), ("mathfrak", .fraktur),
  ("mathbb", .blackboard), ("Bbb", .blackboard), ("mathsf", .sans), ("mathtt", .typewriter),
  ("frak", .fraktur), ("symbf", .bold), ("mathds", .blackboard), ("mathbbm", .blackboard),
]

private let fontSwitches: [(String, Font)] = [
  ("bf", .bold), ("rm", .roman), ("it", .italic), ("sf", .sans), ("tt", .typewriter),
  ("cal", .calligraphic),
]

private let styleSwitches: [(String, Style)] = [
  ("displaystyle", .display), ("textstyle", .text), ("scriptstyle", .script),
  ("scriptscriptstyle", .scriptscript),
]

private let roles: [(String, Symbol.Role)] = [
  ("mathbin", .binary), ("mathrel", .relation), ("mathord", .ordinary), ("mathopen", .opening),
  ("mathclose", .closing), ("mathpunct", .punctuation),
]

private let numberSets: [(String, String)] = [
  ("R", "R"), ("N", "N"), ("Z", "Z"), ("Reals", "R"), ("reals", "R"), ("natnums", "N"),
  ("Complex", "C"), ("cnums", "C"),
]

/// Arrows as long as the label above them, `\xrightarrow[under]{over}`.
private let longArrows: [(String, String)] = [
  ("xrightarrow", "→"), ("xleftarrow", "←"), ("xRightarrow", "⇒"), ("xLeftarrow", "⇐"),
  ("xleftrightarrow", "↔"), ("xLeftrightarrow", "⇔"), ("xmapsto", "↦"),
  ("xhookrightarrow", "↪"), ("xhookleftarrow", "↩"), ("xlongequal", "="), ("xtofrom", "⇄"),
  ("xrightharpoonup", "⇀"), ("xrightharpoondown", "⇁"), ("xleftharpoonup", "↼"),
  ("xleftharpoondown", "↽"), ("xrightleftharpoons", "⇌"), ("xleftrightharpoons", "⇋"),
  ("xtwoheadrightarrow", "↠"), ("xtwoheadleftarrow", "↞"),
]

private let bigDelimiters = """
  big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm
  """

/// Line breaking and the like.
private let ignored = """
  relax allowbreak nobreak displaylimits long displayindent * - / boldmath unboldmath protect centering noexpand
  """

/// The argument is shown as if the command were not there.
private let transparent = "mathinner ensuremath vcenter"

private let lengths = "hspace kern mkern hskip mskip"
