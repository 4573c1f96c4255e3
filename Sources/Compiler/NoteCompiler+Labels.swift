import Diagnostics
import MathML
import NoteSyntax

extension NoteCompiler {
  /// Takes note of the labels of an equation, and reports those that another one has, or something else.
  mutating func reportDuplicateLabels(of span: MathSpan) {
    guard hasLabels else { return }
    for (label, range) in span.labels
    where !givenLabels.insert(label).inserted || note.anchors.contains(Numbering.anchor(of: label))
    {
      diagnostics.append(.duplicateLabel(label, at: range))
    }
  }
}

extension Note {
  /// The ids of the page: of headings, blocks and equations.
  var places: Anchors {
    var places = anchors
    for anchor in equationAnchors.compactMap(\.self).sorted() { places.keep(anchor) }
    for case .math(let span) in elements where span.display {
      for (label, _) in span.labels { places.keep(Numbering.anchor(of: label)) }
    }
    return places
  }
}

extension MathSpan {
  /// Whether a label says where links to it lead: a display's.
  var isLabelled: Bool { display && !labels.isEmpty }

  /// Where links to it lead, if it has a label.
  var labelAnchor: String? {
    display ? labels.first.map { Numbering.anchor(of: $0.name) } : nil
  }

  /// Whether it may have a label: few have.
  var mayHaveLabel: Bool { source.bytes.contains("\\label") }

  /// What `\label{…}` names, with the places of these.
  fileprivate var labels: [(name: String, range: SourceRange)] {
    guard mayHaveLabel else { return [] }
    let bytes = source.bytes
    let mark = Array("\\label{".utf8)
    var labels: [(String, SourceRange)] = []
    let last = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    var position = 0
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "\\")) {
      position = start + 1
      if start < last, bytes[start...].starts(with: mark),
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "}"))
      {
        let name = String(decoding: bytes[(start + mark.count)..<end], as: UTF8.self)
        labels.append((name, source.range(of: start..<(end + 1))))
        position = end
      } else if position < bytes.count, bytes[position] == UInt8(ascii: "\\") {
        // The end of a row, no command.
        position += 1
      }
    }
    return labels
  }
}

extension [UInt8] {
  /// Whether `text`, at least one byte, stands somewhere in it.
  fileprivate func contains(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      withUnsafeBufferPointer { bytes in
        let (first, last) = (text[0], bytes.count - text.count)
        var place = 0
        while place <= last {
          if bytes[place] == first, bytes[place...].starts(with: text) { return true }
          place += 1
        }
        return false
      }
    }
  }
}
