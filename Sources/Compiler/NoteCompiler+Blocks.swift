import Diagnostics
import Elaboration
import Execution
import MathSyntax
import NetSyntax
import NoteSyntax
import Pages
import Verification

extension NoteCompiler {
  /// Runs a block, checks its claims and shows what came out.
  mutating func compile(_ block: NetBlock) -> String {
    let header = BlockHeader(block.info)
    guard note.frontMatter.isChecked else { return unchecked(block, header) }
    var problems = enter(header, at: block.range)
    let (net, parsing) = parseNet(block.source, macros: &macros)
    problems += parsing
    problems += pageBlockProblems ?? add(net)
    pageBlockProblems = nil
    hasScope = true
    keepScope(at: block.range, isBlock: true, net.flatMap(\.formulas))
    guard users.isEmpty else {
      diagnostics += problems
      return ""
    }
    let (report, running) = execute(net, in: scopes.scope, after: scopes.descent, macros)
    scopes.descent = report.descent
    problems += running
    let claims = verifyClaims(net, in: scopes.scope, of: note.file)
    statements += claims
    diagnostics += problems + claims.flatMap(\.diagnostics)
    shownProblems.formUnion(problems + claims.flatMap(\.diagnostics))
    guard let templates = options.templates else { return "" }
    tips.update(scopes.scope)
    let contents = claims.map { claim($0, in: net) }
    listed += contents.compactMap { ListedEquation($0) }
    let content = BlockContent(
      source: header.isHidden ? nil : block.source.text, report: tips.described(report),
      claims: contents, problems: shown(problems))
    return content.html(templates)
  }

  /// Takes a block into the scope.
  mutating func add(_ net: [NetStatement]) -> [Diagnostic] {
    let (all, problems) = withUsedNotes(net)
    let (found, isWhole) = allowance.share { scopes.scope.add(all) }
    guard let first = net.first, !isWhole else { return problems + found }
    return problems + [.tooMuchWork(allowance, at: first.range)]
  }

  /// A block of a note that says `gradweave: off`: only its source.
  private func unchecked(_ block: NetBlock, _ header: BlockHeader) -> String {
    guard let templates = options.templates else { return "" }
    let source = header.isHidden ? nil : block.source.text
    return BlockContent(source: source, report: BlockReport(), claims: [], problems: [])
      .html(templates)
  }

  private mutating func enter(_ header: BlockHeader, at range: SourceRange) -> [Diagnostic] {
    let line = note.file.range(ofLine: note.file.location(of: range.lowerBound).line)
    var problems = header.unknown.map { Diagnostic.unknownBlockWord($0, at: line) }
    if !scopes.enter(header), case .back(let name) = header.scope {
      let nearest = nearestName(to: name, among: scopes.names)
      problems.append(.unknownScope(name, nearest: nearest, at: line))
    }
    return problems
  }

  /// A claim with its formula: that of the `check` line it was found in.
  private mutating func claim(_ statement: Statement, in net: [NetStatement]) -> ClaimContent {
    let members =
      net.lazy.compactMap { line -> [MathNode]? in
        guard case .check(let chain) = line.kind, line.range.contains(statement.range.lowerBound)
        else { return nil }
        return chain.members
      }.first ?? [MathNode(.error(statement.latex), at: statement.range)]
    let steps = statement.steps.map { step in
      let sides = members.filter {
        $0.range.lowerBound == step.range.lowerBound
          || $0.range.upperBound == step.range.upperBound
      }
      return chain(step.comparedWith.map { [$0] + sides.suffix(1) } ?? sides)
    }
    let id = claimAnchors.anchor(of: Array(statement.latex.utf8), prefix: "check")
    return ClaimContent(statement, id: id, formula: chain(members), steps: steps) {
      tips.described(fromBlock: $0)
    }
  }

  /// `A = B = C`.
  private func chain(_ members: [MathNode]) -> MathNode {
    var row = members.prefix(1).flatMap(\.row)
    for member in members.dropFirst() {
      let place = member.range.lowerBound
      row.append(MathNode(.symbol(Symbol("=", .relation)), at: place..<place))
      row += member.row
    }
    return MathNode.row(of: row, at: members.first?.range.lowerBound ?? 0)
  }
}
