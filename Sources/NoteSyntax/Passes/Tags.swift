/// The HTML of a tag, `#topic`.
func tagHTML(_ source: ArraySlice<UInt8>) -> [UInt8] {
  Array("<span class=\"gw-tag\">".utf8) + escapedHTML(source) + "</span>".utf8
}
