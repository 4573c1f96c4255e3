import Testing

/// The targets in the order of the pipeline, as Package.swift lists them.
private let pipeline: [String] = {
  let names = Project.text("Package.swift").components(separatedBy: "\n").drop {
    !$0.contains("targets: [\n") && !$0.contains("systemLibrary(")
  }
  var order: [String] = []
  for (line, next) in zip(names, names.dropFirst() + [""]) {
    for start in ["module(", "executableTarget(", "systemLibrary("] where line.contains(start) {
      let text = line.contains("\"") ? line : next
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      if parts.count > 1 { order.append(String(parts[1])) }
    }
  }
  return order
}()

private func imports(_ file: Project.File) -> [String] {
  file.lines.compactMap { line in
    let words = line.split(separator: " ")
    return words.first == "import" && words.count == 2 ? String(words[1]) : nil
  }
}

@Test func readsTheOrderOfTheTargets() {
  #expect(pipeline.first == "CCmark")
  #expect(pipeline.last == "gradweave")
  #expect(Set(pipeline).isSuperset(of: Project.sources.map(\.module)))
}

@Test func importsOnlyWhatStandsAboveInThePipeline() throws {
  for file in Project.sources {
    let place = try #require(pipeline.firstIndex(of: file.module))
    let later = imports(file).filter { pipeline[place...].contains($0) }
    #expect(later.isEmpty, "\(file.path) imports \(later)")
  }
}

@Test func onlyNoteSyntaxSeesC() {
  let files = Project.sources.filter { imports($0).contains("CCmark") }
  #expect(!files.isEmpty)
  #expect(files.allSatisfy { $0.module == "NoteSyntax" }, "\(files.map(\.path))")
}

/// Files, the clock, the environment and the streams belong to the targets above the compiler.
@Test func theCompilerTouchesNothingOutside() {
  let pure = pipeline.prefix { $0 != "Vault" }
  let forbidden = [
    " print(", "stdin", "fopen(", "getenv(", "ProcessInfo", "FileManager", "FileHandle",
    "ContinuousClock", "SuspendingClock", "Date()", "SystemRandomNumberGenerator", ".random(in",
    "import Foundation",
  ]
  for file in Project.sources where pure.contains(file.module) {
    for (number, line) in file.lines.enumerated() {
      let found = forbidden.filter(code(line).contains)
      let isAllowed = line.hasPrefix("import FoundationEssentials")
      #expect(found.isEmpty || isAllowed, "\(file.path):\(number + 1) uses \(found)")
    }
  }
}

/// What decides is the same everywhere: intervals and the field use nothing of the platform's library.
@Test func whatDecidesUsesNoLibraryOfThePlatform() {
  let names = [
    "Interval", "PreciseInterval", "DoubleDouble", "Rounding", "Residue", "FieldRewriter",
  ]
  let files = Project.sources.filter { file in
    let name = String(file.path.split(separator: "/").last ?? "")
    return file.module == "Calculus" && names.contains { name.hasPrefix($0) }
  }
  #expect(files.count >= 15)
  for file in files {
    let uses = file.lines.map(code).filter { $0.contains("libm") || $0.contains("Glibc") }
    #expect(uses.isEmpty, "\(file.path) uses \(uses)")
  }
}
