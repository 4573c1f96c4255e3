import Diagnostics
import Elaboration
import MathSyntax

/// One sign of a script: a letter, a number, a comma. In plain text a word below a name holds several.
struct ScriptAtom {
  let text: String
  let range: SourceRange
  let isNumber: Bool

  var isLetter: Bool { !isNumber && Head.isLetter(text) }
  var isSign: Bool { text == "−" || text == "+" }

  /// The atoms of a script, brackets around them left out.
  static func all(in script: MathNode) -> [ScriptAtom] {
    switch script.kind {
    case .symbol(let symbol):
      return [ScriptAtom(text: symbol.character, range: script.range, isNumber: false)]
    case .number(let digits):
      return [ScriptAtom(text: digits, range: script.range, isNumber: true)]
    case .word(let word) where script.range.count == word.utf8.count:
      var place = script.range.lowerBound
      return word.map { character in
        let length = character.utf8.count
        defer { place += length }
        return ScriptAtom(
          text: String(character), range: place..<(place + length), isNumber: character.isNumber)
      }
    case .row(let nodes), .fenced(_, let nodes, _): return nodes.flatMap { all(in: $0) }
    default: return []
    }
  }
}

extension MathNode {
  /// What stands below and above a name.
  var scripts: [MathNode] {
    guard case .scripts(_, let sub, let sup) = kind else { return [] }
    return [sub, sup].compactMap { $0 }
  }
}
