import Foundation
import Testing
import Vault

private let notes: [String: String] = [
  "gradweave.yml":
    "title: Course & more\ndescription: About <it>.\nbaseURL: https://example.org/c\n",
  "10-last.md": "---\ntags: [one, Two words]\ndate: 2026-02-01\n---\n# Last\n\n[[2-second]]\n",
  "2-second.md":
    "---\ntags: one\ndate: 2026-03-01 12:00\ndescription: What & why.\n---\n# Second\n\nSome *words*.\n",
  "first.md":
    "---\ntitle: First\norder: 1\n---\n```net\nsize n = 2\nx ∈ R^n\ny = 2 x\ncheck y = x + x\n```\n\n$$ y = 3 x $$\n\n## Über `Grö\"ße`\n\nText **here** & there: $\\alpha <\nx$.\n",
  "deep/index.md": "# Deep things\n", "deep/b.md": "# Below\n\n[[first]]\n",
  "draft.md": "---\ndraft: true\n---\n# Hidden\n",
]

private func withSite(_ files: [String: String] = notes, _ body: (TestVault) throws -> Void) throws
{
  let vault = try TestVault(files)
  defer { vault.remove() }
  try vault.build("site", isCached: true)
  try body(vault)
}

/// The places of texts in another one, in order; nil for one that is not there.
private func places(of parts: [String], in text: String) -> [Int?] {
  parts.map { part in
    text.range(of: part).map { text.distance(from: text.startIndex, to: $0.lowerBound) }
  }
}

/// A page without its top.
private func content(of page: String?) -> String? {
  page?.components(separatedBy: "</header>").last
}

private func expectInOrder(_ parts: [String], in text: String) {
  let places = places(of: parts, in: text)
  #expect(!places.contains(nil), "\(zip(parts, places).filter { $1 == nil }.map(\.0))")
  #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
}

@Test func leavesHeadingsWithoutTextOutOfTheContents() throws {
  try withSite(["a.md": "# A\n\n##\n\n## B\n\n## C\n\n## D\n"]) { vault in
    let page = try #require(vault.text("a.html"))
    #expect(page.contains("<a href=\"#b\">B</a>"))
    #expect(!page.contains("<a href=\"#section\">"))
  }
}

@Test func listsNotesInTheirOrderWithStateAndTags() throws {
  try withSite { vault in
    let index = try #require(vault.text("index.html"))
    #expect(index.contains("<h1>Course &amp; more</h1>"))
    #expect(index.contains("About &lt;it&gt;."))
    let body = index.components(separatedBy: "</header>").last ?? ""
    expectInOrder(
      [
        "first.html\">First<", "2-second.html\">Second<", "10-last.html\">Last<",
        "Deep things</h2>", "deep/b.html\">Below<",
      ],
      in: body)
    #expect(body.contains("aria-label=\"something fails\""))
    #expect(body.contains("What &amp; why."))
    #expect(
      body.contains(
        "<a class=\"gw-tag\" href=\"tags/one.html\">one <span class=\"gw-count\">2</span></a>"))
    #expect(!index.contains("Hidden"))
    #expect(vault.text("draft.html") == nil)
    let tag = try #require(content(of: vault.text("tags/two-words.html")))
    #expect(tag.contains("href=\"../10-last.html\">Last<") && !tag.contains("Second</a>"))
  }
}

@Test func takesTheOrderOfTheConfig() throws {
  var files = notes
  files["gradweave.yml"] =
    "navigation:\n  - 10-last\n  - Part one:\n      - deep/\n      - first\n  - nowhere\n"
  try withSite(files) { vault in
    let index = try #require(vault.text("index.html")?.components(separatedBy: "</header>").last)
    expectInOrder(
      [
        "10-last.html\">Last<", "Part one</h2>", "deep/index.html\">Deep things<",
        "deep/b.html\">Below<", "first.html\">First<", "2-second.html",
      ],
      in: index)
    let report = try vault.build("site", isCached: true).report
    #expect(
      report.contains("gradweave.yml:6:5: error[bad-config]: `navigation` names no note `nowhere`"))
  }
}

