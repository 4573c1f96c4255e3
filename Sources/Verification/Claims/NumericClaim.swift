import Calculus
import Elaboration
import MathSyntax

/// Claims with a number on one side: `∂L/∂w = -1.5`, `h ≈ [0.62; 0.57]`. What is no identity is meant
/// at the shown point, if every value it depends on is given (DESIGN section 5, numbers).
extension Decision {
  /// `unlessConstant`: what has one value at all points needs no values of its inputs.
  func numericVerdict(unlessConstant: Bool) -> Verdict {
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    lowering.otherPartials = otherPartials
    let instances: [Instance]
    do throws(Obstacle) {
      defer { pool.noteMeanings(of: lowering) }
      instances = try claim.instances(in: &lowering).all
    } catch {
      return obstructed(error)
    }
    guard !instances.isEmpty else {
      return .unclear("no-instance", "no member of the family exists for which this says anything")
    }
    let refs = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let leaves = Set(Plan(lowering.graph, outputs: refs).inputs)
    let open = lowering.inputs.first { $0.input.value == nil && leaves.contains($0.leaf) }
    if let open, !unlessConstant || !isConstant {
      return .unclear(
        "at-what-point", "the value of `\(lowering.name(of: open.key))` is not given",
        hint: "give it one in the block: `= 0.5`")
    }
    if let abstract = lowering.abstractFunctions(in: refs).first {
      return .unclear(
        "at-what-point", "the values of `\(abstract.function)` are not given")
    }
    if let outside = lowering.inputsOutsideDomain.first {
      return .unclear(
        "at-what-point", "the value of `\(lowering.name(of: outside.key))` lies outside its domain")
    }
    return compare(instances, lowering)
  }

  /// Whether both sides have one value at all points that are tried: then it matters not which point
  /// is meant.
  private var isConstant: Bool {
    let usual = Conventions(layout: scope.layout)
    guard let trial = try? trial(scope.declaredSizes, .sampled, usual) else { return false }
    return trial.isConstant(over: Decision.points)
  }

  private func compare(_ instances: [Instance], _ lowering: Lowering) -> Verdict {
    let refs = instances.flatMap { [$0.left.ref, $0.right.ref] }
    var evaluator = Evaluator<Interval>(Plan(lowering.graph, outputs: refs))
    for (leaf, values) in ShownPoint<Interval>(lowering).values { evaluator.set(leaf, to: values) }
    evaluator.run()
    var worst = Agreement.agrees
    for instance in instances {
      let (left, right) = (evaluator.value(instance.left.ref), evaluator.value(instance.right.ref))
      for index in left.elements.indices {
        var agreement = agreement(left.elements[index], right.elements[index], index)
        if agreement == .differs { agreement = roundedAgreement }
        guard agreement != .differs else {
          return .refuted(Trial.Difference(instance, at: index, left.elements, right.elements))
        }
        worst = max(worst, agreement)
      }
    }
    return conclusion(worst)
  }

  private func conclusion(_ worst: Agreement) -> Verdict {
    switch worst {
    case .agrees: .holds(Evidence(.numeric, points: 1, sizes: 1, at: Evidence.shownPoint))
    case .rounded:
      claim.isApproximate
        ? .unclear("rounding", "the last digit is off by one")
        : .unclear("rounded", "it is right only after rounding", hint: "write `\\approx`")
    case .unknown, .differs: .unclear("undefined", "it has no value at the shown point")
    }
  }

  private enum Agreement: Int, Comparable {
    case agrees, rounded, unknown, differs

    static func < (a: Agreement, b: Agreement) -> Bool { a.rawValue < b.rawValue }
  }

  /// `=`: equal, or equal after rounding to the digits written. `≈`: within half a unit of the last
  /// digit it holds, within one unit it is a matter of rounding.
  private func agreement(_ a: Interval, _ b: Interval, _ index: Int) -> Agreement {
    guard !a.isWhole, !b.isWhole else { return .unknown }
    let distance = Interval.abs(a - b)
    let decimals = claim.decimals.flatMap { index < $0.count ? $0[index] : $0.first } ?? nil
    guard let decimals else { return a.overlaps(b) ? .agrees : .differs }
    let unit = Interval(ExactDecimal(significand: 1, exponent: -decimals))
    let half = Interval(ExactDecimal(significand: 5, exponent: -decimals - 1))
    if claim.isApproximate {
      if distance.upper <= half.upper { return .agrees }
      return distance.lower <= unit.upper ? .rounded : .differs
    }
    if a.overlaps(b) { return .agrees }
    // Rounding shows in digits behind the point: a whole number is meant as it stands, and so is a value
    // that has no more digits than are written.
    guard decimals > 0, !(a.isMultiple(of: unit) && b.isMultiple(of: unit)) else { return .differs }
    return distance.lower <= unit.upper ? .rounded : .differs
  }

