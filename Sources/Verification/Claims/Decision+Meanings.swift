import Calculus
import Elaboration

/// Signs and functions that mean something else to some, which is not computed: an equation that fails may hold
/// in that meaning (DESIGN section 6, one rule decides every doubt).
extension Decision {
  func weighed(_ verdict: Verdict) -> Verdict {
    guard let meaning = pool.openMeanings.first(where: { verdict.isOpen(to: $0) }) else {
      return verdict
    }
    let result = verdict.isFailure ? "fails" : "holds"
    return .unclear(
      "meaning", "\(meaning.message); as it is computed here, it \(result)", hint: meaning.hint)
  }
}

extension Decision.Verdict {
  fileprivate func isOpen(to meaning: OpenMeaning) -> Bool {
    switch self {
    case .refuted: true
    case .illShaped: meaning.reach == .shape
    // One formula on both sides is the same in every meaning.
    case .holds(let evidence): meaning.reach == .everything && evidence.kind != .byDefinition
    case .unclear, .internalError: false
    }
  }
}

extension NetworkPool {
  func noteMeanings(of lowering: Lowering) {
    for meaning in lowering.openMeanings where !openMeanings.contains(meaning) {
      openMeanings.append(meaning)
    }
  }
}
