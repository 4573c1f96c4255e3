import Diagnostics
import NoteSyntax
import Pages

/// `![[note]]`: another note, or a part of it, inside this one.
extension NoteCompiler {
  /// The embedded part; a link to it where it cannot be embedded.
  mutating func compile(_ embed: EmbedReference) -> String {
    // Notes that are only used have no page.
    guard users.isEmpty else { return "" }
    guard let target = world.note(embed.target, from: path) else { return link(to: embed) }
    if let circle = circle(by: target) {
      diagnostics.append(.embedCycle(circle, at: embed.range))
      return link(to: embed)
    }
    let id = embed.fragment.flatMap { anchors(of: target)?.id(of: $0) }
    guard let file = world.source(target), embed.isBlock, (id != nil) == (embed.fragment != nil)
    else { return link(to: embed) }
    guard embedsLeft.notes > 0, embedsLeft.bytes >= file.bytes.count else {
      refuse(areLarge: embedsLeft.notes > 0, at: embed.range)
      return link(to: embed)
    }
    guard options.templates != nil else { return "" }
    let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
    let (note, _) = parseNote(file, options: noteOptions)
    guard !note.frontMatter.draft else {
      reportInPlace(.embedOfDraft(embed.target, at: embed.range))
      return "<p>\(ReferenceHTML.deadLink(embed.target, content: embed.content))</p>"
    }
    refer(to: target)
    let body = embedded(note, of: file.bytes.count, at: target, by: embed.range)
    let url = NotePath.url(NotePath.relative(from: page, to: NotePath.page(of: target)))
    return EmbedHTML.embed(body, part: id, of: url, title: note.title(at: target))
  }

  private mutating func refuse(areLarge: Bool, at range: SourceRange) {
    refusedEmbeds = refusedEmbeds ?? areLarge
    diagnostics.append(.tooManyEmbeds(areLarge: areLarge, at: range))
  }

  private mutating func link(to embed: EmbedReference) -> String {
    let link = compile(embed.link)
    return embed.isBlock ? "<p>\(link)</p>" : link
  }

  /// Notes from this one back to it, each embedding the next, if `target` leads back here.
  private func circle(by target: String) -> [String]? {
    let above = embedders + [path]
    if let start = above.firstIndex(of: target) { return Array(above[start...]) + [target] }
    var found = [(note: target, parent: -1)]
    var seen: Set<String> = [target]
    var number = 0
    // A longer circle ends where a page may embed no more.
    while number < min(found.count, Self.mostEmbeds) {
      for next in world.outline(found[number].note)?.embeds ?? [] {
        if next == path { return [path] + way(to: number, in: found) + [path] }
        if seen.insert(next).inserted { found.append((next, number)) }
      }
      number += 1
    }
    return nil
  }

  /// From the first of the notes that were found, each by its parent, to the one with a number.
  private func way(to number: Int, in found: [(note: String, parent: Int)]) -> [String] {
    let parents = sequence(first: number) { found[$0].parent < 0 ? nil : found[$0].parent }
    return parents.map { found[$0].note }.reversed()
  }

  /// The HTML of a note for this page. What is wrong in it is reported where it is, but for what only this
  /// page has too much of.
  ///
  /// - Parameters:
  ///   - size: Of the note, in bytes.
  ///   - range: Of the embed.
  private mutating func embedded(
    _ note: Note, of size: Int, at target: String, by range: SourceRange
  ) -> String {
    var compiler = NoteCompiler(note, at: target, in: world, options)
    compiler.embedders = embedders + [path]
    compiler.embedsLeft = (embedsLeft.notes - 1, embedsLeft.bytes - size)
    compiler.macros.budget = macros.budget
    compiler.usedNotes = usedNotes
    let body = String(decoding: compiler.html(compiler.run()), as: UTF8.self)
    if let areLarge = compiler.refusedEmbeds { refuse(areLarge: areLarge, at: range) }
    embedsLeft = compiler.embedsLeft
    macros.budget = compiler.macros.budget
    usedNotes = compiler.usedNotes
    for asset in compiler.assets where seenAssets.insert(asset).inserted { assets.append(asset) }
    return body
  }
}
