import Diagnostics
import MathSyntax

/// Numbers that are more than digits: `9.61e-2`, `\gamma^T`.
extension ExpressionParser {
  /// `9.61e-2`, as programs write numbers: a decimal with an `e` and digits close behind; nil at
  /// anything else.
  mutating func scientific(_ mantissa: String) throws(ElaborationError) -> Expression? {
    let start = position
    guard let letter = peek(after: 1), let mark = Head(letter), ["e", "E"].contains(mark.base),
      mark.sub.isEmpty, mark.sup.isEmpty, isClose(after: 1),
      var next = peek(after: 2), isClose(after: 2)
    else { return nil }
    var (sign, length) = ("", 3)
    if case .row(let nodes) = next.kind, nodes.count == 2, nodes[0].character == "−" {
      (sign, next) = ("-", nodes[1])
    } else if ["−", "+"].contains(next.character), let digits = peek(after: 3), isClose(after: 3) {
      (sign, next, length) = (next.character == "−" ? "-" : "", digits, 4)
    }
    guard case .number(let exponent) = next.kind, exponent.utf8.count < 4,
      exponent.allSatisfy(\.isNumber), peek(after: length).map({ !$0.opensArgument }) ?? true
    else { return nil }
    let range = nodes[start].range.union(nodes[start + length - 1].range)
    guard mantissa.contains(".") || mantissa == "1", !context.scope.declares(mark.base) else {
      throw .notUnderstood("whether this is one number or a product is not clear", at: range)
    }
    position += length
    return try number("\(mantissa)e\(sign)\(exponent)", range)
  }

  /// Whether the node that many places on stands close behind the one before it.
  private func isClose(after count: Int) -> Bool {
    guard let node = peek(after: count), let before = peek(after: count - 1) else { return false }
    return before.range.upperBound == node.range.lowerBound
  }

  /// `γ^T` where the scope declares numbers `γ` and `T`; nil where `T` is a transpose. What bears it is
  /// `node`, which stands before the cursor.
  func raisedToT(_ node: MathNode) throws(ElaborationError) -> Expression? {
    guard case .scripts(let base?, let sub, let sup?) = node.kind, sup.soleNode.character == "T",
      isNumber("T")
    else { return nil }
    let plain = sub.map { MathNode(.scripts(base, sub: $0, sup: nil), at: node.range) } ?? base
    guard let value = try? ExpressionParser.parse([plain], context, at: node.range),
      isNumber(value)
    else { return nil }
    let exponent = try ExpressionParser.parse(sup.row, context, at: sup.range)
    return Expression(.power(value, exponent), at: node.range)
  }

  /// A size or an input that is one number.
  private func isNumber(_ name: String) -> Bool {
    context.scope.sizes[name]?.isPlain ?? false || context.scope.scalarInputs.contains(name)
  }

  private func isNumber(_ value: Expression) -> Bool {
    switch value.kind {
    case .e, .number, .pi: true
    case .reference(let reference):
      reference.entries.isEmpty && context.scope.isNumberInput(value)
    default: false
    }
  }
}
