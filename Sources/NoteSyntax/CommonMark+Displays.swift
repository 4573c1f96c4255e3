import CCmark

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
    let pieces = hasDisplay ? pieces(of: paragraph) : []
    let runs = pieces.split(omittingEmptySubsequences: false) { $0.display != nil }
      .map { trimmed($0) }
    guard runs.count > 1, !runs.contains(where: isPunctuationOnly) else {
      return addHolesBelow(paragraph)
    }
    let numbers = pieces.compactMap(\.display)
    for (index, run) in runs.enumerated() {
      if !run.isEmpty { insertParagraph(of: run, before: paragraph) }
      guard index < numbers.count else { continue }
      if let block = standIn(text.marker.standIn(numbers[index])) {
        cmark_node_insert_before(paragraph, block)
      }
      markBlock(numbers[index])
    }
    drop(paragraph)
  }

  mutating func markBlock(_ number: Int) {
    guard case .math(var span)? = elements[number] else { return }
    span.isBlock = true
    elements[number] = .math(span)
  }

  private func pieces(of paragraph: Tree) -> [Piece] {
    var pieces: [Piece] = []
    var child = cmark_node_first_child(paragraph)
    while let node = child {
      if cmark_node_get_type(node) == CMARK_NODE_TEXT {
        pieces += self.pieces(ofText: Self.bytes(of: cmark_node_get_literal(node)))
      } else {
        pieces.append(.node(node))
      }
      child = cmark_node_next(node)
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

  func isDisplay(_ number: Int) -> Bool {
    if case .math(let span)? = elements[number] { span.display } else { false }
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
    case .node(let node):
      [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(cmark_node_get_type(node))
    case .text(let bytes): bytes.allSatisfy(isSpace)
    case .display: false
    }
  }

  private func isPunctuationOnly(_ run: ArraySlice<Piece>) -> Bool {
    guard run.count == 1, case .text(let bytes)? = run.first else { return false }
    return bytes.allSatisfy { isPunctuation($0) || isSpace($0) }
  }

  private func insertParagraph(of run: ArraySlice<Piece>, before next: Tree) {
    guard let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH) else { return }
    for (index, piece) in run.enumerated() {
      switch piece {
      case .node(let node): cmark_node_append_child(paragraph, node)
      case .text(let bytes):
        guard let node = cmark_node_new(CMARK_NODE_TEXT) else { continue }
        var text = index == 0 ? bytes.drop(while: isSpace) : bytes
        while index == run.count - 1, let last = text.last, isSpace(last) { text.removeLast() }
        cmark_node_set_literal(node, String(decoding: text, as: UTF8.self))
        cmark_node_append_child(paragraph, node)
      case .display: break
      }
    }
    cmark_node_insert_before(next, paragraph)
    addHolesBelow(paragraph)
  }

  /// Below a paragraph or a heading stands what is said about the formulas in it.
  func addHolesBelow(_ node: Tree) {
    guard hasFormula, let iterator = cmark_iter_new(node) else { return }
    defer { cmark_iter_free(iterator) }
    var numbers: [Int] = []
    while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
      guard let part = cmark_iter_get_node(iterator),
        cmark_node_get_type(part) == CMARK_NODE_TEXT
      else { continue }
      numbers += text.marker.places(in: Self.bytes(of: cmark_node_get_literal(part)))
        .map(\.number).filter(isFormula)
    }
    for number in numbers.reversed() {
      guard let block = standIn(text.marker.end(number)) else { continue }
      cmark_node_insert_after(node, block)
    }
  }

  func isFormula(_ number: Int) -> Bool {
    if case .math? = elements[number] { true } else { false }
  }

  private func standIn(_ bytes: [UInt8]) -> Tree? {
    let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
    cmark_node_set_on_enter(block, String(decoding: bytes, as: UTF8.self))
    return block
  }
}

extension CommonMark.Piece {
  fileprivate var display: Int? {
    if case .display(let number) = self { number } else { nil }
  }
}
