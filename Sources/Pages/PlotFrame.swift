import Calculus
import MathSyntax

/// The axes of a plot: which numbers lie where in its box.
struct PlotFrame {
  static let width = 430.0
  static let fontSize = 14.0
  let height: Double
  let x: Scale
  let y: Scale
  private let left: Double
  private let right = 14.0
  private let top = 32.0
  private let bottom = 42.0

  init(x: Scale, y: Scale, height: Double = 290) {
    (self.x, self.y, self.height) = (x, y, height)
    let widest = y.ticks.map { y.label($0).count }.max() ?? 1
    left = 16 + Double(widest) * Self.fontSize * 0.5
  }

  func place(_ x: Double, _ y: Double) -> SVG.Point {
    SVG.Point(
      x: left + self.x.part(x) * (Self.width - left - right),
      y: height - bottom - self.y.part(y) * (height - top - bottom))
  }

  /// Whether a point lies in the box.
  func contains(_ x: Double, _ y: Double) -> Bool {
    x.isFinite && y.isFinite && (-1e-9...1 + 1e-9).contains(self.x.part(x))
      && (-1e-9...1 + 1e-9).contains(self.y.part(y))
  }

  /// Lines at the ticks, their numbers, and what is plotted over what.
  func draw(_ svg: inout SVG, _ names: (x: String, y: String)) {
    let (low, high) = (x.range.lowerBound, x.range.upperBound)
    let (floor, roof) = (y.range.lowerBound, y.range.upperBound)
    for tick in y.ticks {
      let place = place(low, tick)
      svg.line(place, self.place(high, tick), tick == 0 ? "gw-axis" : "gw-grid")
      svg.text(
        y.label(tick), at: .init(x: left - 7, y: place.y + 4.5), .end, "gw-tick")
    }
    for tick in x.ticks {
      let place = place(tick, floor)
      svg.line(place, self.place(tick, roof), tick == 0 ? "gw-axis" : "gw-grid")
      svg.text(x.label(tick), at: .init(x: place.x, y: place.y + 18), .middle, "gw-tick")
    }
    svg.line(place(low, floor), place(high, floor), "gw-axis")
    svg.line(place(low, floor), place(low, roof), "gw-axis")
    svg.markup(
      names.x, at: .init(x: Self.width - right, y: height - 5), .end, "gw-label")
    if !names.y.isEmpty {
      svg.markup(names.y, at: .init(x: 2, y: 16), .start, "gw-label")
    }
  }
}

/// Numbers along an axis.
package struct Scale {
  package let range: ClosedRange<Double>
  package let isLogarithmic: Bool
  package let ticks: [Double]

  package init(
    _ range: ClosedRange<Double>, wanted: Int, isLogarithmic: Bool = false,
    whole: Bool = false
  ) {
    self.isLogarithmic = isLogarithmic
    guard !isLogarithmic else {
      let decades = Scale.decades(range)
      self.range = min(range.lowerBound, decades.first ?? range.lowerBound)...range.upperBound
      let stride = max(1, (decades.count + wanted - 1) / wanted)
      ticks = decades.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
      return
    }
    self.range = range
    ticks = Scale.ticks(range, wanted: wanted, whole: whole)
  }

  /// How far along the axis, from 0 to 1.
  package func part(_ value: Double) -> Double {
    if isLogarithmic {
      let (a, b) = (Double.log(range.lowerBound), Double.log(range.upperBound))
      return b > a ? (Double.log(value) - a) / (b - a) : 0.5
    }
    let width = range.upperBound - range.lowerBound
    return width > 0 ? (value - range.lowerBound) / width : 0.5
  }

  func label(_ tick: Double) -> String { NumberText.short(tick, digits: 4) }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func ticks(
    _ range: ClosedRange<Double>, wanted: Int, whole: Bool
  ) -> [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else { return [range.lowerBound] }
    let raw = width / Double(wanted)
    var power = 1.0
    while power > raw { power /= 10 }
    while power * 10 <= raw { power *= 10 }
    let step = max(
      [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? power * 10, whole ? 1 : 0)
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 50 else { return [range.lowerBound] }
    return (0...Int(last - first)).map { index in
      // A multiple of the step without the error of adding it up: 0.3, not 0.30000000000000004.
      DecimalDigits((first + Double(index)) * step).rounded(to: 12).value
    }
  }

  /// Powers of ten from below the range up.
  private static func decades(_ range: ClosedRange<Double>) -> [Double] {
    var decades: [Double] = []
    var exponent = Int((Double.log(range.lowerBound) / Double.log(10) + 1e-9).rounded(.down))
    while exponent < 310, Double.power(10, Double(exponent)) <= range.upperBound {
      decades.append(Double.power(10, Double(exponent)))
      exponent += 1
    }
    return decades
  }
}
