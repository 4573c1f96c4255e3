import Compiler
import NoteSyntax
import Pages

/// What a site has to know of every note while it is about other notes. What it has to know of a note by itself is in
/// `NoteDetails`: a site of many notes takes little more memory than one of few.
struct NoteRecord: Sendable {
  /// Relative to the root of the vault.
  var path = ""
  /// What the system said of the file before it was read; nil where a later change might not show.
  var state: FileState?
  var content = ContentHash("")
  var title = ""
  var order: Double?
  var aliases: [String] = []
  /// Whether it has no page: a draft, or a note that cannot be read.
  var isHidden = false
  var isReadable = true
  /// What there is among its details.
  var hasProblems = false
  var hasClaims = false
  var hasDate = false
  /// What its page may change with besides the note.
  var dependence = Dependence()
  var parts = PackedParts()

  /// Of what kinds the questions are that a note asks its folder: where there are none, the details need not be looked at.
  struct Dependence: OptionSet, Sendable {
    let rawValue: UInt8

    static let otherNotes = Dependence(rawValue: 1)
    static let aliases = Dependence(rawValue: 2)
    static let names = Dependence(rawValue: 4)
  }

  /// The page, relative to the root of the site.
  var pagePath: String { NotePath.page(of: path) }

  var link: PageLink { PageLink(title: title, path: NotePath.url(pagePath)) }
}

extension NoteRecord.Dependence {
  init(_ trace: WorldTrace.Record) {
    self = []
    if !trace.contents.isEmpty { insert(.otherNotes) }
    if trace.usesAliases { insert(.aliases) }
    if trace.usesNames { insert(.names) }
  }
}

/// What a site has to know of a note while it is about that note.
struct NoteDetails: Sendable {
  var description: String?
  var date: NoteDate?
  var tags: [String] = []
  /// Paths of the notes it leads to, of the files it shows.
  var linkedNotes: [String] = []
  var assets: [String] = []
  var tally = Tally()
  var problems: [NoteProblem] = []
  /// Where the site's own goes in the page.
  var places: [UnfilledPage.Place] = []
}

/// Where the pack has what was made of a note.
struct PackedParts: Sendable {
  /// A page, and pieces of the pages that list all notes; what else is to be known of the note.
  enum Part: CaseIterable { case page, entry, equations, search, details }

  private var page = PackPlace()
  private var entry = PackPlace()
  private var equations = PackPlace()
  private var search = PackPlace()
  private var details = PackPlace()

  subscript(part: Part) -> PackPlace {
    get {
      switch part {
      case .page: page
      case .entry: entry
      case .equations: equations
      case .search: search
      case .details: details
      }
    }
    set {
      switch part {
      case .page: page = newValue
      case .entry: entry = newValue
      case .equations: equations = newValue
      case .search: search = newValue
      case .details: details = newValue
      }
    }
  }

  var count: Int { Part.allCases.reduce(0) { $0 + self[$1].count } }
}

/// Where a pack has some bytes.
struct PackPlace: Hashable, Sendable {
  var offset = 0
  var count = 0
  /// What tells the bytes from others.
  var hash = ContentHash(first: 0, second: 0)
}

/// What was written last for a note.
struct WrittenPage: Hashable, Sendable {
  /// Of what stood around the note.
  var surroundings: ContentHash
  /// What the system said of the file then.
  var output: FileState
}
