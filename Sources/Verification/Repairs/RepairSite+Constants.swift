import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// A factor 2, 1/2, 1/m or λ lost, too many, or the wrong one.
extension RepairSite {
  var constants: [RepairEdit] { changedNumbers + lostDivisors + removedFactors + addedConstants }

  private var addedConstants: [RepairEdit] {
    let single = sums.flatMap { terms in
      terms.flatMap { term in materials.constants.map { added($0, to: term) } }
    }
    guard let whole = trace.sums.last, whole.count > 1 else { return single }
    let all = text.content(of: side)
    return single
      + materials.constants.map {
        wrapping(all, "\($0) (", ")", .part).grouped(as: $0)
      }
  }

  private func added(_ constant: String, to term: ParseTrace.Term) -> RepairEdit {
    let group = isBelowBar(term.range) ? inverse(constant) : constant
    let place = term.range.lowerBound
    let focus = fraction(around: term.range) ?? term.range
    guard let number = leadingNumber(of: term), let digits = text(number) else {
      return replacement(place..<place, constant + " ", in: focus, .mark).grouped(as: group)
    }
    // `\frac{2}{m} x` for `2 x`, `2 λ x`.
    if let divisor = divisor(constant) {
      return replacement(number, "\\frac{\(digits)}{\(divisor)}", in: focus, .mark).grouped(
        as: group)
    }
    let glue = constant.first?.isNumber == true ? " \\cdot " : " "
    let end = number.upperBound
    return replacement(end..<end, glue + constant, in: focus, .mark).grouped(as: group)
  }

  /// The written number that a term begins with.
  private func leadingNumber(of term: ParseTrace.Term) -> SourceRange? {
    guard let factor = factors.first(where: { $0.range.lowerBound == term.range.lowerBound }),
      case .number = factor.value.kind
    else { return nil }
    return factor.range
  }

  private func isBelowBar(_ range: SourceRange) -> Bool {
    side.all(\.isFraction).contains { node in
      guard case .fraction(_, over: let bottom, _) = node.kind else { return false }
      return bottom.range.lowerBound <= range.lowerBound
        && range.upperBound <= bottom.range.upperBound
    }
  }

  /// The innermost fraction in which it stands: a part of one says little by itself.
  private func fraction(around range: SourceRange) -> SourceRange? {
    side.all(\.isFraction).last {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }?.range
  }

  /// What a factor below a bar does: `1/2` for `2`.
  private func inverse(_ constant: String) -> String {
    divisor(constant) ?? "\\frac{1}{\(constant)}"
  }

  /// The `m` of `1/m`.
  private func divisor(_ constant: String) -> String? {
    guard constant.hasPrefix("\\frac{1}{"), constant.hasSuffix("}") else { return nil }
    return String(constant.dropFirst(9).dropLast())
  }

  /// Any factor among others may be too many; one that is no constant is a part of the formula.
  private var removedFactors: [RepairEdit] {
    let side = products.filter { $0.factors.count > 1 }.flatMap { product in
      product.factors.map { factor in
        replacement(
          factor.range, "", in: product.range,
          factor.value.isConstant || isScalar(factor.value) ? .mark : .part)
      }
    }
    return side + trace.chains.flatMap(removedOperands)
  }

  private func removedOperands(of chain: ParseTrace.Chain) -> [RepairEdit] {
    guard let first = chain.operands.first, let last = chain.operands.last else { return [] }
    return chain.operands.indices.map { index in
      let operand = chain.operands[index]
      let sign = chain.signs[index == 0 ? 0 : index - 1].range
      return replacement(operand.union(sign), "", in: first.union(last), .part)
    }
  }

  /// `2` for `4` or `1/2`, and the other way round.
  private var changedNumbers: [RepairEdit] {
    factors.flatMap { factor -> [RepairEdit] in
      switch factor.value.kind {
      case .number(let value):
        guard let number = Int(exactly: value.double), (1...1_000).contains(number),
          factor.nodes.count == 1
        else { return [] }
        let half = number % 2 == 0 ? "\(number / 2)" : "\\frac{\(number)}{2}"
        let inverse = number == 1 ? [] : ["\\frac{1}{\(number)}"]
        let focus = fraction(around: factor.range) ?? factor.range
        let (two, one) = isBelowBar(factor.range) ? ("\\frac{1}{2}", "2") : ("2", "\\frac{1}{2}")
        return [
          replacement(factor.range, "\(2 * number)", in: focus, .mark).grouped(as: two),
          replacement(factor.range, half, in: focus, .mark).grouped(as: one),
        ] + inverse.map { replacement(factor.range, $0, in: focus, .mark) }
      case .quotient(let above, let below):
        guard above.kind == .number(ExactDecimal(1)), factor.nodes.count == 1,
          let divisor = text(below.range)
        else { return [] }
        return [replacement(factor.range, divisor, .mark)]
      default: return []
      }
    }
  }

  /// `a` for `a/2`.
  private var lostDivisors: [RepairEdit] {
    factors.compactMap { factor in
      guard factor.nodes.count == 1,
        case .fraction(let top, over: _, _)? = factor.nodes.first?.kind,
        case .quotient(let above, let below) = factor.value.kind, !above.isConstant,
        below.isConstant || isScalar(below), let dividend = text(text.content(of: top))
      else { return nil }
      let isSum = if case .sum = above.kind { true } else { false }
      return replacement(
        factor.range, isSum ? text.bracketed(dividend) : dividend,
        below.isConstant ? .mark : .part)
    }
  }
}
