import Calculus
import Testing

@Suite struct AllowanceTests {
  @Test func spendsUpToItsEnd() {
    let allowance = Allowance(100)
    #expect(allowance.spend(60))
    #expect(allowance.spend(40))
    #expect(allowance.spent == 100)
    #expect(!allowance.spend(1))
    // What was refused once stays so: no part is half done.
    #expect(!allowance.spend(0))
    #expect(allowance.refusals == 1)
  }

  @Test func keepsAShareForTheRest() {
    let allowance = Allowance(100)
    let first = allowance.share { allowance.spend(51) }
    #expect(first == (false, false))
    let second = allowance.share { allowance.spend(50) }
    #expect(second == (true, true))
    #expect(allowance.spent == 50)
    let inner = allowance.share {
      allowance.share(matters: false) { allowance.spend(20) }
    }
    #expect(inner.result == (false, false))
    #expect(inner.wasEnough)
    #expect(allowance.refusals == 1)
  }

  @Test func isStoppedForGood() {
    let allowance = Allowance()
    allowance.stop()
    #expect(!allowance.spend(1))
    #expect(allowance.share { allowance.spend(1) } == (false, false))
    allowance.renew()
    #expect(!allowance.isOpen)
  }

  @Test func countsOnceMoreAfterARenewal() {
    let allowance = Allowance(10)
    #expect(!allowance.spend(11))
    allowance.renew()
    #expect(allowance.spend(10))
    #expect(allowance.refusals == 0)
  }

  @Test func namesItsEnd() throws {
    var graph = Graph(allowance: Allowance(10_000))
    let error = #expect(throws: GraphError.self) {
      for _ in 0..<30 { _ = try graph.input(.scalar) }
    }
    #expect(
      error?.message
        == "this takes more than its share of the 10,000 units of work that a note may take")
  }
}

/// What is not computed is undefined, in every kind of number and in forward mode: it decides nothing.
@Suite struct RefusedRunTests {
  /// x ↦ exp(x²) at a 3×3 matrix, with an allowance for making it and little more.
  private func refused() throws -> (graph: Graph, x: Graph.Ref, y: Graph.Ref) {
    let allowance = Allowance()
    var graph = Graph(allowance: allowance)
    let x = try graph.input(Shape(3, 3))
    let y = try graph.apply(.map(.exp), [graph.apply(.matmul, [x, x])])
    _ = allowance.spend(Allowance.standard - allowance.spent - 1)
    return (graph, x, y)
  }

  private func entriesAreUndefined<N: Number>(_ type: N.Type) throws -> Bool {
    let (graph, x, y) = try refused()
    var evaluator = Evaluator<N>(Plan(graph, outputs: [y]))
    evaluator.set(x, to: Array(repeating: .one, count: 9))
    evaluator.run()
    return evaluator.value(y).elements.allSatisfy(\.isUndefined)
      && !evaluator.value(x).elements.contains(where: \.isUndefined)
  }

  @Test func isUndefinedInEveryKindOfNumber() throws {
    #expect(try entriesAreUndefined(Double.self))
    #expect(try entriesAreUndefined(Interval.self))
    #expect(try entriesAreUndefined(PreciseInterval.self))
    #expect(try entriesAreUndefined(Residue.self))
  }

  @Test func isUndefinedAtPointsThatAreKept() throws {
    let (graph, _, y) = try refused()
    var plan = Plan()
    plan.extend(graph, by: [y])
    var values = PointValues<Interval>()
    values.advance(along: plan) { _ in Array(repeating: .one, count: 9) }
    let entries = values.entries(of: y, in: plan).map(\.isUndefined)
    #expect(entries == Array(repeating: true, count: 9))
  }

  @Test func contradictsNoDerivative() throws {
    let (graph, x, y) = try refused()
    let moved = graph.tangent(of: y, by: x, along: Array(repeating: .one, count: 9)) { _ in
      Array(repeating: .one, count: 9)
    }
    #expect(moved.map(\.isUndefined) == Array(repeating: true, count: 9))
  }
}
