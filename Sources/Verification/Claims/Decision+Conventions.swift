import Calculus
import Elaboration

/// What signs can mean in more ways than one: refuted is only what fails in all of them.
extension Decision {
  /// How signs and derivatives are read, one choice for the whole claim.
  struct Conventions: Hashable {
    /// `⋅` between two vectors: by entries, or as the inner product.
    var dotIsInner = false
    /// The square of a vector: by entries, or of its length.
    var squaresAreLengths = false
    /// The factors of `∏` from left to right, or from right to left.
    var productsDescend = false
    /// `\prod_{i=t}^{k+1}`: no factors where t is larger, or counting down.
    var rangesCountDown = false
    var tensorSign = Lowering.TensorSign.outer
    /// `A^{-1}_{ij}`: of the entry, or the entry of the inverse.
    var entryPowersAreOfMatrices = false
    /// Derivatives side by side: matrices, or summed over what stands between them.
    var chains = Lowering.ChainRule.matrices
    /// `⋅` between two square matrices of one shape, which shapes do not decide.
    var openProduct: Lowering.OpenProduct?
    /// Bars around an array.
    var openBars: Lowering.OpenBars?
    /// The signs that have their second meaning.
    var secondMeanings: Set<SecondMeaning> = []
    /// `‖A‖_1` and `‖A‖_∞` of a matrix: of all entries, or the largest sum of a column or row.
    var normsAreInduced = false
    /// A vector beside a Jacobian: as it stands, or as the diagonal.
    var vectorsAreDiagonals = false
    /// What one index on a matrix is.
    var partOfMatrix: PartOfMatrix?
    /// `X_{i,:}` as a column.
    var rowsStand = false
    /// What is differentiated is a number where it has one entry: the cost of a net with one output.
    var onesAreNumbers = false
    /// Sums over windows: beyond the axis is 0, or they are said of those inside alone.
    var windowsStayInside = false
    var layout: Layout
    /// The pairs whose partial derivatives are not what they usually are.
    var otherPartials: Set<PartialPair> = []
    /// Whether the first members of recursions that the block sets to 0 are 0.
    var keepsZeros = false

    fileprivate var reading: String {
      switch openBars {
      case .whole: "with the bars as a norm or a determinant"
      case .byEntries: "with the bars around each entry"
      case .norm: "with the bars as a norm"
      case nil: "with the sign between square matrices as the matrix product"
      }
    }

    /// Each meaning of what shapes leave open.
    fileprivate func varied<T: CaseIterable>(
      _ part: WritableKeyPath<Self, T?>
    ) -> [Self] {
      T.allCases.map { value in
        var conventions = self
        conventions[keyPath: part] = value
        return conventions
      }
    }

    func lowering(_ scope: Scope, _ sizes: SizeChoice, _ mode: Lowering.Mode) -> Lowering {
      var lowering = Lowering(scope, sizes: sizes, mode: mode)
      lowering.dotIsInner = dotIsInner
      lowering.squaresAreLengths = squaresAreLengths
      lowering.productsDescend = productsDescend
      lowering.rangesCountDown = rangesCountDown
      lowering.tensorSign = tensorSign
      lowering.entryPowersAreOfMatrices = entryPowersAreOfMatrices
      lowering.chains = chains
      lowering.openProduct = openProduct
      lowering.openBars = openBars
      lowering.secondMeanings = secondMeanings
      lowering.normsAreInduced = normsAreInduced
      lowering.vectorsAreDiagonals = vectorsAreDiagonals
      lowering.partOfMatrix = partOfMatrix
      lowering.rowsStand = rowsStand
      lowering.onesAreNumbers = onesAreNumbers
      lowering.windowsStayInside = windowsStayInside
      lowering.layout = layout
      lowering.otherPartials = otherPartials
      lowering.keepsZeros = keepsZeros
      return lowering
    }
  }

  func verdict(in layout: Layout) -> Verdict { decided(Conventions(layout: layout)) }

  /// The verdict; where shapes leave a sign open, in each of its meanings.
  private func decided(_ usual: Conventions) -> Verdict {
    let verdict = verdict(usual)
    guard case .unclear(let code, _, _) = verdict, !verdict.lacksMatrixForm else {
      return mended(verdict, usual)
    }
    if code == "product", usual.openProduct == nil {
      // The product by entries alone makes nothing hold: it hides the order of factors.
      return settled(verdict, usual.varied(\.openProduct), counting: 1)
    }
    if ["index-count", "free-index"].contains(code), usual.partOfMatrix == nil, namesParts {
      return asParts(verdict, usual)
    }
    if code == "bars", usual.openBars == nil {
      return settled(verdict, usual.varied(\.openBars), counting: 3)
    }
    return verdict
  }

  /// What holds in one of the first meanings of a sign that shapes leave open, or fails in all.
  private func settled(
    _ open: Verdict, _ meanings: [Conventions], counting count: Int
  ) -> Verdict {
    let found = meanings.map(decided)
    for (conventions, verdict) in zip(meanings, found).prefix(count) {
      if case .holds = verdict { return verdict.read(conventions.reading) }
    }
    guard found.allSatisfy(\.isFailure) else { return open }
    return found.first(where: \.isRefuted) ?? open
  }

