import Foundation
import Testing
import Vault

/// Edits of a vault of the kinds that people make, one after the other.
private struct Editor {
  let vault: TestVault
  var dice: Dice
  var notes: [String: String] = [:]
  var others: Set<String> = []
  private var count = 0

  init(_ vault: TestVault, seed: Int) {
    self.vault = vault
    dice = Dice(seed)
  }

  private static let names = [
    "a", "b", "c", "index", "deep/d", "deep/index", "deep/e", "tags", "x y",
  ]

  mutating func edit() throws {
    count += 1
    switch dice.roll(16) {
    case 0...4: try write(dice.pick(Self.names.map { $0 + ".md" }) ?? "a.md")
    case 5: try delete()
    case 6: try rename()
    case 7:
      try vault.write("gradweave.yml", config())
      others.insert("gradweave.yml")
    case 8:
      try vault.write(
        "mine/footer.mustache", "<p>\(dice.roll(3)) {{#next}}{{title}}{{/next}}</p>\n")
    case 9:
      try vault.write("pic.png", "picture \(dice.roll(4))")
      others.insert("pic.png")
    case 10: if others.remove("pic.png") != nil { try vault.delete("pic.png") }
    case 11: if others.remove("gradweave.yml") != nil { try vault.delete("gradweave.yml") }
    case 12:
      // The same text again.
      if let (path, text) = notes.sorted(by: { $0.key < $1.key }).first {
        try vault.write(path, text)
      }
    default:
      // A change that leaves the length as it is.
      if let path = dice.pick(notes.keys.sorted()), let text = notes[path] {
        notes[path] = String(
          text.map { "0123456789".contains($0) ? Character("\(dice.roll(10))") : $0 })
        try vault.write(path, notes[path] ?? "")
      }
    }
  }

  private mutating func write(_ path: String) throws {
    notes[path] = text()
    try vault.write(path, notes[path] ?? "")
  }

  private mutating func delete() throws {
    guard let path = dice.pick(notes.keys.sorted()) else { return }
    notes[path] = nil
    try vault.delete(path)
  }

  private mutating func rename() throws {
    guard let path = dice.pick(notes.keys.sorted()),
      let name = dice.pick(Self.names.map { $0 + ".md" }), notes[name] == nil
    else { return }
    notes[name] = notes.removeValue(forKey: path)
    try? FileManager.default.createDirectory(
      atPath: vault.root + "/deep", withIntermediateDirectories: true)
    try vault.move(path, to: name)
  }

  private mutating func text() -> String {
    let name = dice.pick(Self.names) ?? ""
    let other = dice.pick(Self.names) ?? ""
    let front = [
      "title: Title \(dice.roll(4))", "order: \(dice.roll(3))", "tags: [one, two \(dice.roll(2))]",
      "draft: \(dice.roll(5) == 0)", "aliases: [nick\(dice.roll(2))]",
      "date: 2026-01-0\(1 + dice.roll(9))",
      "description: About \(dice.roll(3))",
    ].filter { _ in dice.roll(3) == 0 }
    let body = [
      "# Heading \(dice.roll(3))", "See [[\(name)]] and [it](\(other).md).", "![[\(name)]]",
      "![[pic.png]] and ![[pig.png]]", "[[nick1]], [[nick2]], [[\(name)#Heading 1]].",
      "$x_{\(dice.roll(5))}$",
      "```net\nsize n = 2\nx ∈ R^n\ny = \(1 + dice.roll(3)) x\n```\n\n$$ y = \(1 + dice.roll(3)) x $$",
      "```net\nuse [[\(other)]]\n```\n\n$$ y = 2 x $$", "## Heading 1\n\nText \(dice.roll(10)).",
    ].filter { _ in dice.roll(2) == 0 }
    return (front.isEmpty ? "" : "---\n\(front.joined(separator: "\n"))\n---\n")
      + body.joined(separator: "\n\n") + "\n"
  }

