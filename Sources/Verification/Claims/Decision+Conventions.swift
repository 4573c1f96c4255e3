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
    var tensorSign = Lowering.TensorSign.outer
    /// `⋅` between two square matrices of one shape, which shapes do not decide.
    var openProduct: Lowering.OpenProduct?
    /// Bars around an array.
    var openBars: Lowering.OpenBars?
    /// A vector beside a Jacobian: as it stands, or as the diagonal.
    var vectorsAreDiagonals = false
    var layout: Layout
    /// The pairs whose partial derivatives are not what they usually are.
    var otherPartials: Set<PartialPair> = []

    fileprivate var reading: String {
      switch openBars {
      case .whole: "with the bars as a norm or a determinant"
      case .byEntries: "with the bars around each entry"
      case nil: "with the sign between square matrices as the matrix product"
      }
    }

    func lowering(_ scope: Scope, _ sizes: SizeChoice, _ mode: Lowering.Mode) -> Lowering {
      var lowering = Lowering(scope, sizes: sizes, mode: mode)
      lowering.dotIsInner = dotIsInner
      lowering.squaresAreLengths = squaresAreLengths
      lowering.productsDescend = productsDescend
      lowering.tensorSign = tensorSign
      lowering.openProduct = openProduct
      lowering.openBars = openBars
      lowering.vectorsAreDiagonals = vectorsAreDiagonals
      lowering.layout = layout
      lowering.otherPartials = otherPartials
      return lowering
    }
  }

  func verdict(in layout: Layout) -> Verdict { decided(Conventions(layout: layout)) }

  /// The verdict; where shapes leave a sign open, in each of its meanings.
  private func decided(_ usual: Conventions) -> Verdict {
    let verdict = verdict(usual)
    guard case .unclear(let code, _, _) = verdict else { return mended(verdict, usual) }
    if code == "product", usual.openProduct == nil {
      // The product by entries alone makes nothing hold: it hides the order of factors.
      return settled(verdict, varied(usual, \.openProduct), counting: 1)
    }
    if code == "bars", usual.openBars == nil {
      return settled(verdict, varied(usual, \.openBars), counting: 2)
    }
    return verdict
  }

  private func varied<T: CaseIterable>(
    _ usual: Conventions, _ part: WritableKeyPath<Conventions, T?>
  ) -> [Conventions] {
    T.allCases.map { value in
      var conventions = usual
      conventions[keyPath: part] = value
      return conventions
    }
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

  private func mended(_ verdict: Verdict, _ usual: Conventions) -> Verdict {
    guard verdict.isFailure else { return verdict }
    for other in otherConventions(usual) {
      let verdict = self.verdict(other)
      if verdict.isFailure { continue }
      if other.vectorsAreDiagonals { return verdict.read("with a vector as the diagonal") }
      return other.productsDescend ? descending(verdict) : verdict
    }
    return verdict
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

  /// One sign in another way at a time; `⋅` and squares of vectors together too, as both can make
  /// numbers of vectors.
  private func otherConventions(_ usual: Conventions) -> [Conventions] {
    let sides = [claim.left, claim.right]
    func uses(_ part: (Expression) -> Bool) -> Bool { sides.contains { $0.contains(part) } }
    func varied(_ change: (inout Conventions) -> Void) -> Conventions {
      var other = usual
      change(&other)
      return other
    }
    var found: [Conventions] = []
    if uses(\.isPower) { found.append(varied { $0.squaresAreLengths = true }) }
    if uses(\.isDotProduct) {
      found.append(varied { $0.dotIsInner = true })
      if uses(\.isPower) {
        found.append(varied { ($0.dotIsInner, $0.squaresAreLengths) = (true, true) })
      }
    }
    if sides.contains(where: \.usesLayout) {
      found.append(varied { $0.vectorsAreDiagonals = true })
    }
    if uses(\.isBigProduct) { found.append(varied { $0.productsDescend = true }) }
    if uses(\.isTensorProduct) {
      found += Lowering.TensorSign.allCases.map { sign in varied { $0.tensorSign = sign } }
    }
    return found.filter { $0 != usual }
  }
}

extension Decision.Verdict {
  fileprivate var isRefuted: Bool {
    if case .refuted = self { true } else { false }
  }

  /// The same, with the reading in which it was found.
  fileprivate func read(_ reading: String) -> Decision.Verdict {
    guard case .holds(var evidence) = self else { return self }
    evidence.reading = evidence.reading ?? reading
    return .holds(evidence)
  }
}
