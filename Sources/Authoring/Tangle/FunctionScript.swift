import Diagnostics
import Elaboration
import MathSyntax

/// A function of the note as a line of a script: `f = lambda x: W() @ x + b()`.
struct FunctionScript {
  var writer: PythonWriter
  let id: SymbolID
  let name: String
  let file: SourceFile

  /// Nil where nothing has used it yet, so that what it takes is not known.
  mutating func lines() throws(NoWord) -> [String]? {
    let functions = writer.scope[id].functions
    guard functions.count == 1, let function = functions.first else {
      throw NoWord("a family of functions with several formulas")
    }
    let letters = function.pattern.compactMap(\.letter)
    guard letters.count == function.pattern.count else {
      throw NoWord("one member of a family of functions")
    }
    guard let formula = try formula(function) else { return nil }
    let words = letters.map { writer.names.letter($0) }.joined(separator: ", ")
    let value = words.isEmpty ? formula : "lambda \(words): \(formula)"
    let sign = function.isAbstract ? ":" : " ="
    let comment =
      "\(where: function.range, in: file): \(describe(function.node))\(sign) "
      + describe(function.rightNode)
    return NetworkScript.line("\(name) = \(value)", saying: comment)
  }

  private mutating func formula(_ function: FunctionDefinition) throws(NoWord) -> String? {
    if case .abstract(let signature, _, _, _) = function.body.kind {
      let members = try function.pattern.mapEach { (term) throws(NoWord) in
        "97 * \(try writer.text(term).text)"
      }
      let number = ([String(id.index + 1)] + members).joined(separator: " + ")
      if signature.isScalar { return "smooth_curve(\(number))" }
      let shape = try writer.drawing(signature.codomain, [:])
      let axes = shape.split(separator: "(", maxSplits: 1).last?.dropLast() ?? ""
      return "smooth_map(\(axes.isEmpty ? number : "\(number), \(axes)"))"
    }
    return try defined(function)
  }

  private mutating func defined(_ function: FunctionDefinition) throws(NoWord) -> String? {
    let body = function.body.symbols.map { writer.names.name(of: $0, in: writer.scope) }
    let words = function.formals.map { formal -> String in
      var word = PythonNames.word(formal)
      while body.contains(word) || writer.names.isReserved(word) { word += "_" }
      return word
    }
    writer.formals = Dictionary(zip(function.formals, words)) { first, _ in first }
    var texts: Set<String> = []
    for bindings in try bindings(function) {
      texts.insert(try writer.text(function.body, bindings).text)
    }
    guard let text = texts.first else { return nil }
    guard texts.count == 1 else { throw NoWord("a function that takes arrays of several shapes") }
    return "lambda \(words.joined(separator: ", ")): \(text)"
  }

  /// The shapes that the function takes.
  private mutating func bindings(_ function: FunctionDefinition) throws(NoWord) -> [Bindings] {
    var letters: LetterValues = [:]
    for letter in function.pattern.compactMap(\.letter) {
      letters[letter] = writer.lowering.range(ofIndex: letter)?.lowerBound
    }
    var bindings = Bindings(letters: letters)
    bindings.isStatement = false
    if function.formals.count == 1, writer.lowering.isScalar(functionsOf: id) {
      let number = Expression(.number(.one), at: function.range)
      bindings.isEntrywise = true
      bindings.formals = [function.formals[0]: try writer.value(number, Bindings())]
      return [bindings]
    }
    return writer.lowering.arguments(of: id).prefix(20).map { values in
      var found = bindings
      found.formals = Dictionary(zip(function.formals, values)) { first, _ in first }
      return found
    }
  }
}
