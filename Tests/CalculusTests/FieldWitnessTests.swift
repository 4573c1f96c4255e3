import Calculus
import Testing

/// The derivative rules of every operation, held against each other in the prime field: without rounding.
@Suite struct FieldWitnessTests {
  @Test(arguments: OpCase.all, [15])
  func reverseAndForwardModeAgreeInTheField(_ test: OpCase, seed: UInt64) throws {
    var it = try Experiment(test, seed: seed)
    let slope = try it.slope()
    var sum = try it.graph.constant(.zero)
    for (input, direction) in zip(it.inputs, it.directions) {
      guard let ds = try it.graph.pushforward(of: it.scalar, by: input, along: direction) else {
        continue
      }
      sum = try it.graph.apply(.add, [sum, ds])
    }
    let positive = test.domain.lowerBound > 0 ? Set(it.inputs) : []
    var rewriter: FieldRewriter?
    let form = try FieldForm(
      of: [slope, sum], in: &it.graph, positive: positive, by: &rewriter)
    var points = FieldPoints()
    let verdict = FieldTrial.verdict(form, in: it.graph, at: &points) {
      [graph = it.graph] leaf, attempt in
      graph.residues(of: leaf, isPositive: positive.contains(leaf), seed: seed, attempt)
    }
    guard form.branches.isEmpty, form.degree.roots == 0 else {
      #expect(verdict != .disagrees)
      return
    }
    guard case .agrees(_, let error) = verdict else {
      Issue.record("\(test.name): \(verdict)")
      return
    }
    #expect(error < 1e-15)
  }
}
