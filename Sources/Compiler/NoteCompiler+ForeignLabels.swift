import Diagnostics
import MathML
import MathSyntax
import NoteSyntax

/// `\eqref{note#label}`: an equation of another note.
extension NoteCompiler {
  /// Takes the number of an equation of another note for what `label` stands for; false where there is none.
  mutating func findForeignLabel(_ label: String) -> Bool {
    guard let sign = label.firstIndex(of: "#") else { return false }
    let (name, inner) = (String(label[..<sign]), String(label[label.index(after: sign)...]))
    guard let other = world.note(name, from: path), other != path,
      let number = labels(of: other)[inner]
    else { return false }
    refer(to: other)
    labels[label] = number
    let page = NotePath.relative(from: page, to: NotePath.page(of: other))
    foreignLinks[label] = NotePath.url(page) + "#" + NotePath.url(Numbering.anchor(of: inner))
    return true
  }

  /// The labels of another note, with their numbers.
  private mutating func labels(of other: String) -> [String: String] {
    if let known = foreignLabels[other] { return known }
    guard let file = world.source(other) else { return [:] }
    let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
    var compiler = NoteCompiler(
      parseNote(file, options: noteOptions).0, at: other, in: world, options)
    compiler.readLabels()
    foreignLabels[other] = compiler.labels
    return compiler.labels
  }
}
