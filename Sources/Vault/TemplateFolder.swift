import Diagnostics
import Pages

extension Vault {
  /// The templates of the site: those of `folder`, else of the folder that the config names.
  package func templates(
    replacedBy folder: String? = nil
  ) throws(FileError) -> (Templates, [FileReport]) {
    let folder = folder ?? config.templates.map { displayPath($0) }
    var (templates, reports) = try Templates.load(replacedBy: folder)
    templates.theme = config.theme.css
    return (templates, reports)
  }
}

extension Templates {
  /// The built-in templates, each replaced by the file of its name in `folder`, if there is one.
  package static func load(
    replacedBy folder: String?
  ) throws(FileError) -> (Templates, [FileReport]) {
    var templates = Templates.builtIn
    guard let folder else { return (templates, []) }
    var reports: [FileReport] = []
    for entry in try FileSystem.entries(of: folder) where entry.kind == .file {
      let path = DisplayPath.join(DisplayPath.plain(folder), entry.name)
      let file = SourceFile(path: path, bytes: try FileSystem.bytes(of: path))
      let diagnostics = templates.replace(with: file)
      if !diagnostics.isEmpty { reports.append(FileReport(file, diagnostics)) }
    }
    return (templates, reports)
  }
}
