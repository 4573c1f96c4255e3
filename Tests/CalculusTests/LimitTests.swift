import Calculus
import Testing

@Suite struct LimitTests {
  @Test(arguments: [
    (Op.add, [Shape(3, 4), Shape(4, 3)], "cannot add 3×4 and 4×3"),
    (.matmul, [Shape(3, 4), Shape(3, 4)], "cannot multiply 3×4 by 3×4"),
    (.matmul, [Shape(1, 1), Shape(3, 4)], "cannot multiply 1×1 by 3×4"),
    (
      .choose(.positive), [Shape(1, 1), Shape(3, 4), Shape(4, 3)],
      "cannot choose between 1×1, 3×4 and 4×3"
    ),
    (.add, [Shape(1, 1)], "cannot add 1 value"),
    (.assemble(Shape(2, 2)), [], "cannot assemble 0 values"),
    (.beside, [], "cannot put side by side 0 values"),
    (.beside, [Shape(2, 1), Shape(3, 1)], "cannot put side by side 2×1 and 3×1"),
    (.inverse, [Shape(2, 3)], "the inverse needs a square matrix, this one is 2×3"),
    (.diagonalMatrix, [Shape(2, 3)], "diag needs a column, this is 2×3"),
    (.slice(.entry(0, 5)), [Shape(3, 4)], "a 3×4 matrix has no column 6"),
    (.slice(.entry(.max, 0)), [Shape(3, 4)], "a 3×4 matrix has no row 9223372036854775807"),
    (.slice(.entry(-1, 0)), [Shape(3, 4)], "a 3×4 matrix has no row 0"),
    (.slice(Block(rows: 1..<5, columns: 0..<1)), [Shape(3, 4)], "a 3×4 matrix has no row 2 to 5"),
    (.place(row: .max, column: 0, in: Shape(3, 4)), [Shape(1, 1)], "cannot place 1×1 and 3×4"),
    (.reshape(Shape(.max, 2)), [Shape(1, 1)], "cannot reshape 1×1 and \(Int.max)×2"),
    (.map(.power(.min)), [Shape(1, 1)], "more than 1048576 as an exponent"),
    (.repeated(Shape(.max, .max)), [Shape(1, 1)], "more than 16777216 matrix entries"),
  ])
  func whatDoesNotFitIsAnError(_ op: Op, _ shapes: [Shape], _ message: String) throws {
    var graph = Graph()
    let inputs = try shapes.map { try graph.input($0) }
    let error = #expect(throws: GraphError.self) { try graph.apply(op, inputs) }
    #expect(error?.message == message)
  }

  @Test func limitsAreErrorsThatNameThem() throws {
    var few = Graph(limits: .init(nodes: 2))
    _ = try few.input(.scalar)
    _ = try few.input(.scalar)
    let nodes = #expect(throws: GraphError.self) { try few.input(.scalar) }
    #expect(nodes?.message == "more than 2 steps of computation")
    var small = Graph(limits: .init(elements: 10))
    _ = try small.input(Shape(2, 3))
    let elements = #expect(throws: GraphError.self) { try small.input(Shape(5, 1)) }
    #expect(elements?.message == "more than 10 matrix entries")
    var cheap = Graph(limits: .init(work: 70))
    let a = try cheap.input(Shape(4, 4))
    let work = #expect(throws: GraphError.self) { try cheap.apply(.matmul, [a, a]) }
    #expect(work?.message == "more than 70 multiplications")
  }

  @Test func nodesOfAnotherGraphAreRefused() throws {
    var (one, other) = (Graph(), Graph())
    let foreign = try one.input(.scalar)
    #expect(throws: GraphError(.foreignNode)) { try other.apply(.map(.exp), [foreign]) }
    #expect(throws: GraphError(.notScalar(Shape(2, 1)))) {
      let y = try one.input(Shape(2, 1))
      _ = try one.gradients(of: y, by: [foreign])
    }
  }

  @Test func emptyMatricesAreMatrices() throws {
    var graph = Graph()
    let (a, b) = (try graph.input(Shape(2, 0)), try graph.input(Shape(0, 3)))
    let product = try graph.apply(.matmul, [a, b])
    let sum = try graph.apply(.sum(.down), [b])
    let softmax = try graph.apply(.softmax(.down), [b])
    let identity = try graph.identity(0)
    let determinant = try graph.apply(.determinant, [identity])
    let inverse = try graph.apply(.inverse, [identity])
    let one = try graph.product(b, over: .all)
    let outputs = [product, sum, softmax, determinant, inverse, one]
    var evaluator = Evaluator<Double>(Plan(graph, outputs: outputs))
    evaluator.set(a, to: [])
    evaluator.set(b, to: [])
    evaluator.run()
    #expect(
      outputs.map { evaluator.value($0).elements } == [
        [0, 0, 0, 0, 0, 0], [0, 0, 0], [], [1], [], [1],
      ])
    #expect(throws: GraphError.self) { try graph.largest(b, over: .all) }
  }

  @Test func theFirstUndefinedNodeIsKnown() throws {
    var graph = Graph()
    let x = try graph.input(.scalar)
    let log = try graph.apply(.map(.log), [x])
    let y = try graph.apply(.map(.exp), [graph.apply(.multiply, [log, log])])
    var evaluator = Evaluator<Double>(Plan(graph, outputs: [y]))
    evaluator.run()
    #expect(evaluator.firstUndefined == x)
    evaluator.set(x, to: [1, 2])
    evaluator.run()
    #expect(evaluator.firstUndefined == x)
    evaluator.set(x, to: [-1])
    evaluator.run()
    #expect(evaluator.firstUndefined == log)
    evaluator.set(x, to: [1])
    evaluator.run()
    #expect(evaluator.firstUndefined == nil && evaluator.value(y).elements == [1])
    #expect(evaluator.plan.inputs == [x])
  }

  @Test func singularMatricesAreUndefinedNotTrapped() throws {
    var graph = Graph()
    let a = try graph.input(Shape(4, 4))
    let (inverse, determinant) = (
      try graph.apply(.inverse, [a]), try graph.apply(.determinant, [a])
    )
    let plan = Plan(graph, outputs: [inverse, determinant])
    var doubles = Evaluator<Double>(plan)
    doubles.set(a, to: Array(repeating: 0, count: 16))
    doubles.run()
    #expect(!doubles.value(inverse).elements[0].isFinite)
    #expect(doubles.value(determinant).elements == [0])
    var intervals = Evaluator<Interval>(plan)
    intervals.set(a, to: Array(repeating: .one, count: 16))
    intervals.run()
    #expect(!intervals.value(inverse).elements.contains { !$0.isUndefined })
    #expect(intervals.value(determinant).elements[0].overlaps(.zero))
  }

  @Test func entriesOutsideAMatrixAreNil() throws {
    let matrix = try #require(Matrix(Shape(2, 2), [1, 2, 3, 4]))
    #expect(matrix[1, 0] == 3 && matrix[2, 0] == nil && matrix[0, -1] == nil)
    #expect(Matrix(Shape(2, 2), [1]) == nil)
    #expect(matrix.map { $0 * 2 }.elements == [2, 4, 6, 8])
  }
}
