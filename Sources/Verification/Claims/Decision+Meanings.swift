import Calculus
import Elaboration

/// Functions that mean something else to some, which is not computed: an equation that fails may hold in that
/// meaning, and is not refuted.
extension Decision {
  func weighed(_ verdict: Verdict) -> Verdict {
    guard let meaning = pool.openMeanings.first(where: { verdict.isOpen(to: $0) }) else {
      return verdict
    }
    if verdict.isFailure, let difference = clearDifference() { return .refuted(difference) }
    let result = verdict.isFailure ? "fails" : "holds"
    return .unclear(
      "meaning", "\(meaning.message); as it is computed here, it \(result)", hint: meaning.hint)
  }
}

extension Decision.Verdict {
  fileprivate func isOpen(to meaning: OpenMeaning) -> Bool {
    switch self {
    case .refuted: true
    // One formula on both sides is the same in every meaning.
    case .holds(let evidence): meaning.isUsual && evidence.kind != .byDefinition
    case .illShaped: meaning.changesShape
    case .unclear, .internalError: false
    }
  }
}

extension NetworkPool {
  func noteMeanings(of lowering: Lowering) {
    metMeanings.formUnion(lowering.metMeanings)
    hasRegrouped = hasRegrouped || lowering.hasRegrouped
    for meaning in lowering.openMeanings where !openMeanings.contains(meaning) {
      openMeanings.append(meaning)
    }
  }
}
