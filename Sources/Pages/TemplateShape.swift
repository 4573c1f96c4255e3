import NoteSyntax

/// The shape of data, which decides what a template makes of them but for the texts themselves: all names, all truth
/// values, how long lists are. The leaves, texts and what else is only shown, are numbered in the order in which
/// they stand.
struct TemplateShape {
  private(set) var leaves: [TemplateValue] = []
  /// Equal for equal shapes.
  private var text: [UInt8] = []

  init(_ data: TemplateData) {
    text.reserveCapacity(16 * data.entries.count)
    leaves.reserveCapacity(data.entries.count)
    add(data)
  }

  var hash: ContentHash { ContentHash(text) }

  private mutating func add(_ data: TemplateData) {
    text.append(UInt8(ascii: "{"))
    for entry in data.entries {
      text += entry.name.utf8
      text.append(0)
      add(entry.value)
    }
    text.append(UInt8(ascii: "}"))
  }

  private mutating func add(_ value: TemplateValue) {
    switch value {
    case .text, .html, .slot:
      text.append(UInt8(ascii: "t"))
      leaves.append(value)
    case .flag(let flag): text.append(UInt8(ascii: flag ? "+" : "-"))
    case .data(let data): add(data)
    case .list(let values):
      text.append(UInt8(ascii: "["))
      for value in values { add(value) }
      text.append(UInt8(ascii: "]"))
    }
  }
}

extension TemplateData {
  /// For the template engine, each leaf replaced.
  ///
  /// - Parameter leaf: What stands for the next leaf.
  func object(_ leaf: (TemplateValue) -> String) -> [String: Any] {
    var object: [String: Any] = [:]
    for entry in entries { object[entry.name] = entry.value.object(leaf) }
    return object
  }
}

extension TemplateValue {
  fileprivate func object(_ leaf: (TemplateValue) -> String) -> Any {
    switch self {
    case .text, .html, .slot: leaf(self)
    case .flag(let flag): flag
    case .data(let data): data.object(leaf)
    case .list(let values): values.map { $0.object(leaf) }
    }
  }
}
