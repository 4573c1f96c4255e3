import Calculus
import Elaboration

/// Writes expressions in Python. What shapes decide, which product one is and where an identity takes its
/// size from, is asked of the network; values never are.
struct PythonWriter {
  let scope: Scope
  let names: PythonNames
  /// The network, for the shapes of parts.
  var lowering: Lowering
  /// Letters that have one value here.
  var numbers: LetterValues = [:]
  /// Letters that a table gives all their values, in one formula for all.
  var running: Set<String> = []
  /// What parameters of functions are called.
  var formals: [String: String] = [:]
  /// Names that the script has no word for, with the reason.
  var missing: [String: String] = [:]

  init(_ scope: Scope, _ lowering: Lowering, names: PythonNames) {
    (self.scope, self.lowering, self.names) = (scope, lowering, names)
  }

  /// Rows and columns of an array, where they are known.
  struct Extent {
    var rows: Dimension?
    var columns: Dimension?

    init(_ rows: Dimension?, _ columns: Dimension?) { (self.rows, self.columns) = (rows, columns) }

    init(_ axes: [Dimension]) {
      self.init(axes.first ?? .one, axes.count > 1 ? axes[1] : .one)
    }

    var transposed: Extent { Extent(columns, rows) }
  }

  mutating func value(_ expression: Expression, _ bindings: Bindings) throws(NoWord) -> Value {
    do {
      return try lowering.lower(expression, bindings)
    } catch {
      throw NoWord(error.message)
    }
  }

  /// - Parameter extent: What an identity or ones in it have to fill.
  mutating func text(
    _ expression: Expression, _ bindings: Bindings, filling extent: Extent? = nil
  ) throws(NoWord) -> PythonText {
    switch expression.kind {
    case .number(let value):
      return PythonText("\(value)", value.double < 0 ? .sign : .atom)
    case .count(let term): return try text(term)
    case .pi: return PythonText("math.pi")
    case .e: return PythonText("math.e")
    case .identity:
      guard let rows = extent?.rows else { throw NoWord("the size of the identity is left open") }
      return PythonText("eye(\(rows.value))")
    case .ones:
      guard let extent, let rows = extent.rows, let columns = extent.columns else {
        throw NoWord("the size of the ones is left open")
      }
      return PythonText("ones(\(rows.value), \(columns.value))")
    case .unit(let term):
      let vector = try value(expression, bindings)
      guard let rows = vector.isOpen ? extent?.rows : vector.rows else {
        throw NoWord("the length of a unit vector is left open")
      }
      return .call("unit_vector", [PythonText("\(rows.value)"), try text(term)])
    case .sized(let inner, let size): return try sized(inner, size, bindings)
    case .reference(let reference): return try self.reference(reference, bindings)
    case .formal(let name):
      guard let word = formals[name] else { throw NoWord("a parameter outside its function") }
      return PythonText(word)
    case .negated(let operand):
      return PythonText("-" + (try text(operand, bindings, filling: extent).within(.sign)), .sign)
    case .sum(let terms): return try sum(terms, bindings, extent, of: expression)
    case .product(let factors): return try product(factors, bindings, extent).text
    case .chain(let first, let links): return try chain(first, links, bindings, extent).text
    case .quotient(let a, let b): return try quotient(a, b, bindings, extent)
    case .power(let base, let exponent): return try power(base, exponent, bindings, extent)
    case .transpose(let operand):
      let inner = try text(operand, bindings, filling: extent?.transposed)
      return try value(operand, bindings).isScalar ? inner : inner.transposed
    case .inverse(let operand):
      return .call("inv", [try text(operand, bindings, filling: extent)])
    case .call(let function, let arguments):
      return try call(function, arguments, bindings, of: expression)
    case .derivativeOfBuiltin(let function, let order, let argument):
      guard let word = function.pythonWord else { throw NoWord("a derivative of \(function)") }
      return try slope(of: word, order, argument, bindings)
    case .apply(let id, let order, let arguments):
      return try apply(id, order, arguments, bindings, of: expression)
    case .abstract: throw NoWord("a function of which nothing is known")
    case .derivative(let operand, let variables, let sign):
      return try derivative(of: operand, by: variables, sign, bindings)
    case .gradient(let operand, let variables):
      return try derivative(of: operand, by: variables, nil, bindings)
    case .slotDerivative(let call, let places):
      return try slotDerivative(call, places, bindings)
    case .directional: throw NoWord("a derivative along a direction")
    case .differential: throw NoWord("differentials")
    case .evaluated(let operand, let substitutions):
      return try evaluated(operand, substitutions, bindings)
    case .big(let operation, let letters, let body):
      return try big(operation, letters, body, bindings, of: expression)
    case .entries(let operand, let items):
      let whole = try value(operand, bindings)
      return try entries(text(operand, bindings), whole.axes, items)
    case .matrix(let rows): return try matrix(rows, bindings)
    case .dots: throw NoWord("dots stand for entries")
    case .cases(let cases): return try self.cases(cases, bindings)
    case .indicator(let condition):
      return PythonText("float(\(try text(condition)))")
    }
  }

