import Diagnostics
import MathML
import Mustache
import NoteSyntax

/// The templates of a site and its stylesheet: the built-in ones, some replaced by the author's.
package struct Templates: Sendable {
  /// The templates by their names, each without a mistake.
  private var texts: [String: String] = [:]
  /// What each file that was taken said, by its name.
  private var sources: [String: ContentHash] = [:]
  /// Which templates each template takes in.
  private var partials: [String: [String]] = [:]
  package private(set) var stylesheet = ""
  package private(set) var searchScript: [UInt8] = []
  /// Rules that stand behind the stylesheet.
  package var theme = ""
  /// Whether a template does something else with texts than to show them.
  private var looksAtTexts = false
  private var cache = TemplateCache()

  /// The templates that the program brings along.
  package static let builtIn: Templates = {
    var templates = Templates()
    for (name, bytes) in builtInFiles { templates.take(SourceFile(path: name, bytes: bytes)) }
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
    cache = TemplateCache()
    let problems = problems(of: file)
    if problems.isEmpty { take(file) } else { sources[file.name] = ContentHash(file.bytes) }
    return problems
  }

  /// Takes a file that has no mistake.
  private mutating func take(_ file: SourceFile) {
    sources[file.name] = ContentHash(file.bytes)
    if file.name == "style.css" { stylesheet = file.text }
    if file.name == "search.js" { searchScript = file.bytes }
    guard let name = file.templateName else { return }
    let tags = TemplateTags(file)
    texts[name] = file.text
    partials[name] = tags.partials.map(\.name)
    looksAtTexts = looksAtTexts || tags.looksAtTexts
  }

  /// What is to be said of files that were taken and that no page has a use for, by their names.
  package var unused: [String: Diagnostic] {
    let builtIn = Templates.builtInFiles.map(\.name)
    let known = Set(builtIn + partials.values.joined().map { $0 + ".mustache" })
    let endings = [".mustache", ".css", ".js"]
    let names = sources.keys.filter { name in
      !known.contains(name) && endings.contains { name.hasSuffix($0) }
    }
    let problems = names.map { ($0, Diagnostic.unusedTemplate($0, among: known.sorted())) }
    return Dictionary(uniqueKeysWithValues: problems)
  }

  private func problems(of file: SourceFile) -> [Diagnostic] {
    guard let name = file.templateName else { return [] }
    let tags = TemplateTags(file)
    if let (problem, range) = tags.unsupported { return [.templateSyntax(problem, at: range)] }
    if let cycle = cycle(from: name, taking: tags.partials.map(\.name)) {
      return [.templateCycle(cycle, at: tags.partials.first?.range ?? 0..<0)]
    }
    do {
      _ = try MustacheTemplate(string: file.text)
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
    String(decoding: bytes(of: name, data), as: UTF8.self)
  }

  /// The same as UTF-8.
  func bytes(of name: String, _ data: TemplateData) -> [UInt8] { unfilled(name, data).html }

  /// The same with the places of what comes later.
  func unfilled(_ name: String, _ data: TemplateData) -> UnfilledPage {
    let shape = TemplateShape(data)
    let shell =
      looksAtTexts
      ? makeShell(name, data) : cache.shell(name, shape.hash) { makeShell(name, data) }
    return shell.filled(shape.leaves)
  }

  private func makeShell(_ name: String, _ data: TemplateData) -> TemplateShell {
    let library = cache.library { parse(name, into: &$0) }
    var count = 0
    let object = data.object { leaf in
      defer { count += 1 }
      if looksAtTexts, case .text(let text) = leaf { return text }
      return TemplateShell.standIn(for: count)
    }
    return TemplateShell(Array((library.render(object, withTemplate: name) ?? "").utf8))
  }

  /// Adds a template to those that are parsed, and the ones it takes in.
  private func parse(_ name: String, into library: inout MustacheLibrary) {
    guard library.getTemplate(named: name) == nil, let text = texts[name],
      let template = try? MustacheTemplate(string: text)
    else { return }
    library.register(template, named: name)
    for partial in partials[name] ?? [] { parse(partial, into: &library) }
  }
}

extension SourceFile {
  fileprivate var name: String { String(path.split(separator: "/").last ?? "") }

  /// Nil for a file that is no template.
  fileprivate var templateName: String? {
    name.hasSuffix(".mustache") ? String(name.dropLast(".mustache".count)) : nil
  }

  fileprivate var text: String { text(of: 0..<bytes.count) }
}
