import Calculus
import Elaboration

/// Points drawn for the free parameters of a network: dyadic rationals k/64 at several scales, exact
/// in every kind of number and the same for the same text on every machine. They come in pairs with
/// opposite signs: no sign of an input is left out by chance, where a formula has a kink.
struct SamplePoint {
  /// Small ones keep exponentials tame, large ones leave the linear part of every function.
  static let scales = [1.0, 0.25, 2.0]

  /// Far away and near zero, where other branches and other terms count than in the middle.
  static let wideScales = [
    0x1p3, 0x1p-3, 0x1p6, 0x1p-6, 0x1p10, 0x1p-10, 0x1p20, 0x1p-20, 0x1p40, 0x1p-40,
  ]

  private var random: SplitMix
  private let scale: Double
  /// The second of a pair.
  private let isOpposite: Bool
  /// Every number is positive, or every number negative: what has branches is once in the one for all
  /// its arguments and once in the other.
  private let hasOneSign: Bool

  init(text: String, seed: Int, attempt: Int) {
    random = SplitMix("\(text)#\(attempt / 2)", seed: seed)
    isOpposite = attempt % 2 == 1
    hasOneSign = attempt % 8 / 2 == 1
    scale = SamplePoint.scales[attempt % SamplePoint.scales.count]
  }

  /// One of the points at wide scales: every input at the same one at first, then each at its own.
  private init(text: String, seed: Int, wide attempt: Int) {
    random = SplitMix("\(text)~\(attempt / 2)", seed: seed)
    (isOpposite, hasOneSign) = (attempt % 2 == 1, false)
    let scales = SamplePoint.wideScales
    scale = attempt / 2 < scales.count ? scales[attempt / 2] : scales[random.below(scales.count)]
  }

  /// An input to be drawn. Its values depend on its name and on nothing else that is drawn.
  struct Source {
    let input: InputNode
    let shape: Shape
    let text: String
    let seed: Int

    init(_ input: InputNode, in lowering: Lowering) {
      let role = input.isDirection ? "d" : input.sampling == .sign ? "±" : ""
      (text, seed) = (role + lowering.label(of: input.key), lowering.scope.seed)
      (self.input, shape) = (input, lowering.graph.shape(of: input.leaf))
    }

    func values(attempt: Int, isWide: Bool = false) -> [Interval] {
      var point =
        isWide
        ? SamplePoint(text: text, seed: seed, wide: attempt)
        : SamplePoint(text: text, seed: seed, attempt: attempt)
      return point.values(of: input, shape)
    }
  }

  private mutating func values(of input: InputNode, _ shape: Shape) -> [Interval] {
    let n = shape.columns
    switch input.sampling {
    case .real: return (0..<shape.count).map { _ in number() }
    case .positive: return (0..<shape.count).map { _ in Interval.abs(number()) }
    case .sign:
      // The first sign alone turns in the second of a pair, and with it the sign of their product.
      return (0..<shape.count).map {
        let isNegative = random.nonzero(upTo: 1) < 0
        return Interval(exactly: isNegative != (isOpposite && $0 == 0) ? -1 : 1)
      }
    case .integers(let range):
      return (0..<shape.count).map { _ in
        Interval(exactly: Double(range.lowerBound + choice(range.count)))
      }
    case .oneHot:
      let hot = choice(shape.count)
      return (0..<shape.count).map { Interval(exactly: $0 == hot ? 1 : 0) }
    case .diagonal:
      return (0..<shape.count).map { $0 / n == $0 % n ? number() : Interval(exactly: 0) }
    case .symmetric:
      var cells = (0..<shape.count).map { _ in number() }
      for index in cells.indices where index / n > index % n {
        cells[index] = cells[(index % n) * n + index / n]
      }
      return cells
    }
  }

  mutating func numbers(_ count: Int) -> [Interval] { (0..<count).map { _ in number() } }

  /// One of `count`, another one in the second of a pair.
  private mutating func choice(_ count: Int) -> Int {
    let first = random.below(count)
    return isOpposite ? (first + 1) % max(count, 1) : first
  }

  /// k/64 · scale with 0 < |k| ≤ 96: never 0, where too much holds by accident.
  private mutating func number() -> Interval {
    let drawn = Double(random.nonzero(upTo: 96)) / 64 * scale
    let number = hasOneSign ? abs(drawn) : drawn
    return Interval(exactly: isOpposite ? -number : number)
  }
}
