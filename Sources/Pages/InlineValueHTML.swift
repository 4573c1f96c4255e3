import Execution

/// Values in running text.
package enum InlineValueHTML {
  /// One number or matrix; of a family, all in their order.
  package static func values(_ values: [ShownValue]) -> String {
    values.map { "<span class=\"gw-inline\">\(MatrixText($0.value).html)</span>" }
      .joined(separator: ", ")
  }
}
