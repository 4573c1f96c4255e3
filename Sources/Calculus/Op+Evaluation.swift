/// One step of a plan on the buffer of an evaluator: the evaluation rule of every operation.
struct Kernel<N: Number> {
  let memory: UnsafeMutableBufferPointer<N>
  /// Pointers, since a copy of a step counts references.
  let step: UnsafePointer<Plan.Step>
  let sources: UnsafeBufferPointer<Plan.Slot>

  var inputCount: Int { step.pointee.inputs.count }

  func input(_ i: Int) -> Plan.Slot { sources[step.pointee.inputs.lowerBound + i] }

  func x(_ i: Int) -> View<N> {
    let slot = input(i)
    return View(base: UnsafeBufferPointer(rebasing: memory[slot.range]), shape: slot.shape)
  }

  var y: MutableView<N> {
    let slot = step.pointee.output
    return MutableView(
      base: UnsafeMutableBufferPointer(rebasing: memory[slot.range]), shape: slot.shape)
  }

  func run() {
    switch step.pointee.op {
    case .input, .constant: break
    case .named, .reshape: y.fill(from: x(0)) { $0 }
    case .map(let function): function.evaluate(x(0), into: y)
    case .add: y.fill(from: x(0), x(1)) { $0 + $1 }
    case .subtract: y.fill(from: x(0), x(1)) { $0 - $1 }
    case .multiply: y.fill(from: x(0), x(1)) { $0 * $1 }
    case .divide: y.fill(from: x(0), x(1)) { $0 / $1 }
    case .power: y.fill(from: x(0), x(1)) { N.power($0, $1) }
    case .maximum: y.fill(from: x(0), x(1)) { N.maximum($0, $1) }
    case .minimum: y.fill(from: x(0), x(1)) { N.minimum($0, $1) }
    case .choose(let test): choose(test)
    case .matmul: multiplyMatrices()
    case .transpose: transpose()
    case .kronecker: kronecker()
    case .sum(let axis): reduce(axis) { sum($0) }
    case .logSumExp(let axis): reduce(axis) { logSumExp($0) }
    case .softmax(let axis): softmax(axis)
    case .repeated, .slice, .place, .assemble, .beside, .stacked, .diagonal, .diagonalMatrix:
      arrange()
    case .determinant: y[0] = N.determinant(x(0))
    case .inverse: N.invert(x(0), into: y)
    case .abstract(let id, let orders):
      y[0] = AbstractFunction(id: id).value(
        differentiatedBy: orders, at: allEntries(inputCount))
    case .field(let op): evaluate(op)
    }
  }

  private func choose(_ test: SignTest) {
    let (c, a, b) = (x(0), x(1), x(2))
    let (p, q, r) = (c.stride, a.stride, b.stride)
    for i in 0..<y.count { y[i] = N.choose(c[i * p], test, a[i * q], b[i * r]) }
  }

  /// Row times column, with the innermost loop along rows of the right factor and the result.
  private func multiplyMatrices() {
    let (a, b, y) = (x(0), x(1), y)
    let (p, q) = (input(0), input(1))
    guard p.shape.columns > 0 else { return y.fill(.zero) }
    for i in 0..<p.shape.rows {
      for k in 0..<p.shape.columns {
        let factor = a[i * p.rowStride + k * p.columnStride]
        for j in 0..<q.shape.columns {
          let product = factor * b[k * q.rowStride + j * q.columnStride]
          y[i, j] = k == 0 ? product : y[i, j] + product
        }
      }
    }
  }

  private func transpose() {
    let (a, y) = (x(0), y)
    for i in 0..<y.shape.rows {
      for j in 0..<y.shape.columns { y[i, j] = a[j, i] }
    }
  }

  private func kronecker() {
    let (a, b, y) = (x(0), x(1), y)
    let (p, q) = (b.shape.rows, b.shape.columns)
    for i in 0..<y.shape.rows {
      for j in 0..<y.shape.columns { y[i, j] = a[i / p, j / q] * b[i % p, j % q] }
    }
  }
}
