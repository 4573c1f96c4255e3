/// The columns of an array: `{l|c:r}`.
struct ColumnSpecification {
  /// `l`, `c` and `r`, one for each column.
  private(set) var columns = ""
  private(set) var lines: [Int: Grid.Rules.Line] = [:]

  /// No more columns than these are taken from `*{n}{…}`.
  private static let limit = 256

  init(_ source: String) {
    var rest = Array(source.utf8)[...]
    read(&rest, depth: 0)
  }

  private mutating func read(_ rest: inout ArraySlice<UInt8>, depth: Int) {
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "l"): columns += "l"
      case UInt8(ascii: "c"): columns += "c"
      case UInt8(ascii: "r"): columns += "r"
      case UInt8(ascii: "p"), UInt8(ascii: "m"), UInt8(ascii: "b"):
        columns += "l"
        _ = Self.group(&rest)
      case UInt8(ascii: "|"):
        let column = columns.utf8.count
        lines[column] = lines[column] == nil ? .solid : .double
      case UInt8(ascii: ":"): lines[columns.utf8.count] = .dashed
      case UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: ">"), UInt8(ascii: "<"):
        _ = Self.group(&rest)
      case UInt8(ascii: "*") where depth < 4: readRepeated(&rest, depth: depth)
      default: break
      }
    }
  }

  /// `*{3}{c|}` from behind its star.
  private mutating func readRepeated(_ rest: inout ArraySlice<UInt8>, depth: Int) {
    let count = Int(String(decoding: Self.group(&rest), as: UTF8.self)) ?? 0
    let repeated = Self.group(&rest)
    for _ in 0..<max(0, min(count, Self.limit)) where columns.utf8.count < Self.limit {
      var copy = repeated
      read(&copy, depth: depth + 1)
    }
  }

  /// What stands in the braces that come next, if any do.
  private static func group(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    while rest.first == 0x20 { rest.removeFirst() }
    guard rest.first == UInt8(ascii: "{") else { return [] }
    var depth = 0
    for index in rest.indices {
      if rest[index] == UInt8(ascii: "{") { depth += 1 }
      if rest[index] == UInt8(ascii: "}") { depth -= 1 }
      guard depth == 0 else { continue }
      let content = rest[(rest.startIndex + 1)..<index]
      rest = rest[(index + 1)...]
      return content
    }
    return []
  }
}
