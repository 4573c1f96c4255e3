/// Commands that are one character, by the class that decides their spacing.
enum SymbolTables {
  static let byRole: [(Symbol.Role, String)] = [
    (.ordinary, greek), (.ordinary, letters), (.ordinary, ordinary), (.ordinary, dots),
    (.largeOperator, largeOperators), (.binary, binary), (.relation, relations),
    (.relation, negatedRelations), (.relation, arrows), (.opening, openings),
    (.closing, closings), (.punctuation, "comma , colon : cdotp · ldotp ."),
  ]

  static let greek = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ
    iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ
    sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ
    Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ
    varPhi Φ varPsi Ψ varOmega Ω thetasym ϑ
    """

  /// The letters' full names, which spell them in plain text too.
  static let greekNames = Set(CommandTable.words(greek).filter { $0.utf8.first ?? 0xFF < 0x80 })

  static let letters = """
    ell ℓ hbar ℏ hslash ℏ imath ı jmath ȷ Im ℑ Re ℜ wp ℘ weierp ℘ image ℑ real ℜ eth ð
    aleph ℵ alef ℵ alefsym ℵ beth ℶ gimel ℷ daleth ℸ Finv Ⅎ Game ⅁ mho ℧ partial ∂ nabla ∇
    infty ∞ infin ∞ backepsilon ∍ complement ∁ i ı j ȷ AA Å aa å AE Æ ae æ OE Œ oe œ O Ø o ø
    ss ß
    """

  static let ordinary = """
    prime ′ backprime ‵ top ⊤ bot ⊥ intercal ⊺ emptyset ∅ empty ∅ varnothing ∅ forall ∀
    exists ∃ exist ∃ nexists ∄ neg ¬ lnot ¬ angle ∠ measuredangle ∡ sphericalangle ∢
    triangle △ vartriangle △ triangledown ▽ square □ Box □ blacksquare ■ blacktriangle ▲
    blacktriangledown ▼ Diamond ◊ lozenge ◊ blacklozenge ⧫ bigstar ★
    clubsuit ♣ clubs ♣ diamondsuit ♢ diamonds ♢ heartsuit ♡ hearts ♡ spadesuit ♠ spades ♠
    flat ♭ natural ♮ sharp ♯ checkmark ✓ maltese ✠ degree ° copyright © circledR ®
    circledS Ⓢ pounds £ mathsterling £ yen ¥ S § sect § P ¶ diagup ╱ diagdown ╲ surd √ vert | Vert ‖
    | ‖ backslash \\ % % # # $ $ & & _ _ slash / QED ∎ qed ∎ Bbbk 𝕜 lq ‘ rq ’
    """

  static let dots = """
    dots … ldots … dotsc … dotso … mathellipsis … textellipsis … cdots ⋯ dotsb ⋯ dotsm ⋯
    dotsi ⋯ vdots ⋮ ddots ⋱ iddots ⋰ adots ⋰
    """

  static let largeOperators = """
    sum ∑ prod ∏ coprod ∐ int ∫ intop ∫ smallint ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯
    oiiint ∰ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
    bigodot ⨀ biguplus ⨄
    """

  static let binary = """
    cdot ⋅ times × odot ⊙ circ ∘ otimes ⊗ ast ∗ bigcirc ◯ oplus ⊕ ominus ⊖ oslash ⊘ pm ±
    plusmn ± mp ∓ div ÷ star ⋆ bullet ∙ bull ∙ cap ∩ cup ∪ Cap ⋒ doublecap ⋒ Cup ⋓
    doublecup ⋓ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖
    smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◃
    triangleright ▹ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ amalg ⨿ dagger † dag † ddagger ‡ ddag ‡
    Dagger ‡ dotplus ∔ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ boxplus ⊞ boxminus ⊟ boxtimes ⊠
    boxdot ⊡ circledast ⊛ circledcirc ⊚ circleddash ⊝ divideontimes ⋇ ltimes ⋉ rtimes ⋊
    leftthreetimes ⋋ rightthreetimes ⋌ curlyvee ⋎ curlywedge ⋏ centerdot ⋅ sdot ⋅
    gtrdot ⋗ lessdot ⋖ And &
    """

  static let relations = """
    in ∈ isin ∈ ni ∋ owns ∋ le ≤ leq ≤ ge ≥ geq ≥ lt < gt > ll ≪ gg ≫ lll ⋘ ggg ⋙
    llless ⋘ gggtr ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lesssim ≲ gtrsim ≳ lessapprox ⪅
    gtrapprox ⪆ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌
    eqslantless ⪕ eqslantgtr ⪖ approx ≈ approxeq ≊ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝
    varpropto ∝ triangleq ≜ coloneqq ≔ coloneq ≔ colonequals ≔ eqqcolon ≕ eqcolon ≕
    equalscolon ≕ Coloneqq ⩴ coloncolonequals ⩴ coloncolon ∷ dblcolon ∷ vcentcolon ∶ ratio ∶
    asymp ≍ doteq ≐ doteqdot ≑ Doteq ≑ fallingdotseq ≒ risingdotseq ≓ circeq ≗ eqcirc ≖
    bumpeq ≏ Bumpeq ≎ backsim ∽ backsimeq ⋍ eqsim ≂ thicksim ∼ thickapprox ≈ mid ∣
    shortmid ∣ parallel ∥ shortparallel ∥ perp ⟂ vdash ⊢ dashv ⊣ vDash ⊨ models ⊨ Vdash ⊩
    Vvdash ⊪ VDash ⊫ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾
    succsim ≿ precapprox ⪷ succapprox ⪸ curlyeqprec ⋞ curlyeqsucc ⋟ subset ⊂ sub ⊂
    supset ⊃ subseteq ⊆ sube ⊆ supseteq ⊇ supe ⊇ subseteqq ⫅ supseteqq ⫆ Subset ⋐ Supset ⋑
    sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ smile ⌣ frown ⌢ smallsmile ⌣
    smallfrown ⌢ bowtie ⋈ Join ⋈ between ≬ pitchfork ⋔ multimap ⊸ therefore ∴ because ∵
    approxcolon ≈∶ approxcoloncolon ≈∷ Colonapprox ∷≈ coloncolonapprox ∷≈ colonapprox ∶≈
    coloncolonminus ∷− Coloneq ∷− colonminus ∶− coloncolonsim ∷∼ Colonsim ∷∼ colonsim ∶∼
    Eqcolon −∷ minuscoloncolon −∷ minuscolon −∶ Eqqcolon =∷ equalscoloncolon =∷ simcolon ∼∶
    simcoloncolon ∼∷ minuso ⦵
    trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳
    blacktriangleleft ◀ blacktriangleright ▶ questeq ≟ eqdef ≝ measeq ≞
    """

  static let negatedRelations = """
    ne ≠ neq ≠ notin ∉ notni ∌ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nleqq ≦̸ ngeqq ≧̸
    nsubseteqq ⫅̸ nsupseteqq ⫆̸ nleqslant ⩽̸ ngeqslant ⩾̸
    lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lvertneqq ≨ gvertneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉
    gnapprox ⪊ nsim ≁ ncong ≇ nmid ∤ nshortmid ∤ nparallel ∦ nshortparallel ∦ nvdash ⊬
    nvDash ⊭ nVdash ⊮ nVDash ⊯ nprec ⊀ nsucc ⊁ npreceq ⋠ nsucceq ⋡ precnsim ⋨ succnsim ⋩
    precneqq ⪵ succneqq ⪶ precnapprox ⪹ succnapprox ⪺ nsubseteq ⊈ nsupseteq ⊉ subsetneq ⊊
    supsetneq ⊋ varsubsetneq ⊊ varsupsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ varsubsetneqq ⫋
    varsupsetneqq ⫌ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭
    """

  static let arrows = """
    to → rightarrow → rarr → leftarrow ← gets ← larr ← leftrightarrow ↔ lrarr ↔ harr ↔
    Rightarrow ⇒ rArr ⇒ Rarr ⇒ Leftarrow ⇐ lArr ⇐ Larr ⇐ Leftrightarrow ⇔ lrArr ⇔ Lrarr ⇔
    hArr ⇔ Harr ⇔ iff ⟺ implies ⟹ impliedby ⟸ longrightarrow ⟶ longleftarrow ⟵
    longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦
    longmapsto ⟼ uparrow ↑ uarr ↑ downarrow ↓ darr ↓ updownarrow ↕ Uparrow ⇑ uArr ⇑ Uarr ⇑
    Downarrow ⇓ dArr ⇓ Darr ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
    hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀
    rightharpoondown ⇁ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃
    downharpoonright ⇂ leftrightharpoons ⇋ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝
    leftrightsquigarrow ↭ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣
    leftarrowtail ↢ leftleftarrows ⇇ rightrightarrows ⇉ upuparrows ⇈ downdownarrows ⇊
    leftrightarrows ⇆ rightleftarrows ⇄ Lleftarrow ⇚ Rrightarrow ⇛ circlearrowleft ↺
    circlearrowright ↻ curvearrowleft ↶ curvearrowright ↷ looparrowleft ↫ looparrowright ↬
    Lsh ↰ Rsh ↱ dashleftarrow ⇠ dashrightarrow ⇢ nleftarrow ↚ nrightarrow ↛
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎ imageof ⊷ origof ⊶
    """

  static let openings = """
    lbrace { { { lbrack [ lparen ( langle ⟨ lang ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖
    llbracket ⟦ lgroup ⟮ lmoustache ⎰ ulcorner ⌜ llcorner ⌞ lBrace ⦃
    """

  static let closings = """
    rbrace } } } rbrack ] rparen ) rangle ⟩ rang ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖
    rrbracket ⟧ rgroup ⟯ rmoustache ⎱ urcorner ⌝ lrcorner ⌟ rBrace ⦄
    """

  /// Characters and ASCII operators as they stand in the source.
  static let spellings: [(String, Symbol)] = [
    ("-", minus), ("−", minus), ("–", minus), ("+", Symbol("+", .binary)),
    ("*", Symbol("*", .binary)), ("/", Symbol("/", .ordinary)), ("÷", Symbol("÷", .binary)),
    ("=", Symbol("=", .relation)), ("<", Symbol("<", .relation)), (">", Symbol(">", .relation)),
    (":", Symbol(":", .relation)), (":=", Symbol("≔", .relation)), ("≔", Symbol("≔", .relation)),
    ("(", Symbol("(", .opening)), ("[", Symbol("[", .opening)), (")", Symbol(")", .closing)),
    ("]", Symbol("]", .closing)), ("!", Symbol("!", .closing)), ("?", Symbol("?", .closing)),
    (",", Symbol(",", .punctuation)), (";", Symbol(";", .punctuation)),
    (".", Symbol(".", .ordinary)), ("|", Symbol("|", .ordinary)), ("||", Symbol("‖", .ordinary)),
    ("‖", Symbol("‖", .ordinary)), ("@", Symbol("@", .ordinary)), ("\"", Symbol("\"", .ordinary)),
    ("`", Symbol("‘", .ordinary)), ("...", Symbol("…", .ordinary)), ("..", Symbol("‥", .ordinary)),
    ("…", Symbol("…", .ordinary)), ("‥", Symbol("‥", .ordinary)), ("->", Symbol("→", .relation)),
    ("<-", Symbol("←", .relation)), ("=>", Symbol("⇒", .relation)), ("<=", Symbol("≤", .relation)),
    (">=", Symbol("≥", .relation)), ("!=", Symbol("≠", .relation)), ("·", Symbol("⋅", .binary)),
    ("•", Symbol("∙", .binary)), ("〈", Symbol("⟨", .opening)), ("〉", Symbol("⟩", .closing)),
    ("∥", Symbol("∥", .relation)), ("≝", Symbol("≝", .relation)), ("△", Symbol("△", .ordinary)),
    ("∆", Symbol("Δ", .ordinary)), ("µ", Symbol("μ", .ordinary)), ("∶", Symbol(":", .relation)),
    ("⊲", Symbol("⊲", .binary)), ("⊤", Symbol("⊤", .ordinary)),
    ("\u{00A0}", Symbol("~", .ordinary)), ("\u{2126}", Symbol("Ω", .ordinary)),
    ("\u{212A}", Symbol("K", .ordinary)), ("\u{212B}", Symbol("Å", .ordinary)),
  ]

  static let minus = Symbol("−", .binary)
  static let prime = Symbol("′", .ordinary)
}

/// Function words that are commands: `\sin`, `\max`.
enum FunctionNames {
  static let text = """
    sin cos tan cot sec csc cosec arcsin arccos arctan arcctg arctg ctg cotg tg cth sh ch th
    sinh cosh tanh coth log ln lg exp max min sup inf lim det dim ker deg gcd hom arg Pr
    argmax argmin plim
    """
}
