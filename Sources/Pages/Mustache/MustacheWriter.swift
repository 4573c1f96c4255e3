/// Fills templates with data.
struct MustacheWriter {
  private let templates: [String: MustacheTemplate]
  private(set) var output: [UInt8] = []
  /// What names are looked up in, the innermost last.
  private var frames: [TemplateData]
  /// What `{{.}}` stands for.
  private var current: Any

  init(_ templates: [String: MustacheTemplate], _ data: TemplateData) {
    self.templates = templates
    frames = [data]
    current = data
    // Most of a page is its body.
    if let body = data["body"] as? [UInt8] { output.reserveCapacity(body.count + 8192) }
  }

  mutating func write(_ name: String) {
    if let template = templates[name] { write(template.parts) }
  }

  private mutating func write(_ parts: [MustacheTemplate.Part]) {
    for part in parts {
      switch part {
      case .text(let text): output += text
      case .value(let name, let isHTML):
        if let value = value(of: name) { write(value, isHTML: isHTML) }
      case .section(let name, let parts, let isInverted):
        let value = value(of: name)
        if isInverted {
          if !isThere(value) { write(parts) }
        } else if let value {
          write(parts, with: value)
        }
      case .partial(let name, let indent):
        guard let template = templates[name] else { continue }
        write(indent.isEmpty ? template.parts : template.indented(by: indent).parts)
      }
    }
  }

  // MARK: Values

  private func value(of name: MustacheTemplate.Name) -> Any? {
    guard let first = name.steps.first else { return current }
    for frame in frames.reversed() {
      guard var value = frame[first] else { continue }
      for step in name.steps.dropFirst() {
        guard let next = (value as? TemplateData)?[step] else { return nil }
        value = next
      }
      return value
    }
    return nil
  }

  /// Whether a section is shown: what is false, missing or an empty list is not there.
  private func isThere(_ value: Any?) -> Bool {
    switch value {
    case nil: false
    case let flag as Bool: flag
    case let list as [Any]: !list.isEmpty
    default: true
    }
  }

  private mutating func write(_ parts: [MustacheTemplate.Part], with value: Any) {
    switch value {
    case let flag as Bool: if flag { write(parts) }
    case let text as String: write(parts, in: text)
    case let data as TemplateData: write(parts, in: data, frame: data)
    case let list as [TemplateData]: for data in list { write(parts, in: data, frame: data) }
    case let texts as [String]: for text in texts { write(parts, in: text) }
    default: write(parts, in: value)
    }
  }

  private mutating func write(
    _ parts: [MustacheTemplate.Part], in value: Any, frame: TemplateData? = nil
  ) {
    let outer = current
    current = value
    if let frame { frames.append(frame) }
    write(parts)
    if frame != nil { frames.removeLast() }
    current = outer
  }

  // MARK: Text

  private mutating func write(_ value: Any, isHTML: Bool) {
    switch value {
    case let text as String: write(text.utf8, isHTML: isHTML)
    case let bytes as [UInt8]: write(bytes, isHTML: isHTML)
    case let number as Int: write(String(number).utf8, isHTML: isHTML)
    default: write("\(value)".utf8, isHTML: isHTML)
    }
  }

  private mutating func write(_ text: some Collection<UInt8>, isHTML: Bool) {
    if isHTML {
      output += text
      return
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&#39;".utf8
      default: output.append(byte)
      }
    }
  }
}