@Test func leadsToNeighboursAndBack() throws {
  try withSite { vault in
    let second = try #require(vault.text("2-second.html"))
    #expect(second.contains("<a rel=\"prev\" href=\"first.html\"><span>Previous</span> First</a>"))
    #expect(second.contains("<a rel=\"next\" href=\"10-last.html\"><span>Next</span> Last</a>"))
    #expect(second.contains("aria-current=\"page\">Second</a>"))
    expectInOrder(
      ["Notes that lead here", "<a href=\"10-last.html\">Last</a>"],
      in: try #require(content(of: second)))
    let below = try #require(vault.text("deep/b.html"))
    #expect(below.contains("href=\"../first.html\""))
    #expect(below.contains("<link rel=\"stylesheet\" href=\"../style.css\">"))
    #expect(below.contains("data-root=\"../\" data-index=\"../search-index.js\""))
    expectInOrder(
      ["Notes that lead here", "<a href=\"deep/b.html\">Below</a>"],
      in: try #require(content(of: vault.text("first.html"))))
  }
}

/// Each equation with its verdict, and a link that leads to it.
@Test func listsAllEquations() throws {
  try withSite { vault in
    let list = try #require(vault.text("equations.html"))
    let page = try #require(vault.text("first.html"))
    let links = list.components(separatedBy: "href=\"first.html#").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(links.count == 2)
    for link in links { #expect(page.contains("id=\"\(link)\""), "\(link)") }
    #expect(list.contains("<li class=\"gw-holds\">") && list.contains("<li class=\"gw-fails\">"))
  }
}

@Test func writesWhatProgramsRead() throws {
  try withSite { vault in
    let sitemap = try #require(vault.text("sitemap.xml"))
    #expect(sitemap.contains("<loc>https://example.org/c/deep/b.html</loc>"))
    #expect(
      sitemap.contains(
        "<loc>https://example.org/c/2-second.html</loc><lastmod>2026-03-01</lastmod>"))
    let feed = try #require(vault.text("feed.xml"))
    expectInOrder(
      [
        "<updated>2026-03-01T12:00:00Z</updated>", "<title>Second</title>",
        "<summary>What &amp; why.</summary>", "<title>Last</title>",
      ],
      in: feed)
    #expect(vault.text("badge.svg")?.contains("equations: 1 fails") == true)
    let missing = try #require(vault.text("404.html"))
    #expect(missing.contains("href=\"/c/index.html\"") && missing.contains("<style>"))
    for file in ["sitemap.xml", "feed.xml", "badge.svg"] {
      let parser = XMLChecker()
      #expect(parser.accepts(try #require(vault.text(file))), "\(file)")
    }
  }
}

@Test func writesAnIndexForTheSearch() throws {
  try withSite { vault in
    let script = try #require(vault.text("search-index.js"))
    let json = script.dropFirst("window.gradweaveIndex = ".count).dropLast(";\n".count)
    let entries = try #require(
      (try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[[Any]]])?.first)
    #expect(
      entries.compactMap { $0.first as? String }.sorted() == [
        "10-last.html", "2-second.html", "deep/b.html", "deep/index.html", "first.html",
      ])
    let first = try #require(entries.first { $0[0] as? String == "first.html" })
    let sections = try #require(first[2] as? [[String]])
    #expect(
      sections.last == ["über-größe", "Über Grö\"ße", "Text here & there: ….", "\\alpha < x"])
    #expect(sections.first?[3] == "y = 3 x")
  }
}

/// The index of many notes in several files, of which one changes with a note.
@Test func writesTheIndexOfManyNotesInParts() throws {
  var files = ["search-index-2.js": "mine", "k.md": "![[search-index-2.js]]"]
  for number in 100..<230 { files["n\(number).md"] = "# Note \(number)\n\nWords.\n" }
  let vault = try TestVault(files)
  defer { vault.remove() }
  try vault.build("site", isCached: true)
  let first = try #require(vault.text("search-index.js"))
  #expect(
    first.hasSuffix(
      "]];\nwindow.gradweaveIndexParts = [\"_search-index-2.js\",\"search-index-3.js\"];\n"))
  let parts = try ["_search-index-2.js", "search-index-3.js"].map {
    try #require(vault.text($0))
  }
  #expect(parts[0].hasPrefix("window.gradweaveIndex[1] = [\n[\"n"))
  #expect(parts[1].hasPrefix("window.gradweaveIndex[2] = [\n[\"n"))
  let notes = ([first] + parts).joined().components(separatedBy: "\"Note ").count - 1
  #expect(notes == 2 * 130)
  #expect(vault.text("search-index-2.js") == "mine")
  try vault.write("n229.md", "# Note 229\n\nOther words.\n")
  let written = try vault.build("site", isCached: true).written
  #expect(written == ["n229.html", "search-index-3.js"])
}

