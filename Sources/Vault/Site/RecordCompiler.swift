import Calculus
import Compiler
import Diagnostics
import NoteSyntax
import Pages

/// Makes the records of notes; what else is to be kept of them goes into a pack.
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
  func lateRecord(of note: String) -> Result<NoteRecord, FileError> {
    unreadableRecord(of: note, .late(vault.displayPath(note), vault.timeLimit))
  }

  private func unreadableRecord(
    of note: String, _ report: FileReport
  ) -> Result<NoteRecord, FileError> {
    var record = NoteRecord()
    record.path = note
    record.isHidden = true
    record.isReadable = false
    record.hasProblems = !report.problems.isEmpty
    var details = NoteDetails()
    details.problems = report.problems
    do throws(FileError) {
      record.parts[.details] = try pack.add(details, WorldTrace.Record(), of: note)
      return .success(record)
    } catch {
      return .failure(error)
    }
  }

  func compile(_ note: String, _ allowance: Allowance) -> Result<NoteRecord, FileError> {
    var record = NoteRecord()
    record.path = note
    let now = FileState.now
    do throws(FileError) {
      try vault.mayRead(note)
      let (bytes, state) = try FileSystem.note(at: vault.displayPath(note))
      record.state = state.isSettled(at: now) ? state : nil
      record.content = ContentHash(bytes)
      let file = SourceFile(path: vault.displayPath(note), bytes: bytes)
      try fill(&record, from: file, allowance)
      return .success(record)
    } catch {
      guard error.path == vault.displayPath(note) else { return .failure(error) }
      // A note that cannot be read is a problem of the notes, not of the site.
      return unreadableRecord(of: note, .unreadable(error))
    }
  }

  private func fill(
    _ record: inout NoteRecord, from file: SourceFile, _ allowance: Allowance
  ) throws(FileError) {
    var options = options
    options.allowance = allowance
    let trace = WorldTrace()
    var world = world
    world.trace = trace
    let (compilation, report) = vault.compile(file, at: record.path, in: world, options)
    record.title = compilation.title
    record.order = compilation.frontMatter.order
    record.aliases = compilation.frontMatter.aliases
    record.isHidden = compilation.isDraft
    var details = NoteDetails()
    let questions = trace.record
    record.dependence = NoteRecord.Dependence(questions)
    details.description = compilation.frontMatter.description
    details.date = compilation.frontMatter.date
    details.tags = compilation.frontMatter.tags
    details.linkedNotes = compilation.linkedNotes
    details.assets = compilation.assets
    details.tally = compilation.tally
    details.problems = report.problems
    record.hasProblems = !details.problems.isEmpty
    record.hasClaims = details.tally != Tally()
    record.hasDate = details.date != nil
    // What came too late has no page.
    let hasPage = !record.isHidden && !allowance.isStopped
    let parts = hasPage ? parts(of: compilation, record, &details) : []
    record.parts = try pack.add(
      parts + [(.details, PagePack.bytes(of: details, questions, at: record.path))])
  }

  private func parts(
    of compilation: Compilation, _ record: NoteRecord, _ details: inout NoteDetails
  ) -> [(part: PackedParts.Part, bytes: [UInt8])] {
    let link = record.link
    let root = NotePath.root(from: record.pagePath)
    var content = compilation.page(stylesheet: .linked(root + frame.paths.stylesheet))
    content.site = (frame, root)
    let tags = details.tags.map {
      PageLink(title: $0, path: NotePath.url(TagIndex.path(of: $0, names)))
    }
    content.tags = tags
    let page = content.unfilled(templates)
    details.places = page.places
    let entry = EntryContent(
      title: record.title, path: link.path, description: details.description,
      date: details.date?.day, tags: tags, tally: details.tally)
    let equations = NoteEquationsContent(
      title: record.title, path: link.path, equations: compilation.equations)
    return [
      (.page, page.html), (.entry, entry.html(templates)),
      (.equations, equations.html(templates)),
      (.search, SearchEntry.script(link, compilation.sections)),
    ]
  }
}
