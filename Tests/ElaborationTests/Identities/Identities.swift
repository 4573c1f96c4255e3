import Testing

/// What is true of a net, what is false, and what cannot be told.
struct Identities: Sendable, CustomTestStringConvertible {
  let name: String
  /// The block without its claims.
  let net: String
  /// A claim on each line.
  let holds: String
  /// False variants: a transpose, an index, a sign, a factor, a layer or an order is wrong.
  var fails = ""
  /// A code and a claim on each line.
  var unclear = ""

  var testDescription: String { name }

  static let all: [Identities] = [
    .backprop, .superscripts, .bracketed, .softmax, .squaredError, .logistic, .miniBatch,
    .recurrent,
    .gradients, .traces, .scalars, .rectifiers, .normalisation, .constrained, .updates,
  ]
}

/// Points that are drawn decide; a verdict must not depend on which.
private let seeds = isSlowRun ? 1...20 : 1...2

private func lines(_ text: String) -> [String] {
  text.split(separator: "\n").map(String.init)
}

@Test(arguments: Identities.all)
func netIsReadWithoutMistakes(identities: Identities) {
  let net = Net(identities.net)
  #expect(net.allDiagnostics.map(\.message) == [])
}

@Test(arguments: Identities.all)
func trueIdentitiesHold(identities: Identities) {
  for seed in seeds {
    let claims = lines(identities.holds)
    let net = Net("\(identities.net)\nseed \(seed)\n" + claims.map { "check \($0)\n" }.joined())
    #expect(net.diagnostics.map(\.message) == [])
    let found = net.claims
    #expect(found.count == claims.count)
    for statement in found {
      let isTrue = statement.steps.allSatisfy { $0.finding == .holds }
      #expect(isTrue, "\(statement.latex): \(statement.verdict) with seed \(seed)")
    }
  }
}

@Test(arguments: Identities.all)
func falseIdentitiesFail(identities: Identities) {
  for seed in seeds {
    let claims = lines(identities.fails)
    let net = Net("\(identities.net)\nseed \(seed)\n" + claims.map { "check \($0)\n" }.joined())
    #expect(net.diagnostics.map(\.message) == [])
    let found = net.claims
    #expect(found.count == claims.count)
    for statement in found {
      let isKnown = ["refuted", "ill-shaped", "unclear[sizes]"].contains(statement.verdict)
      #expect(isKnown, "\(statement.latex): \(statement.verdict) with seed \(seed)")
    }
  }
}

@Test(arguments: Identities.all)
func whatCannotBeToldIsUnclear(identities: Identities) {
  for line in lines(identities.unclear) {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    let found = Net("\(identities.net)\ncheck \(parts[1])").claims
    #expect(found.map(\.verdict) == ["unclear[\(parts[0])]"], "\(parts[1])")
  }
}