/// A list of notes that is written in several pieces is left alone where it stays the same, and is new where only its end is.
@Test func leavesLongListsAlone() throws {
  let title = String(repeating: "A long title ", count: 40)
  var files: [String: String] = [:]
  for number in 100..<400 { files["n\(number).md"] = "# \(title)\(number)\n" }
  let vault = try TestVault(files)
  defer { vault.remove() }
  try vault.build("site", isCached: false)
  let list = try #require(vault.text("index.html"))
  #expect(list.utf8.count > 3 << 16)
  let path = vault.folder + "/site/index.html"
  let before = FileState.of(path)
  try vault.build("site", isCached: false)
  #expect(FileState.of(path) == before)
  try vault.write("n399.md", "# \(title)398\n")
  try vault.build("site", isCached: false)
  #expect(vault.text("index.html") == list.replacing("\(title)399", with: "\(title)398"))
}

/// What its author keeps back is on no page, whatever is wrong with the lines that say so.
@Test(
  arguments: [
    "draft: true", "draft: \"true\"", "draft: tru", "title: A: b\ndraft: true",
    "draft: yes please\ntitle: [",
  ])
func keepsDraftsBack(front: String) throws {
  try withSite([
    "a.md": "# A\n\n![[d]]\n", "d.md": "---\n\(front)\n---\n# D\n\nA secret.\n",
  ]) { vault in
    #expect(vault.text("d.html") == nil)
    let pages = vault.files("site").values.map { String(decoding: $0, as: UTF8.self) }
    #expect(!pages.contains { $0.contains("A secret") })
    #expect(vault.text("a.html")?.contains("gw-dead-link") == true)
  }
}

@Test func ordersNotesAsPeopleCount() throws {
  let ordered = [
    "a", "n", "n1", "n1x", "n02", "n2", "n11x3", "n11x20", "n11y", "n 2", "n 10", "N 10 b",
    "n 10 c",
  ]
  let files = ordered.map { ("\($0).md", "# Title \($0)\n") }
  try withSite(Dictionary(uniqueKeysWithValues: files.reversed())) { vault in
    let list = try #require(vault.text("index.html")?.components(separatedBy: "<main").last)
    let places = ordered.map { list.range(of: "Title \($0)<")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }
}

/// Notes whose pages have the names of the site's own.
@Test func leavesNamesToNotes() throws {
  try withSite([
    "index.md": "# Welcome\n\nHello.\n", "equations.md": "# Ours\n", "404.md": "# Lost\n",
    "a.md": "# A\n\n![[style.css]]\n", "style.css": "mine",
  ]) { vault in
    #expect(vault.text("equations.html")?.contains("Ours</h1>") == true)
    #expect(vault.text("_equations.html")?.contains("<h1>Equations</h1>") == true)
    #expect(vault.text("404.html")?.contains("Lost</h1>") == true)
    #expect(vault.text("style.css") == "mine")
    #expect(vault.text("_style.css")?.contains("--paper") == true)
    let index = try #require(vault.text("index.html"))
    expectInOrder(
      ["Hello.", "<h2>All notes</h2>", "href=\"a.html\">A<"],
      in: index.components(separatedBy: "</header>").last ?? "")
  }
}

@Test func removesWhatIsNoLongerMade() throws {
  try withSite { vault in
    try vault.delete("deep/b.md")
    try vault.delete("deep/index.md")
    try vault.build("site", isCached: false)
    #expect(vault.files("site").keys.filter { $0.hasPrefix("deep") }.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: vault.folder + "/site/deep"))
  }
}

/// Whether a text is well-formed XML, as far as tags go.
private struct XMLChecker {
  func accepts(_ text: String) -> Bool {
    var open: [Substring] = []
    for piece in text.split(separator: "<").map({ $0.prefix { $0 != ">" } }) {
      if piece.hasPrefix("?") || piece.hasSuffix("/") { continue }
      let name = piece.drop { $0 == "/" }.prefix { !$0.isWhitespace }
      if piece.hasPrefix("/") {
        guard open.popLast() == name else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
