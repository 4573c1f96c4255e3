import Foundation
import Testing

@Test func leadsToEquationsOfOtherNotes() throws {
  let vault = try TestVault([
    "a.md": "First:\n\n$$ x = 1 \\label{eq:one} $$\n\n$$ y = 2 \\label{eq:two} $$\n",
    "deep/b.md":
      "See $\\eqref{a#eq:two}$ and $\\ref{../a#eq:one}$, $\\eqref{a#eq:three}$.\n\n$$ z = 3, \\text{ see } \\eqref{a#eq:one} $$\n",
  ])
  defer { vault.remove() }
  let report = try vault.build("site", isCached: true).report
  #expect(report.contains("deep/b.md:1:"))
  #expect(report.contains("unknown-label"))
  #expect(report.contains("1 warning"))
  let page = try #require(vault.text("deep/b.html"))
  #expect(page.contains("<a href=\"../a.html#eq%3Atwo\">(2)</a>"))
  #expect(page.contains("<a href=\"../a.html#eq%3Aone\">1</a>"))
  #expect(page.contains("(1)"))
  // Another number there is another page here.
  try vault.write("a.md", "$$ y = 2 \\label{eq:two} $$\n\n$$ x = 1 \\label{eq:one} $$\n")
  try vault.build("site", isCached: true)
  #expect(vault.text("deep/b.html")?.contains("<a href=\"../a.html#eq%3Atwo\">(1)</a>") == true)
}
