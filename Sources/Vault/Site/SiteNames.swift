import Compiler
import NoteSyntax
import Pages

/// Where the files of a site are that belong to no note: at their usual names, unless a note or a file of the vault has them.
struct SiteNames: Sendable {
  private let files: SortedPaths

  init(_ vault: Vault) { files = vault.files }

  /// Equal where the files of the site that belong to no note have the same names.
  func hash(of paths: SitePaths) -> ContentHash {
    let lists = [paths.stylesheet, paths.searchScript, paths.searchIndex, free("404.html")]
    let others = [paths.equations, paths.feed].map { $0 ?? "" }
    let besideTags = files.filter { $0.hasPrefix(TagIndex.folder) }
    return ContentHash((lists + others + besideTags).joined(separator: "\u{0}"))
  }

  /// `name`, with as many `_` before it as it needs to be free.
  func free(_ name: String) -> String {
    var free = name
    while isTaken(free) {
      let folder = NotePath.folder(free)
      free = folder + "_" + NotePath.name(free)
    }
    return free
  }

  /// Whether a file of the vault is called so, or the page of a note.
  func isTaken(_ name: String) -> Bool {
    files.contains(name)
      || name.hasSuffix(".html") && files.contains(name.dropLast(".html".count) + ".md")
  }

  var paths: SitePaths {
    var paths = SitePaths()
    paths.stylesheet = free("style.css")
    paths.searchScript = free("search.js")
    paths.searchIndex = free("search-index.js")
    paths.equations = free("equations.html")
    return paths
  }
}
