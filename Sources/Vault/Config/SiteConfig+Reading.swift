import Diagnostics
import NoteSyntax
import Yams

extension SiteConfig {
  /// What each key of the config does with its value.
  private static let readers:
    [(key: String, read: @Sendable (inout SiteConfig, ConfigValue) -> Void)] = [
      ("allowHTML", { $0.allowHTML = $1.flag("allowHTML") ?? false }),
      ("baseURL", { $0.baseURL = $1.baseURL }),
      ("description", { $0.description = $1.text("description") }),
      ("ignore", { $0.ignored = $1.list("ignore").compactMap(\.pattern) }),
      ("macros", { $0.macros = $1.macros }),
      ("navigation", { $0.navigation = $1.list("navigation").compactMap(\.navigationItem) }),
      ("severities", { $0.severities = $1.severities }),
      ("strict", { $0.isStrict = $1.flag("strict") ?? false }),
      ("templates", { $0.templates = $1.folder("templates") }),
      ("theme", { $0.theme = $1.theme }),
      ("title", { $0.title = $1.text("title") }),
    ]

  /// Reads a config; what cannot be understood is reported and left as it is without it.
  package static func parse(_ file: SourceFile) -> (SiteConfig, [Diagnostic]) {
    var config = SiteConfig()
    let problems = ConfigProblems(file)
    do {
      guard let root = try yamlRoot(of: file.text(of: 0..<file.bytes.count)) else {
        return (config, [])
      }
      let value = ConfigValue(root, problems)
      for (key, value) in value.mapping("the site config", of: "keys and values") {
        guard let reader = readers.first(where: { $0.key == key.name }) else {
          problems.add(.unknownKey(key.name, among: readers.map(\.key), at: key.range))
          continue
        }
        if !value.isNull { reader.read(&config, value) }
      }
    } catch let error as YamlError {
      problems.add(.badConfig(error, in: file))
    } catch let error as TooManyAliases {
      problems.add(.badConfig("the site config has \(error.message)", at: 0..<0))
    } catch {
      problems.add(.badConfig("the site config is no YAML", at: 0..<0))
    }
    return (config, problems.all)
  }
}

extension ConfigValue {
  fileprivate var baseURL: String? {
    guard let url = text("baseURL") else { return nil }
    let scheme = ["https://", "http://"].first { url.lowercased().hasPrefix($0) }
    let rest = url.dropFirst(scheme?.count ?? 0)
    guard scheme != nil, let first = rest.first, first != "/",
      !url.contains(where: { $0.isWhitespace || "<>\"'?#".contains($0) })
    else {
      report("`baseURL` is an address such as `https://example.org/course/`")
      return nil
    }
    return url.hasSuffix("/") ? url : url + "/"
  }

  fileprivate var macros: [SiteConfig.Macro] {
    mapping("`macros`", of: "names and their TeX").compactMap { key, value in
      value.text("a macro").map { SiteConfig.Macro(name: key.name, body: $0) }
    }
  }

  fileprivate var severities: [SiteConfig.SeverityRule] {
    mapping("`severities`", of: "codes and severities").compactMap { key, value in
      switch value.word {
      case "error": SiteConfig.SeverityRule(code: key.name, severity: .error, range: key.range)
      case "warning": SiteConfig.SeverityRule(code: key.name, severity: .warning, range: key.range)
      // YAML 1.1 reads `off` as false.
      case "off", "false": SiteConfig.SeverityRule(code: key.name, severity: nil, range: key.range)
      default: value.reported("a severity is `error`, `warning` or `off`")
      }
    }
  }

  fileprivate var pattern: PathPattern? {
    text("a path of `ignore`").flatMap { PathPattern($0) ?? reported("this path is empty") }
  }

  fileprivate var navigationItem: SiteConfig.NavigationItem? {
    if isMapping {
      let sections = mapping("a section", of: "a heading and its notes")
      guard let (key, value) = sections.first, sections.count == 1 else {
        return reported("a section of `navigation` has one heading")
      }
      return .section(key.name, value.list("the notes of a section").compactMap(\.place))
    }
    return place.map { .place($0) }
  }

  private var place: SiteConfig.Place? {
    text("an entry of `navigation`").map { SiteConfig.Place(name: $0, range: range) }
  }

  /// A path in the vault; one that leaves it is reported.
  fileprivate func folder(_ name: String) -> SiteConfig.Place? {
    guard let path = text(name) else { return nil }
    let plain = DisplayPath.plain(path)
    guard !path.hasPrefix("/"), !plain.hasPrefix(".."), !plain.isEmpty else {
      return reported("`\(name)` is a folder inside the folder of notes")
    }
    return SiteConfig.Place(name: plain, range: range)
  }
}
