import Compiler
import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// The statements of a page with the names in them.
struct Page {
  struct Line {
    let statement: WrittenStatement
    /// Its formula, by its place among those of the page.
    let formula: Int
  }

  private let reading: PageReading
  /// Those that the block is to say something of.
  let formulas: [PageFormula]
  private(set) var lines: [Line] = []
  private(set) var uses: [NameUse] = []
  private(set) var bound: [BoundLetter] = []
  private(set) var ranges: [BoundLetter] = []

  /// - Parameter start: What stands before it has a block of its own.
  init(_ reading: PageReading, from start: Int = 0) {
    self.reading = reading
    formulas = reading.formulas.filter { $0.range.lowerBound >= start }
    for (place, formula) in formulas.enumerated() {
      ranges += Inference.ranges(in: formula.node.row)
      for statement in formula.statements where !statement.isRange {
        let finder = NameFinder(statement.namedMembers, statement: lines.count)
        uses += finder.uses
        bound += finder.bound
        lines.append(Line(statement: statement, formula: place))
      }
    }
  }

  var file: SourceFile { reading.file }

  /// Whether another block stands before.
  var followsBlock: Bool { !reading.blocks.isEmpty }

  /// The running text of the page.
  var prose: String { formulas.map(\.textBefore).joined(separator: " ").lowercased() }

  func formula(of line: Int) -> PageFormula { formulas[lines[line].formula] }
}

extension WrittenStatement {
  /// `k = 1, \dots, K`: a letter and numbers.
  fileprivate var isRange: Bool {
    members.count == 2 && !ranges(in: rejoined).isEmpty
  }

  private var rejoined: [MathNode] {
    guard members.count == 2, relations.count == 1 else { return [] }
    let place = members[1].range.lowerBound
    let sign: String
    switch relations[0] {
    case .equal: sign = "="
    case .member: sign = "∈"
    default: return []
    }
    return members[0].row + [MathNode(.symbol(Symbol(sign, .relation)), at: place..<place)]
      + members[1].row
  }

  /// The members in which names stand for arrays: of `W \in \mathbb{R}^{m \times n}` the first.
  fileprivate var namedMembers: [MathNode] {
    guard let place = relations.firstIndex(of: .member), !continues else { return members }
    return Array(members.prefix(place + 1))
  }
}
