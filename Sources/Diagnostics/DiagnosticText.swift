extension Diagnostic {
  /// The diagnostic as the terminal shows it, ending in a line break: the place and the message,
  /// the line of the source with the range marked, the details, the labels, and the hint.
  package func text(in file: SourceFile, color: Bool = false) -> String {
    let paint = Paint(isOn: color)
    let marked = MarkedLine(range, in: file)
    var lines = [
      paint(place(of: range, in: file), .bold) + " "
        + paint("\(severity.rawValue)[\(code)]:", severity == .error ? .red : .yellow) + " "
        + paint(printable(message), .bold)
    ]
    if let marked {
      lines.append(paint(marked.gutter, .dim) + marked.source)
      lines.append(paint(marked.emptyGutter, .dim) + paint(marked.marks, .green))
    }
    lines += notes.map { "   " + printable($0) }
    lines += labels.map {
      "   \(place(of: $0.range, in: file)) " + paint("note:", .dim) + " " + printable($0.text)
    }
    if let hint { lines.append("   " + paint("hint:", .green) + " " + printable(hint)) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func place(of range: SourceRange, in file: SourceFile) -> String {
    let start = file.location(of: range.lowerBound)
    return "\(printable(file.path)):\(start.line):\(start.column):"
  }
}

extension Sequence<Diagnostic> {
  /// In the order of their ranges, then of their codes; exact duplicates are dropped.
  package func sortedForReport() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let distinct = filter { seen.insert($0).inserted }
    // The position breaks the remaining ties: the order of a report must not depend on the sort.
    return distinct.enumerated().sorted { a, b in
      (a.element.range.lowerBound, a.element.range.upperBound, a.element.code, a.offset)
        < (b.element.range.lowerBound, b.element.range.upperBound, b.element.code, b.offset)
    }.map(\.element)
  }
}

/// Text with control characters, which could steer a terminal, replaced.
private func printable(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? "�" : $0 }))
}

/// ANSI colours, or none.
private struct Paint {
  let isOn: Bool

  enum Color: String {
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case green = "32"
    case yellow = "1;33"
  }

  func callAsFunction(_ text: String, _ color: Color) -> String {
    isOn ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
