import Compiler
import Diagnostics
import NoteSyntax
import Pages

/// What a site has to know of a note that is compiled, besides its page. It stands in many lists, so copies share their fields.
@dynamicMemberLookup
struct NoteRecord: Sendable {
  private var shared: Shared

  private final class Shared: Sendable {
    let fields: NoteFields

    init(_ fields: NoteFields) { self.fields = fields }
  }

  init(_ fields: NoteFields) { shared = Shared(fields) }

  var fields: NoteFields { shared.fields }

  subscript<Value>(dynamicMember field: KeyPath<NoteFields, Value>) -> Value {
    shared.fields[keyPath: field]
  }

  subscript<Value>(dynamicMember field: WritableKeyPath<NoteFields, Value>) -> Value {
    get { shared.fields[keyPath: field] }
    set {
      var fields = shared.fields
      fields[keyPath: field] = newValue
      shared = Shared(fields)
    }
  }
}

/// The fields of a `NoteRecord`.
struct NoteFields: Sendable {
  /// Relative to the root of the vault.
  var path = ""
  /// What the system said of the file before it was read; nil where a later change might not show.
  var state: FileState?
  var content = ContentHash("")
  var trace = WorldTrace.Record()

  var title = ""
  var description: String?
  var tags: [String] = []
  var date: NoteDate?
  var order: Double?
  var aliases: [String] = []
  /// Whether it has no page: a draft, or a note that cannot be read.
  var isHidden = false
  var isReadable = true
  /// Paths of the notes it leads to, of the files it shows.
  var linkedNotes: [String] = []
  var assets: [String] = []

  var tally = Tally()
  var problems: [NoteProblem] = []

  var blob = PageBlob()
  /// Where the site's own goes.
  var places: [UnfilledPage.Place] = []

  /// What stood around the page when it was written last, and what the system said of its file then.
  var surroundings: ContentHash?
  var output: FileState?

  /// The page, relative to the root of the site.
  var pagePath: String { NotePath.page(of: path) }

  var link: PageLink { PageLink(title: title, path: NotePath.url(pagePath)) }
}

/// Where the page pack has a note's page and its parts of the pages that list all notes, one behind the other.
struct PageBlob: Hashable, Sendable {
  enum Part: Int, CaseIterable { case page, entry, equations, search }

  var offset = 0
  /// How many bytes each part takes.
  var counts: [Int]
  var hashes: [ContentHash]

  init() {
    counts = Part.allCases.map { _ in 0 }
    hashes = Part.allCases.map { _ in ContentHash("") }
  }

  /// - Parameter parts: One for each case of `Part`.
  init(offset: Int, _ parts: [[UInt8]]) {
    self.offset = offset
    counts = parts.map(\.count)
    hashes = zip(Part.allCases, parts).map { PageBlob.hash(of: $0, $1) }
  }

  /// What tells the bytes of a part from others. Those of a page are compared with nothing but what was written, and are
  /// many: a sum that shows damage is enough for them.
  static func hash(of part: Part, _ bytes: [UInt8]) -> ContentHash {
    part == .page ? ContentHash(checksumOf: bytes) : ContentHash(bytes)
  }

  var count: Int { counts.reduce(0, +) }

  func count(of part: Part) -> Int { counts[part.rawValue] }

  func hash(of part: Part) -> ContentHash { hashes[part.rawValue] }

  func offset(of part: Part) -> Int { offset + counts.prefix(part.rawValue).reduce(0, +) }
}
