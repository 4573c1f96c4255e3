import Calculus
import Compiler
import Diagnostics
import FuzzSupport
import Pages
import Verification

private let templates = Templates.builtIn

/// Any bytes as a note: compiled without a trap, to the same well-formed HTML twice, with a small allowance.
@_cdecl("LLVMFuzzerTestOneInput")
public func compilePage(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let page = compiled(bytes)
  let problems = MarkupChecker.problems(in: page.html)
  demand(problems.isEmpty, problems.joined(separator: "\n"))
  let whole = 0...page.file.bytes.count
  for diagnostic in page.diagnostics {
    demand(diagnostic.code != Diagnostic.internalErrorCode, diagnostic.message)
    demand(whole.contains(diagnostic.range.lowerBound), diagnostic.message)
    demand(whole.contains(diagnostic.range.upperBound), diagnostic.message)
  }
  demand(compiled(bytes).html == page.html, "two pages of one note")
  return 0
}

private func compiled(_ bytes: [UInt8]) -> Compilation {
  var options = CompileOptions()
  options.templates = templates
  options.allowance = Allowance(2_000_000)
  return compile(
    SourceFile(path: "a.md", bytes: bytes), at: "a.md", in: World(), options: options)
}
