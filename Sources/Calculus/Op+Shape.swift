extension Op {
  /// The shape rule: the shape of the result, from the shapes of the inputs.
  ///
  /// `input` and `constant` have their shapes from outside and never come here.
  func shape(of inputs: [Shape]) throws(GraphError) -> Shape {
    if let arity, inputs.count != arity {
      throw GraphError(.inputCount(operation: verb, inputs.count))
    }
    guard let first = inputs.first else {
      guard case .assemble(let shape) = self, shape.count == 0 else {
        throw GraphError(.inputCount(operation: verb, 0))
      }
      return shape
    }
    switch self {
    case .input, .constant, .named: return first
    case .map(.power(let exponent)) where exponent.magnitude > UInt(Self.largestExponent):
      throw GraphError(.limit(name: "as an exponent", value: Self.largestExponent))
    case .map: return first
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .choose:
      return try broadcast(inputs)
    case .matmul, .transpose, .kronecker, .diagonal, .diagonalMatrix, .determinant, .inverse:
      return try matrixShape(inputs, first)
    case .sum(let axis), .logSumExp(let axis): return axis.reduced(first)
    case .softmax: return first
    case .abstract, .field(.genericOfMany): return .scalar
    case .field: return try broadcast(inputs)
    case .repeated, .reshape, .slice, .place, .assemble, .beside, .stacked:
      return try arrangedShape(inputs, first)
    }
  }

  /// Powers stay in the range where repeated squaring is cheap.
  private static let largestExponent = 1 << 20

  /// Number of inputs, nil where any number will do.
  private var arity: Int? {
    switch self {
    case .input, .constant: 0
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .matmul, .kronecker: 2
    case .choose: 3
    case .assemble(let shape): shape.count
    case .field(.generic): 2
    case .beside, .stacked, .abstract, .field: nil
    default: 1
    }
  }

  /// All inputs that are not 1×1 have one shape: that one.
  private func broadcast(_ inputs: [Shape]) throws(GraphError) -> Shape {
    let shape = inputs.first { !$0.isScalar } ?? .scalar
    guard inputs.allSatisfy({ $0.isScalar || $0 == shape }) else {
      throw GraphError(.shapeMismatch(operation: verb, shapes: inputs))
    }
    return shape
  }

  private func matrixShape(_ inputs: [Shape], _ first: Shape) throws(GraphError) -> Shape {
    let last = inputs.last ?? first
    switch self {
    case .matmul:
      guard first.columns == last.rows else {
        throw GraphError(.shapeMismatch(operation: verb, shapes: inputs))
      }
      return Shape(first.rows, last.columns)
    case .transpose: return first.transposed
    case .kronecker: return try kroneckerShape(first, last)
    case .diagonalMatrix:
      guard first.columns == 1 else { throw GraphError(.notColumn(operation: verb, first)) }
      return Shape(first.rows, first.rows)
    default:
      guard first.isSquare else { throw GraphError(.notSquare(operation: verb, first)) }
      switch self {
      case .diagonal: return .column(first.rows)
      case .determinant: return .scalar
      default: return first
      }
    }
  }

  private func kroneckerShape(_ a: Shape, _ b: Shape) throws(GraphError) -> Shape {
    let (rows, tall) = a.rows.multipliedReportingOverflow(by: b.rows)
    let (columns, wide) = a.columns.multipliedReportingOverflow(by: b.columns)
    guard !tall, !wide else { throw GraphError(.limit(name: "rows", value: .max)) }
    return Shape(rows, columns)
  }

  private func arrangedShape(_ inputs: [Shape], _ first: Shape) throws(GraphError) -> Shape {
    let mismatch = GraphError(.shapeMismatch(operation: verb, shapes: inputs))
    switch self {
    case .repeated(let shape):
      let fits =
        (first.rows == 1 || first.rows == shape.rows)
        && (first.columns == 1 || first.columns == shape.columns)
      guard fits else { throw GraphError(.shapeMismatch(operation: verb, shapes: [first, shape])) }
      return shape
    case .reshape(let shape):
      guard first.count == shape.count else {
        throw GraphError(.shapeMismatch(operation: verb, shapes: [first, shape]))
      }
      return shape
    case .slice(let block):
      guard block.fits(in: first) else { throw GraphError(.outOfBounds(block, first)) }
      return block.shape
    case .place(let row, let column, let shape):
      guard row >= 0, column >= 0, row <= shape.rows, column <= shape.columns,
        first.rows <= shape.rows - row, first.columns <= shape.columns - column
      else { throw GraphError(.shapeMismatch(operation: verb, shapes: [first, shape])) }
      return shape
    case .assemble(let shape):
      guard inputs.allSatisfy(\.isScalar) else { throw mismatch }
      return shape
    case .beside:
      guard inputs.allSatisfy({ $0.rows == first.rows }) else { throw mismatch }
      return Shape(first.rows, try total(inputs.map(\.columns)))
    default:
      guard inputs.allSatisfy({ $0.columns == first.columns }) else { throw mismatch }
      return Shape(try total(inputs.map(\.rows)), first.columns)
    }
  }

  private func total(_ lengths: [Int]) throws(GraphError) -> Int {
    var sum = 0
    for length in lengths {
      let (next, overflow) = sum.addingReportingOverflow(length)
      guard !overflow else { throw GraphError(.limit(name: "rows", value: .max)) }
      sum = next
    }
    return sum
  }
}

extension Op {
  /// What messages call the operation: `cannot <verb> 3×4 and 4×3`, `<verb> needs a square matrix`.
  package var verb: String {
    switch self {
    case .input: "read"
    case .constant: "write"
    case .named: "name"
    case .map(let function): function.name
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply entry by entry"
    case .divide: "divide entry by entry"
    case .power: "raise to the power of"
    case .maximum, .minimum: "compare"
    case .choose: "choose between"
    case .matmul: "multiply"
    case .transpose: "transpose"
    case .kronecker: "take the Kronecker product of"
    case .sum: "sum"
    case .logSumExp: "logsumexp"
    case .softmax: "softmax"
    case .repeated: "repeat"
    case .reshape: "reshape"
    case .slice: "slice"
    case .place: "place"
    case .assemble: "assemble"
    case .beside: "put side by side"
    case .stacked: "stack"
    case .diagonal: "the diagonal"
    case .diagonalMatrix: "diag"
    case .determinant: "the determinant"
    case .inverse: "the inverse"
    case .abstract: "apply a function to"
    case .field: "put into the field"
    }
  }
}
