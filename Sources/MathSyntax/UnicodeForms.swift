/// Characters that are small already: `₁` is `_1`, `ᵀ` is `^\top`.
enum UnicodeScript {
  /// The full-size character; `scalar` itself if it is not small.
  static func full(of scalar: Unicode.Scalar) -> String {
    subscripts[scalar] ?? superscripts[scalar] ?? String(scalar)
  }

  /// Whether it is a subscript or a superscript; nil for all others.
  static func kind(of scalar: Unicode.Scalar) -> Token.Kind? {
    guard scalar.value >= 0xB2 else { return nil }
    if subscripts[scalar] != nil { return .subscriptRun }
    return superscripts[scalar] != nil ? .superscriptRun : nil
  }

  static let subscripts = pairs(
    "₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ₊+ ₋- ₌= ₍( ₎) ₐa ₑe ₒo ₓx ₕh ₖk ₗl ₘm ₙn ₚp ₛs ₜt ᵢi ᵣr ᵤu ᵥv ⱼj ᵦβ ᵧγ ᵨρ ᵩφ ᵪχ"
  )
  /// A raised `T` is a transpose whoever writes it.
  static let superscripts = pairs(
    "⁰0 ¹1 ²2 ³3 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁺+ ⁻- ⁼= ⁽( ⁾) ⁿn ⁱi ᵀ⊤ ᵃa ᵇb ᶜc ᵈd ᵉe ᶠf ᵍg ʰh ʲj ᵏk ˡl ᵐm ᵒo ᵖp ʳr ˢs ᵗt ᵘu ᵛv ʷw ˣx ʸy ᶻz ᵝβ ᵞγ ᵟδ ᶿθ"
  )

  private static func pairs(_ table: String) -> [Unicode.Scalar: String] {
    var result: [Unicode.Scalar: String] = [:]
    for pair in table.split(separator: " ") {
      guard let small = pair.unicodeScalars.first else { continue }
      result[small] = String(pair.unicodeScalars.dropFirst())
    }
    return result
  }
}

/// Marks that follow the letter they stand on: `x̂` is `\hat x`.
enum CombiningMarks {
  static func accent(of scalar: Unicode.Scalar) -> Accent? {
    switch scalar.value {
    case 0x300: .grave
    case 0x301: .acute
    case 0x302: .hat
    case 0x303: .tilde
    case 0x304: .bar
    case 0x305: .overline
    case 0x306: .breve
    case 0x307: .dot
    case 0x308: .ddot
    case 0x30A: .ring
    case 0x30C: .check
    case 0x332: .underline
    case 0x20D7: .vec
    default: nil
    }
  }
}

extension Token {
  /// The character without the accents on it, and these, the lowest first.
  var splitMarks: (base: String, marks: [Accent]) {
    guard text.utf8.count > 1, let first = text.unicodeScalars.first else { return (text, []) }
    let marks = text.unicodeScalars.dropFirst().compactMap(CombiningMarks.accent)
    if !marks.isEmpty { return (String(first), marks) }
    // Letters of other scripts, which are many, need no table, and making it takes time.
    guard (0xC0..<0x250).contains(first.value) || (0x1E00..<0x1F00).contains(first.value) else {
      return (text, [])
    }
    if let (letter, accent) = CombiningMarks.precomposed[first] { return (letter, [accent]) }
    return (text, [])
  }
}

extension CombiningMarks {
  /// The letters that Unicode has with an accent, and the characters that they make.
  private static let rows: [(Accent, letters: String, characters: String)] = [
    (.hat, "aceghijosuwyzACEGHIJOSUWYZ", "âĉêĝĥîĵôŝûŵŷẑÂĈÊĜĤÎĴÔŜÛŴŶẐ"),
    (.tilde, "aeinouvyAEINOUVY", "ãẽĩñõũṽỹÃẼĨÑÕŨṼỸ"),
    (.bar, "aegiouyAEGIOUY", "āēḡīōūȳĀĒḠĪŌŪȲ"),
    (.breve, "aegiouAEGIOU", "ăĕğĭŏŭĂĔĞĬŎŬ"),
    (.dot, "abcdefghmnoprstwxyzABCDEFGHIMNOPRSTWXYZ", "ȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏżȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻ"),
    (.ddot, "aehiotuwxyAEHIOUWXY", "äëḧïöẗüẅẍÿÄËḦÏÖÜẄẌŸ"),
    (.check, "acdeghijklnorstuzACDEGHIKLNORSTUZ", "ǎčďěǧȟǐǰǩľňǒřšťǔžǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽ"),
  ]

  /// `ŷ` and its like.
  static let precomposed: [Unicode.Scalar: (String, Accent)] = {
    var table: [Unicode.Scalar: (String, Accent)] = [:]
    for (accent, letters, characters) in rows {
      for (letter, character) in zip(letters, characters.unicodeScalars) {
        table[character] = (String(letter), accent)
      }
    }
    return table
  }()
}
