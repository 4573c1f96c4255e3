import Calculus
import Compiler
import Diagnostics
import NoteSyntax
import Pages
import Synchronization

extension SiteBuild {
  /// Compiles notes on all cores; their pages go into the pack.
  mutating func compile(_ changed: [String], into pack: PagePack) {
    let compiler = RecordCompiler(self, pack)
    let count = Mutex(0)
    let results = concurrentMap(changed, workers: vault.workers, limit: vault.timeLimit) {
      [builder] note, allowance in
      let number = count.withLock { count in
        count += 1
        return count
      }
      builder.progress?(BuildProgress(number: number, total: changed.count, note: note))
      return compiler.compile(note, allowance)
    } late: {
      .success(compiler.lateRecord(of: $0))
    }
    for (note, result) in zip(changed, results) {
      switch result {
      case .success(var record):
        // A page that comes out the same is where it was.
        record.output = cache.notes[note]?.output
        if !record.isReadable, builder.keepsUnreadablePages, var old = cache.notes[note],
          !old.isHidden
        {
          old.problems = record.problems
          (old.isReadable, old.state) = (false, nil)
          record = old
        }
        cache.notes[note] = record
        outcome.compiled += 1
      case .failure(let error): outcome.failures.append(error)
      }
    }
    let known = cache.notes.mapValues(\.aliases)
    cache.aliases = ContentHash.of(vault.world { known[$0] }.aliases)
  }
}

/// Makes the records of notes.
struct RecordCompiler: Sendable {
  private let vault: Vault
  private let world: World
  private let templates: Templates
  private let options: CompileOptions
  private let frame: SiteFrame
  private let names: SiteNames
  private let pack: PagePack

  init(_ build: SiteBuild, _ pack: PagePack) {
    vault = build.vault
    world = build.world
    templates = build.builder.templates
    var options = build.vault.options
    options.templates = build.builder.templates
    self.options = options
    (frame, names) = (build.frame, build.names)
    self.pack = pack
  }

  /// What is kept of a note that took too long: nothing that would spare the next build to try it again.
  func lateRecord(of note: String) -> NoteRecord {
    let report = FileReport.late(vault.displayPath(note), vault.timeLimit)
    return unreadableRecord(of: note, report)
  }

  private func unreadableRecord(of note: String, _ report: FileReport) -> NoteRecord {
    var fields = NoteFields()
    fields.path = note
    fields.isHidden = true
    fields.isReadable = false
    fields.problems = report.problems
    return NoteRecord(fields)
  }

  func compile(_ note: String, _ allowance: Allowance) -> Result<NoteRecord, FileError> {
    var fields = NoteFields()
    fields.path = note
    let now = FileState.now
    do throws(FileError) {
      try vault.mayRead(note)
      let (bytes, state) = try FileSystem.note(at: vault.displayPath(note))
      fields.state = state.isSettled(at: now) ? state : nil
      fields.content = ContentHash(bytes)
      let file = SourceFile(path: vault.displayPath(note), bytes: bytes)
      try fill(&fields, from: file, allowance)
      return .success(NoteRecord(fields))
    } catch {
      guard error.path == vault.displayPath(note) else { return .failure(error) }
      // A note that cannot be read is a problem of the notes, not of the site.
      return .success(unreadableRecord(of: note, .unreadable(error)))
    }
  }

  private func fill(
    _ fields: inout NoteFields, from file: SourceFile, _ allowance: Allowance
  ) throws(FileError) {
    var options = options
    options.allowance = allowance
    let trace = WorldTrace()
    var world = world
    world.trace = trace
    let (compilation, report) = vault.compile(file, at: fields.path, in: world, options)
    fields.trace = trace.record
    fields.title = compilation.title
    fields.description = compilation.frontMatter.description
    fields.tags = compilation.frontMatter.tags
    fields.date = compilation.frontMatter.date
    fields.order = compilation.frontMatter.order
    fields.aliases = compilation.frontMatter.aliases
    fields.isHidden = compilation.isDraft
    fields.linkedNotes = compilation.linkedNotes
    fields.assets = compilation.assets
    fields.tally = compilation.tally
    fields.problems = report.problems
    // What came too late has no page.
    if !fields.isHidden, !allowance.isStopped { try addPage(of: compilation, to: &fields) }
  }

  private func addPage(
    of compilation: Compilation, to fields: inout NoteFields
  ) throws(FileError) {
    let link = fields.link
    let root = NotePath.root(from: fields.pagePath)
    var content = compilation.page(stylesheet: .linked(root + frame.paths.stylesheet))
    content.site = (frame, root)
    let tags = fields.tags.map {
      PageLink(title: $0, path: NotePath.url(TagIndex.path(of: $0, names)))
    }
    content.tags = tags
    let page = content.unfilled(templates)
    let entry = EntryContent(
      title: fields.title, path: link.path, description: fields.description,
      date: fields.date?.day, tags: tags, tally: fields.tally)
    let equations = NoteEquationsContent(
      title: fields.title, path: link.path, equations: compilation.equations)
    let parts = [
      page.html, entry.html(templates), equations.html(templates),
      SearchEntry.script(link, compilation.sections),
    ]
    fields.places = page.places
    fields.blob = PageBlob(offset: try pack.add(parts), parts)
  }
}
