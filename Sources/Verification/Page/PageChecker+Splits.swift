import Diagnostics
import Elaboration
import MathSyntax
import Reading

/// What a formula says where it can be cut into statements in more ways than one.
extension PageChecker {
  /// The statements as usually cut; where something in them fails or is not understood, as otherwise
  /// cut, if that makes everything hold.
  package mutating func check(
    _ formula: WrittenFormula, in scope: inout Scope, under instructions: [Instruction]
  ) -> [Statement] {
    let refusals = scope.allowance.refusals
    let found = cutAndChecked(formula, in: &scope, under: instructions)
    guard scope.allowance.refusals > refusals else { return found }
    // What was refused may be the cut in which everything holds.
    return found.map { $0.finding == .holds ? $0 : $0.refused(by: scope.allowance) }
  }

  private mutating func cutAndChecked(
    _ formula: WrittenFormula, in scope: inout Scope, under instructions: [Instruction]
  ) -> [Statement] {
    let (before, scopeBefore) = (self, scope)
    let usual = writtenStatements(of: formula.node)
    let found = check(formula, usual, &scope, instructions)
    guard !instructions.contains(.fails), found.contains(where: \.isOpen) else { return found }
    if let found = definingFirst(usual, found, formula, before, &scope, scopeBefore, instructions) {
      return found
    }
    guard formula.isDisplay else { return found }
    let cutAtSigns = writtenStatements(of: formula.node, cutsAtSigns: true)
    for statements in otherStatements(of: formula) + [cutAtSigns] where statements != usual {
      var (checker, changed) = (before, scopeBefore)
      let other = checker.check(formula, statements, &changed, instructions)
      guard statements == cutAtSigns ? other.adds(to: found) : other.mends(found) else { continue }
      (self, scope) = (checker, changed)
      return other
    }
    return found
  }

  /// `y = f(z), \text{ where } z = w x`: what the formula itself defines behind its use, taken first. nil
  /// where no more is understood then.
  private mutating func definingFirst(
    _ usual: [WrittenStatement], _ found: [Statement], _ formula: WrittenFormula,
    _ before: PageChecker, _ scope: inout Scope, _ scopeBefore: Scope, _ instructions: [Instruction]
  ) -> [Statement]? {
    let places = Set(found.indices.filter { found[$0].finding == .definition })
    guard found.count == usual.count, let last = places.max(),
      found[..<last].contains(where: \.lacksName)
    else { return nil }
    let order = places.sorted() + found.indices.filter { !places.contains($0) }
    var (checker, changed) = (before, scopeBefore)
    let other = checker.check(formula, order.map { usual[$0] }, &changed, instructions)
    guard other.count == found.count,
      other.count(where: { $0.finding == .unclear })
        < found.count(where: { $0.finding == .unclear }),
      zip(order, other).allSatisfy({ !places.contains($0) || $1.finding == .definition })
    else { return nil }
    (self, scope) = (checker, changed)
    return zip(order, other).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// With wide spaces between factors; with the lines of the source as statements.
  private func otherStatements(of formula: WrittenFormula) -> [[WrittenStatement]] {
    let lines = formula.node.row.equationLines(in: file)
    let byLine = lines.flatMap { line in
      writtenStatements(of: .row(of: line, at: formula.node.range.lowerBound))
    }
    let numbered = byLine.enumerated().map { index, statement in
      var statement = statement
      (statement.ordinal, statement.line) = (index, index)
      return statement
    }
    return [writtenStatements(of: formula.node, joinsSpaces: true)]
      + (lines.count > 1 ? [numbered] : [])
  }
}

extension Statement {
  /// A name in it is not declared.
  fileprivate var lacksName: Bool { steps.contains { $0.code == "undeclared-name" } }

  /// Refuted, ill-shaped or not understood.
  fileprivate var isOpen: Bool { [.refuted, .illShaped, .unclear, .slip].contains(finding) }
}

extension [Statement] {
  /// Everything is understood here and nothing fails; or each line is an equation of its own, and what
  /// fails as one formula fails in some of them alone.
  fileprivate func mends(_ usual: [Statement]) -> Bool {
    if allSatisfy({ !$0.isOpen && $0.finding != .notOurs }) { return true }
    let isRefuted = usual.contains { [.refuted, .illShaped].contains($0.finding) }
    return isRefuted && count > usual.count && contains { $0.finding == .holds }
  }

  /// More of it holds, in more statements.
  fileprivate func adds(to usual: [Statement]) -> Bool {
    count > usual.count && count { $0.finding == .holds } > usual.count { $0.finding == .holds }
  }
}

extension [MathNode] {
  /// The lines of the source, where each of them is an equation by itself: a renderer sets them side
  /// by side.
  fileprivate func equationLines(in file: SourceFile) -> [[MathNode]] {
    var lines: [[MathNode]] = [[]]
    for node in self where !node.isInvisible {
      if let last = lines[lines.count - 1].last, last.range.upperBound <= node.range.lowerBound,
        file.text(of: last.range.upperBound..<node.range.lowerBound).contains("\n")
      {
        lines.append([])
      }
      lines[lines.count - 1].append(node)
    }
    return lines.allSatisfy(\.isWholeLine) ? lines : []
  }

  /// An equation that nothing before or behind it goes on with.
  private var isWholeLine: Bool {
    guard let first, let last, Relation(first) == nil, !first.isSign, Relation(last) == nil,
      !last.isSign
    else { return false }
    return firstTopLevelIndex { Relation($0) == .equal } != nil
      && reduce(0) { $0 + $1.bracketDepthChange } == 0
  }
}

extension MathNode {
  fileprivate var isSign: Bool {
    if case .symbol(let symbol) = kind { symbol.role == .binary } else { false }
  }
}
