import Diagnostics
import NoteSyntax
import Testing

private let text = """
  # Layers

  ## Größe und Maß

  ## b

  ## a

  ## b

  A paragraph. ^here
  """

/// The ids of another note are the same in little room.
@Test func findsIDsInLittleRoom() {
  let (note, _) = parseNote(SourceFile(path: "a.md", text: text), options: NoteOptions())
  let list = AnchorList(note.anchors)
  #expect(list.ids == note.anchors.ids)
  #expect(list.ids.count == 6)
  let fragments = [
    "layers", "Layers", "Layers#b", "b", "b-1", "b-2", "a", "^here", "here", "", "zz", "^",
    // The same letter, written as two.
    "größe-und-maß", "gro\u{308}ße-und-maß",
  ]
  for fragment in fragments {
    #expect(list.id(of: fragment) == note.anchors.id(of: fragment), "\(fragment)")
  }
  #expect(list.id(of: "gro\u{308}ße-und-maß") != nil)
  #expect(AnchorList(Anchors()).id(of: "a") == nil)
}
