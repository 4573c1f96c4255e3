import Compiler
import NoteSyntax
import Pages

/// The notes of a site in their order, under headings.
struct SiteMap: Sendable {
  struct Section: Sendable {
    let heading: String?
    /// Of its notes, in the order of the site.
    let positions: Range<Int>
  }

  private(set) var sections: [Section] = []
  /// All notes that have a page, by their places in the table, in their order.
  private(set) var notes: [Int] = []
  private let table: NoteTable

  /// - Parameters:
  ///   - table: Of all notes; the hidden ones have no place.
  ///   - index: The first page, which has none either.
  init(_ table: NoteTable, without index: Int?, config: SiteConfig, world: World) {
    self.table = table
    var isLeft = table.records.map { !($0?.isHidden ?? true) }
    if let index { isLeft[index] = false }
    let folders = FolderOrder(table, isLeft.indices.filter { isLeft[$0] })
    func take(_ notes: [Int]) -> [Int] {
      notes.filter { note in
        defer { isLeft[note] = false }
        return isLeft[note]
      }
    }
    func notes(at place: SiteConfig.Place) -> [Int] {
      if place.name.hasSuffix("/") { return folders.notes(under: place.name) }
      return world.note(place.name, from: "").flatMap { table.paths.index(of: $0) }.map { [$0] }
        ?? []
    }
    for item in config.navigation {
      switch item {
      case .place(let place): add(take(notes(at: place)), under: nil)
      case .section(let heading, let places):
        add(places.flatMap { take(notes(at: $0)) }, under: heading)
      }
    }
    for folder in folders.folders {
      add(take(folders.notes(in: folder)), under: folders.heading(of: folder))
    }
  }

  /// What follows without a heading belongs to what came before without one.
  private mutating func add(_ notes: [Int], under heading: String?) {
    guard !notes.isEmpty else { return }
    var start = self.notes.count
    self.notes += notes
    if heading == nil, let last = sections.last, last.heading == nil {
      start = last.positions.lowerBound
      sections.removeLast()
    }
    sections.append(Section(heading: heading, positions: start..<self.notes.count))
  }

  /// The note at a position in the order of the site.
  func record(at position: Int) -> NoteRecord { table.record(notes[position]) }

  func link(_ position: Int) -> PageLink { record(at: position).link }
}

/// The order of notes and folders where nothing else is said: by `order`, then by name as people count.
private struct FolderOrder {
  private var byFolder: [String: [Int]] = [:]
  /// With their last `/`, the root first.
  private(set) var folders: [String] = []
  private let table: NoteTable

  init(_ table: NoteTable, _ notes: [Int]) {
    self.table = table
    byFolder = Dictionary(grouping: notes) { NotePath.folder(table.paths[$0]) }
      .mapValues { Self.sorted($0, table) }
    let names = byFolder.keys.map { NaturalName($0) }
    folders = names.sorted().map(\.text)
    // The first note of a folder, where it is its index, says where the folder stands.
    let orders = byFolder.mapValues { notes in
      notes.lazy.map(table.record).first { Self.isIndex($0) }?.order ?? .infinity
    }
    folders = folders.enumerated().sorted { a, b in
      let (first, second) = (orders[a.element] ?? .infinity, orders[b.element] ?? .infinity)
      if a.element.isEmpty != b.element.isEmpty { return a.element.isEmpty }
      return (first, a.offset) < (second, b.offset)
    }.map(\.element)
  }

  func notes(in folder: String) -> [Int] { byFolder[folder] ?? [] }

  func notes(under folder: String) -> [Int] {
    let plain = folder.hasPrefix("./") ? String(folder.dropFirst(2)) : folder
    return folders.filter { $0.hasPrefix(plain) }.flatMap { notes(in: $0) }
  }

  /// The title of the folder's index, else its name; nil for the root.
  func heading(of folder: String) -> String? {
    guard !folder.isEmpty else { return nil }
    let index = notes(in: folder).lazy.map(table.record).first { Self.isIndex($0) }
    return index?.title ?? folder.dropLast().split(separator: "/").joined(separator: " / ")
  }

  private static func isIndex(_ record: NoteRecord) -> Bool {
    NotePath.name(record.path) == "index.md"
  }

  private static func sorted(_ notes: [Int], _ table: NoteTable) -> [Int] {
    let keys = notes.map { Key(table.record($0)) }
    return keys.indices.sorted { keys[$0] < keys[$1] }.map { notes[$0] }
  }

  /// What decides where a note stands in its folder: the folder's index is first.
  private struct Key: Comparable {
    private let isIndex: Bool
    private let order: Double
    private let name: NaturalName

    init(_ record: NoteRecord) {
      isIndex = FolderOrder.isIndex(record)
      order = record.order ?? .infinity
      name = NaturalName(NotePath.withoutExtension(record.path))
    }

    static func < (a: Key, b: Key) -> Bool {
      if a.isIndex != b.isIndex { return a.isIndex }
      return a.order != b.order ? a.order < b.order : a.name < b.name
    }
  }
}
