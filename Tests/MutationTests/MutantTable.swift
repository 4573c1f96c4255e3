import Diagnostics
import Elaboration
import Foundation
import MathSyntax
import NetSyntax
import Testing
import Verification

/// One network of `Tests/Mutants/mutants.txt`, which `scripts/mutation --write` writes: its
/// declarations, and claims about it of which an evaluation with 60 digits says what is true.
struct MutantTable: Sendable, CustomTestStringConvertible {
  enum Truth: String, Sendable {
    /// From the table of known results; it must hold.
    case identity
    /// A variant of one that is still true: it must not be refuted.
    case `true`
    /// A variant that is false or whose shapes do not fit: it must not hold.
    case `false`
  }

  struct Claim: Sendable {
    let truth: Truth
    let text: String
    /// Equations that were offered for it and that the evaluation found true.
    var mends: [String] = []
  }

  let name: String
  private(set) var declarations: [String] = []
  private(set) var claims: [Claim] = []

  var testDescription: String { name }

  static let all: [MutantTable] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Mutants/mutants.txt")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    var tables: [MutantTable] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      if parts[0] == "network" {
        tables.append(MutantTable(name: parts[1]))
      } else if parts[0] == "net", !tables.isEmpty {
        tables[tables.count - 1].declarations.append(parts[1])
      } else if parts[0] == "mends", let table = tables.indices.last,
        let claim = tables[table].claims.indices.last
      {
        tables[table].claims[claim].mends.append(parts[1])
      } else if let truth = Truth(rawValue: parts[0]), !tables.isEmpty {
        tables[tables.count - 1].claims.append(Claim(truth: truth, text: parts[1]))
      }
    }
    return tables
  }()

  /// The findings of all claims, in order.
  func findings() -> [Statement] {
    let lines = declarations + claims.map { "check \($0.text)" }
    let file = SourceFile(path: "net", text: lines.joined(separator: "\n"))
    var macros = Macros()
    let (statements, _) = parseNet(Excerpt(file, 0..<file.bytes.count), macros: &macros)
    var scope = Scope()
    _ = scope.add(statements)
    return verifyClaims(statements, in: scope, of: file)
  }
}
