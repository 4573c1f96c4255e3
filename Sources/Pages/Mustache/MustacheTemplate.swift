/// A template in the language of https://mustache.github.io/mustache.5.html, read once and filled
/// many times.
struct MustacheTemplate: Sendable {
  let parts: [Part]
  /// Its text: a partial that stands indented is read again with that indentation.
  let source: [UInt8]

  indirect enum Part: Sendable {
    case text([UInt8])
    /// `{{name}}`, or `{{{name}}}`, which is HTML already.
    case value(Name, isHTML: Bool)
    /// `{{#name}} … {{/name}}`, or with `^`, which is for what there is not.
    case section(Name, [Part], isInverted: Bool)
    /// `{{> name}}`; the blanks before it stand before each of its lines.
    case partial(String, indent: [UInt8])
  }

  /// `a.b` is looked up in steps; `.`, without any, is the innermost value itself.
  struct Name: Hashable, Sendable {
    let steps: [String]
  }

  /// The same with `indent` before each line that is not empty.
  func indented(by indent: [UInt8]) -> MustacheTemplate {
    var text: [UInt8] = []
    var isLineStart = true
    for byte in source {
      if isLineStart, byte != UInt8(ascii: "\n") { text += indent }
      text.append(byte)
      isLineStart = byte == UInt8(ascii: "\n")
    }
    var reader = MustacheReader(text)
    reader.read()
    return reader.template
  }
}
