import MathSyntax

/// The words that restrict equations, and those that only stand beside them.
package enum ConditionWords {
  /// `for`, `if`, `when`: what follows restricts what stands before or behind it.
  static func introduce(_ text: String) -> Bool {
    let words = words(of: text)
    guard words.contains(where: introducing.contains) else { return false }
    // `for example`, `for short`: a phrase of its own.
    return !zip(words, words.dropFirst()).contains { $0 == "for" && phrases.contains($1) }
  }

  /// `and`, `,`: a further part of a condition.
  static func join(_ text: String) -> Bool {
    let words = words(of: text)
    return !words.isEmpty && words.allSatisfy(["and", "or"].contains)
  }

  /// Whether `text` restricts nothing by itself: `for all`, `for every layer`, `if`.
  package static func restrictNothing(_ text: String) -> Bool {
    words(of: text).allSatisfy { introducing.contains($0) || neutral.contains($0) }
  }

  /// Whether `text` says that a condition is all that is asked: no `unless`, no `except`.
  package static func onlyDescribe(_ text: String) -> Bool {
    words(of: text).allSatisfy { !turning.contains($0) }
  }

  /// `otherwise`, `else`.
  package static func meanOtherwise(_ text: String) -> Bool {
    let words = words(of: text)
    return words.contains { ["otherwise", "else", "elsewhere"].contains($0) }
      && words.allSatisfy { !introducing.contains($0) || $0 == "if" && words.count == 1 }
  }

  static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  private static let introducing: Set<String> = ["for", "if", "when", "whenever", "unless"]
  /// What follows them is supposed and not stated.
  static let supposing: Set<String> = [
    "assume", "assuming", "choose", "imagine", "let", "not", "put", "require", "requiring", "set",
    "setting", "subject", "suppose", "supposing", "want",
  ]

  private static let turning: Set<String> = ["unless", "except", "not", "or", "other", "than"]
  private static let phrases: Set<String> = [
    "brevity", "clarity", "convenience", "example", "instance", "now", "short", "simplicity",
  ]

  /// Words about all that an index can stand for.
  private static let neutral: Set<String> = [
    "a", "all", "an", "and", "any", "batch", "batches", "class", "classes", "column", "columns",
    "component", "components", "coordinate", "coordinates", "data", "dimension", "dimensions",
    "each", "element", "elements", "entries", "entry", "every", "example", "examples", "feature",
    "features", "in", "index", "indices", "input", "inputs", "layer", "layers", "neuron", "neurons",
    "node", "nodes", "of", "output", "outputs", "pair", "pairs", "parameter", "parameters", "point",
    "points", "row", "rows", "sample", "samples", "some", "step", "steps", "the", "time", "times",
    "timestep", "timesteps", "training", "unit", "units", "values", "weight", "weights", "with",
  ]
}
