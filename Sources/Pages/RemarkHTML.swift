import Execution
import NoteSyntax

extension Remark {
  /// As HTML in running text.
  var html: String {
    parts.map { part in
      switch part {
      case .text(let text): inBackticks(text) { escapedHTML(String($0)) }
      case .formula(let node): formulaHTML(node, display: false)
      }
    }.joined()
  }
}
