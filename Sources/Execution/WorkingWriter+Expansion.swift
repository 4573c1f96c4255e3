import Calculus
import Diagnostics
import Elaboration

/// What is written out before numbers are put in.
extension WorkingWriter {
  /// Longer sums are not even counted through.
  private static let maximalTerms = 400

  /// Sums written out, with dots in long ones; sizes as numbers; functions by what they stand for.
  mutating func expanded(
    _ expression: Expression, _ runner: inout Runner
  ) throws(Diagnostic) -> Expression {
    if case .count(let term) = expression.kind,
      let value = term.value(bindings.letters, runner.lowering.sizes)
    {
      return Expression(.number(ExactDecimal(value)), at: expression.range)
    }
    if let sum = try expandedSum(expression, &runner) { return sum }
    if expansionsLeft > 0, let formula = formula(for: expression, &runner) {
      expansionsLeft -= 1
      return try expanded(formula, &runner)
    }
    var copy = self
    var failure: Diagnostic?
    let mapped = expression.mapChildren { child in
      do throws(Diagnostic) { return try copy.expanded(child, &runner) } catch {
        failure = error
        return child
      }
    }
    self = copy
    if let failure { throw failure }
    return mapped
  }

  private mutating func expandedSum(
    _ expression: Expression, _ runner: inout Runner
  ) throws(Diagnostic) -> Expression? {
    guard expansionsLeft > 0, case .big(.sum, let letters, let body) = expression.kind,
      let terms = terms(of: letters[...], body, &runner), let last = terms.last
    else { return nil }
    expansionsLeft -= 1
    let isLong = terms.count > Runner.maximalTerms
    var parts: [Expression.Term] = []
    for term in isLong ? Array(terms.prefix(2)) + [last] : terms {
      parts.append(.init(isNegative: false, value: try expanded(term, &runner)))
    }
    guard isLong else {
      return parts.count == 1
        ? parts[0].value : Expression(.sum(parts), at: expression.range)
    }
    let dots = Expression.Term(isNegative: false, value: Expression(.dots, at: expression.range))
    parts.insert(dots, at: 2)
    let sum = Expression(.sum(parts), at: expression.range)
    elided[sum] = expression
    return sum
  }

  /// The terms of a sum over all its letters; nil where they are too many, or what they run over is
  /// not known.
  private func terms(
    of letters: ArraySlice<Binding>, _ body: Expression, _ runner: inout Runner
  ) -> [Expression]? {
    guard let letter = letters.first else { return [body] }
    guard !letter.countsDown, let range = runner.range(of: letter, body, bindings),
      range.count <= Self.maximalTerms
    else { return nil }
    var found: [Expression] = []
    for value in range {
      let known = bindings.letters.setting(letter.letter, to: value)
      let holds = letter.conditions.map { $0.holds(known, runner.lowering.sizes) }
      guard !holds.contains(nil) else { return nil }
      guard !holds.contains(false) else { continue }
      let rest = letters.dropFirst().map { $0.substituting(letter.letter, by: .number(value)) }
      let term = body.substituting(letter.letter, by: .number(value))
      guard let terms = terms(of: rest[...], term, &runner) else { return nil }
      found += terms
      guard found.count <= Self.maximalTerms else { return nil }
    }
    return found
  }

  /// σ′ by σ; a function of numbers that the note defines by what it is made of.
  private func formula(for expression: Expression, _ runner: inout Runner) -> Expression? {
    switch expression.kind {
    case .derivativeOfBuiltin(_, order: 1, let x):
      guard let value = try? runner.lower(x, bindings) else { return nil }
      return expression.slopeFormula(isScalar: value.isScalar)
    case .apply(let id, derivative: 0, let arguments):
      let functions = runner.scope[id].functions
      guard functions.count == 1, let function = functions.first, !function.isAbstract,
        function.formals.count == arguments.count
      else { return nil }
      for argument in arguments {
        guard (try? runner.lower(argument, bindings))?.isScalar ?? false else { return nil }
      }
      guard (try? runner.lower(expression, bindings))?.isScalar ?? false else { return nil }
      let values = Dictionary(zip(function.formals, arguments)) { first, _ in first }
      return function.body.applying(values)
    default: return nil
    }
  }
}

extension Runner {
  /// What a bound letter runs over, if that is known.
  mutating func range(
    of binding: Binding, _ body: Expression, _ bindings: Bindings
  ) -> ClosedRange<Int>? {
    if let lower = binding.lower?.value(bindings.letters, lowering.sizes),
      let upper = binding.upper?.value(bindings.letters, lowering.sizes), lower <= upper
    {
      return lower...upper
    }
    guard binding.lower == nil, binding.upper == nil else { return nil }
    return try? lowering.range(
      of: binding.letter, in: [body], bindings, body.range)
  }
}
