import Foundation
import Testing

/// The commands of the recipes in the README and in docs/ci.md, as a runner would run them.
private let recipes: [String] = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let pages = ["README.md", "docs/ci.md"].map { page in
    (try? String(contentsOf: root.appending(path: page), encoding: .utf8)) ?? ""
  }
  let text = pages.joined(separator: "\n")
  return text.split(separator: "\n").compactMap { line in
    let parts = line.components(separatedBy: "gradweave check")
    // Lines of code, not of prose.
    guard parts.count == 2, line.hasPrefix("    ") || line.hasPrefix("        entry:") else {
      return nil
    }
    return "check" + parts[1]
  }
}()

private let note = "```net\nx, y ∈ R^3\nL = x^T y\n```\n\n$\\nabla_x L = y$\n"

/// Every command of the page runs, and finds nothing wrong where nothing is.
@Test(arguments: recipes)
func recipesRun(line: String) throws {
  let command = try Command([
    "notes/a.md": note, "week-1/lecture.md": note, "week-2/a.md": note, "draft.md": note,
    "baseline.json": #"{"version": 1, "notes": []}"#,
  ])
  defer { command.remove() }
  let plain = line.replacing("${{ matrix.part }}", with: "2").replacing("$CI_NODE_INDEX", with: "2")
    .replacing("$CI_NODE_TOTAL", with: "3")
  let words = plain.prefix { $0 != "#" }.split(separator: " ").map {
    $0.trimmingCharacters(in: ["'"])
  }
  let input = words.firstIndex(of: "<").map { command.text(words[$0 + 1]) ?? "" }
  let result = try command.run(Array(words.prefix { $0 != "<" }), input: input)
  #expect(result.status == 0, "\(result.output)\(result.error)")
  for (word, file) in zip(words, words.dropFirst()) where word == "--output" {
    #expect(command.text(file) != nil)
  }
}

@Test func findsTheRecipes() {
  #expect(recipes.count >= 9)
  #expect(recipes.contains { $0.contains("matrix.part") })
  #expect(recipes.contains { $0.contains("$CI_NODE_INDEX") })
}
