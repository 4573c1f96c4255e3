import CCmark
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The tree of a note's Markdown. This file and `CommonMark+Displays` alone speak to cmark.
struct CommonMark {
  let text: LiftedText
  private let allowHTML: Bool
  /// What was found, by the numbers of the stand-ins.
  var elements: [Int: NoteElement] = [:]
  private(set) var headings: [Heading] = []
  private var nextNumber: Int
  /// The text of the open heading.
  private var heading: String?
  /// Whether the open paragraph or heading has formulas, and whether displays are among them.
  var hasFormula = false
  var hasDisplay = false
  /// The alternative text of the open image, and how many images are open.
  private var alt = ""
  private var openImages = 0

  init(_ text: LiftedText, allowHTML: Bool) {
    self.text = text
    self.allowHTML = allowHTML
    nextNumber = text.lifts.count
  }

  /// What cmark makes of `markdown` by itself.
  static func html(_ markdown: [UInt8], allowHTML: Bool) -> [UInt8] {
    withTree(of: markdown) { html(of: $0, allowHTML: allowHTML) }
  }

  /// The HTML, with stand-ins for `elements`.
  mutating func render() -> [UInt8] {
    let bytes = text.bytes
    return Self.withTree(of: bytes) { root in
      transform(root)
      // What is unsafe has been taken out; safe mode would leave comments.
      return Self.html(of: root, allowHTML: true)
    }
  }

  // MARK: Trees

  typealias Tree = OpaquePointer