  private mutating func config() -> String {
    [
      "title: Site \(dice.roll(3))", "baseURL: https://example.org", "templates: mine",
      "ignore: [deep/e.md]", "macros: {\\R: r\(dice.roll(2))}", "theme: {link: teal}",
      "navigation: [b, {Part: [deep/]}]",
    ].filter {
      $0.hasPrefix("templates")
        ? FileManager.default.fileExists(atPath: vault.root + "/mine") : dice.roll(2) == 0
    }
    .joined(separator: "\n")
  }
}

private let isSlow = ProcessInfo.processInfo.environment["SLOW_TESTS"] != nil

/// After any edits, a build with a cache leaves what a build without one makes in a new folder, and says the same.
@Test(arguments: 0..<(isSlow ? 60 : 4))
func buildsWhatACleanBuildMakes(seed: Int) throws {
  let vault = try TestVault(["a.md": "# A\n"])
  defer { vault.remove() }
  var editor = Editor(vault, seed: seed)
  editor.notes["a.md"] = "# A\n"
  for turn in 0..<(isSlow ? 40 : 20) {
    for _ in 0...editor.dice.roll(3) { try editor.edit() }
    let new = try vault.build("site", isCached: true)
    let clean = try vault.build("clean-\(turn)", isCached: false)
    #expect(new.report == clean.report, "seed \(seed), turn \(turn)")
    let (site, other) = (vault.files("site"), vault.files("clean-\(turn)"))
    let different = Set(site.keys).union(other.keys).filter { site[$0] != other[$0] }
    #expect(different.isEmpty, "seed \(seed), turn \(turn): \(different.sorted())")
    try FileManager.default.removeItem(atPath: vault.folder + "/clean-\(turn)")
  }
}

private let course: [String: String] = [
  "a.md": "# A\n\n[[b]]\n", "b.md": "# B\n\n$x$\n",
  "c.md": "# C\n\n```net\nuse [[d]]\n```\n\n$$ y = 2 x $$\n",
  "d.md": "# D\n\n```net\nsize n = 2\nx ∈ R^n\ny = 2 x\n```\n",
  "e.md": "# E\n\n![[b]] ![[pic.png]]\n",
  "pic.png": "a picture",
]

/// A folder of notes that is gone stays so: made again, it would be one without notes, and its site would be emptied.
@Test func makesNoVaultForItsCache() {
  let gone = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  #expect(CachePlace.previewFolder(of: gone).contains("gradweave-preview-"))
  #expect(FileSystem.kind(of: gone) == nil)
}

@Test func doesNothingTheSecondTime() throws {
  let vault = try TestVault(course)
  defer { vault.remove() }
  #expect(try vault.build("site", isCached: true).written.count == 13)
  #expect(try vault.build("site", isCached: true).written == [])
}

@Test func writesOnlyWhatChanged() throws {
  let vault = try TestVault(course)
  defer { vault.remove() }
  try vault.build("site", isCached: true)
  try vault.write("a.md", "# A\n\n[[b]] again\n")
  #expect(try vault.build("site", isCached: true).written == ["a.html", "search-index.js"])
  // A used note, and what a picture shows.
  try vault.write("d.md", "# D\n\n```net\nsize n = 2\nx ∈ R^n\ny = 3 x\n```\n")
  let used = try vault.build("site", isCached: true)
  #expect(used.report.contains("1 is refuted"))
  #expect(used.written.contains("c.html") && used.written.contains("d.html"))
  #expect(!used.written.contains("a.html"))
  try vault.write("pic.png", "another one")
  try vault.build("site", isCached: true)
  #expect(vault.text("pic.png") == "another one")
}

@Test func mendsWhatOthersDidToTheSite() throws {
  let vault = try TestVault(course)
  defer { vault.remove() }
  try vault.build("site", isCached: true)
  let whole = vault.files("site")
  try Data("mine".utf8).write(to: URL(filePath: vault.folder + "/site/b.html"))
  try FileManager.default.removeItem(atPath: vault.folder + "/site/style.css")
  try Data("kept".utf8).write(to: URL(filePath: vault.folder + "/site/CNAME"))
  try vault.build("site", isCached: true)
  #expect(vault.text("CNAME") == "kept")
  try FileManager.default.removeItem(atPath: vault.folder + "/site/CNAME")
  #expect(vault.files("site") == whole)
}

