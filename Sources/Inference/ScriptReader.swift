import Elaboration
import MathSyntax

/// Tells indices from labels, for all names of a page alike.
struct ScriptReader {
  /// Letters that count something somewhere: a sum binds them, or something is added to them.
  private(set) var indexLetters: Set<String>
  /// Names that stand for the last value of an index.
  private let uppers: Set<String>
  /// Letters that stand by themselves somewhere.
  private let bases: Set<String>
  /// Letters that certainly name arrays, as the gate `i_t` that `W_i` belongs to.
  private let arrays: Set<String>

  /// Letters that most authors count with.
  static let usual = Set("ijklmnpqrst".map(String.init))

  init(_ uses: [NameUse], _ bound: [BoundLetter], ranges: [BoundLetter]) {
    indexLetters = Set((bound + ranges).map(\.letter))
    uppers = Set((bound + ranges).compactMap(\.upper))
    bases = Set(uses.filter { $0.argumentOf == nil }.map(\.head.base))
    arrays = Set(
      uses.filter { !$0.head.sub.isEmpty || $0.isDifferentiated || $0.above.contains(.transpose) }
        .map(\.head.base))
    for use in uses {
      for term in Scope().subItems(use.head.sub, bound: []) ?? [] {
        guard case .term(let index) = term, let script = ScriptTerm(index),
          let letter = script.letter, script.shift != 0
        else { continue }
        indexLetters.insert(letter)
      }
      for case .bracketed(let nodes, _) in use.above {
        for term in ScriptTerm.terms(nodes) ?? [] {
          indexLetters.formUnion(term.letter.map { [$0] } ?? [])
        }
      }
    }
  }

  func form(of use: NameUse) -> ScriptForm {
    var form = ScriptForm()
    readBelow(use.head.sub, &form)
    for item in use.above {
      switch item {
      case .transpose: form.isTransposed = true
      case .prime: continue
      case .bracketed(let nodes, let isRound):
        form.bracketed += ScriptTerm.terms(nodes) ?? []
        form.hasSquareBrackets = form.hasSquareBrackets || !isRound
      case .plain(let nodes):
        guard !item.isMinusOne, let term = Scope().indexTerm(nodes).flatMap(ScriptTerm.init) else {
          continue
        }
        form.plain = term
      }
    }
    return form
  }

  private func readBelow(_ sub: [MathNode], _ form: inout ScriptForm) {
    let visible = sub.filter { !$0.isInvisible }
    guard !visible.isEmpty else { return }
    if let terms = indices(visible) {
      form.sub = terms
      return
    }
    // A label, with indices behind a comma.
    let parts = visible.splitAtTopLevel { $0.character == "," }
    guard let first = parts.first, let text = [MathNode].labelText(first),
      !text.allSatisfy(\.isNumber)
    else {
      form.isOdd = true
      return
    }
    form.label = text
    for part in parts.dropFirst() {
      guard let terms = indices(Array(part)) else {
        form.isOdd = true
        return
      }
      form.sub += terms
    }
  }

  /// nil where one of them is no index.
  private func indices(_ nodes: [MathNode]) -> [ScriptTerm?]? {
    guard let items = Scope().subItems(nodes, bound: []) else { return nil }
    var terms: [ScriptTerm?] = []
    for item in items {
      guard case .term(let index) = item else {
        terms.append(nil)
        continue
      }
      guard let term = ScriptTerm(index) else {
        // `x_{i+j}`: counted, and no letter of a family.
        guard let letter = index.letters.min(), index.letters.allSatisfy(isIndex) else {
          return nil
        }
        terms.append(ScriptTerm(letter: letter, shift: 0))
        continue
      }
      if let letter = term.letter, !isIndex(letter) { return nil }
      terms.append(term)
    }
    return terms
  }

  private func isIndex(_ letter: String) -> Bool {
    if indexLetters.contains(letter) || uppers.contains(letter) { return true }
    if Self.usual.contains(letter) { return !arrays.contains(letter) }
    // `a^L`, `h_T`: the last one of `l`, of `t`.
    return letter.uppercased() == letter && indexLetters.contains(letter.lowercased())
      && !bases.contains(letter.lowercased())
  }
}
