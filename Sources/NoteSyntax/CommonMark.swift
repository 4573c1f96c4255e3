import Diagnostics

/// The tree of a note's Markdown, as one walk over it makes it ours: each extension is a pass of its
/// own (folder `Passes`) that this walk calls at the nodes it is about.
struct CommonMark {
  let text: LiftedText
  let allowHTML: Bool
  /// What was found, by the numbers of the stand-ins.
  var elements: NumberTable<NoteElement>
  /// HTML that goes in the place of stand-ins which are no elements.
  var fragments = NumberTable<[UInt8]>()
  /// Attributes of the tag that a stand-in follows.
  var attributes = NumberTable<[UInt8]>()
  /// Their stand-ins, each the first child of its block.
  var attributeHoles: Set<Tree> = []
  var headings: [HeadingEntry] = []
  var anchors = Anchors()
  var diagnostics: [Diagnostic] = []
  private var nextNumber: Int
  /// The open heading.
  var heading: OpenHeading?
  /// What the open paragraph, heading or title has been found to contain.
  var contents = Contents()
  /// The alternative text of the open image, and how many images and links are open.
  var alt = ""
  var openImages = 0
  var openLinks = 0
  var table: OpenTable?
  var footnotes = Footnotes()
  /// The titles of callouts.
  var titles: Set<Tree> = []
  /// The places of what is said about formulas.
  var holes: Set<Tree> = []

  /// What matters about the text of a paragraph once all of it has been seen.
  struct Contents {
    /// The numbers of its formulas and values, in their order.
    var formulas: [Int] = []
    var hasDisplay = false
    var hasPair = false
    var cell: TableCell?
  }

  init(_ text: LiftedText, allowHTML: Bool) {
    self.text = text
    self.allowHTML = allowHTML
    nextNumber = text.lifts.count
    elements = NumberTable(count: nextNumber)
  }

  /// What cmark makes of `markdown` by itself.
  static func html(_ markdown: [UInt8], allowHTML: Bool) -> [UInt8] {
    Tree.parse(markdown) { $0.html(allowHTML: allowHTML) }
  }

  /// The HTML, with stand-ins for `elements`, `fragments` and `attributes`.
  mutating func render() -> [UInt8] {
    let bytes = text.bytes
    return Tree.parse(bytes) { root in
      root.joinTexts()
      root.walk({ enter($0) }, { leave($0) })
      addFootnotes(to: root)
      // What is unsafe has been taken out; safe mode would leave comments.
      return root.html(allowHTML: true)
    }
  }

  mutating func newNumber() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  /// A stand-in that becomes `html`.
  mutating func standIn(for html: [UInt8]) -> [UInt8] {
    let number = newNumber()
    fragments[number] = html
    return text.marker.standIn(number)
  }

  // MARK: The walk

  private mutating func enter(_ node: Tree) -> Tree {
    switch node.kind {
    case .text: readText(node)
    case .code: readCode(node)
    case .softBreak, .lineBreak: collect([space])
    case .quote: return makeCallout(of: node) ?? node
    case .item: enterFootnote(node)
    case .paragraph: contents = Contents()
    case .customBlock where titles.contains(node): contents = Contents()
    case .heading:
      contents = Contents()
      heading = OpenHeading()
    case .link: openLinks += 1
    case .image:
      if openImages == 0 { alt = "" }
      openImages += 1
    default: break
    }
    return node
  }

  private mutating func leave(_ node: Tree) {
    switch node.kind {
    case .codeBlock: readCodeBlock(node)
    case .htmlBlock, .html: readHTML(node)
    case .link:
      openLinks -= 1
      matchPairs(in: node)
      readLink(node)
    case .image: readImage(node)
    case .emphasis, .strong: matchPairs(in: node)
    case .heading:
      matchPairs(in: node)
      if let cell = contents.cell { addCell(cell, of: node) } else { leaveHeading(node) }
      heading = nil
    case .paragraph: leaveParagraph(node)
    case .customBlock where titles.contains(node):
      matchPairs(in: node)
      addHolesBelow(node)
    case .item:
      if !leaveFootnote(node) { makeTask(of: node) }
    case .list:
      if node.firstChild == nil { node.drop() }
    default: break
    }
  }

