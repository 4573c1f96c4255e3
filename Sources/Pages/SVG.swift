import NoteSyntax

/// Puts a drawing together. Lengths are in the pixels of its box; what is drawn has the colour of the
/// text, by way of the classes of the stylesheet.
package struct SVG {
  private var body = ""

  package struct Point: Sendable {
    package var x: Double
    package var y: Double
  }

  mutating func line(_ a: Point, _ b: Point, _ style: String) {
    body +=
      "<line class=\"\(style)\" x1=\"\(px(a.x))\" y1=\"\(px(a.y))\" x2=\"\(px(b.x))\""
      + " y2=\"\(px(b.y))\"/>"
  }

  /// Points joined by lines; nil ends one stroke and begins another.
  mutating func path(_ points: [Point?], _ style: String, isClosed: Bool = false) {
    var data = ""
    var isDrawing = false
    for point in points {
      guard let point else {
        isDrawing = false
        continue
      }
      data += (isDrawing ? "L" : "M") + "\(px(point.x)) \(px(point.y))"
      isDrawing = true
    }
    if isClosed { data += "Z" }
    path(data, style)
  }

  mutating func path(_ data: String, _ style: String) {
    if !data.isEmpty { body += "<path class=\"\(style)\" d=\"\(data)\"/>" }
  }

  mutating func circle(_ center: Point, radius: Double, _ style: String) {
    body +=
      "<circle class=\"\(style)\" cx=\"\(px(center.x))\" cy=\"\(px(center.y))\" r=\"\(px(radius))\"/>"
  }

  mutating func box(
    _ corner: Point, _ width: Double, _ height: Double, _ radius: Double, _ style: String
  ) {
    body +=
      "<rect class=\"\(style)\" x=\"\(px(corner.x))\" y=\"\(px(corner.y))\" width=\"\(px(width))\""
      + " height=\"\(px(height))\" rx=\"\(px(radius))\"/>"
  }

  enum Anchor: String { case start, middle, end }

  mutating func text(_ text: String, at place: Point, _ anchor: Anchor, _ style: String) {
    markup(escapedHTML(text), at: place, anchor, style)
  }

  /// `content`: what stands inside a text element.
  mutating func markup(_ content: String, at place: Point, _ anchor: Anchor, _ style: String) {
    let position = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body +=
      "<text class=\"\(style)\" x=\"\(px(place.x))\" y=\"\(px(place.y))\"\(position)>\(content)</text>"
  }

  /// What follows is one group with a title, up to `endGroup`.
  mutating func group(titled title: String) { body += "<g><title>\(escapedHTML(title))</title>" }

  mutating func endGroup() { body += "</g>" }

  /// The drawing as an element with a name and a description for those who do not see it.
  func element(_ width: Double, _ height: Double, title: String, description: String) -> String {
    "<svg class=\"gw-drawing\" role=\"img\" viewBox=\"0 0 \(px(width)) \(px(height))\""
      + " width=\"\(px(width))\" height=\"\(px(height))\" style=\"--width:\(px(width))px\" aria-label=\"\(escapedHTML(title + ". " + description))\">"
      + "\(body)</svg>"
  }
}

/// Tenths of a pixel are enough.
package func px(_ value: Double) -> String {
  guard value.isFinite, value.magnitude < 1e6 else { return "0" }
  let tenths = Int((value * 10).rounded())
  let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
  return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
}
