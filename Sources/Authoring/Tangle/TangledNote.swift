import Compiler
import Diagnostics
import Elaboration
import Verification

/// A note as a script in Python: its network in the note's own formulas, and what it says of the network as
/// assertions. Derivatives are taken by the script, so that it holds the note's identities against another
/// engine than ours.
package struct TangledNote {
  private let compilation: Compilation
  private let target: TangleTarget
  private let names: PythonNames
  private var network: NetworkScript
  private var lines: [String] = []

  private var file: SourceFile { compilation.file }

  /// - Parameter compilation: Made with `keepsScopes`.
  package static func script(of compilation: Compilation, for target: TangleTarget) -> String {
    var note = TangledNote(compilation, target)
    return note.script()
  }

  private init(_ compilation: Compilation, _ target: TangleTarget) {
    (self.compilation, self.target) = (compilation, target)
    names = PythonNames(reserved: target.prelude.names)
    network = NetworkScript(compilation.file, names)
  }

  private mutating func script() -> String {
    for known in compilation.scopes { names.learn(known.scope) }
    for equation in compilation.statements.flatMap(\.steps).compactMap(\.equation) {
      names.learn(equation.scope)
    }
    for event in events {
      switch event {
      case .block(let known): add(known)
      case .statement(let statement): add(statement)
      }
    }
    let body = lines.joined(separator: "\n") + "\n"
    let title = "\n\n# The network and the equations of the note.\n"
    return header + target.prelude.text(for: body) + title + body + "\n\nfinish()\n"
  }

  private var header: String {
    """
    # \(compilation.title.onOneLine): the network of \(file.path.onOneLine) and what the note says of it.
    # Written by `gradweave tangle --to \(target.rawValue)`. \(target.method)


    """
  }

  // MARK: The order of the note

  private enum Event {
    case block(KnownScope)
    case statement(Statement)

    var place: Int {
      switch self {
      case .block(let known): known.range.lowerBound
      case .statement(let statement): statement.range.lowerBound
      }
    }
  }

  private var events: [Event] {
    let all =
      compilation.scopes.filter(\.isBlock).map(Event.block)
      + compilation.statements.map(Event.statement)
    return all.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
  }

  private mutating func add(_ known: KnownScope) {
    let scope = known.scope
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    append(network.lines(for: scope, &lowering))
  }

  private mutating func add(_ statement: Statement) {
    for step in statement.steps { add(step, of: statement) }
  }

  // MARK: Equations

  private mutating func add(_ step: Step, of statement: Statement) {
    let place = "\(where: step.range, in: file)"
    let formula = statement.latex(of: step)
    switch step.finding {
    case .holds: append(asserted(step, statement, place, [formula]))
    case .refuted, .illShaped, .slip:
      let said = statement.mustFail ? "is wrong, as its author says" : "is \(step.finding.word)"
      let line = file.location(of: step.range.lowerBound).line
      let remark = "the note's line \(line) \(said): \(step.reason)"
      append(asserted(step, statement, place, [formula, remark]))
    case .unclear:
      let remark = "not asserted, since it is unclear: \(step.reason)"
      append([comment("\(place): \(formula)"), comment(remark)])
    case .definition, .condition, .update, .skipped, .notOurs: break
    }
  }

  private mutating func asserted(
    _ step: Step, _ statement: Statement, _ place: String, _ remarks: [String]
  ) -> [String] {
    let head = [comment("\(place): \(remarks[0])")] + remarks.dropFirst().map(comment)
    guard let equation = step.equation else {
      return head + withoutWord(NoWord(step.reason), step, statement, place)
    }
    var writer = PythonWriter(equation.scope, equation.lowering(), names: names)
    _ = equation.instances(in: &writer.lowering, atMost: 50)
    let symbols = equation.left.symbols.union(equation.right.symbols)
    // What the page defines is written with the first statement that names it, whatever becomes of that one.
    let before = network.lines(for: equation.scope, &writer.lowering, symbols)
    writer.missing = network.missing
    do throws(NoWord) {
      try checkGivenValues(of: symbols, equation.scope, step)
      var claim = ClaimScript(
        writer: writer, equation: equation, step: step, place: place, mustFail: statement.mustFail)
      return before + head + (try claim.lines())
    } catch {
      return before + head + withoutWord(error, step, statement, place)
    }
  }

  private func withoutWord(
    _ error: NoWord, _ step: Step, _ statement: Statement, _ place: String
  ) -> [String] {
    if statement.mustFail, step.finding == .illShaped {
      return [comment("not asserted: Python could not compute it either")]
    }
    let isAsItShouldBe = (step.finding == .holds) != statement.mustFail
    guard !isAsItShouldBe else {
      return [comment("not asserted: the script has no word for this: \(error.reason)")]
    }
    return ["fail(\(place.quoted), \(step.reason.quoted))"]
  }

  /// What is said of given values needs all of them.
  private func checkGivenValues(
    of symbols: Set<SymbolID>, _ scope: Scope, _ step: Step
  ) throws(NoWord) {
    let all = symbols.reduce(into: symbols) { $0.formUnion(scope.dependencies(of: $1)) }
    guard step.evidence?.isAtShownPoint != true || network.ungiven.isDisjoint(with: all) else {
      throw NoWord("more values are given than the script writes")
    }
  }

  private func comment(_ text: String) -> String { "# " + text.onOneLine }

  /// Lines, set apart from those before.
  private mutating func append(_ new: [String]) {
    if !new.isEmpty { lines += [""] + new }
  }
}

extension Statement {
  /// The formula of a step on one line.
  fileprivate func latex(of step: Step) -> String {
    (steps.count > 1 ? step.latex : latex).onOneLine
  }
}

extension Finding {
  fileprivate var word: String { self == .slip ? "a slip" : rawValue }
}

extension Step {
  /// Why it does not hold, on one line.
  var reason: String {
    let text = (message.map { [$0] } ?? []) + Array(notes.dropFirst())
    return text.joined(separator: "; ").onOneLine
  }
}

extension String {
  /// As a string of Python. What a note or a file is called must not end it.
  var quoted: String {
    reduce(into: "\"") { text, character in
      switch character {
      case "\"", "\\": text += "\\\(character)"
      case _ where character.isNewline: text += "\\n"
      default: text.append(character)
      }
    } + "\""
  }
}
