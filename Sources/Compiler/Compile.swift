import Diagnostics
import NoteSyntax
import Pages
import Verification

/// Compiles the note in `file`, which stands at `path` in the folder that `world` tells about.
/// Pure: equal arguments give equal results.
package func compile(
  _ file: SourceFile, at path: String, in world: World, options: CompileOptions
) -> Compilation {
  let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
  let (note, diagnostics) = parseNote(file, options: noteOptions)
  var compiler = NoteCompiler(note, at: path, in: world, options)
  compiler.diagnostics = diagnostics
  compiler.readDirectives()
  compiler.readPageBlock()
  compiler.readLabels()
  let renderings = note.elements.indices.map { compiler.compile(elementAt: $0) }
  let body =
    options.templates == nil
    ? ""
    : note.html(
      { index, _ in renderings[index].html }, below: { index, _ in renderings[index].below })
  let sorted = compiler.diagnostics.sortedForReport()
  let shown = compiler.shownProblems
  return Compilation(
    file: note.file, title: title(of: note, at: path), showsTitle: !body.hasPrefix("<h1"),
    isDraft: note.frontMatter.draft, body: body, statements: compiler.statements,
    diagnostics: sorted,
    pageProblems: sorted.filter { !shown.contains($0) }
      .map { ProblemContent($0, in: note.file) },
    assets: compiler.assets)
}

/// The title of the front matter, else the first heading, else the file's name.
private func title(of note: Note, at path: String) -> String {
  note.frontMatter.title ?? note.firstHeading ?? NotePath.withoutExtension(NotePath.name(path))
}
