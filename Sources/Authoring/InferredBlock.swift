import Calculus
import Compiler
import Diagnostics
import Inference
import NoteSyntax
import Pages
import Vault
import Verification

/// A block proposed for a note in a file.
package struct InferredBlock: Sendable {
  package let path: String
  private let proposal: Proposal

  /// How long it may take where nothing else is said: a note is compiled some seventy times, with one block after another.
  package static let standardTimeLimit = Vault.standardTimeLimit * 6

  /// Nil where that takes longer than it may.
  ///
  /// - Parameters:
  ///   - note: Its path in `vault`, the folder that its links are about.
  ///   - again: Whether a note that has a block gets another one behind it.
  package init?(for note: String, of vault: Vault, again: Bool) throws {
    let file = try vault.file(of: note)
    guard file.bytes.count <= largestNote else { throw NoInferredBlock(tooLarge: file) }
    let world = vault.world
    let result = vault.inTime { allowance -> Result<Proposal, NoInferredBlock> in
      var options = vault.options
      options.allowance = allowance
      do throws(NoProposal) {
        return .success(try propose(for: file, at: note, in: world, options: options, again: again))
      } catch {
        return .failure(NoInferredBlock(error, of: file))
      }
    }
    guard let result else { return nil }
    path = file.path
    proposal = try result.get()
  }

  /// With its fences.
  package var block: String { proposal.block }

  /// Puts the block into the note, which is replaced as a whole.
  package func write() throws(FileError) { try FileSystem.rewrite(path, with: proposal.note) }

  /// What becomes of the note's equations with the block: `3 equations hold`, and which ones do not.
  package var account: String {
    let compilation = proposal.compilation
    let failing = compilation.statements.filter { [.refuted, .illShaped].contains($0.finding) }
    let remarks = failing.map { statement in
      "line \(proposal.line(of: statement)): \(statement.latex.onOneLine) does not hold with it: look at both"
    }
    return ([compilation.tally.summary] + remarks).map { $0 + "\n" }.joined()
  }
}

/// Why there is no block for a note.
package struct NoInferredBlock: Error, Sendable {
  /// For the terminal, the place in front.
  package let message: String

  init(tooLarge file: SourceFile) {
    message = "\(file.path): this note has more than \(largestNote.grouped) bytes, and is not read"
  }

  init(_ reason: NoProposal, of file: SourceFile) {
    func place(_ range: SourceRange) -> String {
      let start = file.location(of: range.lowerBound)
      return "\(file.path):\(start.line):\(start.column)"
    }
    switch reason {
    case .nothingToGovern(hasFormulas: false):
      message = "\(file.path): there is no mathematics in this note, so it needs no block"
    case .nothingToGovern(hasFormulas: true):
      message = "\(file.path): its formulas state nothing that a block could say more about"
    case .hasBlock(let range):
      message =
        "\(place(range)): the note has a block already; --again proposes one for what it does not reach"
    case .isOff:
      message = "\(file.path): the note says `gradweave: off`, so no block would be read"
    case .contradiction(let it):
      message =
        "\(place(it.second.range)): \(it.name) is \(it.second.shape) here, and \(it.first.shape) at "
        + "\(place(it.first.range)); one of the two has to go before a block can be right"
    }
  }
}
