/// A matrix in the buffer of an evaluator, to read.
///
/// Kernels index within the shapes that the shape rules have proved; bounds are checked in debug
/// builds.
struct View<N> {
  let base: UnsafeBufferPointer<N>
  let shape: Shape

  var count: Int { base.count }
  subscript(index: Int) -> N { base[index] }
  subscript(row: Int, column: Int) -> N { base[row * shape.columns + column] }

  /// Distance between the entries that a broadcasting operation reads: 0 for a 1×1.
  var stride: Int { shape.isScalar ? 0 : 1 }
}

/// A matrix in the buffer of an evaluator, to write.
struct MutableView<N> {
  let base: UnsafeMutableBufferPointer<N>
  let shape: Shape

  var count: Int { base.count }

  subscript(index: Int) -> N {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  subscript(row: Int, column: Int) -> N {
    get { base[row * shape.columns + column] }
    nonmutating set { base[row * shape.columns + column] = newValue }
  }

  @inline(__always)
  func fill(from x: View<N>, _ f: (N) -> N) {
    for i in 0..<count { self[i] = f(x[i]) }
  }

  @inline(__always)
  func fill(from a: View<N>, _ b: View<N>, _ f: (N, N) -> N) {
    let (p, q) = (a.stride, b.stride)
    for i in 0..<count { self[i] = f(a[i * p], b[i * q]) }
  }

  func fill(_ value: N) { base.update(repeating: value) }
}
