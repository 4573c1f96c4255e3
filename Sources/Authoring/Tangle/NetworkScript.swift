import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// The names of a network as lines of a script: sizes, inputs, definitions and functions, each with the line
/// of the note that says it.
struct NetworkScript {
  let file: SourceFile
  let names: PythonNames
  /// What each name stands for at the moment, in Python.
  private var current: [String: String] = [:]
  /// Names that the script has no word for, with the reason.
  private(set) var missing: [String: String] = [:]
  /// Inputs whose given values are too many to write.
  private(set) var ungiven: Set<SymbolID> = []

  init(_ file: SourceFile, _ names: PythonNames) { (self.file, self.names) = (file, names) }

  /// The lines that make the names of `scope` mean what they mean there; what means it already is left out.
  ///
  /// - Parameter needed: The symbols that are wanted, with all that they are made of; nil for all.
  mutating func lines(
    for scope: Scope, _ lowering: inout Lowering, _ needed: Set<SymbolID>? = nil
  ) -> [String] {
    var lines = sizes(of: scope)
    let wanted = needed.map { ids in
      ids.reduce(into: ids) { $0.formUnion(scope.dependencies(of: $1)) }
    }
    let all = scope.ids.filter { wanted?.contains($0) ?? true }
    // What functions are applied to is known once the rest is made.
    for id in all { lowering.makeMembers(of: id) }
    for id in all where scope[id].parameters == nil {
      let name = names.name(of: id, in: scope)
      guard let made = symbol(id, scope, &lowering), current[name] != made.joined(separator: "\n")
      else { continue }
      current[name] = made.joined(separator: "\n")
      lines += made
    }
    return lines
  }

  // MARK: Sizes

  private mutating func sizes(of scope: Scope) -> [String] {
    var families: [String: [Int: Int]] = [:]
    var plain: [String: Int] = [:]
    for (key, value) in scope.declaredSizes {
      if let member = key.member {
        families[key.name, default: [:]][member] = value
      } else {
        plain[key.name] = value
      }
    }
    var found: [(name: String, key: String, value: String)] = []
    for (key, value) in plain { found.append((names.size(key, isFamily: false), key, "\(value)")) }
    for (key, values) in families {
      let entries = values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      let dict = "{\(entries.joined(separator: ", "))}"
      found.append((names.size(key, isFamily: true), key, dict))
    }
    return found.sorted { $0.name < $1.name }.compactMap { item in
      guard current[item.name] != item.value else { return nil }
      current[item.name] = item.value
      let place = scope.declaration(ofSize: item.key).map { "  # \(where: $0, in: file)" } ?? ""
      return "\(item.name) = \(item.value)\(place)"
    }
  }

  // MARK: Symbols

  /// A line with what the note says, before it where both are long.
  static func line(_ code: String, saying formula: String) -> [String] {
    let remark = "# " + formula.onOneLine
    let line = "\(code)  \(remark)"
    return line.count <= ClaimScript.width ? [line] : [remark, code]
  }

  /// Nil for a function that nothing has used yet.
  private mutating func symbol(
    _ id: SymbolID, _ scope: Scope, _ lowering: inout Lowering
  ) -> [String]? {
    let name = names.name(of: id, in: scope)
    missing[name] = nil
    var writer = PythonWriter(scope, lowering, names: names)
    writer.missing = missing
    do throws(NoWord) {
      if scope[id].isFunction {
        var function = FunctionScript(writer: writer, id: id, name: name, file: file)
        return try function.lines()
      }
      var arrays = ArrayScript(writer: writer, id: id, name: name, file: file)
      let lines = try arrays.lines()
      if arrays.hasGivenValues { ungiven.remove(id) } else { ungiven.insert(id) }
      return lines
    } catch {
      missing[name] = error.reason
      let place = scope[id].firstRange.map { "\(where: $0, in: file): " } ?? ""
      let reason = "no word for \(describe(scope[id].node)): \(error.reason)"
      return ["# \(place)\(reason.onOneLine)"]
    }
  }
}

extension Lowering {
  /// Makes all members of a family, so that what they are made of is known.
  fileprivate mutating func makeMembers(of id: SymbolID) {
    let symbol = scope[id]
    for pattern in symbol.inputs.map(\.pattern) + symbol.definitions.map(\.pattern) {
      for member in members(of: pattern, limit: ArrayScript.maximalMembers) {
        _ = try? value(of: id, member, 0..<0)
      }
    }
  }
}

extension NetSymbol {
  /// Where it was first said.
  var firstRange: SourceRange? {
    places.map(\.range).min { $0.lowerBound < $1.lowerBound }
  }
}

extension DefaultStringInterpolation {
  /// `note.md:12`.
  mutating func appendInterpolation(where range: SourceRange, in file: SourceFile) {
    appendInterpolation("\(file.path.onOneLine):\(file.location(of: range.lowerBound).line)")
  }
}
