import Diagnostics
import Elaboration
import NetSyntax
import NoteSyntax

/// `use [[note]]`: what another note's scope without a name says at its end.
extension NoteCompiler {
  /// The statements of a block, those of the notes that it uses in the places of their `use` lines.
  /// What two of them have from the same note is there once.
  mutating func withUsedNotes(_ net: [NetStatement]) -> (net: [NetStatement], [Diagnostic]) {
    guard net.contains(where: \.usesNote) else { return (net, []) }
    var known = Set(scopes.scope.statements.map(\.anywhere))
    var all: [NetStatement] = []
    var problems: [Diagnostic] = []
    for statement in net {
      guard case .use(let name) = statement.kind else {
        all.append(statement)
        continue
      }
      do throws(Diagnostic) {
        for used in try used(name, at: statement.range) where known.insert(used.anywhere).inserted {
          all.append(used.placed(at: statement.range))
        }
      } catch {
        problems.append(error)
      }
    }
    return (all, problems)
  }

  /// Notes of a chain: each is compiled while the one before it waits.
  private static let longestUse = 64

  private mutating func used(_ name: String, at range: SourceRange) throws(Diagnostic)
    -> [NetStatement]
  {
    guard let target = world.note(name, from: path), let file = world.source(target) else {
      if world.note(name, from: path) == path { throw .circularUse([path, path], at: range) }
      let nearest = guesses.nearest(to: name, among: world.noteNames)
      throw .unknownNote(name, nearest: nearest, at: range)
    }
    refer(to: target)
    let way = users + [path]
    if let start = way.firstIndex(of: target) {
      throw .circularUse(Array(way[start...]) + [target], at: range)
    }
    if let known = usedNotes[target] { return known }
    guard way.count <= Self.longestUse else { throw .longUse(limit: Self.longestUse, at: range) }
    let (scope, problems) = scope(of: file, at: target, usedBy: way)
    if let circle = problems.first(where: { $0.code == Diagnostic.circularUseCode }) {
      throw Diagnostic(.error, circle.code, circle.message, at: range)
    }
    usedNotes[target] = scope.statements
    return scope.statements
  }

  /// The scope without a name at the end of a note, and what is wrong in it. Only what the note
  /// defines is looked at.
  private mutating func scope(
    of file: SourceFile, at path: String, usedBy users: [String]
  ) -> (Scope, [Diagnostic]) {
    var options = options
    options.templates = nil
    let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
    let (note, _) = parseNote(file, options: noteOptions)
    var compiler = NoteCompiler(note, at: path, in: world, options)
    compiler.users = users
    compiler.usedNotes = usedNotes
    compiler.checker.onlyDefines = true
    _ = compiler.run()
    usedNotes = compiler.usedNotes
    return (compiler.scopes.unnamed, compiler.diagnostics)
  }
}

extension NetStatement {
  fileprivate var usesNote: Bool {
    if case .use = kind { true } else { false }
  }

  /// The same wherever it stands.
  fileprivate var anywhere: NetStatement { placed(at: 0..<0) }
}