  private mutating func leaveParagraph(_ node: Tree) {
    matchPairs(in: node)
    if isEmptied(node) { return node.drop() }
    guard let id = takeBlockID(of: node) else { return setDisplaysApart(node) }
    if isEmptied(node) { return anchorBlock(before: node, id) }
    anchor(node, id)
    setDisplaysApart(node)
  }

  private func isEmptied(_ node: Tree) -> Bool {
    var child = node.firstChild
    while let it = child, it.kind == .softBreak || (it.kind == .text && it.withText(\.isEmpty)) {
      child = it.next
    }
    return child == nil
  }

  // MARK: Text

  private mutating func readText(_ node: Tree) {
    let marker = text.marker
    let isPlain = node.withText { !marker.occurs(in: $0) && !mayHoldAddress($0) }
    if isPlain, heading == nil, openImages == 0 { return }
    let bytes = node.literal
    let places = Array(marker.places(in: bytes))
    guard !places.isEmpty else {
      collect(bytes)
      linkAddresses(in: node, bytes)
      return
    }
    guard openImages == 0, places.allSatisfy(isOurs) else {
      let restored = Array(text.restored(bytes).utf8)
      node.literal = restored
      return collect(restored)
    }
    let read = read(places, in: bytes)
    if let read { node.literal = read }
    linkAddresses(in: node, read ?? bytes)
  }

  /// Whether a stand-in is that of a word or a sign, which count in running text.
  private func isOurs(_ place: Marker.Place) -> Bool {
    guard text.lifts.indices.contains(place.number) else { return false }
    switch text.lifts[place.number].form {
    case .word, .mark: return true
    case .info, .comment, .inHTML, .replacement: return false
    }
  }

  /// Takes note of what the stand-ins of a text are; the text as it is to be written, nil where that
  /// is the same.
  private mutating func read(_ places: [Marker.Place], in bytes: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    // Up to where the text has been read, and up to where it stands in the output.
    var (seen, copied) = (0, 0)
    for place in places {
      guard let lift = text.lift(at: place) else { continue }
      var end = max(seen, place.range.lowerBound)
      if case .word(let element) = lift.form {
        collect(bytes[seen..<end])
        read(element, of: lift, place.number)
        seen = place.range.upperBound
        continue
      }
      // What was written around the sign goes with it.
      if bytes[seen..<end].suffix(lift.lead.count) == lift.lead[...] { end -= lift.lead.count }
      collect(bytes[seen..<end])
      output += bytes[copied..<end]
      if read(lift, place.number) { output += bytes[place.range] }
      seen = place.range.upperBound
      if bytes[seen...].starts(with: lift.trail) { seen += lift.trail.count }
      copied = seen
    }
    collect(bytes[seen...])
    return copied == 0 ? nil : output + bytes[copied...]
  }

  private mutating func read(_ element: NoteElement, of lift: Lift, _ number: Int) {
    if openLinks > 0, let content = element.linkContent {
      // Links do not nest: what it would show stands in the outer one.
      fragments[number] = Array(content.utf8)
      return collect(lift, number)
    }
    elements[number] = element
    switch element {
    case .math, .value: contents.formulas.append(number)
    default: break
    }
    contents.hasDisplay = contents.hasDisplay || isDisplay(number)
    collect(lift, number)
  }

  /// Takes note of a sign; whether its stand-in stays.
  private mutating func read(_ lift: Lift, _ number: Int) -> Bool {
    switch lift.mark {
    case .pair:
      contents.hasPair = true
      fragments[number] = Array(text.file.bytes[lift.range])
    case .tag:
      collect(text.file.bytes[lift.range])
      fragments[number] = tagHTML(text.file.bytes[lift.range])
    case .footnoteReference where openLinks > 0:
      fragments[number] = escapedHTML(text.file.bytes[lift.range])
    case .footnoteReference(let label):
      footnotes.refer(to: label, number, at: lift.range)
    case .cell(let cell):
      contents.cell = cell
      // It is none, but came as one.
      heading = nil
      return false
    case .comment, .cellEnd, .footnote, nil: return false
    }
    return true
  }

