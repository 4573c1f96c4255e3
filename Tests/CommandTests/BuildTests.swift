import Foundation
import Testing

@Test func writesASite() throws {
  let command = try Command([
    "notes/a.md": "---\ntitle: First & best\n---\nText.\n",
    "notes/deep/b.md": "# Second\n\n![[pic.png]] and [the first](a)\n",
    "notes/deep/pic.png": "no real image", "notes/.hidden/c.md": "# Hidden\n",
    "notes/unused.png": "never shown",
  ])
  defer { command.remove() }
  let result = try command.run(["build"])
  #expect(result.status == 0)
  #expect(result.output == "no equations to check\n")
  #expect(result.error == "")
  let index = try #require(command.text("site/index.html"))
  #expect(index.contains("<a href=\"a.html\">First &amp; best</a>"))
  #expect(index.contains("<a href=\"deep/b.html\">Second</a>"))
  let second = try #require(command.text("site/deep/b.html"))
  #expect(second.contains("href=\"../style.css\""))
  #expect(second.contains("src=\"pic.png\""))
  #expect(second.contains("href=\"../a.html\""))
  #expect(command.text("site/style.css") != nil)
  #expect(command.text("site/deep/pic.png") == "no real image")
  #expect(command.text("site/unused.png") == nil)
  #expect(command.text("site/.hidden/c.html") == nil)
}

@Test func leavesUnchangedFilesAlone() throws {
  let command = try Command(["notes/a.md": "# A\n", "notes/b.md": "# B\n"])
  defer { command.remove() }
  _ = try command.run(["build"])
  let long = Date(timeIntervalSince1970: 1_000_000)
  for page in ["a", "b"] {
    try FileManager.default.setAttributes(
      [.modificationDate: long], ofItemAtPath: command.folder.path + "/site/\(page).html")
  }
  try Data("# B\n\nMore.\n".utf8).write(to: command.folder.appending(path: "notes/b.md"))
  _ = try command.run(["build"])
  let dates = try ["a", "b"].map { page in
    let path = command.folder.path + "/site/\(page).html"
    return try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
  #expect(dates[0] == long)
  #expect(dates[1] != long)
}

@Test func writesOnePageThatNeedsNoOtherFile() throws {
  let command = try Command(["notes/a.md": "![[pic.png]]\n", "notes/pic.png": "ab"])
  defer { command.remove() }
  let result = try command.run(["build", "notes/a.md", "-o", "out/a.html"])
  #expect(result.status == 0)
  let page = try #require(command.text("out/a.html"))
  #expect(page.contains("<style>"))
  #expect(!page.contains("<link"))
  #expect(page.contains("src=\"data:image/png;base64,YWI=\""))
}

@Test func takesTemplatesFromAFolder() throws {
  let command = try Command([
    "notes/a.md": "# A\n", "mine/page.mustache": "mine: {{title}}", "mine/style.css": "b {}",
  ])
  defer { command.remove() }
  let result = try command.run(["build", "--templates", "mine"])
  #expect(result.status == 0)
  #expect(command.text("site/a.html") == "mine: A")
  #expect(command.text("site/style.css")?.hasSuffix("b {}") == true)
}

/// What the folder of templates is for, told where it is not.
@Test func reportsTemplatesThatNothingUses() throws {
  let command = try Command([
    "notes/a.md": "# A\n", "notes/gradweave.yml": "title: T\ntemplates: mine\n",
    "notes/mine/foter.mustache": "x", "notes/mine/styles.css": "",
    "notes/mine/part.mustache": "PART", "notes/mine/not-found.mustache": "{{>part}}",
  ])
  defer { command.remove() }
  let result = try command.run(["build"])
  #expect(result.status == 0)
  #expect(command.text("site/404.html") == "PART")
  #expect(
    result.error.matches(of: #/mine\/(\S+):1:1: warning\[unused-template\]/#).map { String($0.1) }
      == ["foter.mustache", "styles.css"])
  #expect(result.error.contains("did you mean `footer.mustache`?"))
}

@Test func reportsAFolderOfTemplatesThatIsNotThere() throws {
  let command = try Command([
    "notes/a.md": "# A\n", "notes/gradweave.yml": "title: T\ntemplates: mine\n",
  ])
  defer { command.remove() }
  let result = try command.run(["build"])
  #expect(result.status == 1)
  #expect(
    result.error.contains(
      "gradweave.yml:2:12: error[bad-config]: there is no folder `mine` of templates"))
  #expect(command.text("site/a.html")?.contains("<h1") == true)
}

@Test func reportsABrokenTemplateAndUsesItsOwn() throws {
  let command = try Command(["notes/a.md": "# A\n", "mine/page.mustache": "\n{{#a}}"])
  defer { command.remove() }
  let result = try command.run(["build", "--templates", "mine"])
  #expect(result.status == 1)
  #expect(result.error.contains("mine/page.mustache:2:1: error[template-syntax]"))
  #expect(command.text("site/a.html")?.contains("<h1") == true)
}

/// A name may have a line feed in it, behind which another file's name stands.
@Test func removesNoFileThatOnlyANameSpells() throws {
  let command = try Command(["notes/a.md": "A note.", "notes/b\nkept.md": "Another."])
  defer { command.remove() }
  #expect(try command.run(["build", "notes", "-o", "site"]).status == 0)
  let kept = command.folder.appending(path: "site/kept.html")
  try Data("mine".utf8).write(to: kept)
  try FileManager.default.removeItem(at: command.folder.appending(path: "notes/b\nkept.md"))
  #expect(try command.run(["build", "notes", "-o", "site"]).status == 0)
  #expect(command.text("site/kept.html") == "mine")
}
