import Diagnostics
import MathML
import Mustache
import NoteSyntax

/// The templates of a site and its stylesheet: the built-in ones, some replaced by the author's.
package struct Templates: Sendable {
  private var library = MustacheLibrary()
  /// What each file that was taken said, by its name.
  private var sources: [String: ContentHash] = [:]
  /// Which templates each template takes in.
  private var partials: [String: [String]] = [:]
  package private(set) var stylesheet = ""
  package private(set) var searchScript: [UInt8] = []
  /// Rules that stand behind the stylesheet.
  package var theme = ""
  /// A display that is not checked.
  private(set) var plainEquation: PlainEquation?

  /// The templates that the program brings along.
  package static let builtIn: Templates = {
    var templates = Templates()
    for (name, bytes) in builtInFiles {
      _ = templates.replace(with: SourceFile(path: name, bytes: bytes))
    }
    templates.prepare()
    return templates
  }()

  private static let builtInFiles: [(name: String, bytes: [UInt8])] = [
    ("block.mustache", PackageResources.block_mustache),
    ("claim.mustache", PackageResources.claim_mustache),
    ("comparison.mustache", PackageResources.comparison_mustache),
    ("contents.mustache", PackageResources.contents_mustache),
    ("counterexample.mustache", PackageResources.counterexample_mustache),
    ("descent.mustache", PackageResources.descent_mustache),
    ("drawing.mustache", PackageResources.drawing_mustache),
    ("entry.mustache", PackageResources.entry_mustache),
    ("equation.mustache", PackageResources.equation_mustache),
    ("equations.mustache", PackageResources.equations_mustache),
    ("finding.mustache", PackageResources.finding_mustache),
    ("findings.mustache", PackageResources.findings_mustache),
    ("footer.mustache", PackageResources.footer_mustache),
    ("head.mustache", PackageResources.head_mustache),
    ("header.mustache", PackageResources.header_mustache),
    ("index.mustache", PackageResources.index_mustache),
    ("listing.mustache", PackageResources.listing_mustache),
    ("not-found.mustache", PackageResources.not_found_mustache),
    ("note-equations.mustache", PackageResources.note_equations_mustache),
    ("page.mustache", PackageResources.page_mustache),
    ("problems.mustache", PackageResources.problems_mustache),
    ("search.js", PackageResources.search_js),
    ("steps.mustache", PackageResources.steps_mustache),
    ("style.css", PackageResources.style_css),
    ("summary.mustache", PackageResources.summary_mustache),
    ("symbols.mustache", PackageResources.symbols_mustache),
    ("tag.mustache", PackageResources.tag_mustache),
  ]

  /// Of all of them, and of the theme.
  package var hash: ContentHash {
    let all = sources.sorted { $0.key < $1.key }.flatMap { [ContentHash($0.key), $0.value] }
    return ContentHash.of(all + [ContentHash(theme)])
  }

  /// Takes `file` in the place of the template of its name, or adds it as a partial for other
  /// templates; one with an error is left out.
  package mutating func replace(with file: SourceFile) -> [Diagnostic] {
    let fileName = String(file.path.split(separator: "/").last ?? "")
    sources[fileName] = ContentHash(file.bytes)
    if fileName == "style.css" {
      stylesheet = file.text(of: 0..<file.bytes.count)
      return []
    }
    if fileName == "search.js" {
      searchScript = file.bytes
      return []
    }
    guard fileName.hasSuffix(".mustache") else { return [] }
    let name = String(fileName.dropLast(".mustache".count))
    let tags = TemplateTags(file)
    if let (problem, range) = tags.unsupported { return [.templateSyntax(problem, at: range)] }
    if let cycle = cycle(from: name, taking: tags.partials.map(\.name)) {
      return [.templateCycle(cycle, at: tags.partials.first?.range ?? 0..<0)]
    }
    return register(file, named: name, tags)
  }

  /// Renders once what is the same everywhere; to be called when all templates are there.
  package mutating func prepare() { plainEquation = PlainEquation(self) }

  private mutating func register(
    _ file: SourceFile, named name: String, _ tags: TemplateTags
  ) -> [Diagnostic] {
    do {
      try library.register(file.text(of: 0..<file.bytes.count), named: name)
      partials[name] = tags.partials.map(\.name)
      return []
    } catch let error as MustacheTemplate.ParserError {
      let range = file.range(ofLine: error.context.lineNumber)
      return [.templateSyntax(Self.describe(error.error), at: range)]
    } catch {
      return [.templateSyntax("this template cannot be read", at: 0..<0)]
    }
  }

  /// The way from `name` back to itself, if it took in `partials`.
  private func cycle(from name: String, taking partials: [String]) -> [String]? {
    var paths = partials.map { [name, $0] }
    var seen: Set<String> = []
    while let path = paths.popLast(), let last = path.last {
      if last == name { return path }
      guard seen.insert(last).inserted else { continue }
      paths += (self.partials[last] ?? []).map { path + [$0] }
    }
    return nil
  }

  private static func describe(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "this closes another section than the one that is open"
    case .unfinishedName: "this tag is not closed"
    case .expectedSectionEnd: "a section is not closed"
    default: "this tag cannot be read"
    }
  }

  /// The stylesheet with the rules that formulas need, and the theme.
  package var completeStylesheet: String { mathStylesheet + stylesheet + theme }

  /// The text of the template called `name`, filled with `data`.
  func render(_ name: String, _ data: TemplateData) -> String {
    library.render(data, withTemplate: name) ?? ""
  }

  /// The same as UTF-8.
  func bytes(of name: String, _ data: TemplateData) -> [UInt8] { Array(render(name, data).utf8) }
}

/// What a template receives: text, HTML, truth values, and lists of more data, by name.
typealias TemplateData = [String: Any]
