import Calculus
import Diagnostics
import Elaboration
import Verification

/// A relation of the note as assertions of a script: `check("note.md:23", lambda: …, lambda: …)`, in loops over
/// the letters that it is said of.
struct ClaimScript {
  var writer: PythonWriter
  let equation: ReadEquation
  let step: Step
  /// `note.md:23`.
  let place: String
  /// Its author says that it is wrong.
  let mustFail: Bool

  /// Instances of a claim; of more, some.
  private static let maximalInstances = 400

  mutating func lines() throws(NoWord) -> [String] {
    let lines = try assertions()
    guard mustFail else { return lines }
    return ["with wrong(\(place.quoted)):"] + lines.map { "    " + $0 }
  }

  private mutating func assertions() throws(NoWord) -> [String] {
    guard !equation.hasDifferentials else { throw NoWord("differentials") }
    guard !equation.conditions.contains(where: { !$0.data.isEmpty }) else {
      throw NoWord("what is said only where data is so")
    }
    guard !equation.isElided else { throw NoWord("dots stand for entries") }
    let found = equation.instances(in: &writer.lowering, atMost: ClaimScript.maximalInstances)
    // Sides of two shapes differ at the first values of their letters already.
    let instances = found ?? [equation.firstInstance]
    guard !instances.isEmpty else { throw NoWord("its sides have no value") }
    var groups: [(text: [String], values: [LetterValues])] = []
    for instance in instances {
      let text = try sides(instance)
      if let place = groups.firstIndex(where: { $0.text == text }) {
        groups[place].values.append(instance)
      } else {
        groups.append((text, [instance]))
      }
    }
    guard groups.count <= 8 else { return try separately(instances) }
    return groups.flatMap { loops($0.values, around: $0.text) }
  }

  /// Each instance with numbers for its letters.
  private mutating func separately(
    _ instances: [LetterValues]
  ) throws(NoWord) -> [String] {
    var lines: [String] = []
    for instance in instances {
      writer.numbers = instance
      lines += try sides(instance)
    }
    return lines
  }

  /// Both sides at one value of the letters, as an assertion.
  private mutating func sides(_ instance: LetterValues) throws(NoWord) -> [String] {
    let bindings = Bindings(letters: instance)
    let (a, b) = (
      try writer.value(equation.left, bindings), try writer.value(equation.right, bindings)
    )
    let left = try side(equation.left, a, beside: b, bindings)
    let right = try side(equation.right, b, beside: a, bindings)
    return assertion(left.delayed, right.delayed)
  }

  /// An identity takes the shape of the other side, and a written 0 fills it.
  private mutating func side(
    _ expression: Expression, _ value: Value, beside other: Value, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    if value.isOpen {
      guard !other.isOpen else { throw NoWord("the shape of both sides is left open") }
      return try writer.text(expression, bindings, filling: .init(other.axes))
    }
    let text = try writer.text(expression, bindings)
    guard value.isScalar, !other.axes.isEmpty, !other.isOpen, expression.kind == .number(.zero)
    else {
      return text
    }
    let extent = PythonWriter.Extent(other.axes)
    let shape = other.axes.count > 2 ? other.axes : [extent.rows, extent.columns].compactMap { $0 }
    return PythonText("zeros(\(shape.map { String($0.value) }.joined(separator: ", ")))")
  }

  private func assertion(_ left: String, _ right: String) -> [String] {
    var arguments = [place.quoted, left, right]
    if isAtShownPoint { arguments.append("points=[0]") }
    if step.finding == .refuted, !mustFail {
      arguments.append("refuted=\(step.reason.quoted)")
    }
    if let slack = equation.slack { arguments.append("within=\(slack * 1.000001)") }
    let line = "check(\(arguments.joined(separator: ", ")))"
    guard line.count > ClaimScript.width else { return [line] }
    return ["check("] + arguments.map { "    \($0)," } + [")"]
  }

  /// Longer lines are broken.
  static let width = 110

  /// Whether it is said of the values that the note gives, and of no others.
  private var isAtShownPoint: Bool {
    guard let evidence = step.evidence else { return false }
    return evidence.isAtShownPoint || step.finding == .refuted && equation.isNumeric
  }

  // MARK: Loops

  /// `for k in (1, 2):` around an assertion.
  private func loops(
    _ values: [LetterValues], around lines: [String]
  ) -> [String] {
    let letters = values.first?.map(\.name) ?? []
    guard !letters.isEmpty else { return lines }
    let words = letters.map { writer.names.letter($0) }
    let rows = values.map { $0.map(\.value) }
    if let heads = nested(words, rows) {
      let indented = heads.enumerated().map { String(repeating: "    ", count: $0) + $1 }
      let indent = String(repeating: "    ", count: heads.count)
      return indented + lines.map { indent + $0 }
    }
    let items = rows.map { ArrayScript.tuple($0.map(String.init)) }
    let head = "for \(words.joined(separator: ", ")) in [\(items.joined(separator: ", "))]:"
    return [head] + lines.map { "    " + $0 }
  }

  /// `for k in (1, 2):`, `for i in range(1, n[k] + 1):`; nil where the values are no such grid.
  private func nested(_ words: [String], _ rows: [[Int]]) -> [String]? {
    var heads: [String] = []
    for place in words.indices {
      var columns: [[Int]: [Int]] = [:]
      for row in rows {
        let column = columns[Array(row[..<place]), default: []]
        if column.last != row[place] { columns[Array(row[..<place])] = column + [row[place]] }
      }
      guard let list = list(columns, words) else { return nil }
      heads.append("for \(words[place]) in \(list):")
    }
    // A loop goes through each value once.
    return Set(rows).count == rows.count ? heads : nil
  }

  /// The values of a letter, by those of the letters before it.
  private func list(_ columns: [[Int]: [Int]], _ words: [String]) -> String? {
    guard let first = columns.first?.value else { return nil }
    if columns.values.allSatisfy({ $0 == first }) { return PythonWriter.list(first) }
    guard columns.values.allSatisfy({ $0 == Array(1...max($0.count, 1)) }) else { return nil }
    let sizes = writer.scope.declaredSizes
    let families = Set(sizes.keys.filter { $0.member != nil }.map(\.name)).sorted()
    for name in families {
      for place in words.indices {
        for shift in [0, -1, 1] {
          let fits = columns.allSatisfy { before, values in
            place < before.count && sizes[SizeKey(name, before[place] + shift)] == values.count
          }
          guard fits else { continue }
          let member = shift == 0 ? words[place] : "\(words[place]) \(shift < 0 ? "-" : "+") 1"
          return "range(1, \(writer.names.size(name, isFamily: true))[\(member)] + 1)"
        }
      }
    }
    return nil
  }
}
