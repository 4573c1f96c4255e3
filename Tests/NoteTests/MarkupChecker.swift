/// What is wrong with the HTML of a page's body: tags that do not match, attributes that break, names that are there twice, and
/// whatever could run a program. It knows what Gradweave writes, which is less than HTML: every attribute is in double quotes, and
/// every element but the void ones is closed.
struct MarkupChecker {
  private let bytes: [UInt8]
  private var place = 0
  private var open: [String] = []
  private var ids: Set<String> = []
  /// What `for`, `aria-labelledby` and their like name.
  private var wanted: [String] = []
  private(set) var problems: [String] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The problems of a body, the first hundred.
  static func problems(in bytes: [UInt8]) -> [String] {
    var checker = MarkupChecker(bytes)
    checker.run()
    return checker.problems
  }

  private mutating func run() {
    while place < bytes.count, problems.count < 100 {
      switch bytes[place] {
      case UInt8(ascii: "<"): tag()
      case UInt8(ascii: "&"): reference()
      case 0: report("a NUL")
      default: place += 1
      }
    }
    if let last = open.last { problems.append("<\(last)> is not closed") }
    for id in wanted where !ids.contains(id) { problems.append("no element has the id \(id)") }
  }

  private mutating func report(_ problem: String) {
    let around = bytes[max(0, place - 40)..<min(bytes.count, place + 40)]
    problems.append("\(problem): …\(String(decoding: around, as: UTF8.self))…")
    place += 1
  }

  // MARK: Tags

  private static let void: Set = [
    "br", "hr", "img", "input", "wbr", "meta", "link",
  ]
  private static let forbidden: Set = [
    "script", "iframe", "object", "embed", "base", "meta", "link", "style", "form",
  ]

  private mutating func tag() {
    if starts("<!--") { return comment() }
    if starts("</") { return endTag() }
    place += 1
    let name = word()
    guard !name.isEmpty else { return report("a `<` in text") }
    if Self.forbidden.contains(name) { report("<\(name)>") }
    var names: Set<String> = []
    while place < bytes.count {
      skipBlanks()
      if starts(">") {
        place += 1
        if !Self.void.contains(name) { open.append(name) }
        return
      }
      if starts("/>") {
        place += 2
        // In HTML this closes void elements and those of SVG and MathML.
        if !Self.void.contains(name), !isForeign { report("<\(name)/>") }
        return
      }
      let attribute = word()
      guard !attribute.isEmpty else { return report("no attribute of <\(name)>") }
      if !names.insert(attribute).inserted { report("\(attribute) twice") }
      value(of: attribute)
    }
    report("<\(name) has no end")
  }

  private var isForeign: Bool { open.contains { $0 == "svg" || $0 == "math" } }

  private mutating func endTag() {
    place += 2
    let name = word()
    guard starts(">") else { return report("</\(name) has no end") }
    place += 1
    guard open.last == name else { return report("</\(name)> where <\(open.last ?? "")> is open") }
    open.removeLast()
  }

  private mutating func comment() {
    while place < bytes.count, !starts("-->") { place += 1 }
    guard place < bytes.count else { return report("a comment without an end") }
    place += 3
  }

  // MARK: Attributes

  private mutating func value(of attribute: String) {
    if attribute.hasPrefix("on") { report("\(attribute), which runs a program") }
    guard starts("=") else { return }
    guard starts("=\"") else { return report("\(attribute) without quotes") }
    place += 2
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "<") { return report("a `<` in \(attribute)") }
      if bytes[place] == UInt8(ascii: "&") { reference() } else { place += 1 }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    place += 1
    note(attribute, text)
  }

  private mutating func note(_ attribute: String, _ text: String) {
    switch attribute {
    case "id": if !ids.insert(text).inserted { report("the id \(text) twice") }
    case "for", "aria-labelledby", "aria-describedby", "aria-controls":
      wanted += text.split(separator: " ").map(String.init)
    case "href", "src", "action", "formaction", "xlink:href", "poster", "srcdoc", "data":
      if Self.runs(text) { report("\(attribute) runs a program") }
    default: break
    }
  }

  /// As browsers see an address: without controls and blanks, references resolved.
  private static func runs(_ address: String) -> Bool {
    let plain = address.replacing("&amp;", with: "&").lowercased().unicodeScalars
      .filter { $0.value > 0x20 }.map(String.init).joined()
    if plain.hasPrefix("data:image/") { return plain.hasPrefix("data:image/svg") }
    return ["javascript", "vbscript", "data:", "file:"].contains { plain.hasPrefix($0) }
      || plain.prefix { $0 != "/" }.contains("&")
        && ["script", "colon"].contains { plain.prefix { $0 != "/" }.contains($0) }
  }

  // MARK: Text

  private mutating func reference() {
    let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"]
    if let name = known.first(where: starts) {
      place += name.utf8.count
      return
    }
    guard starts("&#") else { return report("a bare `&`") }
    place += 2
    let isHex = starts("x")
    if isHex { place += 1 }
    let start = place
    while place < bytes.count, isDigit(bytes[place], isHex) { place += 1 }
    guard place > start, starts(";") else { return report("no character reference") }
    place += 1
  }

  private func isDigit(_ byte: UInt8, _ isHex: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): isHex
    default: false
    }
  }

  private func starts(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x0A, 0x09].contains(bytes[place]) { place += 1 }
  }

  /// A name of a tag or an attribute.
  private mutating func word() -> String {
    let start = place
    while place < bytes.count, Self.isName(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
