import Calculus
import Diagnostics

/// Turns expressions into nodes of a graph, at one choice of sizes. Members of families are made
/// once, when first used, each a variable of its own.
package struct Lowering {
  /// What the inputs of the net are in the graph.
  package enum Mode: Sendable {
    /// Leaves, set to the values the page shows.
    case shown
    /// Made in the graph from free parameters, so that every point lies in its domain exactly.
    case sampled
  }

  /// Definitions inside definitions: a recurrent net of more steps is not unrolled.
  static let maximalDepth = 1_000
  /// Terms of one sum or product, and entries of one defined vector.
  static let maximalTerms = 100_000
  /// Parts of formulas, each as often as sums, members and functions repeat it: what takes longer is
  /// no worked example.
  static let maximalSteps = 1_000_000
  /// A claim is evaluated at some twenty points, so one evaluation is kept to a fraction of a second.
  private static let limits = Graph.Limits(nodes: 300_000, elements: 1 << 22, work: 1 << 25)

  package let scope: Scope
  package let sizes: SizeChoice
  package let mode: Mode
  /// At the declared sizes inputs have their given values.
  let isDeclared: Bool
  package var graph: Graph
  /// Every input that was used, in order of first use.
  package internal(set) var inputs: [InputNode] = []
  /// Sizes that the statement pins, or a definition it uses: they name entries or members by number,
  /// or meet a literal shape.
  package internal(set) var pinned: Set<SizeKey> = []
  /// How `⋅` between two vectors of one shape is read: by entries, or as the inner product.
  package var dotIsInner = false
  /// How the square of a vector is read: by entries, or as the square of its length.
  package var squaresAreLengths = false
  /// How the factors of `∏` stand: the first on the left, or the first on the right.
  package var productsDescend = false
  /// Whether `\prod_{i=t}^{k+1}` counts down.
  package var rangesCountDown = false
  /// Whether sums over windows are said only of those that stay inside: `\sum_a w_a x_{i+a}`.
  package var windowsStayInside = false
  /// What stands above an entry: a power of the entry, or of the matrix (`A^{-1}_{ij}`).
  package var entryPowersAreOfMatrices = false
  /// What derivatives side by side are.
  package var chains = ChainRule.matrices
  /// What `⊗` is.
  package var tensorSign = TensorSign.outer
  /// What `*`, `⋅` and `×` are between matrices of which shapes do not tell; nil leaves it open.
  package var openProduct: OpenProduct?
  /// What bars around an array are; nil leaves it open.
  package var openBars: OpenBars?
  /// What `‖A‖_1` and `‖A‖_∞` of a matrix are: of all entries, or the largest sum of a column or row.
  package var normsAreInduced = false
  /// Whether a vector that is said to be a square matrix is its diagonal: `∂c/∂x = f` of entries.
  package var vectorsAreDiagonals = false
  /// What one index on a matrix is, as a column; nil where that is not said.
  package var partOfMatrix: PartOfMatrix?
  /// Whether `X_{i,:}` stands as a column.
  package var rowsStand = false
  /// Whether what is differentiated is a number where it has one entry alone.
  package var onesAreNumbers = false
  package var layout: Layout
  /// Whether the first member of a recursion that the block sets to 0 is 0 and no input.
  package var keepsZeros = false
  /// The pairs (u, v) of which ∂u/∂v is not what it usually is: direct instead of total, total instead
  /// of in a slot.
  package var otherPartials: Set<PartialPair> = []
  /// The pairs of which ∂u/∂v could be read in another way too, in order of use.
  package internal(set) var openPairs: [PartialPair] = []

  /// Signs that are to have their second meaning, and the ones that could have it in the statement.
  package var secondMeanings: Set<SecondMeaning> = []
  package internal(set) var metMeanings: Set<SecondMeaning> = []
  /// Whether signs between factors of the statement were grouped in another way than from left to right.
  package internal(set) var hasRegrouped = false
  /// What functions of the statement can mean beside what is computed.
  package internal(set) var openMeanings: [OpenMeaning] = []

  /// Whether a decimal of the statement is a leaf of its own: it may be rounded.
  package var opensDecimals = false
  /// These leaves, with what is written there.
  package private(set) var openDecimals: [(leaf: Graph.Ref, written: ExactDecimal)] = []

  var members: [MemberKey: Pinning] = [:]
  /// The nodes of all members.
  var memberRefs: Set<Graph.Ref> = []
  /// Members that cannot be made, with the reason.
  var failures: [MemberKey: ElaborationError] = [:]
  var open: Set<MemberKey> = []
  var gradients: [DerivativeKey: Gradient] = [:]
  /// What is held on the way of a direct partial, nil where there is none; by the arrays that are
  /// differentiated and by which.
  var heldOnDirectWays: [DerivativeKey: Set<Graph.Ref>?] = [:]
  /// Counts statements.
  var statement = 0
  /// The derivatives that the statement takes, for forward mode to witness.
  package internal(set) var derivatives: [Derivative] = []
  /// Functions already applied to these nodes: the same node again, so that it can be differentiated
  /// by where it has a name.
  var applications: [Application: Pinning] = [:]
  /// By the node of an application: its arguments, and the variables that stand for them in the body.
  var slots: [Graph.Ref: [(argument: Value, variable: Value)]] = [:]
  /// Functions whose bodies are being lowered: none may apply itself.
  var applying: Set<MemberKey> = []
  /// Whether a function works entry by entry, once that was found out.
  var entrywiseFunctions: [SymbolID: Bool] = [:]
  /// Those of which this is being found out.
  var examining: Set<SymbolID> = []
  /// The abstract functions used so far, by their number in the graph.
  package internal(set) var abstractFunctions: [Int: MemberKey] = [:]
  /// The inputs that are whole numbers: 1 at the place of the value, counted from the lowest one.
  var oneHots: [MemberKey: (leaf: Graph.Ref, range: ClosedRange<Int>)] = [:]
  /// Whether the scope has such inputs at all.
  private let hasData: Bool
  var differentials = Differentials()
  var nextKey = 0
  private var steps = 0

  /// ∂of/∂by as reverse mode gave it: of.count × by.count.
  package struct Derivative: Sendable {
    package let of: Graph.Ref
    package let by: Graph.Ref
    /// Nodes that stayed constant.
    package let held: Set<Graph.Ref>
    package let jacobian: Graph.Ref

    package init(
      of u: Graph.Ref, by v: Graph.Ref, held: Set<Graph.Ref> = [], jacobian: Graph.Ref
    ) {
      (of, by, self.held, self.jacobian) = (u, v, held, jacobian)
    }
  }

  struct DerivativeKey: Hashable {
    let of: Graph.Ref
    let by: Graph.Ref
    let held: Set<Graph.Ref>
  }

  struct Gradient {
    /// Nil where there is none.
    let jacobian: Graph.Ref?
    /// The last statement that took it.
    var statement: Int
  }

  /// What was made once, and the sizes that its formula pins for every statement that uses it.
  struct Pinning {
    let value: Value
    let sizes: Set<SizeKey>
  }

  struct Application: Hashable {
    let function: MemberKey
    let arguments: [Value]
  }

  /// The meanings of `⊗`; where the shapes do not ask for another, it is Kronecker's product.
  package enum TensorSign: CaseIterable, Sendable {
    case outer, kronecker, byEntries
  }

  /// The meanings of `\frac{\partial L}{\partial h} \frac{\partial h}{\partial W}`.
  package enum ChainRule: CaseIterable, Sendable {
    /// Factors like all others.
    case matrices
    /// Summed over what stands between them, in the shape of what is differentiated by last.
    case sums
    /// The same, lying.
    case rows
  }

  /// The meanings of a sign between two square matrices of one shape.
  package enum OpenProduct: CaseIterable, Sendable {
    case matrix, byEntries
  }

  /// The meanings of `|A|`: the norm of a vector and the determinant of a matrix, the absolute values of
  /// the entries, or a norm.
  package enum OpenBars: CaseIterable, Sendable {
    case whole, byEntries, norm
  }

  package struct MemberKey: Hashable, Sendable {
    package let symbol: SymbolID
    package let members: [Int]

    package init(symbol: SymbolID, members: [Int]) {
      self.symbol = symbol
      self.members = members
    }
  }

  package init(_ scope: Scope, sizes: SizeChoice, mode: Mode) {
    self.scope = scope
    self.sizes = sizes
    self.mode = mode
    graph = Graph(limits: Lowering.limits, allowance: scope.allowance)
    isDeclared = sizes == scope.declaredSizes
    layout = scope.layout
    hasData = scope.symbols.contains(where: \.isWholeNumber)
  }

  /// Forgets what belongs to the last statement alone; what it made of the network stays.
  package mutating func beginStatement() {
    pinned = []
    derivatives = []
    openPairs = []
    openMeanings = []
    metMeanings = []
    hasRegrouped = false
    failures = [:]
    steps = 0
    statement += 1
  }

  /// What `make` gives, with the sizes that are pinned on the way.
  mutating func pinning(
    _ make: (inout Lowering) throws(ElaborationError) -> Value
  ) throws(ElaborationError) -> Pinning {
    let outer = pinned
    pinned = []
    defer { pinned.formUnion(outer) }
    let value = try make(&self)
    return Pinning(value: value, sizes: pinned)
  }

  package mutating func lower(
    _ expression: Expression, _ bindings: Bindings
  ) throws(ElaborationError) -> Value {
    let range = expression.range
    steps += 1
    guard steps <= Lowering.maximalSteps else {
      throw ElaborationError(
        .unclear("limit"), "more than \(Lowering.maximalSteps) steps to write this out", at: range)
    }
    guard graph.allowance.spend(Price.lowering) else {
      throw .work(graph.allowance, at: range)
    }
    if hasData, let data = openData(in: expression, bindings) {
      return try overData(data, range, bindings) { lowering, inner throws(ElaborationError) in
        try lowering.lower(expression, inner)
      }
    }
    switch expression.kind {
    case .number(let value): return try number(value, bindings, range)
    case .count(let term): return try count(term, bindings, range)
    case .pi: return Value(try build(range) { graph throws(GraphError) in try graph.pi() })
    case .e: return Value(try map(.exp, try constant(.one, range), range))
    case .identity: return Value(try constant(.one, range), flexible: .identity)
    case .unit(let term): return try unit(term, bindings, range)
    case .ones: return Value(try constant(.one, range), flexible: .ones)
    case .sized(let inner, let size): return try sized(inner, size, bindings, range)
    case .reference(let reference): return try self.reference(reference, bindings, range)
    case .formal(let name): return try formal(name, bindings, range)
    case .negated(let operand): return try negated(lower(operand, bindings), range)
    case .sum(let terms): return try sum(terms, bindings, range)
    case .product(let factors): return try product(factors, bindings, range)
    case .chain(let first, let links):
      if chains != .matrices, expression.hasChainRule, let factors = expression.chainFactors {
        return try product(factors, bindings, range)
      }
      return try chain(first, links, bindings, range)
    case .quotient(let a, let b):
      let (a, b) = (try lower(a, bindings), try lower(b, bindings))
      if let product = try quotientOfMatrices(a, b, bindings, range) { return product }
      return try quotient(a, b, range)
    case .power(let base, let exponent): return try power(base, exponent, bindings, range)
    case .transpose(let operand): return try transpose(written: lower(operand, bindings), range)
    case .inverse(let operand): return try inverse(lower(operand, bindings), range)
    case .call(let function, let arguments): return try call(function, arguments, bindings, range)
    case .derivativeOfBuiltin(let function, let order, let argument):
      return try derivative(order, lower(argument, bindings), range) {
        lowering, x throws(ElaborationError) in try lowering.entrywise(function, [x], range)
      }
    case .apply(let id, let order, let arguments):
      return try apply(id, order, arguments, bindings, range)
    case .abstract(let signature, let id, let members, let arguments):
      return try abstract(signature, id, members, arguments, bindings, range)
    case .derivative(let operand, by: let variables, let sign):
      let layout = layout
      return try withoutNorms { (lowering) throws(ElaborationError) in
        try lowering.derivative(of: operand, by: variables, sign, layout, bindings, range)
      }
    case .gradient(let operand, by: let variables):
      return try withoutNorms { (lowering) throws(ElaborationError) in
        try lowering.derivative(of: operand, by: variables, nil, .mixed, bindings, range)
      }
    case .slotDerivative(let call, let places):
      return try slotDerivative(call, places, bindings, range)
    case .directional(let operand, let direction):
      return try directional(operand, direction, bindings, range)
    case .differential(let operand):
      return try withoutNorms { (lowering) throws(ElaborationError) in
        try lowering.differential(operand, bindings, range)
      }
    case .evaluated(let operand, let substitutions):
      return try evaluated(operand, substitutions, bindings, range)
    case .big(let operation, let letters, let body):
      return try big(operation, letters, body, bindings, range)
    case .entries(let operand, let items):
      return try entries(lower(operand, bindings), items, bindings, range)
    case .matrix(let rows): return try matrix(rows, bindings, range)
    case .dots: throw .notUnderstood("dots stand for entries only in a whole side", at: range)
    case .cases(let cases): return try self.cases(cases, bindings, range)
    case .indicator(let condition): return try indicator(condition, bindings, range)
    }
  }

  // MARK: Building blocks

  /// Runs `work` on the graph; what the graph refuses is an error at `range`.
  mutating func build<T>(
    _ range: SourceRange, _ work: (inout Graph) throws(GraphError) -> T
  ) throws(ElaborationError) -> T {
    do throws(GraphError) {
      return try work(&graph)
    } catch {
      switch error.kind {
      case .limit: throw ElaborationError(.unclear("limit"), error.message, at: range)
      case .work: throw .work(graph.allowance, at: range)
      default: throw .illShaped(error.message, at: range)
      }
    }
  }

  mutating func node(
    _ op: Op, _ inputs: [Graph.Ref], _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref {
    try build(range) { graph throws(GraphError) in try graph.apply(op, inputs) }
  }

  mutating func map(
    _ function: Elementwise, _ x: Graph.Ref, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref {
    try node(.map(function), [x], range)
  }

  mutating func constant(
    _ value: ExactDecimal, _ range: SourceRange
  ) throws(ElaborationError) -> Graph.Ref {
    try build(range) { graph throws(GraphError) in try graph.constant(value) }
  }

  /// A variable of its own with the value of `value`.
  mutating func named(_ value: Value, _ range: SourceRange) throws(ElaborationError) -> Value {
    nextKey += 1
    let key = nextKey
    let ref = try build(range) { graph throws(GraphError) in try graph.named(value.ref, key: key) }
    return Value(ref, value.axes, flexible: value.flexible)
  }

  private mutating func number(
    _ value: ExactDecimal, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard opensDecimals, bindings.isStatement, value.exponent < 0 else {
      return Value(try constant(value, range))
    }
    let leaf = try build(range) { graph throws(GraphError) in try graph.input(.scalar) }
    openDecimals.append((leaf, value))
    return Value(leaf)
  }

  private mutating func count(
    _ term: IndexTerm, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    Value(try constant(ExactDecimal(try whole(term, bindings, range)), range))
  }

  /// The whole number `term` stands for here.
  func whole(
    _ term: IndexTerm, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Int {
    if let value = term.value(bindings.letters, sizes) { return value }
    if let letter = term.letters.first(where: { bindings.letters[$0] == nil }) {
      throw ElaborationError(
        .unclear("free-index"), "what `\(letter)` ranges over is not clear", at: range)
    }
    throw ElaborationError(.nonexistent, "a size that does not exist is used", at: range)
  }

  private func formal(
    _ name: String, _ bindings: Bindings, _ range: SourceRange
  ) throws(ElaborationError) -> Value {
    guard let value = bindings.formals[name] else {
      throw .undeclared(name, nearest: nil, at: range)
    }
    return value
  }
}
