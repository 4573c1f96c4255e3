import Diagnostics

/// A formula in a few blocks of memory: what the parser makes and what MathML is written from.
///
/// Its nodes hold no references, so that making, copying and dropping them costs next to nothing; a
/// page has hundreds of formulas, and most of them are only shown. Those that are read become a
/// `MathNode`, which says the same.
package struct MathTree: Sendable {
  /// A node, by its place among the others.
  package struct Node: Hashable, Sendable {
    package let index: Int32
  }

  /// Nodes side by side.
  package struct Row: Hashable, Sendable {
    package let start: Int32
    package let length: Int32

    package var count: Int { Int(length) }
    package var isEmpty: Bool { length == 0 }
    package static let empty = Row(start: 0, length: 0)
  }

  /// A piece of text.
  package struct Text: Hashable, Sendable {
    package let start: Int32
    package let length: Int32
  }

  /// What `MathNode.Kind` says, without references.
  package enum Kind: Sendable {
    case symbol(Symbol)
    case number(Text)
    case word(Text)
    case text(Text)
    case row(Row)
    /// Code points of the delimiters; 0 stands for the invisible `.`.
    case fenced(open: UInt32, Row, close: UInt32)
    case scripts(Node?, sub: Node?, sup: Node?)
    case fraction(Node, over: Node, FractionStyle)
    case root(Node, degree: Node?)
    case accent(Accent, Node)
    case font(Font, Node)
    case stack(Node, over: Node?, under: Node?)
    /// One of `grids`.
    case grid(Int)
    case space(Double)
    /// One of `styles` over the node.
    case styled(Int, Node)
    /// One of `annotations`.
    case annotation(Int)
    case strut(Node, Annotation.Extent)
    case error(Text)
  }

  /// `Grid`, without references in its cells.
  package struct Table: Sendable {
    package let environment: String
    package let columns: String
    package let rows: [Row]
    package let rules: Grid.Rules
  }

  package struct Entry: Sendable {
    package let kind: Kind
    package let range: SourceRange
  }

  package private(set) var entries: [Entry] = []
  package private(set) var children: [Node] = []
  package private(set) var texts: [UInt8] = []
  package private(set) var grids: [Table] = []
  package private(set) var styles: [Style] = []
  /// All but struts.
  package private(set) var annotations: [Annotation] = []
  /// The whole formula.
  package private(set) var root = Node(index: 0)

  /// One without nodes.
  package init() {}

  /// `size`: about how many bytes of TeX there will be.
  init(size: Int) {
    entries.reserveCapacity(size / 2 + 8)
    children.reserveCapacity(size / 2 + 8)
  }

  // MARK: - Looking

  package func kind(_ node: Node) -> Kind { entries[Int(node.index)].kind }

  package func range(_ node: Node) -> SourceRange { entries[Int(node.index)].range }

  @inline(__always)
  package subscript(row: Row, index: Int) -> Node { children[Int(row.start) + index] }

  package func nodes(_ row: Row) -> ArraySlice<Node> {
    children[Int(row.start)..<Int(row.start + row.length)]
  }

  /// The nodes side by side in this node: those of a row, or the node itself.
  package func row(of node: Node) -> [Node] {
    if case .row(let row) = kind(node) { return Array(nodes(row)) }
    return [node]
  }

  package func bytes(_ text: Text) -> ArraySlice<UInt8> {
    texts[Int(text.start)..<Int(text.start + text.length)]
  }

  package func string(_ text: Text) -> String { String(decoding: bytes(text), as: UTF8.self) }

  // MARK: - Growing

  mutating func add(_ kind: Kind, at range: SourceRange) -> Node {
    entries.append(Entry(kind: kind, range: range))
    return Node(index: Int32(truncatingIfNeeded: entries.count - 1))
  }

  mutating func add(_ nodes: some Collection<Node>) -> Row {
    let start = children.count
    children.append(contentsOf: nodes)
    return Row(
      start: Int32(truncatingIfNeeded: start),
      length: Int32(truncatingIfNeeded: children.count - start))
  }

  /// The nodes from `start` on, which are taken away.
  mutating func addRow(of nodes: inout [Node], from start: Int) -> Row {
    let first = children.count
    for index in start..<max(start, nodes.count) { children.append(nodes[index]) }
    if start < nodes.count { nodes.removeLast(nodes.count - start) }
    return Row(
      start: Int32(truncatingIfNeeded: first),
      length: Int32(truncatingIfNeeded: children.count - first))
  }

  mutating func add(_ text: String) -> Text {
    var text = text
    return text.withUTF8 { add($0) }
  }

  /// `code`: that of an ASCII character.
  mutating func add(ascii code: UInt32) -> Text {
    texts.append(UInt8(truncatingIfNeeded: code))
    return Text(start: Int32(truncatingIfNeeded: texts.count - 1), length: 1)
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Text {
    let start = texts.count
    for byte in text { texts.append(byte) }
    return Text(
      start: Int32(truncatingIfNeeded: start),
      length: Int32(truncatingIfNeeded: texts.count - start))
  }

  mutating func add(_ table: Table, at range: SourceRange) -> Node {
    grids.append(table)
    return add(.grid(grids.count - 1), at: range)
  }

  mutating func add(_ style: Style, over node: Node, at range: SourceRange) -> Node {
    styles.append(style)
    return add(.styled(styles.count - 1, node), at: range)
  }

  mutating func add(_ annotation: Annotation, at range: SourceRange) -> Node {
    annotations.append(annotation)
    return add(.annotation(annotations.count - 1), at: range)
  }

  /// Makes `node` the whole.
  mutating func finish(_ node: Node) { root = node }
}
