import Calculus
import Diagnostics
import NoteSyntax
import Pages
import Verification

/// What a site's config says about compiling its notes.
package struct CompileOptions: Sendable {
  /// TeX macros of all notes, in their order: `\R` and `\mathbb{R}`.
  package var macros: [(name: String, body: String)] = []
  package var allowHTML = false
  /// Nil where the note's HTML is not wanted, but only its verdicts and diagnostics.
  package var templates: Templates?
  /// The URL of an image or another file, by its path in the folder of notes; where there is none,
  /// its path from the page is taken.
  package var assetURLs: [String: String] = [:]
  /// Whether what is known at each place of the note is kept, for those who ask about it.
  package var keepsScopes = false
  /// What a page calls problems of a code, where the site says so; nil leaves them out.
  package var severities: [String: Diagnostic.Severity?] = [:]
  /// What the points at which equations are tried are drawn with, beside what blocks say.
  package var seed = 0
  /// What the note may cost, those that it embeds and uses included; nil for the standard.
  package var allowance: Allowance?

  package init() {}
}

/// What became of a note.
package struct Compilation: Sendable {
  package let file: SourceFile
  package let title: String
  /// Whether the title is written above the body, because the body does not begin with it.
  package let showsTitle: Bool
  package let frontMatter: FrontMatter
  /// The note as HTML, without the page around it, in UTF-8; empty where it was not wanted.
  package let html: [UInt8]
  package let contents: [ContentsEntry]
  package let statements: [Statement]
  /// All of them, in the order of their places.
  package let diagnostics: [Diagnostic]
  /// Those that no verdict says already and that stand outside `net` blocks.
  package let pageProblems: [ProblemContent]
  /// Paths of the images and other files it shows or links to, in the folder of notes; each once.
  package let assets: [String]
  /// Paths of the notes that it links to, embeds or uses, each once.
  package let linkedNotes: [String]
  /// The equations with a verdict, for a list of them.
  package let equations: [ListedEquation]
  /// What a search finds.
  package let sections: [TextSection]
  /// What is known behind each block and each formula, in their order; empty where that was not wanted.
  package let scopes: [KnownScope]

  package var isDraft: Bool { frontMatter.draft }

  /// The same as text.
  package var body: String { String(decoding: html, as: UTF8.self) }

  package var tally: Tally { Tally(statements) }

  /// The whole page, in UTF-8, with nothing around it.
  package func page(_ templates: Templates, stylesheet: Stylesheet) -> [UInt8] {
    page(stylesheet: stylesheet).html(templates)
  }

  /// The page as far as the note alone says it.
  package func page(stylesheet: Stylesheet) -> PageContent {
    var content = PageContent(title: title, body: html, tally: tally, stylesheet: stylesheet)
    content.showsTitle = showsTitle
    content.contents = contents
    content.problems = pageProblems
    content.description = frontMatter.description
    content.date = frontMatter.date?.day
    return content
  }
}
