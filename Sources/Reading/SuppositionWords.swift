/// The English words by which a text supposes something of the equation beside them. Words are whole and
/// in small letters; `*` in a phrase stands for any one word.
enum SuppositionWords {
  /// What goes on in words supposes something: `if the activation is the identity`, `ignoring the bias`.
  static let hypothetical: Set<String> = [
    "if", "when", "whenever", "suppose", "supposing", "assume", "assuming", "imagine", "unless",
    "provided", "ignore", "ignoring", "neglect", "neglecting", "drop", "dropping", "omitting",
    "without", "initially", "had", "would",
  ]

  /// Words that have to stand right behind an equation to suppose something of it.
  static let binding: Set<String> = [
    "if", "when", "whenever", "provided", "since", "because", "as", "assuming", "unless", "for",
    "with", "where", "only", "exactly", "in", "at",
  ]

  /// Behind a hypothetical word these tell of the way of the calculation, or of nothing at all: `if we
  /// differentiate`, `if necessary`, `without loss of generality`.
  static let procedural: Set<String> = [
    "any", "apply", "backpropagate", "calculate", "collect", "combine", "compare", "compute",
    "consider", "denote", "derive", "desired", "differentiate", "do", "evaluate", "expand",
    "follow",
    "give", "given", "go", "have", "know", "like", "look", "loss", "multiply", "necessary", "need",
    "needed", "plug", "possible", "recall", "rewrite", "start", "substitute", "sum", "think", "use",
    "view", "want", "wish", "work", "write",
  ]

  /// Each names a special case by itself.
  static let special: [[String]] = [
    ["scalar", "case"], ["special", "case"], ["at", "the", "origin"], ["at", "initialisation"],
    ["at", "initialization"], ["at", "the", "start"], ["at", "convergence"], ["in", "equilibrium"],
    ["fixed", "point"], ["linear", "activation"], ["linear", "activations"], ["linear", "output"],
    ["linear", "regime"], ["identity", "activation"], ["is", "the", "identity"],
    ["identity", "as", "activation"], ["absorbed", "into"], ["absorbing", "the", "bias"],
    ["unit", "vectors"], ["uniform", "probabilities"], ["uniform", "distribution"],
    ["perfect", "prediction"], ["perfect", "predictions"], ["first", "order"], ["on", "average"],
    ["in", "expectation"], ["in", "the", "limit"], ["decision", "boundary"],
  ]

  /// Beside an equation these say that it is about some members or values alone.
  static let restricting: Set<String> = [
    "boundary", "except", "final", "first", "initial", "interior", "last", "only",
    "output", "unless", "usually", "sometimes",
  ]

  /// What inputs may be said to be. nil: nothing that points can be drawn of.
  static let properties: [([String], Structure)] = [
    (["symmetric"], .symmetric), (["orthogonal"], .orthogonal), (["orthonormal"], .orthogonal),
    (["diagonal"], .diagonal), (["identity"], .identity), (["zero"], .zero), (["zeros"], .zero),
    (["positive", "definite"], .positiveDefinite), (["one", "hot"], .oneHot),
    (["antisymmetric"], .other), (["skew", "symmetric"], .other), (["triangular"], .other),
    (["singular"], .other), (["unit", "vector"], .other), (["unit", "norm"], .other),
    (["unit", "length"], .other), (["normalised"], .other), (["normalized"], .other),
    (["idempotent"], .other), (["uniform"], .other), (["small"], .other), (["large"], .other),
    (["very", "small"], .other), (["very", "large"], .other),
  ]

  /// Between a formula and what it is said to be.
  static let linking: Set<String> = [
    "a", "also", "an", "are", "be", "being", "chosen", "has", "have", "is", "itself", "matrices",
    "matrix", "now", "of", "taken", "the", "to", "vector", "was", "were",
  ]

  /// Between a property and the formula that has it: `symmetric matrices $A$`.
  static let kinds: Set<String> = [
    "matrices", "matrix", "vector", "vectors", "input", "inputs", "weight", "weights",
  ]

  /// An equation of inputs beside one of these is to be solved, or follows from one that is.
  static let solving: Set<String> = [
    "satisfy", "satisfies", "satisfying", "solve", "solves", "solving", "solved", "solution",
    "solutions", "eigenvector", "eigenvectors", "eigenvalue", "eigenvalues", "must", "stationary",
    "stationarity", "reversible", "reversibility", "kkt", "lagrange", "lagrangian", "optimum",
    "optimal", "optimality", "minimum", "minimiser", "minimizer", "maximum", "maximiser",
    "maximizer",
    "minimise", "minimize", "minimises", "minimizes", "vanish", "vanishes", "leads", "requires",
    "require", "equilibrium", "condition", "conditions", "constraint", "constraints",
  ]

  static let solvingPhrases: [[String]] = [
    ["normal", "equation"], ["normal", "equations"], ["detailed", "balance"], ["m", "step"],
    ["fixed", "point"], ["closed", "form"], ["to", "zero"],
  ]

  /// The same of equations with what the blocks compute: these say that a point is meant.
  static let pointed: [[String]] = [
    ["kkt"], ["lagrange"], ["m", "step"], ["fixed", "point"], ["detailed", "balance"],
    ["eigenvector"], ["eigenvalue"], ["at", "the", "optimum"], ["at", "the", "minimum"],
    ["at", "the", "maximum"], ["at", "a", "minimum"], ["at", "a", "maximum"],
    ["stationary", "point"],
    ["stationary", "points"], ["critical", "point"], ["at", "optimality"], ["the", "minimiser"],
    ["the", "minimizer"], ["normal", "equations"], ["normal", "equation"], ["stationarity"],
  ]
}