  /// Whether one index stands on a matrix somewhere.
  private var namesParts: Bool {
    claim.references.contains {
      $0.entries.count == 1 && (scope.isMatrix($0.symbol) || scope.isMatrixNode($0.symbol))
    }
  }

  /// What holds if one index on a matrix is its row or its column, or fails for both where letters say
  /// that parts are meant: `W_1` may be a matrix of its own.
  private func asParts(_ open: Verdict, _ usual: Conventions) -> Verdict {
    let meanings = usual.varied(\.partOfMatrix)
    let found = meanings.map(decided)
    for (conventions, verdict) in zip(meanings, found) {
      if case .holds = verdict {
        let part = conventions.partOfMatrix == .row ? "row" : "column"
        return verdict.read("with one index on a matrix as its \(part), standing")
      }
    }
    guard found.allSatisfy(\.isFailure), claim.namesPartsByLetters else { return open }
    return found.first(where: \.isRefuted) ?? open
  }

  private func mended(_ verdict: Verdict, _ usual: Conventions) -> Verdict {
    guard verdict.isFailure || verdict.lacksMatrixForm else { return verdict }
    let entries = verdictByEntries(usual, verdict)
    if let entries, case .holds = entries { return entries }
    var failure = verdict
    let met = pool.metMeanings
    for other in claim.otherConventions(usual, hasOnes: scope.declaredSizes.values.contains(1)) {
      let verdict = self.verdict(other)
      if failure.lacksMatrixForm, verdict.isFailure { failure = verdict }
      if verdict.isFailure || verdict.lacksMatrixForm || verdict.breaksDefinition { continue }
      if other.vectorsAreDiagonals, case .holds = verdict { return Verdict.needsDiagonal }
      if other.rowsStand { return verdict.read("with rows of matrices as columns") }
      if other.rangesCountDown { return verdict.read("with ∑ and ∏ counting down") }
      if other.entryPowersAreOfMatrices, claim.hasOpenPowers {
        return verdict.readWithPowersOfMatrices
      }
      if other.normsAreInduced {
        return verdict.read("with ‖…‖_1 or ‖…‖_∞ as the largest sum of a column or a row")
      }
      if other.windowsStayInside, case .holds = verdict { return Verdict.holdsInside }
      return other.productsDescend ? descending(verdict) : verdict
    }
    return reread(met, usual) ?? withIndexPutIn(usual) ?? entries ?? failure
  }

  /// What an equation between arrays says of their entries: it holds if it is about functions at one argument, and
  /// else may be meant so. nil where it fails for the entries too, or is about more than these: matrices that have a
  /// product are multiplied.
  private func verdictByEntries(_ usual: Conventions, _ failure: Verdict) -> Verdict? {
    let lowering = usual.lowering(scope, scope.declaredSizes, .shown)
    // The logarithm of a square matrix is another one to some.
    guard pool.openMeanings.isEmpty,
      let entries = EntrywiseSides([claim.left, claim.right], lowering),
      entries.isOfFunctions || !entries.hasMatrices || !failure.isRefuted
    else { return nil }
    let other = Claim(
      entries.sides[0], entries.sides[1], head: entries.sides[0], conditions: claim.conditions)
    let verdict = deciding(other).verdict(usual)
    guard case .holds = verdict else { return nil }
    // The derivative of a vector by a vector is a matrix, which `diag` may be missing from.
    let hasJacobians = claim.left.usesLayout || claim.right.usesLayout
    if entries.isOfFunctions, !hasJacobians { return verdict.read("entry by entry") }
    return .unclear(
      "product", "it holds entry by entry, and not as it is written",
      hint: "write `⊙` between vectors, and `diag` around the vector of a derivative")
  }

  /// What holds if members of families are entries of the member it is about; nil where it does not.
  private func withIndexPutIn(_ usual: Conventions) -> Verdict? {
    guard let other = claim.withIndexPutIn(scope), case .holds = deciding(other).verdict(usual)
    else { return nil }
    return .unclear(
      "index-count", "it holds with an index that is left out, and not as it is written",
      hint: "write both indices: the member's and the entry's")
  }

  /// What does not fail where signs have their second meaning: each of those met by itself, then all; nil where
  /// it fails.
  private func reread(_ met: Set<SecondMeaning>, _ usual: Conventions) -> Verdict? {
    let singles = SecondMeaning.allCases.filter(met.contains).map { Set([$0]) }
    for meanings in singles + (met.count > 1 ? [met] : []) where usual.secondMeanings.isEmpty {
      var other = usual
      other.secondMeanings = meanings
      let verdict = self.verdict(other)
      guard !verdict.isFailure, !verdict.lacksMatrixForm, !verdict.breaksDefinition else {
        continue
      }
      let readings = SecondMeaning.allCases.filter(meanings.contains).map(\.reading)
      let reading = readings.joined(separator: " and ")
      // `∘` is the product by entries to most, and a number beside a matrix may lack its `I`: both are mistakes
      // as well.
      if !meanings.isDisjoint(with: [.composition, .diagonal]), case .holds = verdict {
        return .unclear("product", "it holds \(reading), and not as it is written")
      }
      return verdict.read(reading)
    }
    return nil
  }

