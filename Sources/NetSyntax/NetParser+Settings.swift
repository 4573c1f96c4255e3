import Diagnostics

/// How formulas are read.
extension NetParser {
  /// `einstein on`.
  func isOn(_ source: Excerpt) throws(Diagnostic) -> Bool {
    switch source.text {
    case "on": return true
    case "off": return false
    default: throw .malformedStatement("this setting is `on` or `off`", at: source.range)
    }
  }

  /// `batch rows`.
  func batchAxis(_ source: Excerpt) throws(Diagnostic) -> BatchAxis {
    guard let axis = BatchAxis(rawValue: source.text) else {
      throw .malformedStatement(
        "the examples of a batch lie in `rows` or in `columns`", at: source.range)
    }
    return axis
  }
}