/// The cache changes nothing but speed, whatever became of it.
@Test func takesADamagedCacheForNone() throws {
  let vault = try TestVault(course)
  defer { vault.remove() }
  try vault.build("site", isCached: true)
  let whole = vault.files("site")
  let cache = URL(filePath: vault.root + "/.gradweave")
  for name in try FileManager.default.contentsOfDirectory(atPath: cache.path) {
    let file = cache.appending(path: name)
    let bytes = try Data(contentsOf: file)
    for damaged in [bytes.prefix(bytes.count / 2), Data(bytes.map { $0 ^ 1 }), Data()] {
      try damaged.write(to: file)
      try vault.write("b.md", "# B\n\n$y$ \(damaged.count)\n")
      let report = try vault.build("site", isCached: true).report
      #expect(!report.contains("FileError"), "\(name): \(report)")
      try vault.write("b.md", "# B\n\n$x$\n")
      try vault.build("site", isCached: true)
      #expect(vault.files("site") == whole, "\(name)")
    }
  }
}

/// Files of the site that give way to files of the vault, or no longer have to: all pages lead to them.
@Test(arguments: [
  "style.css", "search.js", "equations.md", "404.md", "tags/one.md", "search-index.js",
])
func followsTheNamesOfItsFiles(name: String) throws {
  let vault = try TestVault([
    "a.md": "---\ntags: one\n---\n# A\n\n[a file](\(name))\n", "b.md": "# B\n",
  ])
  defer { vault.remove() }
  func expectClean(_ turn: String) throws {
    try vault.build("site", isCached: true)
    try vault.build("clean-\(turn)", isCached: false)
    #expect(vault.files("site") == vault.files("clean-\(turn)"), "\(turn)")
  }
  try expectClean("before")
  try vault.write(name, "# Mine\n")
  try expectClean("with")
  try vault.delete(name)
  try expectClean("after")
}

/// `ö` in one character and in two: what a link names in one way may be called so in the other.
@Test func linksToFilesAsTheyAreCalled() throws {
  let (one, two) = ("\u{F6}", "o\u{308}")
  let vault = try TestVault([
    "a.md": "[[\(one)]] ![](\(one).png) [b](b\(two).md)\n", "\(two).md": "# Two\n",
    "\(two).png": "picture", "b\(one).md": "# One\n",
  ])
  defer { vault.remove() }
  let report = try vault.build("site", isCached: false).report
  #expect(report == "no equations to check")
  let page = try #require(vault.text("a.html"))
  for link in ["o%CC%88.html", "o%CC%88.png", "b%C3%B6.html"] {
    #expect(page.contains("\"\(link)\""), "\(link)")
  }
}

/// What stands in the folder of the site and was made by nobody else but the author of the notes.
@Test func replacesNothingBesideTheNotes() throws {
  for site in ["notes", "."] {
    let vault = try TestVault(["a.md": "# A\n\n![](p.png)\n", "p.png": "picture"])
    defer { vault.remove() }
    let mine = vault.folder + "/\(site)/index.html"
    try Data("mine".utf8).write(to: URL(filePath: mine))
    let report = try vault.build(site, isCached: false).report
    #expect(report.contains("no build made this file"))
    #expect(try String(contentsOfFile: mine, encoding: .utf8) == "mine")
    try FileManager.default.removeItem(atPath: mine)
    if site == "." {
      #expect(try vault.build(site, isCached: false).report == "no equations to check")
      #expect(try vault.build(site, isCached: false).report == "no equations to check")
    }
    #expect(try String(contentsOfFile: vault.root + "/p.png", encoding: .utf8) == "picture")
  }
}
