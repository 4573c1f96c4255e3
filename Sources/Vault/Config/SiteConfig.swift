import Diagnostics

/// What `gradweave.yml` at the root of a vault says.
package struct SiteConfig: Hashable, Sendable {
  package static let fileName = "gradweave.yml"

  /// The name of the site.
  package var title: String?
  /// One or two sentences about it, as text.
  package var description: String?
  /// Where the site will stand, with a `/` at its end: `https://example.org/course/`.
  package var baseURL: String?
  /// TeX macros of all notes, in their order: `\R` and `\mathbb{R}`.
  package var macros: [Macro] = []
  /// Whether HTML in a note reaches its page.
  package var allowHTML = false
  package var theme = Theme()
  /// Whether warnings are errors.
  package var isStrict = false
  /// How grave the diagnostics of some codes are.
  package var severities: [SeverityRule] = []
  /// Files and folders that are left out, relative to the root.
  package var ignored: [PathPattern] = []
  /// The order of the notes; empty where nothing is said about it.
  package var navigation: [NavigationItem] = []
  /// A folder whose templates replace the built-in ones, relative to the root.
  package var templates: Place?

  package struct Macro: Hashable, Sendable {
    package let name: String
    package let body: String
  }

  /// `dead-link: error`.
  package struct SeverityRule: Hashable, Sendable {
    package let code: String
    /// Nil for `off`: diagnostics of that code are not reported.
    package let severity: Diagnostic.Severity?
    /// Of the code in the config.
    package let range: SourceRange
  }

  /// An entry of `navigation`.
  package enum NavigationItem: Hashable, Sendable {
    /// A note, or all notes of a folder where it ends in `/`.
    case place(Place)
    /// A heading with its notes.
    case section(String, [Place])
  }

  /// A note or a folder as the config names it.
  package struct Place: Hashable, Sendable {
    package let name: String
    package let range: SourceRange
  }

  package init() {}

  /// All that the navigation names.
  var places: [Place] {
    navigation.flatMap { item in
      switch item {
      case .place(let place): [place]
      case .section(_, let places): places
      }
    }
  }
}