  /// What holds with the factors of `∏` from right to left. Derivatives of a chain rule say
  /// themselves which stands on the left; other factors do not.
  private func descending(_ verdict: Verdict) -> Verdict {
    guard case .holds = verdict else { return verdict }
    let reading = "with the factors of ∏ from right to left"
    guard ![claim.left, claim.right].contains(where: { $0.contains(\.isProductOfOthers) }) else {
      return .unclear("product", "it holds \(reading), and not as it is written")
    }
    return verdict.read(reading)
  }
}

extension Claim {
  /// The ways to read its signs, the usual one first.
  func conventions(layout: Layout) -> [Decision.Conventions] {
    let usual = Decision.Conventions(layout: layout)
    let open = usual.varied(\.openProduct) + usual.varied(\.openBars)
    return [usual] + open + otherConventions(usual, hasOnes: false)
  }

  /// Whether an entry has a power other than −1 above it, which is most often that of a number.
  fileprivate var hasOpenPowers: Bool {
    [left, right].contains { side in
      side.contains { part in
        guard part.isPowerOfEntry, case .power(_, let exponent) = part.kind else { return false }
        return exponent.kind != .number(ExactDecimal(-1))
      }
    }
  }

  /// One sign in another way at a time; `⋅` and squares of vectors together too, as both can make
  /// numbers of vectors. `hasOnes`: some size is 1.
  fileprivate func otherConventions(
    _ usual: Decision.Conventions, hasOnes: Bool
  ) -> [Decision.Conventions] {
    let sides = [left, right]
    func uses(_ part: (Expression) -> Bool) -> Bool { sides.contains { $0.contains(part) } }
    func varied(_ change: (inout Decision.Conventions) -> Void) -> Decision.Conventions {
      var other = usual
      change(&other)
      return other
    }
    var found: [Decision.Conventions] = []
    if hasOnes, sides.contains(where: \.usesLayout) {
      found.append(varied { $0.onesAreNumbers = true })
    }
    if uses(\.isPower) { found.append(varied { $0.squaresAreLengths = true }) }
    if uses(\.isDotProduct) {
      found.append(varied { $0.dotIsInner = true })
      if uses(\.isPower) {
        found.append(varied { ($0.dotIsInner, $0.squaresAreLengths) = (true, true) })
      }
    }
    if uses(\.isRowOfMatrix) { found.append(varied { $0.rowsStand = true }) }
    if uses(\.isPowerOfEntry) { found.append(varied { $0.entryPowersAreOfMatrices = true }) }
    if sides.contains(where: \.usesLayout) {
      found.append(varied { $0.vectorsAreDiagonals = true })
    }
    if uses(\.isNormOfEntries) { found.append(varied { $0.normsAreInduced = true }) }
    if uses(\.isSumOverWindow) { found.append(varied { $0.windowsStayInside = true }) }
    if uses(\.isBigProduct) { found.append(varied { $0.productsDescend = true }) }
    if uses(\.mayCountDown) { found.append(varied { $0.rangesCountDown = true }) }
    if sides.contains(where: \.hasChainRule) {
      found += Lowering.ChainRule.allCases.map { rule in varied { $0.chains = rule } }
    }
    if uses(\.isTensorProduct) {
      found += Lowering.TensorSign.allCases.map { sign in varied { $0.tensorSign = sign } }
    }
    return found.filter { $0 != usual }
  }
}

extension Decision.Verdict {
  /// `∂h/∂z = σ'(z)`: meant entry by entry, or wrong for want of `diag`.
  fileprivate static let needsDiagonal = Decision.Verdict.unclear(
    "layout", "it holds with a vector as the diagonal of a matrix, and not as it is written",
    hint: "write `diag` around the vector")

  /// `\sum_a w_a x_{i+a}`, said of all `i`.
  fileprivate static let holdsInside = Decision.Verdict.unclear(
    "condition", "it holds only where no index runs beyond its axis",
    hint: "say beside it for which indices it is meant")

  fileprivate var isRefuted: Bool {
    if case .refuted = self { true } else { false }
  }

  /// What holds with `W_{ij}^2` as an entry of W². `(W^2)_{ij} = W_{ij}^2` says nothing then: it is a mistake.
  fileprivate var readWithPowersOfMatrices: Decision.Verdict {
    let reading = "with a power of an entry as the entry of the power"
    guard case .holds(let evidence) = self, evidence.kind == .byDefinition else {
      return read(reading)
    }
    return .unclear("power", "it holds \(reading), and not as it is written")
  }

  /// The same, with the reading in which it was found.
  fileprivate func read(_ reading: String) -> Decision.Verdict {
    guard case .holds(var evidence) = self else { return self }
    evidence.reading = evidence.reading ?? reading
    return .holds(evidence)
  }
}
