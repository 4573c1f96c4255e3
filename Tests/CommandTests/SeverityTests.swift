import Foundation
import Testing

private let note = #"""
  [[nowhere]]

  ```net
  x, y ∈ R^3
  L = x^T y
  ```

  $\nabla_x L = x$, $\nabla_x L = q x$ and $\nabla_x L = y$

  """#

/// The severities and codes that `check` prints, and its status.
private func check(_ config: String, _ arguments: [String] = []) throws -> (Set<String>, Int32) {
  let command = try Command(["notes/a.md": note, "notes/gradweave.yml": config])
  defer { command.remove() }
  let result = try command.run(["check"] + arguments)
  let codes = result.output.matches(of: #/: ([a-z]+\[[a-z-]+\]):/#).map { String($0.1) }
  return (Set(codes), result.status)
}

@Test(
  arguments: [
    ("", ["warning[dead-link]", "error[refuted]", "warning[unclear]"], 1),
    (
      "severities:\n  refuted: warning\n",
      ["warning[dead-link]", "warning[refuted]", "warning[unclear]"], 0
    ),
    (
      "severities:\n  refuted: off\n  dead-link: error\n",
      ["error[dead-link]", "warning[unclear]"], 1
    ),
    ("severities:\n  unclear: off\n  refuted: off\n", ["warning[dead-link]"], 0),
    // The reason why something is unclear goes before.
    (
      "severities:\n  unclear: off\n  undeclared-name: error\n  refuted: off\n",
      ["warning[dead-link]", "error[unclear]"], 1
    ),
    (
      "severities:\n  refutd: off\n",
      ["warning[unknown-key]", "warning[dead-link]", "error[refuted]", "warning[unclear]"], 1
    ),
    (
      "severities:\n  internal-error: off\n",
      ["error[bad-config]", "warning[dead-link]", "error[refuted]", "warning[unclear]"], 1
    ),
  ] as [(String, [String], Int32)])
func theConfigGivesSeverities(config: String, codes: [String], status: Int32) throws {
  let (found, ended) = try check(config)
  #expect(found == Set(codes))
  #expect(ended == status)
}

/// Pages call problems what the site calls them.
@Test func pagesHaveTheSeveritiesOfTheConfig() throws {
  let command = try Command([
    "notes/a.md": "`net: q`\n\n```net\nx ∈ R^3\ny ∈ nowhere\nshow q\n```\n",
    "notes/gradweave.yml": "severities:\n  undeclared-name: warning\n  bad-domain: off\n",
  ])
  defer { command.remove() }
  #expect(try command.run(["build"]).status == 0)
  let page = try #require(command.text("site/a.html"))
  #expect(!page.contains("nowhere</code> is no set"))
  #expect(page.components(separatedBy: "<strong>warning</strong>, line").count == 3)
  #expect(!page.contains("<strong>error</strong>"))
}

/// With `--strict`, a severity that the config gives stays.
@Test func strictLeavesSeveritiesOfTheConfigAlone() throws {
  let (found, status) = try check(
    "severities:\n  refuted: warning\n  unclear: warning\n", ["--strict"])
  #expect(found == ["error[dead-link]", "warning[refuted]", "warning[unclear]"])
  #expect(status == 1)
}
