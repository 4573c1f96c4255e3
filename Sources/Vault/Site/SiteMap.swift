import Compiler
import NoteSyntax
import Pages

/// The notes of a site in their order, under headings.
struct SiteMap: Sendable {
  struct Section: Sendable {
    let heading: String?
    let notes: [NoteRecord]
  }

  private(set) var sections: [Section] = []
  /// All notes that have a page, in their order.
  private(set) var notes: [NoteRecord] = []

  /// - Parameter records: Those of all notes; the hidden ones have no place.
  init(_ records: [NoteRecord], config: SiteConfig, world: World) {
    var rest = Dictionary(
      records.filter { !$0.isHidden }.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first }
    )
    let folders = FolderOrder(Array(rest.values))
    func take(_ place: SiteConfig.Place) -> [NoteRecord] {
      let paths =
        place.name.hasSuffix("/")
        ? folders.notes(under: place.name) : world.note(place.name, from: "").map { [$0] } ?? []
      return paths.compactMap { rest.removeValue(forKey: $0) }
    }
    for item in config.navigation {
      switch item {
      case .place(let place): add(take(place), under: nil)
      case .section(let heading, let places): add(places.flatMap(take), under: heading)
      }
    }
    for folder in folders.folders {
      let notes = folders.notes(in: folder).compactMap { rest.removeValue(forKey: $0) }
      add(notes, under: folders.heading(of: folder))
    }
    notes = sections.flatMap(\.notes)
  }

  /// What follows without a heading belongs to what came before without one.
  private mutating func add(_ notes: [NoteRecord], under heading: String?) {
    guard !notes.isEmpty else { return }
    if heading == nil, let last = sections.last, last.heading == nil {
      sections[sections.count - 1] = Section(heading: nil, notes: last.notes + notes)
    } else {
      sections.append(Section(heading: heading, notes: notes))
    }
  }
}

/// The order of notes and folders where nothing else is said: by `order`, then by name as people count.
private struct FolderOrder {
  private var byFolder: [String: [NoteRecord]] = [:]
  /// With their last `/`, the root first.
  private(set) var folders: [String] = []

  init(_ records: [NoteRecord]) {
    byFolder = Dictionary(grouping: records) { NotePath.folder($0.path) }
      .mapValues { Self.sorted($0) }
    let names = byFolder.keys.map { NaturalName($0) }
    folders = names.sorted().map(\.text)
    // The first note of a folder, where it is its index, says where the folder stands.
    let orders = byFolder.mapValues { notes in
      notes.first { Self.isIndex($0) }?.order ?? .infinity
    }
    folders = folders.enumerated().sorted { a, b in
      let (first, second) = (orders[a.element] ?? .infinity, orders[b.element] ?? .infinity)
      if a.element.isEmpty != b.element.isEmpty { return a.element.isEmpty }
      return (first, a.offset) < (second, b.offset)
    }.map(\.element)
  }

  func notes(in folder: String) -> [String] { byFolder[folder]?.map(\.path) ?? [] }

  func notes(under folder: String) -> [String] {
    let plain = folder.hasPrefix("./") ? String(folder.dropFirst(2)) : folder
    return folders.filter { $0.hasPrefix(plain) }.flatMap { notes(in: $0) }
  }

  /// The title of the folder's index, else its name; nil for the root.
  func heading(of folder: String) -> String? {
    guard !folder.isEmpty else { return nil }
    if let index = byFolder[folder]?.first(where: Self.isIndex) { return index.title }
    return folder.dropLast().split(separator: "/").joined(separator: " / ")
  }

  private static func isIndex(_ record: NoteRecord) -> Bool {
    NotePath.name(record.path) == "index.md"
  }

  private static func sorted(_ records: [NoteRecord]) -> [NoteRecord] {
    let keys = records.map(Key.init)
    return keys.indices.sorted { keys[$0] < keys[$1] }.map { records[$0] }
  }

  /// What decides where a note stands in its folder: the folder's index is first.
  private struct Key: Comparable {
    private let isIndex: Bool
    private let order: Double
    private let name: NaturalName

    init(_ record: NoteRecord) {
      isIndex = FolderOrder.isIndex(record)
      order = record.order ?? .infinity
      name = NaturalName(record.path)
    }

    static func < (a: Key, b: Key) -> Bool {
      if a.isIndex != b.isIndex { return a.isIndex }
      return a.order != b.order ? a.order < b.order : a.name < b.name
    }
  }
}

/// A name that is ordered as people do: `2` before `10`, case only where all else is equal.
struct NaturalName: Comparable {
  let text: String
  private let parts: [Part]

  private enum Part: Hashable, Comparable {
    case number(Int)
    case word(String)
  }

  init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = text.lowercased()[...]
    while let first = rest.utf8.first {
      let isNumber = Self.isDigit(first)
      let end = rest.utf8.firstIndex { Self.isDigit($0) != isNumber } ?? rest.endIndex
      let run = rest[..<end]
      parts.append(
        isNumber ? Int(run).map { .number($0) } ?? .word(String(run)) : .word(String(run)))
      rest = rest[end...]
    }
    self.parts = parts
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func < (a: NaturalName, b: NaturalName) -> Bool {
    if a.parts != b.parts { return a.parts.lexicographicallyPrecedes(b.parts) }
    return a.text < b.text
  }
}
