import NoteSyntax
import Pages

/// The state of a site as a small picture, to be shown where its notes come from.
enum BadgeSVG {
  private static let height = 20

  static func svg(_ tally: Tally) -> [UInt8] {
    let (text, color) = state(of: tally)
    let (left, right) = (width(of: "equations"), width(of: text))
    let label = escapedHTML("equations: " + text)
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="\(height)" role="img" aria-label="\(label)">
      <title>\(label)</title>
      <clipPath id="r"><rect width="\(left + right)" height="\(height)" rx="3"/></clipPath>
      <g clip-path="url(#r)"><rect width="\(left)" height="\(height)" fill="#4a4f55"/>\
      <rect x="\(left)" width="\(right)" height="\(height)" fill="\(color)"/></g>
      <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">\
      <text x="\(left / 2)" y="14">equations</text><text x="\(left + right / 2)" y="14">\(escapedHTML(text))</text></g>
      </svg>

      """
    return Array(svg.utf8)
  }

  /// White on each of the colours has the contrast that WCAG 2.1 AA asks for.
  private static func state(of tally: Tally) -> (String, String) {
    if tally.failing > 0 {
      return (tally.failing == 1 ? "1 fails" : "\(tally.failing) fail", "#b3261e")
    }
    if tally[.unclear] > 0 {
      return ("\(tally[.holds]) hold, \(tally[.unclear]) unclear", "#7a5200")
    }
    guard tally.claims > 0 else { return ("none", "#5f6368") }
    return (tally[.holds] == 1 ? "1 holds" : "\(tally[.holds]) hold", "#1a6b35")
  }

  /// About what Verdana takes at this size, with room at both ends.
  private static func width(of text: String) -> Int { 7 * text.count + 12 }
}
