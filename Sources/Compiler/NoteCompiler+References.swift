import Diagnostics
import NoteSyntax
import Pages

extension NoteCompiler {
  mutating func compile(_ image: ImageReference) -> String {
    if image.isRemote, isImageURL(image.target) {
      return ReferenceHTML.image(
        image.target, alt: image.alt, title: image.title, size: image.size)
    }
    let name = image.isWikilink ? image.target : NotePath.decoded(image.target)
    guard let found = world.file(name, from: path) else {
      let nearest = guesses.nearest(to: NotePath.name(name), among: world.fileNames)
      let leadsOut = world.leadsOut(name, from: path)
      reportInPlace(
        .missingImage(name, leadsOut: leadsOut, nearest: nearest, at: image.range))
      return ReferenceHTML.missingImage(name, alt: image.alt)
    }
    return ReferenceHTML.image(
      url(ofAsset: found), alt: image.alt, title: image.title, size: image.size)
  }

  mutating func compile(_ link: LinkReference) -> String {
    let target = link.isWikilink ? link.target : NotePath.decoded(link.target)
    if target.isEmpty {
      let fragment = fragment(of: link, in: places, of: nil)
      return ReferenceHTML.link(fragment, title: link.title, content: link.content)
    }
    if let note = world.note(target, from: path) {
      refer(to: note)
      let page = NotePath.url(NotePath.relative(from: page, to: NotePath.page(of: note)))
      let anchors = link.fragment == nil ? nil : anchors(of: note)
      let fragment = fragment(of: link, in: anchors, of: target)
      return ReferenceHTML.link(page + fragment, title: link.title, content: link.content)
    }
    if let file = world.file(target, from: path) {
      let fragment = fragment(of: link, in: nil, of: target)
      return ReferenceHTML.link(
        url(ofAsset: file) + fragment, title: link.title, content: link.content)
    }
    let nearest = nearest(to: target)
    let leadsOut = world.leadsOut(target, from: path)
    reportInPlace(.deadLink(target, leadsOut: leadsOut, nearest: nearest, at: link.range))
    return ReferenceHTML.deadLink(target, content: link.content)
  }

  /// The note, or the file, whose name is nearest to that of a link that leads nowhere.
  private mutating func nearest(to target: String) -> String? {
    let name = NotePath.name(target)
    let title = name.hasSuffix(".html") ? String(name.dropLast(5)) : NotePath.withoutExtension(name)
    if title == name, name.contains("."),
      let file = guesses.nearest(to: name, among: world.fileNames)
    {
      return file
    }
    return guesses.nearest(to: title, among: world.noteNames)
  }

  /// The ids of the page of a note, this one or another.
  mutating func anchors(of note: String) -> (any AnchorNames)? {
    note == path ? places : world.outline(note)?.anchors
  }

  /// `#id` of what a link names in its target; reported where there is no such place.
  private mutating func fragment(
    of link: LinkReference, in anchors: (any AnchorNames)?, of target: String?
  ) -> String {
    guard let written = link.fragment else { return "" }
    let fragment = link.isWikilink ? written : NotePath.decoded(written)
    // The top of a page, and a piece of its text, are everywhere.
    guard let anchors, !["", "top"].contains(fragment), !fragment.hasPrefix(":~:") else {
      return "#" + NotePath.url(fragment)
    }
    guard let id = anchors.id(of: fragment) else {
      let wanted = fragment.hasPrefix("^") ? fragment : Anchors.slug(of: fragment)
      let nearest = guesses.nearest(to: wanted, among: anchors.ids)
      diagnostics.append(.deadAnchor(fragment, in: target, nearest: nearest, at: link.range))
      return "#" + NotePath.url(fragment)
    }
    return "#" + NotePath.url(id)
  }

  /// What stands in the place of the reference shows the problem already.
  mutating func reportInPlace(_ problem: Diagnostic) {
    diagnostics.append(problem)
    shownProblems.insert(problem)
  }

  private mutating func url(ofAsset file: String) -> String {
    if seenAssets.insert(file).inserted { assets.append(file) }
    return options.assetURLs[file] ?? NotePath.url(NotePath.relative(from: page, to: file))
  }
}

/// Whether a URL with a scheme or a host may be the source of an image; others could run a script.
private func isImageURL(_ url: String) -> Bool {
  let start = url.lowercased()
  return ["https:", "http:", "//", "data:image/"].contains { start.hasPrefix($0) }
}
