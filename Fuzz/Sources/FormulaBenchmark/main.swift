import Diagnostics
import Foundation
import MathML
import MathSyntax

// usage: FormulaBenchmark [FILE with a formula on each line]
let formulas = readFormulas()
let excerpts = formulas.map { Excerpt($0) }
let bytes = formulas.reduce(0) { $0 + $1.utf8.count }

var output: [UInt8] = []
let whole = best(of: 15) {
  output.removeAll(keepingCapacity: true)
  for excerpt in excerpts {
    var macros = Macros()
    let (tree, _) = parseMathTree(excerpt, dialect: .tex, macros: &macros)
    output += mathMLBytes(tree, display: true, tex: excerpt.bytes)
  }
}
let parse = best(of: 15) {
  for excerpt in excerpts {
    var macros = Macros()
    withExtendedLifetime(parseMathTree(excerpt, dialect: .tex, macros: &macros)) {}
  }
}
print("\(formulas.count) formulas of \(bytes / max(formulas.count, 1)) bytes, one core")
report("parse and MathML", whole)
report("parse alone", parse)

/// The least CPU time of some runs, in seconds: the one that was disturbed least.
func best(of runs: Int, _ body: () -> Void) -> Double {
  (0..<runs).map { _ in
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }.min() ?? 0
}

func report(_ name: String, _ seconds: Double) {
  let rate = Int(Double(formulas.count) / seconds)
  let megabytes = (Double(bytes) / seconds / 1e5).rounded() / 10
  print("\(name): \(rate) formulas/s, \(megabytes) MB/s of TeX")
}

func readFormulas() -> [String] {
  guard CommandLine.arguments.count > 1 else { return derivations(2000) }
  let text = try? String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
  return (text ?? "").split(separator: "\n").map(String.init)
}
