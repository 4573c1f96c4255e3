import Diagnostics

/// `{#eq:name}` behind a display, as Pandoc's filters write the label of an equation.
struct EquationAttribute {
  private let start: Int
  private let name: Range<Int>
  let end: Int

  /// The attribute behind `position`, if nothing else stands there on the line.
  init?(_ text: ByteText, behind position: Int) {
    var start = position
    while isBlank(text[start]) { start += 1 }
    guard text.has("{#", at: start) else { return nil }
    var end = start + 2
    while isAlphanumeric(text[end]) || "-_:.".utf8.contains(text[end]) { end += 1 }
    guard end > start + 2, text[end] == UInt8(ascii: "}") else { return nil }
    (self.start, name, self.end) = (start, (start + 2)..<end, end + 1)
    var rest = self.end
    while isBlank(text[rest]) { rest += 1 }
    guard rest >= text.count || text[rest] == newline || text[rest] == UInt8(ascii: "\r") else {
      return nil
    }
  }

  /// The formula with the label as TeX writes it; `offset` tells where a byte of the text stands in the file.
  func label(_ formula: Excerpt, _ text: ByteText, _ offset: (Int) -> Int) -> Excerpt {
    var labelled = formula
    for byte in "\\label{".utf8 { labelled.append([byte], at: offset(start)) }
    labelled.append(text.bytes[name], at: offset(name.lowerBound))
    labelled.append([UInt8(ascii: "}")], at: offset(name.upperBound))
    return labelled
  }
}
