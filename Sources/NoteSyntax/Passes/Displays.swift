extension CommonMark {
  /// A part of a paragraph.
  fileprivate enum Piece {
    case node(Tree)
    case text(ArraySlice<UInt8>)
    case display(Int)
  }

  /// Makes each display of a paragraph a block of its own, between paragraphs of what stands around
  /// it. One inside emphasis or a link stays where it is, and so does one with nothing but a full
  /// stop beside it.
  mutating func setDisplaysApart(_ paragraph: Tree) {
    guard contents.hasDisplay else { return addHolesBelow(paragraph) }
    if let number = onlyDisplay(of: paragraph) {
      insertDisplay(number, before: paragraph)
      return paragraph.drop()
    }
    let pieces = pieces(of: paragraph)
    let runs = pieces.split(omittingEmptySubsequences: false) { $0.display != nil }
      .map { trimmed($0) }
    guard runs.count > 1, !runs.contains(where: isPunctuationOnly) else {
      return addHolesBelow(paragraph)
    }
    let numbers = pieces.compactMap(\.display)
    for (index, run) in runs.enumerated() {
      if !run.isEmpty { insertParagraph(of: run, before: paragraph) }
      guard index < numbers.count else { continue }
      insertDisplay(numbers[index], before: paragraph)
    }
    paragraph.drop()
  }

  /// The display that a paragraph consists of, if there is nothing else in it.
  private func onlyDisplay(of paragraph: Tree) -> Int? {
    guard let child = paragraph.firstChild, child.kind == .text, child.next == nil else {
      return nil
    }
    let bytes = child.literal
    guard let place = text.marker.place(in: bytes, at: 0), place.range == bytes.indices,
      isDisplay(place.number)
    else { return nil }
    return place.number
  }

  private mutating func insertDisplay(_ number: Int, before paragraph: Tree) {
    Tree.block(text.marker.standIn(number))?.insertBefore(paragraph)
    markBlock(number)
  }

  private mutating func markBlock(_ number: Int) {
    switch elements[number] {
    case .math(var span):
      span.isBlock = true
      elements[number] = .math(span)
    case .embed(var embed):
      embed.isBlock = true
      elements[number] = .embed(embed)
    default: break
    }
  }

  private func pieces(of paragraph: Tree) -> [Piece] {
    var pieces: [Piece] = []
    var child = paragraph.firstChild
    while let node = child {
      if node.kind == .text {
        pieces += self.pieces(ofText: node.literal)
      } else {
        pieces.append(.node(node))
      }
      child = node.next
    }
    return pieces
  }

  private func pieces(ofText bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var copied = 0
    for place in text.marker.places(in: bytes) where isDisplay(place.number) {
      pieces += [.text(bytes[copied..<place.range.lowerBound]), .display(place.number)]
      copied = place.range.upperBound
    }
    return pieces + [.text(bytes[copied...])]
  }

  /// Whether an element is to be a block: a display, or a note that is embedded.
  func isDisplay(_ number: Int) -> Bool {
    switch elements[number] {
    case .math(let span): span.display
    case .embed: true
    default: false
    }
  }

  /// Without line ends and blanks at both ends.
  private func trimmed(_ run: ArraySlice<Piece>) -> ArraySlice<Piece> {
    var run = run
    while let first = run.first, isBlank(first) { run.removeFirst() }
    while let last = run.last, isBlank(last) { run.removeLast() }
    return run
  }

  private func isBlank(_ piece: Piece) -> Bool {
    switch piece {
    case .node(let node): node.kind == .softBreak || node.kind == .lineBreak
    case .text(let bytes): bytes.allSatisfy(isSpace)
    case .display: false
    }
  }

  private func isPunctuationOnly(_ run: ArraySlice<Piece>) -> Bool {
    guard run.count == 1, case .text(let bytes)? = run.first else { return false }
    return bytes.allSatisfy { isPunctuation($0) || isSpace($0) }
  }

  private mutating func insertParagraph(of run: ArraySlice<Piece>, before next: Tree) {
    guard let paragraph = Tree.paragraph else { return }
    for (index, piece) in run.enumerated() {
      switch piece {
      case .node(let node): paragraph.append(node)
      case .text(let bytes):
        var text = index == 0 ? bytes.drop(while: isSpace) : bytes
        while index == run.count - 1, let last = text.last, isSpace(last) { text.removeLast() }
        if let node = Tree.text(Array(text)) { paragraph.append(node) }
      case .display: break
      }
    }
    paragraph.insertBefore(next)
    addHoles(of: formulas(in: paragraph), below: paragraph)
  }

  private func formulas(in paragraph: Tree) -> [Int] {
    var numbers: [Int] = []
    paragraph.walk(
      { part in
        if part.kind == .text {
          numbers += text.marker.places(in: part.literal).map(\.number).filter { isFormula($0) }
        }
        return part
      }, { _ in })
    return numbers
  }

  /// Below a paragraph or a heading stands what is said about the formulas in it.
  mutating func addHolesBelow(_ node: Tree) { addHoles(of: contents.formulas, below: node) }

  /// Adds, below `place`, the places of what is said about formulas.
  mutating func addHoles(of formulas: [Int], below place: Tree) {
    for number in formulas.reversed() {
      guard let hole = Tree.block(text.marker.end(number)) else { continue }
      hole.insertAfter(place)
      holes.insert(hole)
    }
  }

  /// A formula, or a value in the text.
  func isFormula(_ number: Int) -> Bool {
    switch elements[number] {
    case .math, .value: true
    default: false
    }
  }
}

extension CommonMark.Piece {
  fileprivate var display: Int? {
    if case .display(let number) = self { number } else { nil }
  }
}
