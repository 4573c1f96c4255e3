import Diagnostics

/// A piece of Python, and how tightly it holds together.
struct PythonText {
  let text: String
  let binding: Binding

  enum Binding: Int, Comparable {
    /// `a if b else c`, `lambda: a`
    case whole
    case sum, product, sign, power, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  init(_ text: String, _ binding: Binding = .atom) {
    (self.text, self.binding) = (text, binding)
  }

  /// In parentheses where it would fall apart beside what holds together as `other` does.
  func within(_ other: Binding) -> String { binding >= other ? text : "(\(text))" }

  static func call(_ function: String, _ arguments: [PythonText]) -> PythonText {
    PythonText("\(function)(\(arguments.map(\.text).joined(separator: ", ")))")
  }

  var transposed: PythonText { PythonText(within(.atom) + ".T") }

  /// What is given to a function that asks for it when it likes.
  var delayed: String { "lambda: \(text)" }

  /// Left to right: `a op b`.
  static func joined(
    _ a: PythonText, _ sign: String, _ b: PythonText, _ binding: Binding
  ) -> PythonText {
    let right = Binding(rawValue: binding.rawValue + 1) ?? .atom
    return PythonText("\(a.within(binding)) \(sign) \(b.within(right))", binding)
  }
}

/// Why the script says nothing of a formula.
struct NoWord: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
