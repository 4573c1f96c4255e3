import Calculus
import Elaboration

/// The prime field sharpens what intervals could not separate (DESIGN section 6).
extension Trial {
  /// What random points of the field say of all instances; nil where they say nothing.
  func fieldVerdict() -> FieldVerdict? {
    let sides = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let positive = Set(inputs.filter { $0.sampling == .positive }.map(\.leaf))
    guard
      let form = try? FieldForm(
        of: sides, in: &network.lowering.graph, positive: positive, by: &network.rewriter,
        leavesOutEqualPairs: true)
    else { return nil }
    let verdict = network.fieldVerdict(form)
    // Only a rational equation that is false in the field is surely false over the reals: where the
    // squares that stand for positive numbers tell two rational functions apart, these differ.
    if verdict == .disagrees, !form.isRational { return nil }
    return verdict
  }
}

extension Network {
  fileprivate func fieldVerdict(_ form: FieldForm) -> FieldVerdict {
    // What takes many points is computed alone at them.
    var own = FieldPoints()
    func verdict(at points: inout FieldPoints) -> FieldVerdict {
      FieldTrial.verdict(form, in: lowering.graph, at: &points) { [self] leaf, attempt in
        residues(of: leaf, attempt)
      }
    }
    return form.needsFewPoints ? verdict(at: &fieldPoints) : verdict(at: &own)
  }
}

extension SamplePoint.Source {
  /// A point of the leaf's domain in the field.
  func residues(attempt: Int) -> [Residue] {
    var random = SplitMix("\(text)#\(attempt)", seed: seed)
    var source = ResidueSource(seed: random.next())
    return residues(&source)
  }

  private func residues(_ source: inout ResidueSource) -> [Residue] {
    let (count, n) = (shape.count, shape.columns)
    switch input.sampling {
    case .real: return (0..<count).map { _ in source.next() }
    case .positive: return (0..<count).map { _ in source.nextPositive() }
    case .sign: return (0..<count).map { _ in source.bits() & 1 == 0 ? .one : -.one }
    case .integers(let range):
      return (0..<count).map { _ in
        Residue(integer: range.lowerBound + Int(source.bits() % UInt64(range.count)))
      }
    case .oneHot:
      let hot = Int(source.bits() % UInt64(max(count, 1)))
      return (0..<count).map { $0 == hot ? .one : .zero }
    case .diagonal: return (0..<count).map { $0 / n == $0 % n ? source.next() : .zero }
    case .symmetric:
      var cells = (0..<count).map { _ in source.next() }
      for index in cells.indices where index / n > index % n {
        cells[index] = cells[(index % n) * n + index / n]
      }
      return cells
    }
  }
}
