import Compiler
import Diagnostics
import NoteSyntax
import Pages

extension NoteRecord {
  func write(to writer: inout CacheWriter) {
    writer.write(path)
    writer.write(state) { $0.write($1) }
    writer.write(content)
    writer.write(title)
    writer.write(order.map { "\($0)" })
    writer.write(aliases)
    writer.write(isHidden)
    writer.write(isReadable)
    writer.write(hasProblems)
    writer.write(hasClaims)
    writer.write(hasDate)
    writer.write(UInt64(dependence.rawValue))
    for part in PackedParts.Part.allCases { writer.write(parts[part]) }
  }

  init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    path = try reader.text()
    state = try reader.optional { reader throws(Damaged) in try reader.state() }
    content = try reader.hash()
    title = try reader.text()
    order = try reader.optionalText().flatMap { Double($0) }
    aliases = try reader.texts()
    isHidden = try reader.flag()
    isReadable = try reader.flag()
    hasProblems = try reader.flag()
    hasClaims = try reader.flag()
    hasDate = try reader.flag()
    dependence = Dependence(rawValue: try reader.byte())
    for part in PackedParts.Part.allCases { parts[part] = try reader.packPlace() }
  }
}

extension WrittenPage {
  func write(to writer: inout CacheWriter) {
    writer.write(surroundings)
    writer.write(output)
  }

  init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    surroundings = try reader.hash()
    output = try reader.state()
  }
}

extension CacheWriter {
  fileprivate mutating func write(_ place: PackPlace) {
    write(place.offset)
    write(place.count)
    write(place.hash)
  }
}

extension CacheReader {
  fileprivate mutating func packPlace() throws(Damaged) -> PackPlace {
    PackPlace(offset: try integer(), count: try integer(), hash: try hash())
  }
}
