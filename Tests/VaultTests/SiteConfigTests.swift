import Diagnostics
import Testing
import Vault

private func parse(_ text: String) -> (SiteConfig, [Diagnostic], SourceFile) {
  let file = SourceFile(path: SiteConfig.fileName, text: text)
  let (config, diagnostics) = SiteConfig.parse(file)
  return (config, diagnostics, file)
}

@Test func readsAConfig() {
  let (config, diagnostics, _) = parse(
    """
    title: "Backpropagation: worked"
    description: Notes that check themselves.
    baseURL: https://example.org/course
    macros:
      \\R: \\mathbb{R}
    allowHTML: true
    strict: yes
    ignore: [drafts/, "*.tmp.md"]
    templates: ./mine/
    severities:
      dead-link: error
      duplicate-label: off
      unclear: warning
    theme:
      link: "#0a559e"
      paper: rgb(255 254 252 / 0.9)
      dark:
        link: skyblue
    navigation:
      - index
      - Foundations: [vectors, gradients/]
      - networks/dense
    """)
  #expect(diagnostics.isEmpty)
  #expect(config.title == "Backpropagation: worked")
  #expect(config.description == "Notes that check themselves.")
  #expect(config.baseURL == "https://example.org/course/")
  #expect(config.macros.map(\.name) == ["\\R"])
  #expect(config.macros.map(\.body) == ["\\mathbb{R}"])
  #expect(config.allowHTML)
  #expect(config.isStrict)
  #expect(config.ignored == [PathPattern("drafts/"), PathPattern("*.tmp.md")])
  #expect(config.templates?.name == "mine")
  #expect(config.severities.map(\.code) == ["dead-link", "duplicate-label", "unclear"])
  #expect(config.severities.map(\.severity) == [.error, nil, .warning])
  #expect(config.theme.light.map(\.name) == ["link", "paper"])
  #expect(config.theme.dark.map(\.value) == ["skyblue"])
  let names = config.navigation.map { item -> [String] in
    switch item {
    case .place(let place): [place.name]
    case .section(let title, let places): [title] + places.map(\.name)
    }
  }
  #expect(names == [["index"], ["Foundations", "vectors", "gradients/"], ["networks/dense"]])
}

@Test func setsTheThemeForItsSchemeAlone() {
  let (config, _, _) = parse("theme:\n  link: teal\n  dark:\n    ink: '#fff'\n")
  #expect(
    config.theme.css == """

      @media (prefers-color-scheme: light) {
        :root {
          --link: teal;
        }
      }

      @media (prefers-color-scheme: dark) {
        :root {
          --ink: #fff;
        }
      }

      """)
  #expect(parse("title: a").0.theme.css == "")
}

@Test(arguments: [
  ("titel: a", "title"), ("base_url: https://a.b", "baseURL"), ("allow-html: true", "allowHTML"),
  ("theme:\n  linc: teal", "link"), ("macro: {}", "macros"), ("theme:\n  darc: {}", "dark"),
])
func namesTheNearestKey(text: String, key: String) {
  let (_, diagnostics, _) = parse(text)
  #expect(diagnostics.map(\.code) == ["unknown-key"])
  #expect(diagnostics.first?.hint == "did you mean `\(key)`?")
}

/// The line and the column at which a wrong value is reported; the rest of the config counts.
@Test(arguments: [
  ("title: [a]", 1, 8), ("title:\n  a: b", 2, 3), ("strict: perhaps", 1, 9),
  ("baseURL: example.org", 1, 10), ("baseURL: 'https://a b'", 1, 10),
  ("ignore: {a: b}", 1, 9), ("ignore:\n  - a\n  - [b]", 3, 5), ("theme: teal", 1, 8),
  ("theme:\n  link: 'red; } body { color: red'", 2, 9), ("theme:\n  link: url(x)", 2, 9),
  ("theme:\n  dark: 3", 2, 9), ("macros: 3", 1, 9), ("macros:\n  a: [b]", 2, 6),
  ("severities:\n  a: grave", 2, 6), ("navigation: {a: b}", 1, 13),
  ("navigation:\n  - a: [b]\n    c: [d]", 2, 5), ("navigation:\n  - a: [[b]]", 2, 9),
  ("templates: ../elsewhere", 1, 12), ("templates: /tmp", 1, 12),
])
func reportsWrongValuesAtTheirPlace(text: String, line: Int, column: Int) {
  let (config, diagnostics, file) = parse("description: kept\n" + text)
  #expect(diagnostics.map(\.code) == ["bad-config"])
  let place = diagnostics.first.map { file.location(of: $0.range.lowerBound) }
  #expect(place?.line == line + 1)
  #expect(place?.column == column)
  #expect(config.description == "kept")
}

@Test func takesKeysWithoutValuesForMissing() {
  let (config, diagnostics, _) = parse("title:\nignore: ~\ntheme: null\nnavigation:\n")
  #expect(diagnostics.isEmpty)
  #expect(config == SiteConfig())
}

@Test(arguments: [
  ("drafts/", "drafts", true, true), ("drafts/", "a/drafts", true, true),
  ("drafts/", "drafts", false, false), ("/drafts", "a/drafts", true, false),
  ("*.tmp.md", "a/b.tmp.md", false, true), ("*.tmp.md", "b.md", false, false),
  ("a/*.md", "a/b.md", false, true), ("a/*.md", "a/c/b.md", false, false),
  ("a/**/b", "a/x/y/b", true, true), ("a/**/b", "a/b", true, true),
  ("week-?", "week-3", true, true),
  ("week-?", "week-13", true, false), ("**/x.md", "x.md", false, true),
  ("a*b*c", "axbxxc", false, true),
])
func matchesPaths(pattern: String, path: String, isFolder: Bool, matches: Bool) throws {
  let pattern = try #require(PathPattern(pattern))
  #expect(pattern.matches(path, isFolder: isFolder) == matches)
}
