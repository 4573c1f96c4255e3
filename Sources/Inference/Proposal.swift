import Compiler
import Diagnostics
import Verification

/// A `net` block for a note that has none.
package struct Proposal: Sendable {
  /// With its fences and a line end behind it.
  package let block: String
  /// The note with the block in its place.
  package let note: [UInt8]
  /// What becomes of the note's statements with the block.
  package let compilation: Compilation
  /// Where in `note` the block stands.
  let place: SourceRange
  /// The note as it was.
  let original: SourceFile

  /// The line, in the note as it is without the block, in which a statement of `compilation` begins.
  package func line(of statement: Statement) -> Int {
    let offset = statement.range.lowerBound
    return original.location(of: offset < place.upperBound ? offset : offset - place.count).line
  }
}

/// Why there is no proposal.
package enum NoProposal: Error, Sendable {
  /// No formula of the note states anything that a block could say something of.
  case nothingToGovern(hasFormulas: Bool)
  /// It has one, at this place.
  case hasBlock(SourceRange)
  /// `gradweave: off`.
  case isOff
  /// The page says two things of one name.
  case contradiction(ShapeContradiction)
}

/// Reads the note in `file` and proposes a block for it. Pure.
///
/// - Parameter again: Whether a note that has a block gets another one, for what its blocks do not reach.
package func propose(
  for file: SourceFile, at path: String, in world: World, options: CompileOptions,
  again: Bool = false
) throws(NoProposal) -> Proposal {
  var options = options
  options.templates = nil
  let reading = readPage(file, at: path, in: world, options: options)
  guard reading.isChecked else { throw .isOff }
  if let block = reading.blocks.first, !again { throw .hasBlock(block) }
  func compiled(_ file: SourceFile) -> Compilation {
    // Each block that is tried may cost what a note may.
    options.allowance?.renew()
    return compile(file, at: path, in: world, options: options)
  }
  let page = Page(reading, from: start(of: reading) { compiled(file) })
  let isEmpty = page.formulas.isEmpty
  guard !page.uses.isEmpty else { throw .nothingToGovern(hasFormulas: !isEmpty) }
  if let contradiction = page.contradiction { throw .contradiction(contradiction) }
  var search = ProposalSearch(page) { compiled(SourceFile(path: file.path, bytes: $0)) }
  guard let proposal = search.best() else { throw .nothingToGovern(hasFormulas: !isEmpty) }
  return proposal
}

/// Where the formulas begin that no block of the note says anything of.
private func start(of reading: PageReading, _ compile: () -> Compilation) -> Int {
  guard let block = reading.blocks.last else { return 0 }
  let governed = compile().statements.filter { statement in
    [.holds, .refuted, .illShaped, .slip, .definition, .update].contains(statement.finding)
  }
  return governed.map(\.range.upperBound).reduce(block.upperBound, max)
}
