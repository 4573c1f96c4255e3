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
      diagnostics.append(.tooManyEmbeds(areLarge: embedsLeft.notes > 0, at: embed.range))
      return link(to: embed)
    }
    guard options.templates != nil else { return "" }
    refer(to: target)
    let (body, title) = embedded(file, at: target)
    let url = NotePath.url(NotePath.relative(from: page, to: NotePath.page(of: target)))
    return EmbedHTML.embed(body, part: id, of: url, title: title)
  }

  private mutating func link(to embed: EmbedReference) -> String {
    let link = compile(embed.link)
    return embed.isBlock ? "<p>\(link)</p>" : link
  }

  /// Notes from this one back to it, each embedding the next, if `target` leads back here.
  private func circle(by target: String) -> [String]? {
    let above = embedders + [path]
    if let start = above.firstIndex(of: target) { return Array(above[start...]) + [target] }
    var pending = [[path, target]]
    var seen: Set<String> = [target]
    while let way = pending.popLast(), let last = way.last {
      for next in world.outline(last)?.embeds ?? [] {
        if next == path { return way + [path] }
        if seen.insert(next).inserted { pending.append(way + [next]) }
      }
    }
    return nil
  }

  /// The HTML of a note for this page, and its title. What is wrong in it is reported where it is.
  private mutating func embedded(_ file: SourceFile, at target: String) -> (String, String) {
    let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
    let (note, _) = parseNote(file, options: noteOptions)
    var compiler = NoteCompiler(note, at: target, in: world, options)
    compiler.embedders = embedders + [path]
    compiler.embedsLeft = (embedsLeft.notes - 1, embedsLeft.bytes - file.bytes.count)
    compiler.macros.budget = macros.budget
    compiler.usedNotes = usedNotes
    let body = String(decoding: compiler.html(compiler.run()), as: UTF8.self)
    embedsLeft = compiler.embedsLeft
    macros.budget = compiler.macros.budget
    usedNotes = compiler.usedNotes
    for asset in compiler.assets where seenAssets.insert(asset).inserted { assets.append(asset) }
    return (body, note.title(at: target))
  }
}
