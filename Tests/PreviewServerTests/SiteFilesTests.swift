import Foundation
import PreviewServer
import Testing
import Vault

/// A folder with a site in it and a secret beside it, gone when the test is over.
func withSite(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  for (path, text) in [
    ("site/index.html", "<body>first</body>"), ("site/a.html", "<body>a</body>"),
    ("site/deep/index.html", "<body>deep</body>"), ("site/404.html", "<body>none</body>"),
    ("site/x y.png", "picture"), ("site/.gradweave-files", "hidden"), ("secret.html", "secret"),
  ] {
    try FileSystem.replace(folder + "/" + path, with: Array(text.utf8))
  }
  try FileManager.default.createSymbolicLink(
    atPath: folder + "/site/link.html", withDestinationPath: folder + "/secret.html")
  try body(folder + "/site")
}

@Test(arguments: [
  ("/", 200, "first"), ("/index.html", 200, "first"), ("/a.html", 200, "a"), ("/a", 200, "a"),
  ("/deep/", 200, "deep"), ("/x%20y.png", 200, "picture"), ("/none", 404, "none"),
  ("/../secret.html", 404, "none"), ("/%2e%2e/secret.html", 404, "none"),
  ("/deep/../../secret.html", 404, "none"), ("/..%2fsecret.html", 404, "none"),
  ("/.gradweave-files", 404, "none"), ("/link.html", 404, "none"), ("/a.html%00.png", 404, "none"),
  ("/..%5csecret.html", 404, "none"), ("secret.html", 404, "none"), ("//etc/passwd", 404, "none"),
])
func servesTheSiteAndNothingElse(path: String, status: Int, text: String) throws {
  try withSite { site in
    let answer = SiteFiles(root: site, script: []).answer(to: path)
    #expect(answer.status == status)
    #expect(String(decoding: answer.bytes, as: UTF8.self).contains(text))
  }
}

@Test func addsItsScriptToPagesAlone() throws {
  try withSite { site in
    let files = SiteFiles(root: site, script: Array("SCRIPT".utf8))
    #expect(files.answer(to: "/a").bytes == Array("<body>aSCRIPT</body>".utf8))
    #expect(files.answer(to: "/none").bytes == Array("<body>noneSCRIPT</body>".utf8))
    #expect(files.answer(to: "/x%20y.png").bytes == Array("picture".utf8))
  }
}