  // MARK: Numbers and names

  /// A whole number of indices and sizes.
  func text(_ term: IndexTerm) throws(NoWord) -> PythonText {
    switch term {
    case .number(let value): return PythonText("\(value)", value < 0 ? .sign : .atom)
    case .letter(let letter):
      return PythonText(numbers[letter].map(String.init) ?? names.letter(letter))
    case .size(let name, let member):
      let word = names.size(name, isFamily: member != nil)
      guard let member else { return PythonText(word) }
      return PythonText("\(word)[\(try text(member).text)]")
    case .data(let reference):
      let array = try array(reference)
      return PythonText("whole(\(array.text))")
    case .sum(let a, let b): return .joined(try text(a), "+", try text(b), .sum)
    case .difference(let a, let b): return .joined(try text(a), "-", try text(b), .sum)
    case .product(let a, let b): return .joined(try text(a), "*", try text(b), .product)
    }
  }

  func text(_ condition: Condition) throws(NoWord) -> String {
    let (left, right) = (try text(condition.left).text, try text(condition.right).text)
    return "\(left) \(condition.relation.pythonSign) \(right)"
  }

  /// The name of an array that the script has.
  func name(of id: SymbolID) throws(NoWord) -> String {
    let name = names.name(of: id, in: scope)
    if let reason = missing[name] { throw NoWord("`\(name)`: \(reason)") }
    return name
  }

  /// `W(k)`.
  func array(_ reference: Reference) throws(NoWord) -> PythonText {
    try member(reference, "")
  }

  /// `W.at(k)`.
  func variable(_ reference: Reference) throws(NoWord) -> PythonText {
    try member(reference, ".at")
  }

  private func member(_ reference: Reference, _ accessor: String) throws(NoWord) -> PythonText {
    let name = try name(of: reference.symbol)
    var members: [PythonText] = []
    for term in reference.members { members.append(try text(term)) }
    return .call(name + accessor, members)
  }

  private mutating func reference(
    _ reference: Reference, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    if let parts = scope[reference.symbol].parameters {
      guard reference.entries.isEmpty else { throw NoWord("an entry of a list of parameters") }
      return .call("stack", try members(of: parts).map { PythonText($0.text + "()") })
    }
    let array = try array(reference)
    guard !reference.entries.isEmpty else { return array }
    let whole = Reference(symbol: reference.symbol, members: reference.members, entries: [])
    let axes = try value(Expression(.reference(whole), at: 0..<0), bindings).axes
    return try entries(array, axes, reference.entries)
  }

  /// The members of a list of parameters, as variables.
  func members(of parts: [Reference]) throws(NoWord) -> [PythonText] {
    var found: [PythonText] = []
    for part in parts {
      for member in lowering.members(of: part.members, limit: 100)
      where lowering.source(of: .init(symbol: part.symbol, members: member)) != nil {
        let reference = Reference(
          symbol: part.symbol, members: member.map(IndexTerm.number), entries: [])
        found.append(try variable(reference))
      }
    }
    return found
  }

  private mutating func sized(
    _ inner: Expression, _ size: IndexTerm, _ bindings: Bindings
  ) throws(NoWord) -> PythonText {
    let count = try text(size)
    switch inner.kind {
    case .identity: return .call("eye", [count])
    case .ones, .number(ExactDecimal(1)): return .call("ones", [count, PythonText("1")])
    default: return .call("filled", [try text(inner, bindings), count, PythonText("1")])
    }
  }
}

extension Condition.Relation {
  var pythonSign: String {
    switch self {
    case .equal: "=="
    case .unequal: "!="
    case .less, .greater: rawValue
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    }
  }
}
