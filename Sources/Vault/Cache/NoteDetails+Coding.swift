import Compiler
import Diagnostics
import NoteSyntax
import Pages

extension NoteDetails {
  func write(to writer: inout CacheWriter) {
    writer.write(tags)
    writer.write(linkedNotes)
    writer.write(assets)
    writer.write(places) { writer, place in
      writer.write(place.slot == .header)
      writer.write(place.offset)
    }
    writer.write(description)
    writer.write(date?.day)
    writer.write(date?.time)
    writer.write(tally.numbers) { $0.write($1) }
    writer.write(problems) { writer, problem in
      writer.write(problem.diagnostic)
      writer.write(problem.isVerdict)
      writer.write(problem.isSettled)
    }
  }

  init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    tags = try reader.texts()
    linkedNotes = try reader.texts()
    assets = try reader.texts()
    places = try reader.list { reader throws(Damaged) in
      UnfilledPage.Place(
        slot: try reader.flag() ? .header : .footer, offset: try reader.integer())
    }
    description = try reader.optionalText()
    let (day, time) = (try reader.optionalText(), try reader.optionalText())
    date = day.map { NoteDate(day: $0, time: time) }
    let numbers = try reader.list { reader throws(Damaged) in try reader.integer() }
    guard let tally = Tally(numbers: numbers) else { throw Damaged() }
    self.tally = tally
    problems = try reader.list { reader throws(Damaged) in
      NoteProblem(
        diagnostic: try Diagnostic(from: &reader), isVerdict: try reader.flag(),
        isSettled: try reader.flag())
    }
  }
}

extension WorldTrace.Record {
  /// In an order that stays.
  ///
  /// - Parameter path: Of the note.
  func write(of path: String, to writer: inout CacheWriter) {
    let contents = contents.sorted { $0.key < $1.key }
    writer.write(contents) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value) { $0.write($1) }
    }
    let answers = answers.sorted {
      ($0.key.source, $0.key.target, $0.key.isNote ? 0 : 1)
        < ($1.key.source, $1.key.target, $1.key.isNote ? 0 : 1)
    }
    writer.write(answers) { writer, entry in
      writer.write(entry.key.target)
      // Most questions are the note's own.
      writer.write(entry.key.source == path ? "" : entry.key.source)
      writer.write(entry.key.isNote)
      writer.write(entry.value)
    }
    writer.write(usesAliases)
    writer.write(usesNames)
  }

  /// The questions of the note itself have no source; whoever reads them knows it.
  init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    self.init()
    let contents = try reader.list { reader throws(Damaged) in
      let path = try reader.text()
      return (path, try reader.optional { reader throws(Damaged) in try reader.hash() })
    }
    for (path, content) in contents { self.contents[path] = .some(content) }
    let answers = try reader.list { reader throws(Damaged) in
      let question = WorldTrace.Question(
        target: try reader.text(), source: try reader.text(), isNote: try reader.flag())
      return (question, try reader.optionalText())
    }
    for (question, answer) in answers { self.answers[question] = .some(answer) }
    usesAliases = try reader.flag()
    usesNames = try reader.flag()
  }
}

extension CacheWriter {
  fileprivate mutating func write(_ range: SourceRange) {
    write(range.lowerBound)
    write(range.count)
  }

  /// Without its fix-its, of which a report of a build says nothing.
  mutating func write(_ diagnostic: Diagnostic) {
    write(diagnostic.code)
    write(diagnostic.severity == .error)
    write(diagnostic.message)
    write(diagnostic.range)
    write(diagnostic.labels) { writer, label in
      writer.write(label.text)
      writer.write(label.range)
    }
    write(diagnostic.notes)
    write(diagnostic.hint)
  }
}

extension CacheReader {
  fileprivate mutating func range() throws(Damaged) -> SourceRange {
    let start = try integer()
    let count = try integer()
    guard start <= Int.max - count else { throw Damaged() }
    return start..<(start + count)
  }
}

extension Diagnostic {
  init(from reader: inout CacheReader) throws(CacheReader.Damaged) {
    typealias Damaged = CacheReader.Damaged
    let code = try reader.text()
    let severity: Severity = try reader.flag() ? .error : .warning
    let message = try reader.text()
    let range = try reader.range()
    let labels = try reader.list { reader throws(Damaged) in
      Label(try reader.text(), at: try reader.range())
    }
    self.init(
      severity, code, message, at: range, labels: labels, notes: try reader.texts(),
      hint: try reader.optionalText())
  }
}
