import Pages
import Testing

@Test(
  arguments: [
    (0.0...1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]), (-4...4, 6, [-4, -2, 0, 2, 4]),
    (0...7, 6, [0, 2, 4, 6]), (2.4...2.77, 5, [2.4, 2.5, 2.6, 2.7]),
  ] as [(ClosedRange<Double>, Int, [Double])])
func putsTicksAtRoundNumbers(range: ClosedRange<Double>, wanted: Int, ticks: [Double]) {
  #expect(Scale(range, wanted: wanted).ticks == ticks)
}

@Test func putsTicksAtPowersOfTen() {
  let scale = Scale(0.003...50, wanted: 5, isLogarithmic: true)
  #expect(scale.ticks.map { NumberText.short($0) } == ["0.001", "0.01", "0.1", "1", "10"])
  #expect(scale.part(0.001) == 0)
  #expect(abs(scale.part(50) - 1) < 1e-12)
}

/// Lines of x² + y² = 1 are the unit circle.
@Test func followsLinesOfEqualValue() throws {
  let places = (0...40).map { -2 + Double($0) / 10 }
  let values = places.map { y in places.map { x in x * x + y * y } }
  let lines = ContourLines(places, places, values, level: 1).lines
  #expect(lines.count == 1)
  let ring = try #require(lines.first)
  #expect(ring.first?.x == ring.last?.x && ring.first?.y == ring.last?.y)
  for point in ring {
    #expect(abs((point.x * point.x + point.y * point.y).squareRoot() - 1) < 0.01)
  }
}

/// Where two lines pass a cell they do not cross, and none is lost.
@Test func keepsLinesAtASaddleApart() {
  let lines = ContourLines([0, 1], [0, 1], [[1, 0], [0, 1]], level: 0.4).lines
  #expect(lines.map(\.count) == [2, 2])
}

@Test func leavesOutWhatIsNotFinite() {
  let lines = ContourLines([0, 1, 2], [0, 1], [[0, 1, .nan], [0, 1, .infinity]], level: 0.5).lines
  #expect(lines.map(\.count) == [2])
}

@Test(arguments: [(12.34, "12.3"), (-0.04, "0"), (0, "0"), (.nan, "0"), (-3.05, "-3.1")])
func writesLengths(value: Double, text: String) {
  #expect(px(value) == text)
}
