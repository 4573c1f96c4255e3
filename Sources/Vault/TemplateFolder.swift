import Diagnostics
import Pages

extension Vault {
  /// The templates of the site: those of `folder`, else of the folder that the config names, if it is there.
  package func templates(
    replacedBy folder: String? = nil
  ) throws(FileError) -> (Templates, [FileReport]) {
    let own = config.templates.flatMap { Vault.folder(of: $0, in: root) }
    var (templates, reports) = try Templates.load(replacedBy: folder ?? own)
    templates.theme = config.theme.css
    return (templates, reports)
  }

  /// nil where there is no such folder among the notes.
  private static func folder(of place: SiteConfig.Place, in root: String) -> String? {
    let path = DisplayPath.join(root, place.name)
    return FileSystem.kind(of: path) == .folder && FileSystem.isInside(path, root) ? path : nil
  }

  /// What is wrong with the folder that the config names.
  static func templateProblems(_ config: SiteConfig, in root: String) -> [Diagnostic] {
    guard let place = config.templates, folder(of: place, in: root) == nil else { return [] }
    return [.badConfig("there is no folder `\(place.name)` of templates", at: place.range)]
  }
}

extension Templates {
  /// The built-in templates, each replaced by the file of its name in `folder`, if there is one.
  package static func load(
    replacedBy folder: String?
  ) throws(FileError) -> (Templates, [FileReport]) {
    var templates = Templates.builtIn
    guard let folder else { return (templates, []) }
    var found: [(name: String, file: SourceFile, problems: [Diagnostic])] = []
    for entry in try FileSystem.entries(of: folder) where entry.kind == .file {
      let path = DisplayPath.join(DisplayPath.plain(folder), entry.name)
      let file = SourceFile(path: path, bytes: try FileSystem.bytes(of: path))
      found.append((entry.name, file, templates.replace(with: file)))
    }
    let unused = templates.unused
    let reports = found.map { name, file, problems in
      FileReport(file, problems + [unused[name]].compactMap { $0 })
    }
    return (templates, reports.filter { !$0.diagnostics.isEmpty })
  }
}