  private static func withTree(of markdown: [UInt8], _ body: (Tree) -> [UInt8]) -> [UInt8] {
    let root = markdown.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count,
        CMARK_OPT_DEFAULT)
    }
    guard let root else { return [] }
    defer { cmark_node_free(root) }
    return body(root)
  }

  private static func html(of root: Tree, allowHTML: Bool) -> [UInt8] {
    let options = allowHTML ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT
    guard let text = cmark_render_html(root, options) else { return [] }
    defer { cmark_get_default_mem_allocator().pointee.free(text) }
    return bytes(of: text)
  }

  static func bytes(of text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// Visits the nodes; one may be changed once its children are done.
  private mutating func transform(_ root: Tree) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
      if event == CMARK_EVENT_ENTER { enter(node) } else { leave(node) }
    }
  }

  private mutating func enter(_ node: Tree) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: readText(node)
    case CMARK_NODE_CODE: readText(node, isCode: true)
    case CMARK_NODE_CODE_BLOCK: readCodeBlock(node)
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: readHTML(node)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: add(" ")
    case CMARK_NODE_PARAGRAPH: (hasFormula, hasDisplay) = (false, false)
    case CMARK_NODE_HEADING:
      heading = ""
      (hasFormula, hasDisplay) = (false, false)
    case CMARK_NODE_IMAGE:
      if openImages == 0 { alt = "" }
      openImages += 1
    default: break
    }
  }

  private mutating func leave(_ node: Tree) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LINK: readLink(node)
    case CMARK_NODE_IMAGE: readImage(node)
    case CMARK_NODE_HEADING:
      let level = Int(cmark_node_get_heading_level(node))
      headings.append(Heading(level: level, text: heading ?? ""))
      heading = nil
      addHolesBelow(node)
    case CMARK_NODE_PARAGRAPH:
      if isEmptied(node) { drop(node) } else { setDisplaysApart(node) }
    default: break
    }
  }

  // MARK: Text

  private mutating func readText(_ node: Tree, isCode: Bool = false) {
    let literal = cmark_node_get_literal(node)
    let bytes = Self.bytes(of: literal)
    guard text.marker.occurs(in: bytes) else {
      if heading != nil || openImages > 0 { add(String(decoding: bytes, as: UTF8.self)) }
      return
    }
    let restored = text.restored(bytes)
    add(restored)
    let places = text.marker.places(in: bytes)
    let isWhole = !places.isEmpty && places.allSatisfy { isLifted($0.number, as: .word) }
    if isCode || openImages > 0 || !isWhole {
      cmark_node_set_literal(node, restored)
    } else {
      for place in places {
        elements[place.number] = text.lifts[place.number].element
        hasFormula = hasFormula || isFormula(place.number)
        hasDisplay = hasDisplay || isDisplay(place.number)
      }
    }
  }

  private func isLifted(_ number: Int, as form: Lift.Form) -> Bool {
    text.lifts.indices.contains(number) && text.lifts[number].form == form
  }

  /// Adds to what headings and images collect.
  private mutating func add(_ more: String) {
    heading?.append(more)
    if openImages > 0 { alt.append(more) }
  }

  private mutating func readCodeBlock(_ node: Tree) {
    let info = Self.bytes(of: cmark_node_get_fence_info(node))
    if let number = soleNumber(in: info), isLifted(number, as: .info) {
      elements[number] = text.lifts[number].element
      markBlock(number)
      return replace(node, by: CMARK_NODE_CUSTOM_BLOCK, number)
    }
    if text.marker.occurs(in: info) { cmark_node_set_fence_info(node, text.restored(info)) }
    let literal = Self.bytes(of: cmark_node_get_literal(node))
    if text.marker.occurs(in: literal) { cmark_node_set_literal(node, text.restored(literal)) }
  }

  private func soleNumber(in info: [UInt8]) -> Int? {
    let places = text.marker.places(in: info)
    guard let place = places.first, place.range == info.indices else { return nil }
    return place.number
  }

  private mutating func readHTML(_ node: Tree) {
    let literal = Self.bytes(of: cmark_node_get_literal(node))
    let places = text.marker.places(in: literal)
    for place in places where isLifted(place.number, as: .comment) && openImages == 0 {
      elements[place.number] = text.lifts[place.number].element
    }
    if openImages > 0 { add(text.restored(literal)) }
    let rest = places.isEmpty ? nil : withoutDirectives(literal, places)
    if !allowHTML || rest?.utf8.allSatisfy(isSpace) == true {
      drop(node)
    } else if let rest {
      cmark_node_set_literal(node, rest)
    }
  }

  /// HTML without the comments that were directives; what else was lifted out of it is put back.
  private func withoutDirectives(_ html: [UInt8], _ places: [Marker.Place]) -> String {
    var output: [UInt8] = []
    var copied = 0
    for place in places where isLifted(place.number, as: .comment) {
      output += html[copied..<max(copied, place.range.lowerBound - "<!--".utf8.count)]
      copied = min(html.count, place.range.upperBound + "-->".utf8.count)
    }
    output += html[copied...]
    return text.restored(output)
  }

  // MARK: References

  private mutating func readLink(_ node: Tree) {
    let url = cleanURL(node)
    guard openImages == 0, !url.isEmpty, !isRemoteTarget(url) else { return }
    let (target, fragment) = splitFragment(url)
    let number = newNumber()
    elements[number] = .link(
      LinkReference(
        target: target, fragment: fragment, title: title(of: node), content: "",
        isWikilink: false, range: range(of: node)))
    replace(node, by: CMARK_NODE_CUSTOM_INLINE, number, isLink: true)
  }

  private mutating func readImage(_ node: Tree) {
    openImages -= 1
    let url = cleanURL(node)
    // An image in the text of an image is a part of that text.
    guard openImages == 0 else { return }
    let number = newNumber()
    elements[number] = .image(
      ImageReference(
        target: url, alt: alt, title: title(of: node), isWikilink: false, range: range(of: node)))
    while let child = cmark_node_first_child(node) { drop(child) }
    replace(node, by: CMARK_NODE_CUSTOM_INLINE, number)
  }

  private mutating func newNumber() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  /// The URL of a link or image, restored; empty if a browser would run it.
  private func cleanURL(_ node: Tree) -> String {
    let bytes = Self.bytes(of: cmark_node_get_url(node))
    let url = text.marker.occurs(in: bytes) ? text.restored(bytes) : nil
    let result = url ?? String(decoding: bytes, as: UTF8.self)
    let clean = isDangerous(result) ? "" : result
    if url != nil || clean.isEmpty { cmark_node_set_url(node, clean) }
    return clean
  }

  private func title(of node: Tree) -> String {
    text.restored(Self.bytes(of: cmark_node_get_title(node)))
  }

  /// Where a link or image begins and ends; cmark counts in the lines of the text it was given.
  private func range(of node: Tree) -> SourceRange {
    let start = text.offset(
      line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node)))
    let end = text.offset(
      line: Int(cmark_node_get_end_line(node)), column: Int(cmark_node_get_end_column(node)) + 1)
    return start..<max(start, end)
  }

  // MARK: Changes

  /// Puts the stand-in of an element in the place of a node; the children stay, followed by the end
  /// of the link.
  private func replace(
    _ node: Tree, by type: cmark_node_type, _ number: Int, isLink: Bool = false
  ) {
    guard let custom = cmark_node_new(type) else { return }
    cmark_node_set_on_enter(custom, String(decoding: text.marker.standIn(number), as: UTF8.self))
    if isLink {
      cmark_node_set_on_exit(custom, String(decoding: text.marker.end(number), as: UTF8.self))
    }
    while let child = cmark_node_first_child(node) { cmark_node_append_child(custom, child) }
    cmark_node_replace(node, custom)
    cmark_node_free(node)
  }

  func drop(_ node: Tree) {
    cmark_node_unlink(node)
    cmark_node_free(node)
  }

  private func isEmptied(_ node: Tree) -> Bool {
    var child = cmark_node_first_child(node)
    while let it = child, cmark_node_get_type(it) == CMARK_NODE_SOFTBREAK {
      child = cmark_node_next(it)
    }
    return child == nil
  }
}

/// Whether following `url` runs a program: the schemes that cmark's safe mode refuses.
private func isDangerous(_ url: String) -> Bool {
  let start = String(decoding: url.utf8.prefix(16).map(lowercased), as: UTF8.self)
  if start.hasPrefix("data:") {
    return !["png", "gif", "jpeg", "webp"].contains { start.hasPrefix("data:image/" + $0) }
  }
  return ["javascript:", "vbscript:", "file:"].contains(where: start.hasPrefix)
}
