import NoteSyntax

/// HTML of what a note refers to outside itself.
package enum ReferenceHTML {
  /// An image that exists, at `source` from the page.
  package static func image(
    _ source: String, alt: String, title: String, size: ImageSize?
  ) -> String {
    "<img src=\"\(escapedHTML(source))\" alt=\"\(escapedHTML(alt))\"\(attribute(title))"
      + "\(size?.attributes ?? "") loading=\"lazy\">"
  }

  /// What stands where an image is missing.
  package static func missingImage(_ name: String, alt: String) -> String {
    let description = alt.isEmpty || alt == name ? "" : " " + escapedHTML(alt)
    return
      "<span class=\"gw-missing\">missing image <code>\(escapedHTML(name))</code>\(description)</span>"
  }

  /// A link to `target` around `content`, which is HTML.
  package static func link(_ target: String, title: String, content: String) -> String {
    "<a href=\"\(escapedHTML(target))\"\(attribute(title))>\(content)</a>"
  }

  private static func attribute(_ title: String) -> String {
    title.isEmpty ? "" : " title=\"\(escapedHTML(title))\""
  }

  /// What stands where a link leads nowhere: its text, and a note that it does.
  package static func deadLink(_ target: String, content: String) -> String {
    "<span class=\"gw-dead-link\" title=\"no note is called \(escapedHTML(target))\">\(content)</span>"
  }
}
