import NoteSyntax
import Vault

extension CheckRun {
  /// The reports of the notes that are meant.
  func check(_ fixer: inout Fixer?) throws -> [FileReport] {
    var files: [FileReport] = []
    // What is wrong with a config is said once, where there are several.
    for (index, var selection) in try selections().enumerated() {
      selection.vault.seed = scope.seed
      selection.vault.timeLimit = scope.timeLimit
      if let jobs = scope.jobs { selection.vault.workers = jobs }
      let notes = scope.shard?.part(of: selection.notes, from: index) ?? selection.notes
      if scope.shard?.isFirst != false, scope.only.isEmpty {
        files += reports(of: selection, besides: notes)
      }
      var found = selection.vault.check(notes)
      found = fixer?.fix(notes, of: selection.vault, found) ?? found
      files += selection.vault.config.isStrict ? found.map { $0.strict() } : found
    }
    if wantsStandardInput, scope.shard?.isFirst != false { files.append(try checkStandardInput()) }
    return scope.only.isEmpty ? files : try restricted(files)
  }

  /// What is wrong with a vault; of the notes that are checked it is said with all else.
  private func reports(of selection: Selection, besides notes: [String]) -> [FileReport] {
    let checked = Set(notes.map(selection.vault.displayPath))
    return selection.reports.filter { !checked.contains($0.file.path) }
  }

  private var wantsStandardInput: Bool { paths.contains(standardInput) }

  private func selections() throws -> [Selection] {
    var named = paths.filter { $0 != standardInput }
    if paths.isEmpty { named = scope.only.isEmpty ? ["notes"] : scope.only.map(\.path) }
    do { return try Selection.all(named) } catch { throw unreadable(error) }
  }

  private func checkStandardInput() throws -> FileReport {
    do {
      var vault = try Selection("").vault
      vault.seed = scope.seed
      vault.timeLimit = scope.timeLimit
      let report = vault.check(try FileSystem.standardInput(atMost: largestNote))
      return vault.config.isStrict ? report.strict() : report
    } catch {
      throw unreadable(error)
    }
  }

  /// What stands on the lines that are asked for.
  private func restricted(_ files: [FileReport]) throws -> [FileReport] {
    let lines = Dictionary(grouping: scope.only) { DisplayPath.plain($0.path) }
      .mapValues { $0.compactMap(\.line) }
    for path in lines.keys.sorted() where !files.contains(where: { $0.file.path == path }) {
      Terminal.error("gradweave: \(path): this note is not among those that are checked\n")
      throw ExitStatus.wrongUsage
    }
    return try files.compactMap { file in
      guard let wanted = lines[file.file.path] else { return nil }
      for line in wanted where file.only(onLines: [line]).isSilent {
        Terminal.error(file.nothing(onLine: line))
        throw ExitStatus.wrongUsage
      }
      return file.only(onLines: wanted)
    }
  }
}
