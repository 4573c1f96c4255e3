import MathSyntax
import NoteSyntax

/// A short formula as the content of an SVG text: letters in italics, scripts raised and lowered.
struct FormulaLabel {
  private struct Run {
    var text: String
    var isItalic: Bool
    /// Part of the usual size.
    let scale: Double
    /// How far below the line, in pixels.
    let drop: Double
  }

  private let size: Double
  private var runs: [Run] = []

  /// - Parameter size: The font size, in pixels.
  init(_ node: MathNode, size: Double) {
    self.size = size
    add(node, 1, 0)
  }

  /// About how wide it is, in pixels.
  var width: Double {
    runs.reduce(0) { $0 + Double($1.text.count) * size * $1.scale * 0.58 }
  }

  /// The text elements' content.
  var markup: String {
    var height = 0.0
    return runs.map { run in
      var attributes = run.isItalic ? " class=\"gw-it\"" : ""
      if run.drop != height { attributes += " dy=\"\(px(run.drop - height))\"" }
      if run.scale != 1 { attributes += " font-size=\"\(px(size * run.scale))\"" }
      height = run.drop
      return "<tspan\(attributes)>\(escapedHTML(run.text))</tspan>"
    }.joined()
  }

  private mutating func add(_ text: String, italic: Bool = false, _ scale: Double, _ drop: Double) {
    if let last = runs.last, last.isItalic == italic, last.scale == scale, last.drop == drop {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, isItalic: italic, scale: scale, drop: drop))
    }
  }

  private mutating func add(_ node: MathNode, _ scale: Double, _ drop: Double) {
    switch node.kind {
    case .symbol(let symbol): add(symbol, scale, drop)
    case .number(let text), .word(let text), .text(let text): add(text, scale, drop)
    case .row(let nodes): for node in nodes { add(node, scale, drop) }
    case .styled(_, let inner), .font(_, let inner): add(inner, scale, drop)
    case .fenced(let open, let nodes, let close):
      add(open, scale, drop)
      for node in nodes { add(node, scale, drop) }
      add(close, scale, drop)
    case .scripts(let base, let sub, let sup):
      if let base { add(base, scale, drop) }
      let small = max(scale * 0.72, 0.55)
      if let sub { add(sub, small, drop + 0.24 * size * scale) }
      if let sup { add(sup, small, drop - 0.38 * size * scale) }
    case .fraction(let above, over: let below, _):
      grouped(above, scale, drop)
      add("/", scale, drop)
      grouped(below, scale, drop)
    default: add(describe(node), scale, drop)
    }
  }

  private mutating func grouped(_ node: MathNode, _ scale: Double, _ drop: Double) {
    let isSum = node.row.contains { ["+", "−"].contains($0.character) }
    if isSum { add("(", scale, drop) }
    add(node, scale, drop)
    if isSum { add(")", scale, drop) }
  }

  private mutating func add(_ symbol: Symbol, _ scale: Double, _ drop: Double) {
    let text = symbol.character
    switch symbol.role {
    case .binary, .relation: add(scale < 1 ? text : "\u{2009}\(text)\u{2009}", scale, drop)
    case .punctuation: add(text + (scale < 1 ? "" : "\u{2009}"), scale, drop)
    case .ordinary: add(text, italic: text.isItalicLetter, scale, drop)
    default: add(text, scale, drop)
    }
  }
}

extension String {
  /// Latin letters and small Greek ones.
  fileprivate var isItalicLetter: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return scalar.properties.isAlphabetic && !(0x391...0x3A9).contains(scalar.value)
  }
}
