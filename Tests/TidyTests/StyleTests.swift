import Testing

/// Files that are tables for the most part may be longer.
private func isTable(_ file: Project.File) -> Bool {
  var isInText = false
  var rows = 0
  for line in file.lines {
    let text = line.drop { $0 == " " }
    if isInText || ["(", "\"", "."].contains(text.prefix(1)) { rows += 1 }
    if line.contains("\"\"\"") { isInText.toggle() }
  }
  return 2 * rows > file.lines.count
}

@Test func filesHaveOneSubject() {
  for file in Project.sources + Project.tests where !isTable(file) {
    #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
  }
}

@Test func nothingTraps() {
  let forbidden = [
    "fatalError(", "preconditionFailure(", "precondition(", "assertionFailure(", "try!", "as!",
    "unowned(unsafe)", "unsafelyUnwrapped",
  ]
  for file in Project.sources {
    for (number, line) in file.lines.enumerated() {
      let found = forbidden.filter(code(line).contains)
      #expect(found.isEmpty, "\(file.path):\(number + 1) has \(found)")
    }
  }
}

@Test func apiIsForThePackageAlone() {
  for file in Project.sources {
    for (number, line) in file.lines.enumerated() {
      let words = code(line).split(separator: " ")
      #expect(!words.contains("public"), "\(file.path):\(number + 1)")
    }
  }
}

/// The codes of all diagnostics: `error, "code"` and `warning, "code"`, on one line or two.
private func diagnosticCodes() -> Set<String> {
  var codes: Set<String> = []
  for file in Project.sources where file.path.contains("Diagnostic") {
    let text = file.lines.joined(separator: " ")
    for severity in [".error,", ".warning,"] {
      for part in text.components(separatedBy: severity).dropFirst() {
        let quoted = part.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard quoted.count == 3, quoted[0].allSatisfy({ $0 == " " }) else { continue }
        codes.insert(String(quoted[1]))
      }
    }
  }
  return codes
}

/// The reasons of what is unclear: `.unclear("code"`, on one line or two.
private func reasons() -> Set<String> {
  var codes: Set<String> = []
  for file in Project.sources {
    let text = file.lines.joined(separator: " ")
    for part in text.components(separatedBy: ".unclear(").dropFirst() {
      let quoted = part.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
      guard quoted.count == 3, quoted[0].allSatisfy({ $0 == " " }) else { continue }
      codes.insert(String(quoted[1]))
    }
  }
  return codes
}

@Test func everyDiagnosticIsExplained() {
  let codes = diagnosticCodes().union(reasons())
  #expect(codes.contains("undeclared-name"))
  #expect(codes.contains("unreadable-file"))
  for code in codes.sorted() {
    let page = Project.text("docs/diagnostics/\(code).md")
    #expect(page.hasPrefix("# `\(code)`\n"), "docs/diagnostics/\(code).md")
  }
}
