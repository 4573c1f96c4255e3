import Calculus
import Elaboration

extension Trial {
  /// A point at which two entries are certainly different.
  struct Difference {
    let instance: Instance
    let row: Int
    let column: Int
    let left: Matrix<Interval>
    let right: Matrix<Interval>
    /// What stands for abstract functions at this point: `φ(x) = 0.5 sin(x + 1) + …`.
    var functions: [String] = []
    /// How far the right side lies above the left one there.
    var distance = 0.0
    /// Whether it lies at the point that the page shows, and all values there are given.
    var isShown = false
    /// The sizes there, where they are not the declared ones: `n = 2`.
    var sizes: [String] = []
    /// What the inputs are there, where that is short and the page does not show it: `x = [1; −2]`.
    var inputs: [String] = []

    init(
      _ instance: Instance, at index: Int, _ left: [Interval], _ right: [Interval]
    ) {
      let shape = instance.left.shape
      self.instance = instance
      (row, column) = (index / max(shape.columns, 1), index % max(shape.columns, 1))
      self.left = Matrix(shape, left) ?? Matrix(scalar: .undefined)
      self.right = Matrix(shape, right) ?? Matrix(scalar: .undefined)
    }

    /// `n = 2, k = 1`.
    var place: String { (sizes + [instance.place]).filter { !$0.isEmpty }.joined(separator: ", ") }

    /// Whether a glance at both numbers tells them apart, none of which is 0: a formula may vanish at a
    /// size of 1 for reasons of its own.
    var isVisible: Bool {
      guard let a = left[row, column]?.midpoint, let b = right[row, column]?.midpoint else {
        return false
      }
      let size = max(a.magnitude, b.magnitude)
      guard min(a.magnitude, b.magnitude) >= 0.01 else { return false }
      return (0.05...1_000).contains(size) && (a - b).magnitude >= 0.05 * size
    }
  }
}

extension Trial {
  /// Inputs with more entries than this together are not written out.
  private static let maximalEntries = 9

  /// `x = [1; −2]`: the inputs with these entries. What is made from other numbers has no short text.
  func texts(_ entries: (Graph.Ref) -> [Interval]) -> [String] {
    let lowering = network.lowering
    let shapes = inputs.map { lowering.graph[$0.leaf].shape }
    guard shapes.reduce(0, { $0 + $1.count }) <= Trial.maximalEntries else { return [] }
    var texts: [String] = []
    for (input, shape) in zip(inputs, shapes) {
      let values = entries(input.leaf).map(\.midpoint)
      let whole = lowering.wholeNumber(of: input, values)
      guard whole != nil || input.value.ref == input.leaf else { return [] }
      let text = whole.map { "\($0)" } ?? matrixText(values.map(shortText), shape)
      texts.append("\(lowering.name(of: input.key)) = \(text)")
    }
    return texts
  }
}
