import Calculus
import Compiler
import Diagnostics
import NoteSyntax

/// A folder of notes, as it was when it was looked at.
package struct Vault: Sendable {
  /// The folder as diagnostics print it; empty for the working directory.
  package let root: String
  /// Paths of the notes, relative to the root, in order.
  package let notes: [String]
  /// Paths of all files but the config, relative to the root.
  let files: SortedPaths
  package let world: World
  package let config: SiteConfig
  /// Of the config as it was written.
  let configHash: ContentHash
  /// How many notes are compiled at a time. What comes out does not depend on it.
  package var workers = coreCount
  /// How long a note may take where nothing else is said: far longer than any that someone reads.
  package static let standardTimeLimit = Duration.seconds(10)

  /// How long a note may take; nil for as long as it does.
  package var timeLimit: Duration?
  /// What the points at which equations are tried are drawn with.
  package var seed = 0
  /// What is wrong with the config and with folders that cannot be read.
  package let reports: [FileReport]
  /// Links to files that are not in the vault, relative to the root.
  let outside: SortedPaths

  /// - Parameter excluded: A folder that is not searched: the site, where it stands among the notes.
  package init(root: String, excluding excluded: String? = nil) throws(FileError) {
    self.root = root
    let (config, hash, configReports) = Vault.readConfig(in: root)
    let found = try FileFinder.search(root, excluding: excluded, ignoring: config.ignored)
    notes = found.files.filter { $0.hasSuffix(".md") }
    files = SortedPaths(found.files.filter { $0 != SiteConfig.fileName })
    outside = SortedPaths(found.outside)
    folders = found.folders.map { DisplayPath.join(root, $0) }
    world = World(
      files: files, outside: outside, allowsHTML: config.allowHTML
    ) { Vault.text(of: $0, in: root) }
    self.config = config
    configHash = hash
    reports =
      found.reports + configReports + Vault.navigationReports(config, in: root, world, notes)
  }

  /// What the file of a note holds; nil where it cannot be read.
  static func text(of note: String, in root: String) -> SourceFile? {
    try? load(DisplayPath.join(root, note)).get()
  }

  /// What the navigation names and is not there.
  private static func navigationReports(
    _ config: SiteConfig, in root: String, _ world: World, _ notes: [String]
  ) -> [FileReport] {
    let missing = config.places.filter { place in
      place.name.hasSuffix("/")
        ? !notes.contains { $0.hasPrefix(place.name) } : world.note(place.name, from: "") == nil
    }
    guard !missing.isEmpty, let file = try? load(DisplayPath.join(root, SiteConfig.fileName)).get()
    else { return [] }
    let names = world.noteNames
    return [
      FileReport(
        file,
        missing.map { place in
          .missingPlace(
            place.name, nearest: nearestName(to: place.name, among: names), at: place.range)
        })
    ]
  }

  private static func readConfig(in root: String) -> (SiteConfig, ContentHash, [FileReport]) {
    let path = DisplayPath.join(root, SiteConfig.fileName)
    guard FileSystem.kind(of: path) == .file else { return (SiteConfig(), ContentHash(""), []) }
    // What leads out is said of all files.
    guard FileSystem.isInside(path, root) else { return (SiteConfig(), ContentHash(""), []) }
    switch load(path) {
    case .success(let file):
      let (config, diagnostics) = SiteConfig.parse(file)
      let problems = diagnostics + config.badSeverities + templateProblems(config, in: root)
      let report = FileReport(file, problems.sortedForReport()).judged(by: config.severities)
      return (config, ContentHash(file.bytes), report.diagnostics.isEmpty ? [] : [report])
    case .failure(let error): return (SiteConfig(), ContentHash(""), [.unreadable(error)])
    }
  }

  /// The folders that files of the vault are in, as diagnostics print them: where something may change.
  package let folders: [String]

  /// The path of a note as diagnostics print it.
  package func displayPath(_ note: String) -> String { DisplayPath.join(root, note) }

  package var options: CompileOptions {
    var options = CompileOptions()
    options.macros = config.macros.map { ($0.name, $0.body) }
    options.allowHTML = config.allowHTML
    options.severities = config.settledSeverities
    options.seed = seed
    return options
  }

  /// Reads and compiles a note.
  package func compile(_ note: String, _ options: CompileOptions) -> NoteResult {
    switch load(note) {
    case .success(let file):
      let (compilation, report) = compile(file, at: note, in: world, options)
      return NoteResult(note: note, report: report, compilation: compilation)
    case .failure(let error):
      return NoteResult(note: note, report: .unreadable(error), compilation: nil)
    }
  }

  /// Compiles the note that `file` holds.
  func compile(
    _ file: SourceFile, at note: String, in world: World, _ options: CompileOptions
  ) -> (Compilation, FileReport) {
    let compilation = Compiler.compile(file, at: note, in: world, options: options)
    let report = FileReport(compilation).judged(by: config.severities).withoutCascades
    return (compilation, report)
  }

  /// Verifies notes on all cores; the reports are in the order of `notes`.
  package func check(_ notes: [String]) -> [FileReport] {
    let options = self.options
    return concurrentMap(notes, workers: workers, limit: timeLimit) { note, allowance in
      var options = options
      options.allowance = allowance
      return timed { compile(note, options).report }
    } late: { note in
      late(note)
    }
  }

  /// Verifies a text that no file holds.
  package func check(_ text: SourceFile) -> FileReport {
    let options = self.options
    let report = inTime { allowance in
      var options = options
      options.allowance = allowance
      return timed { compile(text, at: text.path, in: world, options).1 }
    }
    return report ?? .late(text.path, timeLimit)
  }

  /// What `body` makes of one note; nil where that takes longer than a note may. Whether it has to end is said by
  /// the allowance.
  package func inTime<Result: Sendable>(
    _ body: @escaping @Sendable (Allowance) -> Result
  ) -> Result? {
    let results = concurrentMap([()], limit: timeLimit) { _, allowance -> Result? in
      body(allowance)
    } late: { _ in
      nil
    }
    return results.first ?? nil
  }

  /// What is to be said of a note that is too late.
  package func late(_ note: String) -> FileReport { .late(displayPath(note), timeLimit) }

  /// What the file of a note says, as far as it may be read.
  package func file(of note: String) throws(FileError) -> SourceFile { try load(note).get() }

  private func load(_ note: String) -> Result<SourceFile, FileError> {
    do throws(FileError) { try mayRead(note) } catch { return .failure(error) }
    return Vault.load(displayPath(note))
  }

  /// - Throws: Where the note is a link that leads out of the vault.
  func mayRead(_ note: String) throws(FileError) {
    if outside.contains(note) { throw .leadingOut(displayPath(note)) }
  }

  private static func load(_ path: String) -> Result<SourceFile, FileError> {
    do throws(FileError) {
      return .success(SourceFile(path: path, bytes: try FileSystem.note(at: path).bytes))
    } catch {
      return .failure(error)
    }
  }
}

/// A report with the time that it took to make.
private func timed(_ makeReport: () -> FileReport) -> FileReport {
  let clock = ContinuousClock()
  let start = clock.now
  var report = makeReport()
  report.time = clock.now - start
  return report
}

/// A note with what became of it.
package struct NoteResult: Sendable {
  /// Its path, relative to the root of its vault.
  package let note: String
  package let report: FileReport
  /// Nil for a note that cannot be read.
  package let compilation: Compilation?
}
