import Diagnostics

extension RunReport {
  /// Workflow commands of GitHub Actions: an annotation for each problem, grouped by note, and the summary.
  var github: String {
    files.map(\.annotations).joined() + summary + "\n"
  }
}

extension FileReport {
  fileprivate var annotations: String {
    let new = diagnostics.filter { !isKnown($0) }
    guard !new.isEmpty else { return "" }
    var columns = UTF16Columns(file)
    let lines = new.map { annotation(of: $0, &columns) + "\n" }.joined()
    return "::group::\(escapedData(file.path))\n\(lines)::endgroup::\n"
  }

  private func annotation(of diagnostic: Diagnostic, _ columns: inout UTF16Columns) -> String {
    let start = columns.location(of: diagnostic.range.lowerBound)
    let end = columns.location(of: diagnostic.range.upperBound)
    var properties = [
      ("file", file.path), ("line", "\(start.line)"), ("endLine", "\(end.line)"),
    ]
    // Columns mean something only within one line.
    if start.line == end.line {
      properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")]
    }
    properties.append(("title", "gradweave: \(diagnostic.code)"))
    let listed = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
    let data = escapedData(diagnostic.plainText)
    return "::\(diagnostic.severity.rawValue) \(listed)::\(data)"
  }
}

/// What stands behind `::` of a workflow command, where a line end would end it.
private func escapedData(_ text: String) -> String {
  escaped(text) { byte in
    switch byte {
    case UInt8(ascii: "%"): "%25"
    case UInt8(ascii: "\r"): "%0D"
    case UInt8(ascii: "\n"): "%0A"
    default: nil
    }
  }
}

/// A property of a workflow command, where commas and colons end it as well.
private func escapedProperty(_ text: String) -> String {
  escaped(escapedData(text)) { byte in
    switch byte {
    case UInt8(ascii: ":"): "%3A"
    case UInt8(ascii: ","): "%2C"
    default: nil
    }
  }
}

private func escaped(_ text: String, _ escape: (UInt8) -> String?) -> String {
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    if let replacement = escape(byte) { bytes += replacement.utf8 } else { bytes.append(byte) }
  }
  return String(decoding: bytes, as: UTF8.self)
}
