import Diagnostics

/// The footnotes of a note, and the places that refer to them.
struct Footnotes {
  /// Their texts, taken out of the tree, by label.
  private(set) var definitions: [String: Tree] = [:]
  /// Labels in the order of their texts; texts with a label that is taken.
  private(set) var labels: [String] = []
  private(set) var others: [Tree] = []
  private(set) var references: [Reference] = []
  /// The footnotes that the walk is inside of: the list items as which they come, and their texts.
  var open: [(item: Tree, text: Tree)] = []

  struct Reference {
    let label: String
    /// Of its stand-in.
    let number: Int
    let range: SourceRange
    let isInFootnote: Bool
  }

  mutating func refer(to label: String, _ number: Int, at range: SourceRange) {
    references.append(
      Reference(label: label, number: number, range: range, isInFootnote: !open.isEmpty))
  }

  /// Keeps a text; false where there is one of that label already.
  mutating func define(_ label: String, _ text: Tree) -> Bool {
    guard definitions[label] == nil else {
      others.append(text)
      return false
    }
    definitions[label] = text
    labels.append(label)
    return true
  }
}

extension CommonMark {
  /// Footnotes come as list items whose text begins with their sign.
  func footnoteMark(of item: Tree) -> Lift? {
    guard let paragraph = item.firstChild, paragraph.kind == .paragraph,
      let first = paragraph.firstChild, first.kind == .text
    else { return nil }
    let literal = first.literal
    guard let place = text.marker.place(in: literal, at: 0), let lift = text.lift(at: place),
      case .footnote? = lift.mark
    else { return nil }
    return lift
  }

  mutating func enterFootnote(_ item: Tree) {
    guard let lift = footnoteMark(of: item), case .footnote(let label)? = lift.mark,
      let text = Tree.block([])
    else { return }
    if !footnotes.define(label, text) {
      diagnostics.append(.duplicateLabel("[^\(label)]", at: lift.range))
    }
    footnotes.open.append((item, text))
  }

  /// Takes a footnote out of its list; false for any other item.
  mutating func leaveFootnote(_ item: Tree) -> Bool {
    guard let (open, text) = footnotes.open.last, open == item else { return false }
    footnotes.open.removeLast()
    text.takeChildren(of: item)
    item.drop()
    return true
  }

  /// Writes the footnotes below everything else, in the order in which the text refers to them, and
  /// their numbers where it does.
  mutating func addFootnotes(to root: Tree) {
    var numbers: [String: Int] = [:]
    var order: [String] = []
    var uses: [String: Int] = [:]
    let references = footnotes.references
    for reference in references.filter({ !$0.isInFootnote }) + references.filter(\.isInFootnote) {
      guard footnotes.definitions[reference.label] != nil else {
        fragments[reference.number] = escapedHTML(text.file.bytes[reference.range])
        let nearest = nearestName(to: reference.label, among: footnotes.labels)
        diagnostics.append(.deadFootnote(reference.label, nearest: nearest, at: reference.range))
        continue
      }
      if numbers[reference.label] == nil {
        order.append(reference.label)
        numbers[reference.label] = order.count
      }
      let use = uses[reference.label, default: 0] + 1
      uses[reference.label] = use
      let number = numbers[reference.label] ?? 0
      fragments[reference.number] = Array(
        "<sup class=\"gw-footnote\"><a href=\"#fn-\(number)\" id=\"\(backID(number, use))\">\(number)</a></sup>"
          .utf8)
    }
    order += footnotes.labels.filter { numbers[$0] == nil }
    let texts = order.compactMap { footnotes.definitions[$0] } + footnotes.others
    addSection(texts, referred: numbers.count, to: root)
  }

  private func backID(_ number: Int, _ use: Int) -> String {
    use == 1 ? "fnref-\(number)" : "fnref-\(number)-\(use)"
  }

  /// - Parameter referred: How many of the texts, from the first, the note refers to.
  private func addSection(_ texts: [Tree], referred: Int, to root: Tree) {
    let opening = "<section class=\"gw-footnotes\" aria-label=\"Footnotes\">\n<ol>"
    guard !texts.isEmpty,
      let section = Tree.block(Array(opening.utf8), Array("</ol>\n</section>".utf8))
    else { return }
    for (index, text) in texts.enumerated() {
      let opening = "<li id=\"fn-\(index + 1)\">"
      guard let item = Tree.block(Array(opening.utf8), Array("</li>".utf8)) else { continue }
      item.takeChildren(of: text)
      text.drop()
      if index < referred { addWayBack(to: index + 1, in: item) }
      section.append(item)
    }
    root.append(section)
  }

  private func addWayBack(to number: Int, in item: Tree) {
    let link =
      " <a href=\"#fnref-\(number)\" class=\"gw-back\" aria-label=\"Back to the text\">↩</a>"
    guard let back = Tree.inline(Array(link.utf8)) else { return }
    if let last = item.lastChild, last.kind == .paragraph {
      last.append(back)
    } else if let paragraph = Tree.paragraph {
      paragraph.append(back)
      item.append(paragraph)
    }
  }
}
