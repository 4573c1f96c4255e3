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
  let renderings = compiler.run()
  let html = options.templates == nil ? [] : compiler.html(renderings)
  let sorted = compiler.diagnostics.sortedForReport()
  let shown = compiler.shownProblems
  return Compilation(
    file: note.file, title: note.title(at: path), showsTitle: !html.starts(with: "<h1".utf8),
    frontMatter: note.frontMatter, html: html, contents: note.contents { renderings[$0].math },
    statements: compiler.statements,
    diagnostics: sorted,
    pageProblems: compiler.shown(sorted.filter { !shown.contains($0) }),
    assets: compiler.assets, linkedNotes: compiler.linkedNotes, equations: compiler.listed,
    sections: options.templates == nil ? [] : note.sections { renderings[$0].html },
    scopes: compiler.knownScopes)
}

extension Note {
  /// The title of the front matter, else the first heading, else the file's name.
  func title(at path: String) -> String {
    frontMatter.title ?? firstHeading ?? NotePath.withoutExtension(NotePath.name(path))
  }

  /// The table of contents; the heading that is the title of the page is not in it.
  fileprivate func contents(_ math: (Int) -> [UInt8]) -> [ContentsEntry] {
    let hasTitle = headings.first?.level == 1 && headings.dropFirst().allSatisfy { $0.level > 1 }
    return headings.dropFirst(hasTitle ? 1 : 0).map { heading in
      ContentsEntry(
        level: heading.level, id: heading.id, html: html(of: heading) { index, _ in math(index) })
    }
  }
}