  private mutating func readCode(_ node: Tree) {
    let bytes = node.literal
    let restored = text.marker.occurs(in: bytes) ? Array(text.restored(bytes).utf8) : bytes
    if restored != bytes { node.literal = restored }
    collect(restored)
  }

  /// Adds to what headings and images collect.
  mutating func collect(_ bytes: some Collection<UInt8>) {
    guard heading != nil || openImages > 0 else { return }
    let more = String(decoding: bytes, as: UTF8.self)
    heading?.add(more)
    if openImages > 0 { alt.append(more) }
  }

  private mutating func collect(_ lift: Lift, _ number: Int) {
    guard heading != nil else { return }
    let source = String(decoding: text.file.bytes[lift.range], as: UTF8.self)
    switch lift.element {
    case .math: heading?.add(source, as: text.marker.standIn(number))
    case .link(let link): heading?.add(source, as: Array(link.content.utf8))
    default: heading?.add(source, as: [])
    }
  }

  // MARK: Code and HTML

  private mutating func readCodeBlock(_ node: Tree) {
    let info = node.info
    guard text.marker.occurs(in: info) else {
      if text.marker.occurs(in: node.literal) { node.literal = restored(node.literal) }
      return
    }
    if let place = text.marker.place(in: info, at: 0), place.range == info.indices,
      let lift = text.lift(at: place), case .info(let element) = lift.form
    {
      elements[place.number] = element
      if let block = Tree.block(text.marker.standIn(place.number)) { node.replace(with: block) }
      return
    }
    node.info = restored(info, unescaped: true)
    node.literal = restored(node.literal)
  }

  private func restored(_ bytes: [UInt8], unescaped: Bool = false) -> [UInt8] {
    Array(text.restored(bytes, unescaped: unescaped).utf8)
  }

  private mutating func readHTML(_ node: Tree) {
    let literal = node.literal
    let places = Array(text.marker.places(in: literal))
    if openImages > 0 { return dropHTML(node, collecting: restored(literal)) }
    for place in places {
      guard let lift = text.lift(at: place) else { continue }
      switch lift.form {
      case .comment(let element), .inHTML(let element): elements[place.number] = element
      default: break
      }
    }
    if !allowHTML {
      let displays = places.filter { text.lift(at: $0)?.isInHTML == true }
      for display in displays where node.kind == .htmlBlock {
        Tree.block(text.marker.standIn(display.number))?.insertBefore(node)
      }
      return node.drop()
    }
    let rest = places.isEmpty ? literal : withoutDirectives(literal, places)
    if !places.isEmpty, rest.allSatisfy(isSpace) {
      node.drop()
    } else {
      anchors.addIDs(inHTML: rest)
      if !places.isEmpty { node.literal = rest }
    }
  }

  private mutating func dropHTML(_ node: Tree, collecting bytes: [UInt8]) {
    collect(bytes)
    if !allowHTML { node.drop() }
  }

  /// HTML without the comments that were directives; displays stay, and what else was lifted out of
  /// it is put back.
  private func withoutDirectives(_ html: [UInt8], _ places: [Marker.Place]) -> [UInt8] {
    var output: [UInt8] = []
    var copied = 0
    for place in places {
      guard let lift = text.lift(at: place) else { continue }
      switch lift.form {
      case .comment:
        output += restored(Array(html[copied..<max(copied, place.range.lowerBound - 4)]))
        copied = min(html.count, place.range.upperBound + 3)
      case .inHTML:
        output += restored(Array(html[copied..<max(copied, place.range.lowerBound)]))
        output += html[place.range]
        copied = place.range.upperBound
      default: break
      }
    }
    return output + restored(Array(html[copied...]))
  }
}

extension Lift {
  fileprivate var isInHTML: Bool {
    if case .inHTML = form { true } else { false }
  }
}
