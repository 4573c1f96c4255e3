import Calculus
import Diagnostics
import Elaboration
import Execution
import MathML
import MathSyntax
import NetSyntax
import NoteSyntax
import Pages
import Reading
import Verification

/// Compiles the elements of a note one after the other: each may add to what those behind it know.
struct NoteCompiler {
  let note: Note
  let path: String
  let world: World
  private(set) var options: CompileOptions
  let allowance: Allowance
  /// The notes that are waiting for this one, because they use it.
  var users: [String] = []
  /// The note whose page this is written into, and those between that embed each other.
  var embedders: [String] = []
  /// How many notes a page may embed, directly and by the notes that it embeds.
  static let mostEmbeds = 100
  /// How many notes the page may still embed.
  var embedsLeft = (notes: Self.mostEmbeds, bytes: largestNote)
  /// Whether notes were not embedded because they are large, or because they are many; nil where all were.
  var refusedEmbeds: Bool?
  /// What the notes used so far say, by their paths.
  var usedNotes: [String: [NetStatement]] = [:]
  var macros = Macros()
  /// The numbers of the displays so far, and what labels stand for, those further down too.
  var equations = EquationNumbers()
  var labels: [String: String] = [:]
  /// Where labels of other notes lead, as they are written here.
  var foreignLinks: [String: String] = [:]
  /// The labels of other notes, by their paths.
  var foreignLabels: [String: [String: String]] = [:]
  /// Whether any formula has one.
  var hasLabels = false
  var scopes: ScopeTable
  var checker: PageChecker
  var instructions: InstructionTable
  /// Whether a block has been seen: what stands before the first one is left alone.
  var hasScope = false
  /// What was wrong in the first block, where its names are in the scope already, because it says
  /// `page`.
  var pageBlockProblems: [Diagnostic]?
  var diagnostics: [Diagnostic] = []
  var guesses = Guesses()
  var statements: [Statement] = []
  /// Diagnostics that stand at their places in the page already.
  var shownProblems: Set<Diagnostic> = []
  /// What is known of the names in formulas, for those who point at them.
  var tips = SymbolTips(Scope())
  /// What links may name in this note.
  lazy var places: Anchors = note.places
  /// Where links to formulas lead: for each element that is one without a label.
  lazy var anchors: [String?] = note.equationAnchors
  /// Those of the claims in blocks.
  var claimAnchors = EquationAnchors()
  /// The labels that equations so far have.
  var givenLabels: Set<String> = []
  /// What links may name on the page so far: headings, blocks, footnotes, and the labels of equations.
  lazy var namedAnchors = Set(note.anchors.ids)
  /// Paths of the files it shows or links to, each once.
  var assets: [String] = []
  /// Paths of the notes that it links to, embeds or uses, each once.
  var linkedNotes: [String] = []
  private var seenNotes: Set<String> = []
  /// The equations with a verdict.
  var listed: [ListedEquation] = []
  var seenAssets: Set<String> = []
  /// What is known behind each block and formula, where that is wanted.
  var knownScopes: [KnownScope] = []
  /// Where the running text that has not been read yet begins.
  var textEnd = 0
  /// The formula that stands next, if nothing but text is between.
  var nextFormula: MathSpan?
  /// The one behind that.
  var secondNextFormula: MathSpan?
  /// Where the condition stands that the text bound to the formula before it.
  var boundCondition: SourceRange?

  init(_ note: Note, at path: String, in world: World, _ options: CompileOptions) {
    self.note = note
    self.path = path
    self.world = world
    self.options = options
    allowance = options.allowance ?? Allowance()
    self.options.allowance = allowance
    scopes = ScopeTable(seed: options.seed, allowance: allowance)
    checker = PageChecker(file: note.file)
    instructions = InstructionTable(note.file)
    for macro in options.macros { macros.define(macro.name, body: macro.body) }
    for macro in note.frontMatter.macros { macros.define(macro.key, body: macro.value) }
  }

  /// The note whose page this is written into.
  var page: String { embedders.first ?? path }

  /// Compiles all elements; what becomes of each.
  mutating func run() -> [Rendering] {
    readDirectives()
    readPageBlock()
    readLabels()
    return note.elements.indices.map { compile(elementAt: $0) }
  }

  /// The note's HTML, with `renderings` in their places.
  func html(_ renderings: [Rendering]) -> [UInt8] {
    note.html(
      { index, _ in renderings[index].html }, below: { index, _ in renderings[index].below })
  }

  /// What an element becomes on the page, in UTF-8.
  struct Rendering {
    /// What stands in its place.
    var html: [UInt8] = []
    /// What stands below the paragraph that it is in.
    var below: [UInt8] = []
    /// The formula alone, for the table of contents.
    var math: [UInt8] = []
  }

  mutating func compile(elementAt index: Int) -> Rendering {
    readText(before: index)
    return switch note.elements[index] {
    case .math(let span): compile(span, at: index)
    case .block(let block): Rendering(html: Array(compile(block).utf8))
    case .image(let image): Rendering(html: Array(compile(image).utf8))
    case .link(let link): Rendering(html: Array(compile(link).utf8))
    case .embed(let embed): Rendering(html: Array(compile(embed).utf8))
    case .value(let value): compile(value)
    case .directive: Rendering()
    }
  }

  private mutating func compile(_ span: MathSpan, at index: Int) -> Rendering {
    let before = macros
    let (tree, problems) = parseMathTree(span.source, dialect: .tex, macros: &macros)
    diagnostics += problems
    reportUnknownLabels(in: tree, span)
    reportDuplicateLabels(of: span)
    let found = check(tree, span, before: before)
    guard let templates = options.templates else { return Rendering() }
    let math = markup(of: tree, span)
    let marks = marks(of: found, in: tree, span, before: before)
    let link = link(to: span, at: index)
    listed += marks.compactMap { ListedEquation($0, at: link) }
    let content = FormulaContent(
      math: math, place: place(of: span, tree), link: link, statements: marks)
    return Rendering(html: content.html(templates), below: content.below(templates), math: math)
  }

  /// Keeps what is known behind a block or a formula.
  mutating func keepScope(
    at range: SourceRange, isBlock: Bool = false, _ formulas: @autoclosure () -> [MathNode]
  ) {
    guard options.keepsScopes, hasScope, users.isEmpty else { return }
    knownScopes.append(
      KnownScope(range: range, isBlock: isBlock, scope: scopes.scope, formulas: formulas()))
  }

  /// Takes note of another note that this one is about.
  mutating func refer(to other: String) {
    if other != path, seenNotes.insert(other).inserted { linkedNotes.append(other) }
  }

  private mutating func link(to span: MathSpan, at index: Int) -> FormulaContent.Link? {
    if hasLabels, let anchor = span.labelAnchor { return .label(NotePath.url(anchor)) }
    return anchors[index].map { .id($0) }
  }

  private func place(of span: MathSpan, _ formula: MathTree) -> FormulaContent.Place {
    if span.display { return span.isBlock ? .block : .line }
    // A formula does not break into lines; a long one scrolls instead.
    return .text(isWide: span.source.bytes.count > 40 && describe(formula.mathNode).count > 30)
  }
}
