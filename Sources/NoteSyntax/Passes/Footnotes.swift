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

/// The number of a footnote, and the ids of its text and of the places that refer to it.
private struct FootnoteIDs {
  let number: Int
  let text: String
  var references: [String] = []
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
    var ids: [String: FootnoteIDs] = [:]
    var order: [String] = []
    var guesses = Guesses()
    let references = footnotes.references
    for reference in references.filter({ !$0.isInFootnote }) + references.filter(\.isInFootnote) {
      guard footnotes.definitions[reference.label] != nil else {
        fragments[reference.number] = escapedHTML(text.file.bytes[reference.range])
        let nearest = guesses.nearest(to: reference.label, among: footnotes.labels)
        diagnostics.append(.deadFootnote(reference.label, nearest: nearest, at: reference.range))
        continue
      }
      var known = ids[reference.label] ?? newIDs(order.count + 1)
      if known.references.isEmpty { order.append(reference.label) }
      let use = known.references.count + 1
      let id = anchors.add(use == 1 ? "fnref-\(known.number)" : "fnref-\(known.number)-\(use)")
      known.references.append(id)
      ids[reference.label] = known
      fragments[reference.number] = Array(
        "<sup class=\"gw-footnote\"><a href=\"#\(known.text)\" id=\"\(id)\">\(known.number)</a></sup>"
          .utf8)
    }
    order += footnotes.labels.filter { ids[$0] == nil }
    let texts = order.compactMap { label in
      footnotes.definitions[label].map { ($0, ids[label]) }
    }
    addSection(texts + footnotes.others.map { ($0, nil) }, to: root)
  }

  private mutating func newIDs(_ number: Int) -> FootnoteIDs {
    FootnoteIDs(number: number, text: anchors.add("fn-\(number)"))
  }

  /// - Parameter texts: With the ids of those that the note refers to.
  private mutating func addSection(_ texts: [(text: Tree, ids: FootnoteIDs?)], to root: Tree) {
    let opening = "<section class=\"gw-footnotes\" aria-label=\"Footnotes\">\n<ol>"
    guard !texts.isEmpty,
      let section = Tree.block(Array(opening.utf8), Array("</ol>\n</section>".utf8))
    else { return }
    for (index, (text, known)) in texts.enumerated() {
      let ids = known ?? newIDs(index + 1)
      let opening = "<li id=\"\(ids.text)\">"
      guard let item = Tree.block(Array(opening.utf8), Array("</li>".utf8)) else { continue }
      item.takeChildren(of: text)
      text.drop()
      if let first = ids.references.first { addWayBack(to: first, in: item) }
      section.append(item)
    }
    root.append(section)
  }

  private func addWayBack(to reference: String, in item: Tree) {
    let link =
      " <a href=\"#\(reference)\" class=\"gw-back\" aria-label=\"Back to the text\">↩</a>"
    guard let back = Tree.inline(Array(link.utf8)) else { return }
    var last = item.lastChild
    // What is said about its formulas stands below the paragraph.
    while let hole = last, holes.contains(hole) { last = hole.previous }
    if let last, last.kind == .paragraph {
      last.append(back)
    } else if let paragraph = Tree.paragraph {
      paragraph.append(back)
      item.append(paragraph)
    }
  }
}
