/// The page of a diagnostic or of a reason of what is unclear, as it stands in `docs/diagnostics`.
package struct ManualPage: Hashable, Sendable {
  package let code: String
  /// Markdown.
  package let text: String

  /// Nil where no page has this code.
  package init?(code: String) {
    guard let text = ManualPages.text(of: code) else { return nil }
    (self.code, self.text) = (code, text.description + "\n")
  }

  /// All codes, in alphabetical order.
  package static var codes: [String] { ManualPages.codes }

  /// Whether it is an error where nothing else is said.
  package var isError: Bool { paragraph.hasPrefix("Error") }

  /// What the code means, in a sentence or a few.
  package var summary: String {
    let words = ["Error.", "Warning.", "Warning, an error with `--strict`."]
    guard let word = words.first(where: paragraph.hasPrefix) else { return paragraph }
    return String(paragraph.dropFirst(word.count).drop { $0 == " " })
  }

  /// The one below the title.
  private var paragraph: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst(2).prefix { !$0.isEmpty }.joined(separator: " ")
  }
}
