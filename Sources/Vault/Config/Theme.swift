import Diagnostics

/// Colours of the site, for the custom properties of the stylesheet.
package struct Theme: Hashable, Sendable {
  /// By the names of the properties, in the order of the config: `link` and `#0a559e`.
  package var light: [Colour] = []
  /// Those of the dark scheme.
  package var dark: [Colour] = []

  package struct Colour: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  package init() {}

  /// The properties that a theme may set; `templates/style.css` says what each is for.
  static let names = [
    "paper", "panel", "ink", "muted", "rule", "link", "holds", "fails", "unclear",
  ]

  /// Rules to stand behind the stylesheet; empty where nothing is set.
  package var css: String {
    // What is set for the light scheme must not shine into the dark one.
    rules(of: light, scheme: "light") + rules(of: dark, scheme: "dark")
  }

  private func rules(of colours: [Colour], scheme: String) -> String {
    guard !colours.isEmpty else { return "" }
    let lines = colours.map { "    --\($0.name): \($0.value);\n" }.joined()
    return "\n@media (prefers-color-scheme: \(scheme)) {\n  :root {\n\(lines)  }\n}\n"
  }
}

extension ConfigValue {
  var theme: Theme {
    var theme = Theme()
    for (key, value) in mapping("`theme`", of: "names and colours") {
      if key.name == "dark" {
        for (key, value) in value.mapping("`dark`", of: "names and colours") {
          if let colour = value.colour(key, of: self, Theme.names) { theme.dark.append(colour) }
        }
      } else if let colour = value.colour(key, of: self, Theme.names + ["dark"]) {
        theme.light.append(colour)
      }
    }
    return theme
  }

  private func colour(_ key: Key, of theme: ConfigValue, _ names: [String]) -> Theme.Colour? {
    guard Theme.names.contains(key.name) else {
      theme.reportUnknown(key, among: names)
      return nil
    }
    guard let text = text(key.name) else { return nil }
    guard isColour(text) else {
      return reported("`\(key.name)` is a colour such as `#0a559e`, `teal` or `rgb(10 85 158)`")
    }
    return Theme.Colour(name: key.name, value: text)
  }
}

/// Whether a text may stand as a colour in a stylesheet: `#` and hexadecimal digits, a name, or a colour
/// function of numbers. It can be no other CSS.
private func isColour(_ text: String) -> Bool {
  if text.hasPrefix("#") {
    let digits = text.dropFirst()
    return [3, 4, 6, 8].contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
  let name = text.prefix { $0.isASCII && $0.isLetter }
  let rest = text.dropFirst(name.count)
  if rest.isEmpty { return !name.isEmpty }
  let functions = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"]
  return functions.contains(name.lowercased()) && rest.hasPrefix("(") && rest.hasSuffix(")")
    && rest.dropFirst().dropLast().allSatisfy {
      $0.isASCII && ($0.isNumber || $0.isLetter || " .,%/+-".contains($0))
    }
}
