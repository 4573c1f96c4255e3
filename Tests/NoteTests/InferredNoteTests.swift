import Compiler
import Diagnostics
import Foundation
import Inference
import Testing
import Vault

/// A note of `Tests/Inferred`, which has no block, with the one that is proposed for it beside it: `x.net`. All of its
/// equations are true, but for slips that its text has on purpose.
struct InferredNote: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Inferred").path

  static let all = ((try? FileSystem.entries(of: folder)) ?? []).map(\.name)
    .filter { $0.hasSuffix(".md") }.map { InferredNote(name: String($0.dropLast(3))) }

  /// Each is looked for once.
  private static let proposals = Dictionary(
    uniqueKeysWithValues: all.map { note in
      (note.name, note.source.flatMap { try? propose($0).get() })
    })

  private var source: SourceFile? {
    (try? FileSystem.bytes(of: "\(Self.folder)/\(name).md")).map {
      SourceFile(path: name + ".md", bytes: $0)
    }
  }

  func propose() throws -> Proposal {
    try #require(Self.proposals[name] ?? nil)
  }

  static func propose(_ file: SourceFile, again: Bool = false) -> Result<Proposal, NoProposal> {
    onLargeStack {
      Result { () throws(NoProposal) in
        try Inference.propose(
          for: file, at: file.path, in: World(), options: CompileOptions(), again: again)
      }
    }
  }
}

@Test(arguments: InferredNote.all)
func proposesABlock(note: InferredNote) throws {
  let proposal = try note.propose()
  let report = RunReport([FileReport(proposal.compilation)]).text(color: false)
  try expect(proposal.block + "\n" + report, matches: "\(InferredNote.folder)/\(note.name).net")
}

/// A shape or a loss that was guessed wrongly must not make a true equation fail.
@Test(arguments: InferredNote.all)
func makesNoTrueEquationFail(note: InferredNote) throws {
  let compilation = try note.propose().compilation
  for statement in compilation.statements {
    #expect(![.refuted, .illShaped].contains(statement.finding), "\(statement.latex)")
  }
  #expect(compilation.tally[.holds] > 0)
}

@Test(arguments: InferredNote.all)
func changesNothingButTheBlock(note: InferredNote) throws {
  let proposal = try note.propose()
  let old = try FileSystem.bytes(of: "\(InferredNote.folder)/\(note.name).md")
  let block = Array(proposal.block.utf8)
  let place = try #require(proposal.note.indices.first { proposal.note[$0...].starts(with: block) })
  #expect(Array(proposal.note[..<place] + proposal.note[(place + block.count + 1)...]) == old)
}

@Test func proposesTheSameTwice() throws {
  let file = SourceFile(
    path: "a.md", text: "$z = w^T x + b$ and $\\frac{\\partial z}{\\partial w} = x$\n")
  let (first, second) = (InferredNote.propose(file), InferredNote.propose(file))
  #expect(try first.get().note == second.get().note)
}

/// A script may be any number, and nothing is computed of those that count nothing.
@Test(arguments: [
  "h_{9223372036854775807 + 1}", "h_{9223372036854775807}", "h_{0 - 9223372036854775807 - 2}",
  "h_{k + 9223372036854775807} + h_{k - 9223372036854775807}", "h^{[9223372036854775807 + 1]}",
  "W_{9223372036854775807} h_{k + 1000000} + h_{k - 1000000}",
])
func takesNumbersOfAnySize(formula: String) {
  let note = "$y = \(formula)$ and $z_k = W h_{k-1}$, $\\frac{\\partial y}{\\partial x} = x$\n"
  if case .success(let proposal) = InferredNote.propose(SourceFile(path: "a.md", text: note)) {
    #expect(!proposal.block.contains("9223372036854775807"))
  }
}

@Test func countsPastAThousand() throws {
  let file = SourceFile(path: "a.md", text: "$y = 2 h_{1 + 5000}$\n")
  #expect(try InferredNote.propose(file).get().block.contains("h_{5001} ∈ R"))
}

/// Notes of the course, their blocks taken out: most of what holds with the blocks holds with the proposed one.
@Test(arguments: [("activations", 18), ("batch-normalisation", 15)])
func bringsBackABlock(name: String, least: Int) throws {
  let notes = URL(filePath: InferredNote.folder).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "notes").path
  let path = name + ".md"
  let whole = SourceFile(path: path, bytes: try FileSystem.bytes(of: "\(notes)/\(path)"))
  let blocks = readPage(whole, at: path, in: World(), options: CompileOptions()).blocks
  #expect(!blocks.isEmpty)
  var bytes = whole.bytes
  for block in blocks.reversed() { bytes.removeSubrange(block) }
  let compilation = try InferredNote.propose(SourceFile(path: path, bytes: bytes)).get().compilation
  #expect(compilation.tally[.holds] >= least)
  for statement in compilation.statements where !statement.mustFail {
    #expect(![.refuted, .illShaped].contains(statement.finding), "\(statement.latex)")
  }
}
