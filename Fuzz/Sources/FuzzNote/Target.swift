import Diagnostics
import NoteSyntax

/// Any bytes as a note: read without a trap, with elements and diagnostics that lie in it, and written as HTML.
@_cdecl("LLVMFuzzerTestOneInput")
public func readNote(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let file = SourceFile(path: "a.md", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  for extensions in [true, false] {
    let (note, diagnostics) = parseNote(file, options: NoteOptions(extensions: extensions))
    let whole = 0...note.file.bytes.count
    for range in note.elements.map(\.range) + diagnostics.map(\.range) {
      precondition(whole.contains(range.lowerBound) && whole.contains(range.upperBound))
    }
    _ = note.html { _, _ in [] }
  }
  return 0
}
