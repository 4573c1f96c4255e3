import Diagnostics
import MathSyntax

/// A name as written, taken apart: `\mathbf{W}^{(2)\top}_{ij}` has the base `W` in bold, the
/// subscript `ij` and the superscripts `(2)` and `⊤`.
package struct Head {
  /// Letter or word, accents before it: `W`, `softmax`, `hat y`.
  package var base: String
  package var font: Font?
  package var sub: [MathNode] = []
  /// What stands above, in source order: each script's own row.
  package var sup: [MathNode] = []
  package private(set) var range: SourceRange

  /// nil where the node is no name.
  package init?(_ node: MathNode) {
    range = node.range
    switch node.kind {
    case .symbol(let symbol):
      guard symbol.role == .ordinary || Head.isLetter(symbol.character) else { return nil }
      base = Head.folded(symbol.character)
    case .word(let word):
      base = word
    case .text(let text):
      guard Head.isName(text) else { return nil }
      base = text
    case .stack(let braced, over: _, under: _):
      guard case .accent(let accent, _) = braced.kind, accent.isBrace, let inner = Head(braced)
      else { return nil }
      self = inner
    case .row(let nodes):
      guard nodes.count == 1, let inner = Head(nodes[0]) else { return nil }
      self = inner
    case .styled(_, let inner):
      guard let inner = Head(inner) else { return nil }
      self = inner
    case .font(let font, let inner):
      guard let head = Head(letters: inner) else { return nil }
      self = head
      self.font = font
    case .accent(let accent, let inner):
      guard let head = Head(inner) else { return nil }
      self = head
      // A vector arrow is a font and a brace says what it holds: neither makes another name.
      if accent != .vec, !accent.isBrace { base = "\(Head.name(of: accent)) \(base)" }
    case .scripts(let inner?, let sub, let sup):
      guard let head = Head(inner) else { return nil }
      self = head
      self.sub += sub?.row ?? []
      // `w^{}` is `w`, and `w^*` is another name than `w`.
      guard let sup, !sup.isBlank else { break }
      if let mark = sup.soleNode.character, let name = Head.marks[mark] {
        base = "\(name) \(base)"
      } else {
        self.sup.append(sup)
      }
    default:
      return nil
    }
  }

  /// What stands before the base of a name with such a mark above.
  static let marks = [
    "*": star, "∗": star, "⋆": star, "+": "plus", "−": "minus", "†": "dagger", "‡": "ddagger",
  ]
  private static let star = "star"

  /// The mark that such a base stands for: `*`.
  package static func mark(of base: String) -> String? {
    guard let name = base.split(separator: " ").first, name.utf8.count < base.utf8.count else {
      return nil
    }
    return name == star ? "*" : marks.first { $0.value == name }?.key
  }

  /// The same with primes as part of the name: `x'` of `x'^T`.
  package var primed: Head? {
    let items = sup.flatMap { $0.row.filter { !$0.isInvisible } }.flatMap(\.primesAlone)
    let primes = items.prefix { $0.character == "′" }
    guard !primes.isEmpty else { return nil }
    var head = self
    head.base += String(repeating: "′", count: primes.count)
    let rest = items.dropFirst(primes.count)
    head.sup = rest.isEmpty ? [] : [.row(of: rest, at: range.lowerBound)]
    return head
  }

  /// The content of a font command: one name, or letters that make one (`\mathbf{dW}`).
  private init?(letters node: MathNode) {
    if let head = Head(node) {
      self = head
      return
    }
    let characters = node.row.compactMap(\.character)
    guard characters.count == node.row.count, characters.allSatisfy(Head.isLetter) else {
      return nil
    }
    base = characters.joined()
    range = node.range
  }

  /// Whether the subscript is an upright word, which is part of a name and no index.
  var isLabelled: Bool {
    guard sub.count == 1, sup.isEmpty else { return false }
    switch sub[0].kind {
    case .text(let text): return Head.isName(text)
    case .word(let word): return word.utf8.count > 1
    default: return false
    }
  }

  /// Variant forms of one Greek letter are one name: blocks write `ε` where pages write `\epsilon`.
  static func folded(_ character: String) -> String {
    // All of them begin with this byte, and comparing other letters with them would take longer than that.
    guard character.utf8.first == 0xCF else { return character }
    return switch character {
    case "ϵ": "ε"
    case "ϕ": "φ"
    case "ϑ": "θ"
    case "ϱ": "ρ"
    default: character
    }
  }

  /// `\hat` and `\widehat` make the same name.
  static func name(of accent: Accent) -> String {
    switch accent {
    case .widehat: "hat"
    case .widetilde: "tilde"
    case .overline: "bar"
    default: accent.rawValue
    }
  }

  /// Whether prose in a formula is a name, as in `\text{softmax}(z)`, and no word of the sentence.
  package static func isName(_ text: String) -> Bool {
    guard text.utf8.first.map({ $0 > 0x40 }) == true, !Head.connectives.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
  }

  /// Words that stand between statements or before conditions.
  private static let connectives: Set<String> = [
    "a", "all", "also", "and", "any", "are", "as", "at", "because", "but", "by", "each", "else",
    "every", "for", "from", "given", "gives", "has", "have", "hence", "if", "iff", "implies", "in",
    "is", "its", "let", "means", "of", "on", "or", "otherwise", "over", "since", "so", "some",
    "such", "that", "the", "then", "therefore", "thus", "to", "unless", "we", "when", "whenever",
    "where", "while", "with", "yields",
  ]

  package static func isLetter(_ character: String) -> Bool {
    character.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
  }
}

extension Accent {
  /// A brace over or under a part of a formula.
  var isBrace: Bool { self == .overbrace || self == .underbrace }
}

extension MathNode {
  /// The text of a script that is a label: `hx`, `prev`, `\text{in}`.
  var labelText: String? {
    switch kind {
    case .symbol(let symbol):
      // `k_+`, `φ_*`.
      if ["+", "−", "*", "∗", "⋆"].contains(symbol.character) {
        return symbol.character == "∗" ? "*" : symbol.character
      }
      // A block writes `∈` as `in`, which is a label below a name.
      if symbol.character == "∈" { return "in" }
      // `W_{xi}` in a block: two letters, as TeX has them, and no Greek one.
      if let letters = ["ξ": "xi", "π": "pi"][symbol.character] { return letters }
      return Head.isLetter(symbol.character) ? symbol.character : nil
    case .word(let word): return word
    case .text(let text): return text
    case .number(let digits): return digits
    case .font(_, let inner), .styled(_, let inner): return inner.labelText
    case .row(let nodes): return [MathNode].labelText(nodes)
    default: return nil
    }
  }
}

extension [MathNode] {
  package static func labelText(_ nodes: some Collection<MathNode>) -> String? {
    var text = ""
    for node in nodes {
      // A sign is a label alone: `k-1` is arithmetic.
      guard let part = node.labelText, nodes.count == 1 || node.operatorCharacter == nil else {
        return nil
      }
      text += part
    }
    return text.isEmpty ? nil : text
  }
}
