import Diagnostics
import MathML

/// The templates of a site and its stylesheet: the built-in ones, some replaced by the author's.
package struct Templates: Sendable {
  private var library: [String: MustacheTemplate] = [:]
  /// Which templates each template takes in.
  private var partials: [String: [String]] = [:]
  package private(set) var stylesheet = ""
  /// The HTML around a display that is not checked.
  private(set) var plainEquation: (before: [UInt8], after: [UInt8])?

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
    ("contents.mustache", PackageResources.contents_mustache),
    ("counterexample.mustache", PackageResources.counterexample_mustache),
    ("descent.mustache", PackageResources.descent_mustache),
    ("equation.mustache", PackageResources.equation_mustache),
    ("finding.mustache", PackageResources.finding_mustache),
    ("findings.mustache", PackageResources.findings_mustache),
    ("index.mustache", PackageResources.index_mustache),
    ("page.mustache", PackageResources.page_mustache),
    ("problems.mustache", PackageResources.problems_mustache),
    ("style.css", PackageResources.style_css),
    ("summary.mustache", PackageResources.summary_mustache),
    ("symbols.mustache", PackageResources.symbols_mustache),
  ]

  /// Takes `file` in the place of the template of its name, or adds it as a partial for other
  /// templates; one with an error is left out.
  package mutating func replace(with file: SourceFile) -> [Diagnostic] {
    let fileName = String(file.path.split(separator: "/").last ?? "")
    if fileName == "style.css" {
      stylesheet = file.text(of: 0..<file.bytes.count)
      return []
    }
    guard fileName.hasSuffix(".mustache") else { return [] }
    let name = String(fileName.dropLast(".mustache".count))
    var reader = MustacheReader(file.bytes)
    reader.read()
    if let (clause, range) = reader.problem { return [.templateSyntax(clause, at: range)] }
    if let cycle = cycle(from: name, taking: reader.partials.map(\.name)) {
      return [.templateCycle(cycle, at: reader.partials.first?.range ?? 0..<0)]
    }
    library[name] = reader.template
    partials[name] = reader.partials.map(\.name)
    return []
  }

  /// Renders once what is the same everywhere; to be called when all templates are there.
  package mutating func prepare() { plainEquation = FormulaContent.plain(self) }

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

  /// The stylesheet with the rules that formulas need.
  package var completeStylesheet: String { mathStylesheet + stylesheet }

  /// The text of the template called `name`, filled with `data`.
  func render(_ name: String, _ data: TemplateData) -> String {
    String(decoding: bytes(of: name, data), as: UTF8.self)
  }

  /// The same as UTF-8.
  func bytes(of name: String, _ data: TemplateData) -> [UInt8] {
    var writer = MustacheWriter(library, data)
    writer.write(name)
    return writer.output
  }
}

/// What a template receives, by name: text, HTML (which may be UTF-8), numbers, truth values, more
/// data, and lists of text or data.
typealias TemplateData = [String: Any]
