/// Which notes a command is about: a vault and some or all of its notes.
package struct Selection: Sendable {
  package var vault: Vault
  package let notes: [String]
  /// What is wrong with the config, and with folders and files at the places that were named.
  package let reports: [FileReport]

  /// The notes at `path`, a note or a folder, with the vault they belong to: the nearest folder
  /// above with a site config, else the folder itself.
  package init(_ path: String, excluding excluded: String? = nil) throws(FileError) {
    let place = try SelectedPlace(named: path)
    vault = try Vault(root: place.root, excluding: excluded)
    notes = place.notes(of: vault)
    reports = Selection.reports(of: vault, [place])
  }

  private static func reports(of vault: Vault, _ places: [SelectedPlace]) -> [FileReport] {
    vault.reports.filter { report in
      let path = DisplayPath.inside(vault.root, report.file.path) ?? report.file.path
      return path == SiteConfig.fileName || places.contains { $0.contains(path) }
    }
  }

  /// The notes at all of `paths`, each once, in the order of the paths: each vault is looked at once. A path may
  /// be a pattern.
  package static func all(_ paths: [String]) throws(FileError) -> [Selection] {
    var roots: [String] = []
    var places: [String: [SelectedPlace]] = [:]
    for path in paths {
      let place = try SelectedPlace(path)
      if places[place.root] == nil { roots.append(place.root) }
      places[place.root, default: []].append(place)
    }
    var seen: Set<String> = []
    var selections: [Selection] = []
    for root in roots {
      let vault = try Vault(root: root)
      var notes: [String] = []
      for place in places[root] ?? [] {
        let found = place.notes(of: vault)
        if found.isEmpty, let pattern = place.pattern {
          throw FileError(pattern, "No note matches this pattern")
        }
        notes += found.filter { seen.insert(vault.displayPath($0)).inserted }
      }
      let reports = reports(of: vault, places[root] ?? [])
      selections.append(Selection(vault, notes, reports))
    }
    return selections
  }

  private init(_ vault: Vault, _ notes: [String], _ reports: [FileReport]) {
    (self.vault, self.notes, self.reports) = (vault, notes, reports)
  }
}
