import Compiler
import Diagnostics
import Elaboration
import Execution
import MathSyntax
import NetSyntax

/// What may be meant where someone is writing a formula or a block.
extension CheckedNote {
  func completions(at position: Position) -> [CompletionItem] {
    let offset = lines.offset(of: position)
    let line = lines.start(ofLineAt: offset)
    let before = Array(lines.bytes[line])
    let word = Word(before)
    let range = lines.positions(of: (offset - word.length)..<offset)
    let known = scope(at: offset)
    let isBlock = known?.isBlock == true && !isFence(before)
    guard isBlock || known?.isBlock == false || before.hasOpenFormula else { return [] }
    if word.isCommand { return commands(range) }
    let scope = (known ?? self.scope(before: offset))?.scope ?? Scope()
    let names = names(of: scope, inTeX: !isBlock, range)
    guard isBlock else { return names }
    let isFirst = before.dropLast(word.length).allSatisfy { $0 == UInt8(ascii: " ") }
    return (isFirst ? keywords(range) : functions(range)) + names
  }

  private func isFence(_ line: [UInt8]) -> Bool { line.starts(with: Array("```".utf8)) }

  private func names(
    of scope: Scope, inTeX: Bool, _ range: PositionRange
  ) -> [CompletionItem] {
    var tips = SymbolTips(scope)
    let symbols = scope.ids.map { id in
      let symbol = scope[id]
      let name = inTeX ? symbol.texName : symbol.displayName
      let kind: CompletionItem.Kind = symbol.isFunction ? .function : .variable
      return item(name, kind, tips.text(of: id), symbol.description, range)
    }
    let sizes = scope.sizeNames.map { name in item(name, .constant, "size", nil, range) }
    let indices = scope.indexLetters.map { letter in item(letter, .value, "index", nil, range) }
    return symbols + sizes + indices
  }

  private func keywords(_ range: PositionRange) -> [CompletionItem] {
    netKeywords.sorted().map { item($0, .keyword, nil, nil, range) }
  }

  private func functions(_ range: PositionRange) -> [CompletionItem] {
    Builtin.names.map { item($0, .function, "built in", nil, range) }
  }

  private func commands(_ range: PositionRange) -> [CompletionItem] {
    texCommandNames.map { item("\\" + $0, .keyword, nil, nil, range) }
  }

  private func item(
    _ label: String, _ kind: CompletionItem.Kind, _ detail: String?, _ text: String?,
    _ range: PositionRange
  ) -> CompletionItem {
    CompletionItem(
      label: label, kind: kind.rawValue, detail: detail, documentation: text,
      textEdit: TextEdit(range: range, newText: label))
  }
}

/// What is being written: letters, with a backslash before them where there is one.
private struct Word {
  /// In bytes.
  let length: Int
  let isCommand: Bool

  init(_ line: [UInt8]) {
    let letters = line.reversed().prefix { byte in
      byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }.count
    isCommand = line.dropLast(letters).last == UInt8(ascii: "\\")
    length = letters + (isCommand ? 1 : 0)
  }
}

extension [UInt8] {
  /// Whether a `$` on the line has no other one behind it.
  fileprivate var hasOpenFormula: Bool {
    var isOpen = false
    var isEscaped = false
    for byte in self {
      if byte == UInt8(ascii: "$"), !isEscaped { isOpen.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return isOpen
  }
}

extension NetSymbol {
  /// As formulas write it: `\hat{y}`, `\theta`, `W_{hx}`.
  fileprivate var texName: String {
    let parts = base.split(separator: " ").map(String.init)
    let letter = parts.last.map(texSpelling) ?? base
    let accented = parts.dropLast().reversed().reduce(letter) { "\\\($1){\($0)}" }
    return label.map { "\(accented)_{\($0)}" } ?? accented
  }
}
