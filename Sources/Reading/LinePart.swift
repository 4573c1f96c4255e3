import Elaboration
import MathSyntax

/// A part of a line of a formula, and what separates it from the part before.
struct LinePart {
  let separator: Separator
  var nodes: [MathNode]

  enum Separator {
    case start, comma, space, colon
    case text(MathNode, String)
    case arrow
    /// `\Rightarrow` at the start of a line.
    case implication

    /// nil where `node` separates nothing.
    init?(_ node: MathNode) {
      switch node.kind {
      case .space where node.isWideSpace: self = .space
      case .text(let text) where !Head.isName(text): self = .text(node, text)
      case .word(let word) where Separator.conjunctions.contains(word): self = .text(node, word)
      case .symbol(let symbol):
        switch symbol.character {
        case ",", ";": self = .comma
        case ":": self = .colon
        case "→", "⟶": self = .arrow
        case "⇒", "⟹", "∴", "⇔", "⟺": self = .implication
        default: return nil
        }
      default: return nil
      }
    }

    /// Words that authors also set upright: `\mathrm{and}`.
    private static let conjunctions: Set = ["and", "where", "so", "thus", "hence", "with"]

    /// Whether it is a sign of the formula itself where it separates nothing.
    var isSign: Bool {
      switch self {
      case .comma, .colon, .implication: true
      default: false
      }
    }
  }

  var hasRelation: Bool {
    content.firstTopLevelIndex { Relation($0) != nil } != nil
  }

  /// Nothing but punctuation and space.
  var isEmpty: Bool { nodes.allSatisfy { $0.isPunctuation || $0.isInvisible } }

  /// Without the sign that separates it.
  private var content: ArraySlice<MathNode> {
    guard separator.isSign, let first = nodes.first, Separator(first)?.isSign == true else {
      return nodes[...]
    }
    return nodes.dropFirst()
  }

  var withoutLeadingSign: LinePart { LinePart(separator: separator, nodes: Array(content)) }

  var isImplied: Bool {
    if case .implication = separator { true } else { false }
  }

  /// Words before it suppose it: `\text{let } y = 1`.
  var isSupposed: Bool {
    guard case .text(_, let text) = separator else { return false }
    return !ConditionWords.supposing.isDisjoint(with: ConditionWords.words(of: text))
  }

  /// `i \ne j` before `\Rightarrow`.
  func isPremise(of piece: LinePart) -> Bool {
    piece.isImplied && hasRelation && Array(content).isOrderOfLetters
  }

  var asRestricted: LinePart { LinePart(separator: .colon, nodes: Array(content)) }

  // MARK: Conditions

  /// It restricts a statement: `for …`, `if …`, `\forall …`, or `(i \ne j)`.
  var isCondition: Bool {
    introducesCondition || content.first?.character == "∀" || isBracketedRelation
  }

  /// What it restricts a statement to, with its words; nil where it only stands there.
  var condition: MathNode? {
    guard isCondition else { return nil }
    var words: [MathNode] = []
    if case .text(let node, _) = separator, introducesCondition { words = [node] }
    let all = words + content.map { $0 }.withoutTrailingPunctuation
    return .row(of: all, at: all.first?.range.lowerBound ?? 0)
  }

  private var isBracketedRelation: Bool {
    let nodes = Array(content).withoutTrailingPunctuation
    return !nodes.isEmpty && !hasRelation
      && MathNode.row(of: nodes, at: nodes[0].range.lowerBound).isBracketedRelation
  }

  private var introducesCondition: Bool {
    guard case .text(_, let text) = separator else { return false }
    return ConditionWords.introduce(text) || ConditionWords.meanOtherwise(text)
  }

  // MARK: Continuation

  /// Whether it belongs to `last`, the part before it.
  func goesOn(from last: LinePart) -> Bool {
    switch separator {
    case .start: return false
    case .implication: return !last.isEmpty && !last.isPlain
    case .colon: return !last.introduces(self)
    case .space:
      let isChain = content.first.flatMap(Relation.init) != nil
      if last.endsOpen || isChain || isSummand { return !last.isEmpty }
    case .comma:
      if hasRelation { return last.isLetter && startsWithLetter }
      if last.hasRelation { return !isCondition }
    case .text(_, let text):
      if last.isCondition, ConditionWords.join(text) { return !hasRelation || isPlain }
    case .arrow: break
    }
    return !hasRelation && !last.hasRelation && !isCondition
  }

  /// What `piece`, which belongs to it, adds to it: the words of a condition stay in it.
  func joined(_ piece: LinePart) -> LinePart {
    var nodes = piece.nodes
    if case .text(let node, _) = piece.separator, isCondition { nodes = [node] + nodes }
    return LinePart(separator: separator, nodes: self.nodes + nodes)
  }

  /// Whether a colon behind it introduces `statement`: `i \ne j: A = B`.
  private func introduces(_ statement: LinePart) -> Bool {
    if isCondition || nodes.allSatisfy(\.isProse) { return true }
    return hasRelation && statement.hasRelation && !isMatrixProduct(with: statement)
  }

  /// `= G : dX`: a colon between what matrices are called by is Frobenius' product.
  private func isMatrixProduct(with next: LinePart) -> Bool {
    guard let last = nodes.last(where: { !$0.isInvisible }) else { return false }
    let behind = next.content.filter { !$0.isInvisible }
    let first = behind.first?.character == "d" ? behind.dropFirst().first : behind.first
    return !isPlain && last.mayEndMatrix && first.map(\.mayBeginMatrix) ?? false
  }

  /// `+ b` behind a wide space.
  private var isSummand: Bool {
    guard let first = content.first, first.isBinary else { return false }
    return !hasRelation && content.count > 1
  }

  /// It ends with a relation or an operator: something must follow.
  private var endsOpen: Bool {
    guard let last = nodes.last, !last.isPunctuation else { return false }
    return Relation(last) != nil || last.isBinary
  }

  /// One letter, as in `i, j = 1, …, n`.
  private var isLetter: Bool {
    let seen = content.filter { !$0.isInvisible }
    return seen.last?.isIndexLetter == true
      && seen.allSatisfy { $0.isIndexLetter || $0.character == "," || $0.character == "∀" }
  }

  private var startsWithLetter: Bool {
    let sides = content.splitAtTopLevel { Relation($0) != nil }
    return sides[0].count == 1 && sides[0].first?.isIndexLetter == true
  }

  /// Letters, numbers and relations alone, or an order: no equation that is claimed.
  private var isPlain: Bool {
    let isOrder = content.contains { node in
      if case .other(let sign) = Relation(node) { sign != ":" } else { false }
    }
    return isOrder || content.map { $0 }.isOrderOfLetters
  }
}
