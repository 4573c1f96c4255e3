import Compiler
import Pages

/// Where the files of a site are that belong to no note: at their usual names, unless a note or a file of the vault has them.
struct SiteNames: Sendable {
  private let taken: Set<String>

  init(_ vault: Vault) {
    taken = Set(vault.notes.map(NotePath.page)).union(vault.files)
  }

  /// `name`, with as many `_` before it as it needs to be free.
  func free(_ name: String) -> String {
    var free = name
    while taken.contains(free) {
      let folder = NotePath.folder(free)
      free = folder + "_" + NotePath.name(free)
    }
    return free
  }

  func isTaken(_ name: String) -> Bool { taken.contains(name) }

  var paths: SitePaths {
    var paths = SitePaths()
    paths.stylesheet = free("style.css")
    paths.searchScript = free("search.js")
    paths.searchIndex = free("search-index.js")
    paths.equations = free("equations.html")
    return paths
  }
}
