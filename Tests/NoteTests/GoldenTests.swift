import Calculus
import Compiler
import Diagnostics
import Foundation
import Testing
import Vault

@Test(arguments: GoldenNote.all)
func compilesAsExpected(note: GoldenNote) throws {
  let allowance = Allowance()
  let compilation = try note.compile(note.source(), allowance)
  try expect(compilation.body, matches: note.golden(".html"))
  let report = RunReport([FileReport(compilation)])
  try expect(report.text(color: false), matches: note.golden(".diagnostics"))
  // What it costs is far from the end of what it may.
  #expect(allowance.refusals == 0)
  #expect(note.path.hasPrefix("hostile/") || allowance.spent < Allowance.standard / 8)
}

@Test func everyGoldenFileBelongsToANote() throws {
  let notes = Set(GoldenNote.all.map { NotePath.withoutExtension($0.path) })
  #expect(!notes.isEmpty)
  for folder in Set(GoldenNote.all.map { NotePath.folder($0.path) }) {
    let entries = try FileSystem.entries(of: GoldenNote.folder + "/" + folder)
    for entry in entries {
      for suffix in [".html", ".diagnostics"] where entry.name.hasSuffix(suffix) {
        #expect(
          notes.contains(folder + entry.name.dropLast(suffix.count)), "\(folder + entry.name)")
      }
    }
  }
}

/// Half-typed notes are what a preview sees all day.
@Test(arguments: GoldenNote.all)
func compilesEveryBeginningOfANote(note: GoldenNote) throws {
  let source = try note.source()
  let step = ProcessInfo.processInfo.environment["SLOW_TESTS"] == nil ? 211 : 7
  for length in stride(from: 0, to: source.count, by: step) {
    let compilation = try note.compile(Array(source[..<length]))
    // What is no UTF-8 has been replaced, so the text may be longer than what was read.
    let text = 0...compilation.file.bytes.count
    let outside = compilation.diagnostics.filter {
      !text.contains($0.range.lowerBound) || !text.contains($0.range.upperBound)
    }
    #expect(outside.isEmpty, "the first \(length) bytes")
  }
}

@Test(arguments: GoldenNote.all)
func compilesTheSameTwice(note: GoldenNote) throws {
  let source = try note.source()
  let first = try note.compile(source)
  let second = try note.compile(source)
  #expect(first.body == second.body)
  #expect(first.diagnostics == second.diagnostics)
}
