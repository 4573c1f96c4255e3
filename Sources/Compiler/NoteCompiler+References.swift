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
      let nearest = nearestName(to: NotePath.name(name), among: world.fileNames)
      reportInPlace(.missingImage(name, nearest: nearest, at: image.range))
      return ReferenceHTML.missingImage(name, alt: image.alt)
    }
    return ReferenceHTML.image(
      url(ofAsset: found), alt: image.alt, title: image.title, size: image.size)
  }

  mutating func compile(_ link: LinkReference) -> String {
    let fragment = link.fragment.map { "#" + NotePath.url($0) } ?? ""
    let target = link.isWikilink ? link.target : NotePath.decoded(link.target)
    if target.isEmpty {
      return ReferenceHTML.link(fragment, title: link.title, content: link.content)
    }
    guard let url = url(ofLink: target) else {
      let nearest = nearestName(to: NotePath.name(target), among: world.noteNames)
      reportInPlace(.deadLink(target, nearest: nearest, at: link.range))
      return ReferenceHTML.deadLink(target, content: link.content)
    }
    return ReferenceHTML.link(url + fragment, title: link.title, content: link.content)
  }

  /// What stands in the place of the reference shows the problem already.
  private mutating func reportInPlace(_ problem: Diagnostic) {
    diagnostics.append(problem)
    shownProblems.insert(problem)
  }

  /// The way from this page to what a link names: a note's page, or another file.
  private mutating func url(ofLink target: String) -> String? {
    if let note = world.note(target, from: path) {
      let page = NotePath.withoutExtension(note) + ".html"
      return NotePath.url(NotePath.relative(from: path, to: page))
    }
    return world.file(target, from: path).map { url(ofAsset: $0) }
  }

  private mutating func url(ofAsset file: String) -> String {
    if seenAssets.insert(file).inserted { assets.append(file) }
    return options.assetURLs[file] ?? NotePath.url(NotePath.relative(from: path, to: file))
  }
}

/// Whether a URL with a scheme or a host may be the source of an image; others could run a script.
private func isImageURL(_ url: String) -> Bool {
  let start = url.lowercased()
  return ["https:", "http:", "//", "data:image/"].contains { start.hasPrefix($0) }
}
