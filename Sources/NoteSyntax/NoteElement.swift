import Diagnostics

/// A part of a note that is not Markdown's own, or that refers to something outside the note.
///
/// Indirect: elements are handed on from list to list much more often than they are made.
package indirect enum NoteElement: Hashable, Sendable {
  case math(MathSpan)
  case block(NetBlock)
  case directive(Directive)
  case image(ImageReference)
  case link(LinkReference)
  case embed(EmbedReference)
  case value(InlineValue)

  package var range: SourceRange {
    switch self {
    case .math(let it): it.range
    case .block(let it): it.range
    case .directive(let it): it.range
    case .image(let it): it.range
    case .link(let it): it.range
    case .embed(let it): it.range
    case .value(let it): it.range
    }
  }
}

/// `` `net: L` `` in running text: the value of `L` stands there.
package struct InlineValue: Hashable, Sendable {
  /// What stands behind `net:`, without blanks around it.
  package let source: Excerpt
  /// With the backticks.
  package let range: SourceRange
}

/// A formula.
package struct MathSpan: Hashable, Sendable {
  /// The TeX between the delimiters, the prefixes of its lines (quote marks, indents) removed.
  package let source: Excerpt
  /// With the delimiters.
  package let range: SourceRange
  /// Whether it is set apart from the text around it.
  package let display: Bool
  /// Whether its place is among blocks, not in a paragraph.
  package var isBlock = false
  /// Whether it is a bare `\begin{align}…\end{align}`, which `source` then includes.
  package let isEnvironment: Bool
}

/// A code block whose info string begins with `net`.
package struct NetBlock: Hashable, Sendable {
  /// The words behind `net`.
  package let info: String
  /// The lines between the fences, prefixes removed.
  package let source: Excerpt
  /// From fence to fence.
  package let range: SourceRange
}

/// `<!-- net: … -->`.
package struct Directive: Hashable, Sendable {
  /// What stands behind `net:`, without blanks around it.
  package let source: Excerpt
  /// The whole comment.
  package let range: SourceRange

  package var text: String { source.text }
}

/// `![…](…)` or `![[…]]`.
package struct ImageReference: Hashable, Sendable {
  /// As written: a URL in Markdown, a name in a wikilink.
  package let target: String
  package let alt: String
  package var title = ""
  package var size: ImageSize?
  package let isWikilink: Bool
  package let range: SourceRange

  /// Whether the target is not a file beside the note.
  package var isRemote: Bool { isRemoteTarget(target) }
}

/// How large an image is shown, in pixels: `300` or `300x200`, as in `![[image.png|300]]`. The width
/// alone keeps the proportions.
package struct ImageSize: Hashable, Sendable {
  package let width: Int
  package let height: Int?

  /// Larger ones are no sizes.
  private static let largest = 10_000

  init?(_ text: some StringProtocol) {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { part in
      part.utf8.allSatisfy(isDigit) ? Int(part).flatMap { $0 <= Self.largest ? $0 : nil } : nil
    }
    guard numbers.count <= 2, let width = numbers.first ?? nil, let last = numbers.last ?? nil
    else {
      return nil
    }
    self.width = width
    height = numbers.count == 2 ? last : nil
  }
}

/// `[…](…)` or `[[…]]` to something beside the note. Links with a scheme are Markdown's own.
package struct LinkReference: Hashable, Sendable {
  /// As written: a URL in Markdown, a name in a wikilink; without the fragment.
  package let target: String
  /// What stands behind the first `#`: a heading, or `^id` of a block.
  package let fragment: String?
  package var title = ""
  /// The HTML of what is inside the link. Elements inside it are holes, which `Note.html` fills.
  package var content: String
  package let isWikilink: Bool
  package let range: SourceRange
}

/// `![[note]]`, `![[note#heading]]` or `![[note#^block]]`.
package struct EmbedReference: Hashable, Sendable {
  /// The name of the note; empty for the note itself.
  package let target: String
  /// A heading, or `^id` of a block.
  package let fragment: String?
  /// The HTML of a link in its place.
  package let content: String
  package let range: SourceRange
  /// Whether its place is among blocks, not in a paragraph.
  package var isBlock = false

  init(_ link: LinkReference) {
    target = link.target
    fragment = link.fragment
    content = link.content
    range = link.range
  }

  /// A link to what is embedded.
  package var link: LinkReference {
    LinkReference(
      target: target, fragment: fragment, content: content, isWikilink: true, range: range)
  }
}

extension NoteElement {
  /// The HTML of what stands inside the link that it is or becomes; nil for what is none.
  var linkContent: String? {
    switch self {
    case .link(let link): link.content
    case .embed(let embed): embed.content
    default: nil
    }
  }
}

/// Whether `target` has a scheme (`https:`, `mailto:`) or a host (`//example.org`).
func isRemoteTarget(_ target: String) -> Bool {
  if target.hasPrefix("//") { return true }
  // A scheme is a letter, then letters, digits, `+`, `.` and `-` (RFC 3986); of one letter it is
  // a drive.
  let scheme = target.utf8.prefix { isAlphanumeric($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  guard let first = scheme.first, isLetter(first), scheme.count > 1 else { return false }
  return target.utf8.dropFirst(scheme.count).first == UInt8(ascii: ":")
}
