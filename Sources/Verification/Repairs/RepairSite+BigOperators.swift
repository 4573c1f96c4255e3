import Diagnostics
import Elaboration
import MathSyntax

/// A sum lost, or one too many; a mean for a sum and the other way round.
extension RepairSite {
  var bigOperators: [RepairEdit] { lost + surplus + means }

  private var lost: [RepairEdit] {
    sums.flatMap { terms in
      terms.flatMap { term in
        (materials.letters + materials.members).filter { uses($0, in: term.range) }.map { letter in
          let place = term.range.lowerBound
          return replacement(place..<place, "\\sum_{\(letter)} ", in: term.range, .part)
            .grouped(as: "sum over \(letter)")
        }
      }
    }
  }

  private func uses(_ letter: String, in range: SourceRange) -> Bool {
    names.contains { name in
      range.lowerBound <= name.range.lowerBound && name.range.upperBound <= range.upperBound
        && name.scripts.contains { script in
          ScriptAtom.all(in: script).contains { $0.text == letter }
        }
    }
  }

  private var surplus: [RepairEdit] {
    factors.compactMap { factor in
      guard case .big = factor.value.kind, let sign = factor.nodes.first else { return nil }
      return replacement(sign.range, "", in: factor.range, .part)
    }
  }

  private var means: [RepairEdit] {
    factors.compactMap { factor in
      guard case .call(let function, _) = factor.value.kind, let name = factor.nodes.first else {
        return nil
      }
      switch function {
      case .mean: return replacement(name.range, "\\operatorname{sum}", in: factor.range, .mark)
      case .sum: return replacement(name.range, "\\operatorname{mean}", in: factor.range, .mark)
      default: return nil
      }
    }
  }
}
