import Diagnostics
import Foundation
import MathML
import MathSyntax

// usage: FuzzFormulas [seconds] [seed]
let arguments = CommandLine.arguments
let seconds = arguments.count > 1 ? Double(arguments[1]) ?? 20 : 20
var random = SplitMix(state: arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1)
let end = Date().addingTimeInterval(seconds)
var rounds = 0
var slowest = 0.0
while Date() < end {
  let piece = randomPiece(&random)
  rounds += 1
  // Eight times the text may take sixteen times as long: twice is for the caches and the clock. What
  // is suspicious must be so with long texts too, where squares leave no doubt.
  guard growth(of: piece, from: 400) > 16 else { continue }
  let ratio = growth(of: piece, from: 3200)
  slowest = max(slowest, ratio)
  guard ratio > 16, growth(of: piece, from: 3200) > 16 else { continue }
  print("super-linear (\(ratio) for 8 times the text): \(piece.debugDescription)")
  exit(1)
}
print(
  "\(rounds) rounds; the worst growth of a suspicious text was \(slowest), for 8 times the text")

/// How many times longer eight times the text takes.
func growth(of piece: Piece, from count: Int) -> Double {
  let short = time(piece.text(count))
  return time(piece.text(8 * count)) / max(short, 0.000_05)
}

/// Seconds of CPU time for a parse and its markup, the least of three.
func time(_ text: String) -> Double {
  let excerpt = Excerpt(text)
  var least = Double.infinity
  for _ in 0..<3 {
    let start = clock()
    var macros = Macros()
    let (tree, _) = parseMathTree(excerpt, dialect: .tex, macros: &macros)
    let markup = mathMLBytes(tree, display: true, tex: excerpt.bytes)
    let elapsed = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    if markup.isEmpty { exit(2) }
    least = min(least, elapsed)
  }
  return least
}
