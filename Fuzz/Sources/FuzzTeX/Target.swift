import Diagnostics
import MathML
import MathSyntax

/// Any text as a formula, in both dialects: parsed without a trap, with ranges that lie in it, and written as MathML.
@_cdecl("LLVMFuzzerTestOneInput")
public func parseFormula(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let source = Excerpt(text)
  for dialect in [Dialect.tex, .plain] {
    var macros = Macros()
    let (tree, diagnostics) = parseMathTree(source, dialect: dialect, macros: &macros)
    let whole = 0...source.bytes.count
    for diagnostic in diagnostics {
      precondition(whole.contains(diagnostic.range.lowerBound), diagnostic.message)
      precondition(whole.contains(diagnostic.range.upperBound), diagnostic.message)
    }
    precondition(!mathMLBytes(tree, display: true, tex: source.bytes).isEmpty)
  }
  return 0
}