  /// What becomes of two sides that differ where one of them is arithmetic, `0.62 (1 - 0.62)`: the
  /// decimals in it may be rounded.
  private var roundedAgreement: Agreement {
    // What was found equal before is exact; the arithmetic it is compared with may still be rounded.
    let open = claim.hasExactDecimals ? [claim.right] : [claim.left, claim.right]
    guard open.contains(where: { $0.isNumeric && !$0.isWritten }) else { return .differs }
    if claim.isApproximate, overlaps(within: 5) { return .agrees }
    return overlaps(within: claim.isApproximate ? 10 : 5) ? .rounded : .differs
  }

  /// Whether the sides can be equal if each decimal in the claim is off by up to `tenths` tenths of a
  /// unit in its last digit; those that are values of the block are exact.
  private func overlaps(within tenths: Int) -> Bool {
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    lowering.opensDecimals = true
    guard let instances = try? claim.instances(in: &lowering).all else { return true }
    let refs = instances.flatMap { [$0.left.ref, $0.right.ref] }
    var evaluator = Evaluator<Interval>(Plan(lowering.graph, outputs: refs))
    for (leaf, values) in ShownPoint<Interval>(lowering).values { evaluator.set(leaf, to: values) }
    let given = scope.givenNumbers
    for (leaf, decimal) in lowering.openDecimals {
      let isExact = given.contains(decimal.double)
      let unit = ExactDecimal(significand: isExact ? 0 : tenths, exponent: decimal.exponent - 1)
      let slack = Interval(unit)
      let around = Interval(decimal)
      evaluator.set(leaf, to: [(around - slack).hull(around + slack)])
    }
    evaluator.run()
    return instances.allSatisfy { instance in
      let left = evaluator.value(instance.left.ref).elements
      return zip(left, evaluator.value(instance.right.ref).elements).allSatisfy { $0.overlaps($1) }
    }
  }
}

extension Interval {
  /// Whether it can be a whole multiple of `unit`, and is narrow enough to tell.
  fileprivate func isMultiple(of unit: Interval) -> Bool {
    let quotient = self / unit
    return quotient.width < 0.001 && quotient.contains(quotient.midpoint.rounded())
  }
}

extension Scope {
  /// The numbers that the block gives to inputs.
  fileprivate var givenNumbers: Set<Double> {
    symbols.flatMap(\.inputs).reduce(into: []) { numbers, input in
      if case .expression(let value) = input.value { numbers.formUnion(value.numbers) }
    }
  }
}

extension Expression {
  /// The numbers written in it.
  fileprivate var numbers: Set<Double> {
    let inner = children.reduce(into: Set<Double>()) { $0.formUnion($1.numbers) }
    if case .number(let value) = kind { return inner.union([value.double, -value.double]) }
    return inner
  }

  /// Made of numbers and functions of them: `-0.4`, `1/2 (0.6 - 1)^2`, `σ(-0.4)`.
  var isNumeric: Bool {
    switch kind {
    case .number: true
    case .e, .pi: false
    case .negated, .matrix, .quotient, .product, .sum, .chain, .power, .call, .transpose:
      children.contains(where: \.isNumeric)
        && children.allSatisfy { $0.isNumeric || $0.kind == .e || $0.kind == .pi }
    default: false
    }
  }

  /// A number as such, or a matrix of numbers.
  var isWritten: Bool {
    switch kind {
    case .number: true
    case .negated(let operand): operand.isWritten
    case .matrix(let rows): rows.joined().allSatisfy(\.isWritten)
    default: false
    }
  }
}

extension MathNode {
  /// The digits behind the point of every number in it, in reading order; nil for one that is no
  /// decimal by itself, such as `1/3`.
  var decimals: [Int?] {
    switch kind {
    case .number(let text):
      guard !text.lowercased().contains("e") else { return [nil] }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return [parts.count > 1 ? parts[1].utf8.count : 0]
    case .fraction: return [nil]
    default: return children.flatMap(\.decimals)
    }
  }
}
