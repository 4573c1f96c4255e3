/// A plan for `Double`: one small record for each step, so that a run neither counts references nor
/// allocates.
struct Program: Sendable {
  enum Code: UInt8, Sendable {
    case none, other
    case matmul, add, subtract, multiply, divide
    case negate, exp, log, sigmoid, relu, square, scale
    case fill, repeatRow, repeatColumn, sum, sumDown, sumAcross
    case softmax, softmaxDown, logSumExp, logSumExpDown
  }

  /// Offsets count from the start of the buffer. Of a matmul, y is rows×columns and the inputs are a
  /// (rows×inner) and b (inner×columns) with their strides.
  struct Instruction: Sendable {
    var code: Code = .none
    /// The position in the plan.
    var step: Int32 = 0
    var y = 0
    var a = 0
    var b = 0
    var rows = 0
    var columns = 0
    var inner = 0
    /// Strides: of rows and columns in a matmul, 0 or 1 in operations entry by entry.
    var a1 = 0
    var a2 = 0
    var b1 = 0
    var b2 = 0

    var count: Int { rows * columns }
  }

  private let instructions: [Instruction]
  private let steps: [Plan.Step]
  private let sources: [Plan.Slot]
  /// Entries of scratch memory behind those of the plan.
  let scratch: Int
  private let scratchStart: Int

  init(_ plan: Plan) {
    let instructions = plan.steps.enumerated()
      .map { Instruction($1, plan.sources[$1.inputs], position: $0) }
      .filter { $0.code != .none }
    self.instructions = instructions
    (steps, sources) = (plan.steps, plan.sources)
    scratchStart = plan.size
    scratch = instructions.reduce(0) { max($0, $1.scratch) }
  }

  private init(_ other: Program, _ instructions: [Instruction]) {
    self.instructions = instructions
    (steps, sources) = (other.steps, other.sources)
    (scratch, scratchStart) = (other.scratch, other.scratchStart)
  }

  /// The instructions that a change of the leaf at `offset` reaches.
  func part(reachedFrom offset: Int) -> Program {
    var reached: Set<Int> = [offset]
    return Program(
      self,
      instructions.filter { instruction in
        let step = steps[Int(instruction.step)]
        guard sources[step.inputs].contains(where: { reached.contains($0.offset) }) else {
          return false
        }
        reached.insert(step.output.offset)
        return true
      })
  }

  /// Computes every step on the memory of an evaluator.
  func run(_ memory: UnsafeMutableBufferPointer<Double>) {
    guard let base = memory.baseAddress else { return }
    let scratch = base + scratchStart
    steps.withUnsafeBufferPointer { steps in
      sources.withUnsafeBufferPointer { sources in
        for instruction in instructions {
          if instruction.code == .other, let first = steps.baseAddress {
            Kernel(memory: memory, step: first + Int(instruction.step), sources: sources).run()
          } else {
            instruction.run(base, scratch)
          }
        }
      }
    }
  }
}

extension Program.Instruction {
  init(_ step: Plan.Step, _ inputs: ArraySlice<Plan.Slot>, position: Int) {
    let (a, b) = (inputs.first, inputs.last)
    self.step = Int32(truncatingIfNeeded: position)
    code = Self.code(step, a?.shape ?? .scalar)
    y = step.output.offset
    rows = step.output.shape.rows
    columns = step.output.shape.columns
    self.a = a?.offset ?? 0
    self.b = b?.offset ?? 0
    switch code {
    case .matmul:
      inner = a?.shape.columns ?? 0
      (a1, a2) = (a?.rowStride ?? 0, a?.columnStride ?? 0)
      (b1, b2) = (b?.rowStride ?? 0, b?.columnStride ?? 0)
    case .sum, .sumDown, .sumAcross, .logSumExp, .logSumExpDown:
      // Of the input: the result has one entry for each of its lines.
      rows = a?.shape.rows ?? 0
      columns = a?.shape.columns ?? 0
    default:
      a1 = a?.shape.isScalar == true ? 0 : 1
      b1 = b?.shape.isScalar == true ? 0 : 1
    }
  }

  /// `x`: the shape of the first input.
  private static func code(_ step: Plan.Step, _ x: Shape) -> Program.Code {
    switch step.op {
    case .input, .constant: return .none
    case .matmul: return .matmul
    case .add: return .add
    case .subtract: return .subtract
    case .multiply: return .multiply
    case .divide: return .divide
    case .map(.negate): return .negate
    case .map(.exp): return .exp
    case .map(.sigmoid): return .sigmoid
    case .map(.relu): return .relu
    case .map(.power(2)): return .square
    case .repeated:
      if x.isScalar { return .fill }
      return x.rows == 1 ? .repeatRow : x.columns == 1 ? .repeatColumn : .other
    case .sum(let axis):
      if axis == .all || x.columns == 1 && axis == .down { return .sum }
      return axis == .down ? .sumDown : .sumAcross
    case .softmax(let axis):
      if axis == .all || x.columns == 1 && axis == .down { return .softmax }
      return axis == .down ? .softmaxDown : .other
    case .logSumExp(let axis):
      if x.count == 0 { return .other }
      if axis == .all || x.columns == 1 && axis == .down { return .logSumExp }
      return axis == .down ? .logSumExpDown : .other
    default: return .other
    }
  }

  /// What the instruction needs beside its result.
  var scratch: Int {
    switch code {
    case .matmul: MatrixProduct.scratch(rows, columns, inner)
    case .softmaxDown, .logSumExpDown: 2 * columns
    default: 0
    }
  }

  @inline(__always)
  func run(_ m: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<Double>) {
    switch code {
    case .none, .other: break
    case .matmul:
      MatrixProduct.multiply(
        Strided(m + a, a1, a2), Strided(m + b, b1, b2), into: m + y, rows, columns, inner, scratch)
    case .add: combine(m, { $0 + $1 }, { $0 + $1 })
    case .subtract: combine(m, { $0 - $1 }, { $0 - $1 })
    case .multiply: combine(m, { $0 * $1 }, { $0 * $1 })
    case .divide: combine(m, { $0 / $1 }, { $0 / $1 })
    case .negate: Vector.map(m + a, into: m + y, count) { -$0 }
    case .square: Vector.map(m + a, into: m + y, count) { $0 * $0 }
    case .exp: Vector.map(m + a, into: m + y, count) { Vector.exp($0) }
    case .sigmoid: Vector.map(m + a, into: m + y, count) { Vector.sigmoid($0) }
    case .relu:
      Vector.map(m + a, into: m + y, count) { $0.replacing(with: 0, where: $0 .<= 0) }
    default: runReduction(m, scratch)
    }
  }

  @inline(__always)
  private func combine(
    _ m: UnsafeMutablePointer<Double>,
    _ f: (Vector.Four, Vector.Four) -> Vector.Four, _ g: (Double, Double) -> Double
  ) {
    let (x, z, y) = (m + a, m + b, m + y)
    let n = count
    var i = 0
    if a1 == 1, b1 == 1 {
      while i + 4 <= n {
        Vector.store(f(Vector.load(x + i), Vector.load(z + i)), y + i)
        i += 4
      }
    } else if a1 == 1 {
      let z = Vector.Four(repeating: z[0])
      while i + 4 <= n {
        Vector.store(f(Vector.load(x + i), z), y + i)
        i += 4
      }
    } else if b1 == 1 {
      let x = Vector.Four(repeating: x[0])
      while i + 4 <= n {
        Vector.store(f(x, Vector.load(z + i)), y + i)
        i += 4
      }
    }
    while i < n {
      y[i] = g(x[i * a1], z[i * b1])
      i += 1
    }
  }
}
