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
  let ratio = growth(of: piece)
  slowest = max(slowest, ratio)
  // Eight times the text may take sixteen times as long: twice is for the caches and the clock.
  guard ratio > 16, growth(of: piece) > 16, growth(of: piece) > 16 else { continue }
  print("super-linear (\(ratio) for 8 times the text): \(piece.debugDescription)")
  exit(1)
}
print("\(rounds) rounds; the worst growth for 8 times the text was \(slowest)")

/// How many times longer eight times the text takes.
func growth(of piece: Piece) -> Double {
  let short = time(piece.text(400))
  return time(piece.text(3200)) / max(short, 0.000_05)
}

/// Seconds for a parse and its markup, the least of three.
func time(_ text: String) -> Double {
  let excerpt = Excerpt(text)
  var least = Double.infinity
  for _ in 0..<3 {
    let start = DispatchTime.now().uptimeNanoseconds
    var macros = Macros()
    let (node, _) = parseMath(excerpt, dialect: .tex, macros: &macros)
    let markup = mathML(node, display: true, tex: text)
    let elapsed = DispatchTime.now().uptimeNanoseconds - start
    if markup.utf8.isEmpty { exit(2) }
    least = min(least, Double(elapsed) / 1e9)
  }
  return least
}
