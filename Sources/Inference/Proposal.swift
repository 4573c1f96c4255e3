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

/// Two shapes that a page says one array has.
package struct ShapeContradiction: Sendable {
  package let name: String
  package let first: (shape: String, range: SourceRange)
  package let second: (shape: String, range: SourceRange)
}

/// Reads the note in `file` and proposes a block for it. Pure.
///
/// - Parameter again: Whether a note that has a block may get a proposal, as if it had none.
package func propose(
  for file: SourceFile, at path: String, in world: World, options: CompileOptions
) throws(NoProposal) -> Proposal {
  var options = options
  options.templates = nil
  let reading = readPage(file, at: path, in: world, options: options)
  guard reading.isChecked else { throw .isOff }
  if let block = reading.blocks.first { throw .hasBlock(block) }
  let page = Page(reading)
  guard !page.uses.isEmpty else {
    throw .nothingToGovern(hasFormulas: !reading.formulas.isEmpty)
  }
  var search = ProposalSearch(page) { note in
    compile(SourceFile(path: file.path, bytes: note), at: path, in: world, options: options)
  }
  guard let proposal = search.best() else {
    throw .nothingToGovern(hasFormulas: !reading.formulas.isEmpty)
  }
  return proposal
}
