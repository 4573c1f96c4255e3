import Calculus
import Diagnostics
import Elaboration
import Execution
import FuzzSupport
import MathSyntax
import NetSyntax
import Verification

/// Any text as a `net` block: read, run and checked without a trap, with a small allowance.
@_cdecl("LLVMFuzzerTestOneInput")
public func runBlock(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let file = SourceFile(path: "block", text: text)
  var macros = Macros()
  let (statements, unread) = parseNet(Excerpt(file, 0..<file.bytes.count), macros: &macros)
  var scope = Scope(allowance: Allowance(20_000_000))
  let problems = scope.add(statements)
  let found = execute(statements, in: scope, macros).1
  let claims = verifyClaims(statements, in: scope, of: file)
  let whole = 0...file.bytes.count
  for diagnostic in unread + problems + found + claims.flatMap(\.diagnostics) {
    demand(diagnostic.code != Diagnostic.internalErrorCode, diagnostic.message)
    demand(whole.contains(diagnostic.range.lowerBound), diagnostic.message)
    demand(whole.contains(diagnostic.range.upperBound), diagnostic.message)
  }
  return 0
}
