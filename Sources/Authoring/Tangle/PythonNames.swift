import Elaboration
import MathSyntax

/// What the names of a note are called in a script: as there, as far as Python lets them.
final class PythonNames {
  /// What a name is in a note, in whatever scope.
  private enum Key: Hashable {
    case symbol(base: String, font: Font?, label: String?, slots: Int)
    case size(String, isFamily: Bool)
    case letter(String)
  }

  private var known: [Key: String] = [:]
  private var taken: Set<String>
  private let reserved: Set<String>

  /// - Parameter reserved: What the script defines itself.
  init(reserved: Set<String>) {
    self.reserved = reserved.union(PythonNames.keywords)
    taken = self.reserved
  }

  func name(of id: SymbolID, in scope: Scope) -> String {
    let symbol = scope[id]
    let key = Key.symbol(
      base: symbol.base, font: symbol.font, label: symbol.label, slots: symbol.slots)
    return name(key) {
      let base = PythonNames.word(symbol.base)
      return symbol.label.map { "\(base)_\(PythonNames.word($0))" } ?? base
    }
  }

  func size(_ name: String, isFamily: Bool) -> String {
    self.name(.size(name, isFamily: isFamily)) { PythonNames.word(name) }
  }

  func letter(_ letter: String) -> String {
    name(.letter(letter)) { PythonNames.word(letter) }
  }

  /// Takes in all names of a scope, arrays first: letters make way for them.
  func learn(_ scope: Scope) {
    for key in scope.declaredSizes.keys.sorted() { _ = size(key.name, isFamily: key.member != nil) }
    for id in scope.ids { _ = name(of: id, in: scope) }
  }

  private func name(_ key: Key, _ wish: () -> String) -> String {
    if let name = known[key] { return name }
    var name = wish()
    while !taken.insert(name).inserted { name += "_" }
    known[key] = name
    return name
  }

  /// Whether a word means something to Python or to the script.
  func isReserved(_ word: String) -> Bool { reserved.contains(word) }

  /// `hat y` as `y_hat`, `θ` as `theta`.
  static func word(_ name: String) -> String {
    let parts = name.split(separator: " ").reversed().map { part in
      part.reduce(into: "") { word, character in
        if let letter = greek[character] {
          word += word.last?.isLetter == true ? "_" + letter : letter
        } else if character == "′" {
          word += "_prime"
        } else if character.isASCII, character.isLetter || character.isNumber || character == "_" {
          word.append(character)
        } else if character.isLetter {
          word += character.unicodeScalars.map { "u" + String($0.value, radix: 16) }.joined()
        } else {
          word += "_"
        }
      }
    }
    let word = parts.joined(separator: "_")
    return word.first.map { $0.isNumber || $0 == "_" } ?? true ? "x" + word : word
  }

  private static let greek: [Character: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    "ℓ": "ell", "∇": "grad", "∂": "d", "𝟏": "one",
  ]

  private static let keywords: Set<String> = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "True",
    "False", "None",
    // What is built in, of which the script uses most.
    "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray",
    "bytes", "callable", "chr", "classmethod", "compile", "complex", "delattr", "dict", "dir",
    "divmod", "enumerate", "eval", "exec", "filter", "float", "format", "frozenset", "getattr",
    "globals", "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass",
    "iter", "len", "list", "locals", "map", "max", "memoryview", "min", "next", "object", "oct",
    "open", "ord", "pow", "print", "property", "range", "repr", "reversed", "round", "set",
    "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type", "vars",
    "zip", "ArithmeticError", "Exception", "RuntimeError", "ValueError",
    // What `PythonWriter` calls the argument of a function.
    "slot_",
  ]
}
