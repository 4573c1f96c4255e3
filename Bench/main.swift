import Calculus

/// The time of one call in microseconds, the best of several rounds of at least 50 milliseconds.
func time(_ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  var (calls, best) = (1, Double.infinity)
  for _ in 0..<9 {
    let elapsed = clock.measure { for _ in 0..<calls { work() } } / .microseconds(1)
    best = min(best, elapsed / Double(calls))
    if elapsed < 50_000 {
      calls = min(max(Int(50_000 / max(elapsed / Double(calls), 0.01)), 1), 1 << 24)
    }
  }
  return best
}

/// The largest distance of a gradient from central differences with a fixed step, over all entries.
func checkGradient(
  _ network: Network, _ evaluator: inout Evaluator<Double>, _ loss: inout Evaluator<Double>
) -> Double {
  evaluator.run()
  var worst = 0.0
  for (parameter, gradient) in zip(network.parameters, network.gradients) {
    let exact = evaluator.value(gradient).elements
    worst = max(worst, loss.worstDifference(of: network.loss, by: parameter, from: exact))
  }
  return worst
}

func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

func networks() throws -> [Network] {
  [
    try Network([3, 3, 3], batch: 1), try Network([4, 8, 3], batch: 16),
    try Network([784, 128, 10], batch: 64), try Network([784, 512, 512, 10], batch: 128),
  ]
}

/// Runs the steps of one network again and again, for a profiler to watch.
func watch(_ index: Int, steps: Int) throws {
  let networks = try networks()
  guard networks.indices.contains(index) else { return }
  let network = networks[index]
  var evaluator = network.evaluator([network.loss] + network.gradients)
  for _ in 0..<steps { evaluator.run() }
}

/// Prints the time of a step and of a gradient check.
func bench() throws {
  let networks = try networks()
  #if FUSED_MULTIPLY_ADD
    print("built for this processor")
  #else
    print("portable build: the two large rows are wanted only in a build for this processor")
  #endif
  for network in networks {
    var evaluator = network.evaluator([network.loss] + network.gradients)
    let step = time { evaluator.run() }
    print("gradweave", pad(network.name, 22), "step", (step * 1000).rounded() / 1000)
  }
  for network in networks.prefix(2) {
    var evaluator = network.evaluator([network.loss] + network.gradients)
    var loss = network.evaluator([network.loss])
    var worst = 0.0
    let check = time { worst = checkGradient(network, &evaluator, &loss) }
    if worst > 1e-8 { print("the gradients of \(network.name) are off by \(worst)") }
    print("gradweave", pad(network.name, 22), "gradcheck", (check * 1000).rounded() / 1000)
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "cases": for test in Case.all { print(try test.line()) }
case "watch":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  try watch(numbers.first ?? 0, steps: numbers.last ?? 1)
default: try bench()
}
