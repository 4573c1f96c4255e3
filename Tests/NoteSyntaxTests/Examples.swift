import Testing

/// An example of a specification: what is written, and what is expected, with its number.
struct Example: Sendable, CustomTestStringConvertible {
  let number: Int
  let input: String
  let expected: String

  var testDescription: String { "\(number): \(input.debugDescription)" }

  /// The examples in `text`, in the form of the CommonMark specification: a fence of 32 backticks
  /// and `example`, the input, a line `.`, the output, and the fence again. `→` is a tab.
  static func all(in text: String) -> [Example] {
    let fence = String(repeating: "`", count: 32)
    var examples: [Example] = []
    var input: [Substring] = []
    var output: [Substring] = []
    var state = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      switch (state, line) {
      case (0, _) where line == fence + " example":
        (state, input, output) = (1, [], [])
      case (1, "."): state = 2
      case (1, _): input.append(line)
      case (2, _) where line == fence:
        state = 0
        examples.append(
          Example(number: examples.count + 1, input: joined(input), expected: joined(output)))
      case (2, _): output.append(line)
      default: break
      }
    }
    return examples
  }

  private static func joined(_ lines: [Substring]) -> String {
    lines.map { $0 + "\n" }.joined().replacing("→", with: "\t")
  }
}
