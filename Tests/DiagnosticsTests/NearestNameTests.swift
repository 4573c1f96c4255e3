import Diagnostics
import Testing

@Test(arguments: [
  ("sigmiod", ["sigmoid", "softmax"], "sigmoid"),
  ("softmx", ["sigmoid", "softmax"], "softmax"),
  ("lgo", ["log", "exp"], "log"),
  ("output-layr", ["output-layer", "hidden-layers"], "output-layer"),
])
func findsTheNearestName(_ name: String, _ names: [String], _ nearest: String) {
  #expect(nearestName(to: name, among: names) == nearest)
}

@Test(arguments: [("x", ["y"]), ("sigmoid", ["tanh"]), ("abc", ["xyz"]), ("", ["a"])])
func findsNoNameThatIsFar(_ name: String, _ names: [String]) {
  #expect(nearestName(to: name, among: names) == nil)
}

@Test(arguments: [
  ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "axc", 1),
  ("abc", "ab", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
])
func countsEdits(_ a: String, _ b: String, _ distance: Int) {
  #expect(damerauDistance(Array(a.utf8), Array(b.utf8)) == distance)
  #expect(damerauDistance(Array(b.utf8), Array(a.utf8)) == distance)
}
