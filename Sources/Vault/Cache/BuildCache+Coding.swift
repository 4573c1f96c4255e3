import Compiler
import NoteSyntax

extension BuildCache {
  /// The first bytes of the file; the number changes with its form.
  private static let form = "gradweave cache 5"

  /// The file is summed up in pieces of so many bytes, as it is written.
  private static let pieceSize = 1 << 16
  private static let sumSize = 16

  /// What is kept at `place`, if it is whole and was made by this program with the same config and templates: `key`.
  static func load(_ place: CachePlace, key: ContentHash) -> BuildCache? {
    guard let bytes = try? FileSystem.bytes(of: place.index), bytes.count > sumSize else {
      return nil
    }
    let end = bytes.count - sumSize
    let sums = stride(from: 0, to: end, by: pieceSize).map {
      ContentHash(Array(bytes[$0..<min($0 + pieceSize, end)]))
    }
    var sum = CacheReader(Array(bytes[end...]))
    guard (try? sum.hash()) == ContentHash.of(sums) else { return nil }
    var reader = CacheReader(bytes)
    return try? BuildCache(from: &reader, key: key)
  }

  private init(from reader: inout CacheReader, key: ContentHash) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    guard try reader.text() == BuildCache.form, try reader.hash() == key else {
      throw Damaged()
    }
    files = try reader.hash()
    aliases = try reader.hash()
    pack = try reader.integer()
    packEnd = try reader.integer()
    notes = try NoteTable(from: &reader)
    let copied = try reader.list { reader throws(Damaged) in
      let path = try reader.text()
      let source = try reader.optional { reader throws(Damaged) in try reader.state() }
      return (path, CopiedFile(source: source, output: try reader.state()))
    }
    assets = Dictionary(copied) { first, _ in first }
    let made = try reader.list { reader throws(Damaged) in
      let path = try reader.text()
      return (path, MadeFile(input: try reader.hash(), output: try reader.state()))
    }
    siteFiles = Dictionary(made) { first, _ in first }
  }

  func save(_ place: CachePlace, key: ContentHash) throws(FileError) {
    try FileSystem.replace(place.index, keepsFolders: true) { file throws(FileError) in
      var writer = CacheWriter()
      var sums: [ContentHash] = []
      func flush(_ count: Int) throws(FileError) {
        while writer.bytes.count >= max(1, count) {
          let piece = writer.takeFirst(BuildCache.pieceSize)
          sums.append(ContentHash(piece))
          try file.write(piece)
        }
      }
      writeHead(to: &writer, key: key)
      for (record, written) in zip(notes.records, notes.written) {
        guard let record else { continue }
        record.write(to: &writer)
        writer.write(written) { $1.write(to: &$0) }
        try flush(BuildCache.pieceSize)
      }
      writeFiles(to: &writer)
      try flush(0)
      writer.write(ContentHash.of(sums))
      try file.write(writer.bytes)
    }
  }

  private func writeHead(to writer: inout CacheWriter, key: ContentHash) {
    writer.write(BuildCache.form)
    writer.write(key)
    writer.write(files)
    writer.write(aliases)
    writer.write(pack)
    writer.write(packEnd)
    writer.write(notes.records.count { $0 != nil })
  }

  private func writeFiles(to writer: inout CacheWriter) {
    writer.write(assets.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value.source) { $0.write($1) }
      writer.write(entry.value.output)
    }
    writer.write(siteFiles.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value.input)
      writer.write(entry.value.output)
    }
  }
}

extension NoteTable {
  fileprivate init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    let notes = try reader.list { reader throws(Damaged) in
      let record = try NoteRecord(from: &reader)
      let written = try reader.optional { reader throws(Damaged) in
        try WrittenPage(from: &reader)
      }
      return (record, written)
    }
    self.init(SortedPaths(notes.map(\.0.path)))
    guard paths.count == notes.count else { throw Damaged() }
    for (index, (record, written)) in notes.enumerated() {
      guard record.path == paths[index] else { throw Damaged() }
      (records[index], self.written[index]) = (record, written)
    }
  }
}
