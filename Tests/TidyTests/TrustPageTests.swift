import Testing

/// What stands in backticks in the tables of docs/trust.md.
private let names: [Substring] = {
  let rows = Project.text("docs/trust.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
  return rows.flatMap { row in
    // The last cell names the tests.
    let cell = row.split(separator: " | ").last ?? ""
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }
}()

/// The page that says which test holds what names no test that is gone.
@Test func thePageOfTrustNamesTestsThatExist() {
  let lines = Project.tests.flatMap(\.lines)
  #expect(names.count > 40)
  for name in Set(names) where name.allSatisfy({ $0.isLetter || $0 == "." }) && name != "branch" {
    if name.hasSuffix(".md") {
      #expect(!Project.text("Tests/Notes/deciding/\(name)").isEmpty, "\(name)")
    } else if name.hasSuffix("Tests") {
      #expect(Project.tests.contains { $0.path.hasSuffix("/\(name).swift") }, "\(name)")
    } else {
      #expect(lines.contains { $0.contains("func \(name)(") }, "\(name)")
    }
  }
}
