import CCmark

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A node of cmark's tree. This file alone speaks to cmark.
struct Tree: Hashable {
  private let node: OpaquePointer

  private init(_ node: OpaquePointer) { self.node = node }

  private init?(_ node: OpaquePointer?) {
    guard let node else { return nil }
    self.node = node
  }

  /// What a node is, as far as it matters here.
  enum Kind {
    case document, quote, list, item, codeBlock, htmlBlock, customBlock, paragraph, heading
    case text, softBreak, lineBreak, code, html, customInline, emphasis, strong, link, image
    case other
  }

  var kind: Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_CUSTOM_BLOCK: .customBlock
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: .html
    case CMARK_NODE_CUSTOM_INLINE: .customInline
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    default: .other
    }
  }

  // MARK: Documents

  /// What `body` makes of the tree of `markdown`; nothing where there is no memory for one.
  static func parse(_ markdown: [UInt8], _ body: (Tree) -> [UInt8]) -> [UInt8] {
    let root = markdown.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count,
        CMARK_OPT_DEFAULT)
    }
    guard let root else { return [] }
    defer { cmark_node_free(root) }
    return body(Tree(root))
  }

  func html(allowHTML: Bool) -> [UInt8] {
    let options = allowHTML ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT
    guard let text = cmark_render_html(node, options) else { return [] }
    defer { cmark_get_default_mem_allocator().pointee.free(text) }
    return Self.bytes(of: text)
  }

  /// Makes one node of text nodes that stand side by side.
  func joinTexts() { cmark_consolidate_text_nodes(node) }

  // MARK: Neighbours

  var firstChild: Tree? { Tree(cmark_node_first_child(node)) }
  var lastChild: Tree? { Tree(cmark_node_last_child(node)) }
  var next: Tree? { Tree(cmark_node_next(node)) }
  var previous: Tree? { Tree(cmark_node_previous(node)) }
  var parent: Tree? { Tree(cmark_node_parent(node)) }

  /// The paragraph or heading that an inline node stands in.
  var block: Tree? {
    sequence(first: self, next: \.parent).first { [.paragraph, .heading].contains($0.kind) }
  }

  // MARK: What a node says

  /// The text of a text, code or HTML node.
  var literal: [UInt8] {
    get { Self.bytes(of: cmark_node_get_literal(node)) }
    nonmutating set {
      Self.withCString(newValue) { _ = cmark_node_set_literal(node, $0) }
    }
  }

  /// Reads the text of a node in the place where it stands.
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let text = cmark_node_get_literal(node) else {
      return body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let length = strlen(text)
    return text.withMemoryRebound(to: UInt8.self, capacity: length) {
      body(UnsafeBufferPointer(start: $0, count: length))
    }
  }

  var info: [UInt8] {
    get { Self.bytes(of: cmark_node_get_fence_info(node)) }
    nonmutating set {
      Self.withCString(newValue) { _ = cmark_node_set_fence_info(node, $0) }
    }
  }

  /// The address of a link or an image.
  var url: [UInt8] {
    get { Self.bytes(of: cmark_node_get_url(node)) }
    nonmutating set { Self.withCString(newValue) { _ = cmark_node_set_url(node, $0) } }
  }

  var title: [UInt8] {
    get { Self.bytes(of: cmark_node_get_title(node)) }
    nonmutating set { Self.withCString(newValue) { _ = cmark_node_set_title(node, $0) } }
  }

  var level: Int { Int(cmark_node_get_heading_level(node)) }

  /// Lines and columns count from 1, columns in bytes; the end is inclusive.
  var start: (line: Int, column: Int) {
    (Int(cmark_node_get_start_line(node)), Int(cmark_node_get_start_column(node)))
  }

  var end: (line: Int, column: Int) {
    (Int(cmark_node_get_end_line(node)), Int(cmark_node_get_end_column(node)))
  }

  private static func bytes(of text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  private static func withCString(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Void) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      guard let text = buffer.baseAddress else { return }
      for (place, byte) in bytes.enumerated() { buffer[place] = CChar(bitPattern: byte) }
      buffer[bytes.count] = 0
      body(text)
    }
  }

  // MARK: New nodes

  static func text(_ bytes: [UInt8]) -> Tree? {
    guard let tree = Tree(cmark_node_new(CMARK_NODE_TEXT)) else { return nil }
    tree.literal = bytes
    return tree
  }

  static var paragraph: Tree? { Tree(cmark_node_new(CMARK_NODE_PARAGRAPH)) }

  /// A block that writes HTML before and behind its children.
  static func block(_ opening: [UInt8], _ closing: [UInt8] = []) -> Tree? {
    Tree(cmark_node_new(CMARK_NODE_CUSTOM_BLOCK))?.around(opening, closing)
  }

  /// A part of a line that writes HTML before and behind its children.
  static func inline(_ opening: [UInt8], _ closing: [UInt8] = []) -> Tree? {
    Tree(cmark_node_new(CMARK_NODE_CUSTOM_INLINE))?.around(opening, closing)
  }

  /// The same with HTML that is known beforehand, which ends in a zero byte by itself.
  static func block(_ opening: StaticString, _ closing: StaticString) -> Tree? {
    Tree(cmark_node_new(CMARK_NODE_CUSTOM_BLOCK))?.around(opening, closing)
  }

  static func inline(_ opening: StaticString, _ closing: StaticString) -> Tree? {
    Tree(cmark_node_new(CMARK_NODE_CUSTOM_INLINE))?.around(opening, closing)
  }

  private func around(_ opening: StaticString, _ closing: StaticString) -> Tree {
    for (text, set) in [(opening, cmark_node_set_on_enter), (closing, cmark_node_set_on_exit)] {
      text.utf8Start.withMemoryRebound(to: CChar.self, capacity: text.utf8CodeUnitCount) {
        _ = set(node, $0)
      }
    }
    return self
  }

  private func around(_ opening: [UInt8], _ closing: [UInt8]) -> Tree {
    Self.withCString(opening) { _ = cmark_node_set_on_enter(node, $0) }
    if !closing.isEmpty { setClosing(closing) }
    return self
  }

  /// What a block of HTML writes behind its children.
  func setClosing(_ closing: [UInt8]) {
    Self.withCString(closing) { _ = cmark_node_set_on_exit(node, $0) }
  }

  // MARK: Changes

  /// Puts `child` behind the other children; it leaves the place where it was.
  func append(_ child: Tree) { cmark_node_append_child(node, child.node) }

  func prepend(_ child: Tree) { cmark_node_prepend_child(node, child.node) }

  func insertBefore(_ sibling: Tree) { cmark_node_insert_before(sibling.node, node) }

  func insertAfter(_ sibling: Tree) { cmark_node_insert_after(sibling.node, node) }

  /// Gives the children of `other` to this node, behind its own.
  func takeChildren(of other: Tree) {
    while let child = other.firstChild { append(child) }
  }

  func drop() {
    cmark_node_unlink(node)
    cmark_node_free(node)
  }

  func unlink() { cmark_node_unlink(node) }

  /// Frees this node and puts `other` in its place, its children included.
  func replace(with other: Tree) {
    cmark_node_replace(node, other.node)
    cmark_node_free(node)
  }

  /// Visits all nodes below and with this one. `enter` gives the node to go on with, which may be
  /// another one in its place; `leave` may take its node away or put others beside it.
  func walk(_ enter: (Tree) -> Tree, _ leave: (Tree) -> Void) {
    var node = enter(self)
    let root = node
    while true {
      if let child = node.firstChild {
        node = enter(child)
        continue
      }
      while true {
        let isRoot = node == root
        let (next, parent) = (node.next, node.parent)
        leave(node)
        if isRoot { return }
        if let next {
          node = enter(next)
          break
        }
        guard let parent else { return }
        node = parent
      }
    }
  }
}
