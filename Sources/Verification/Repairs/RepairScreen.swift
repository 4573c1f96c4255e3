import Calculus
import Elaboration

/// Tells claims that are certainly false from those that are worth a check: both sides at a few members
/// and points, at the declared sizes. What passes is known for nothing.
final class RepairScreen {
  /// Members at which a claim is looked at: a false one that holds at all of them goes on to the check.
  private static let maximalInstances = 4

  /// At so many points both sides must have values, of so many that are tried.
  private static let (points, attempts) = (2, 8)

  private let scope: Scope
  private var networks: [(conventions: Decision.Conventions, network: Network)] = []
  /// The entries of all networks that were used up before.
  private var entriesBefore = 0

  init(_ scope: Scope) { self.scope = scope }

  /// How many entries have been computed, at one point each: what the search has cost so far, the same
  /// on every machine.
  var entries: Int { networks.reduce(entriesBefore) { $0 + $1.network.plan.size } }

  func mayHold(_ claim: Claim) -> Bool {
    guard claim.unboundLetter == nil, claim.left != claim.right else { return false }
    return claim.conventions(layout: scope.layout).contains { mayHold(claim, $0) }
  }

  private func mayHold(_ claim: Claim, _ conventions: Decision.Conventions) -> Bool {
    let network = network(conventions)
    network.beginStatement()
    guard
      let found = try? claim.instances(
        in: &network.lowering, atMost: RepairScreen.maximalInstances),
      !found.all.isEmpty
    else { return false }
    network.need(found.all.flatMap { [$0.left.ref, $0.right.ref] })
    var seen = 0
    for attempt in 0..<RepairScreen.attempts {
      switch agree(found.all, network, at: .drawn(attempt)) {
      case false?: return false
      case true?: seen += 1
      case nil: break
      }
      if seen == RepairScreen.points { return true }
    }
    return false
  }

  private func network(_ conventions: Decision.Conventions) -> Network {
    if let index = networks.firstIndex(where: { $0.conventions == conventions }) {
      guard networks[index].network.isFull else { return networks[index].network }
      entriesBefore += networks[index].network.plan.size
      networks.remove(at: index)
    }
    let new = Network(conventions.lowering(scope, scope.declaredSizes, .sampled))
    networks.append((conventions, new))
    return new
  }

  /// nil where a side has no value.
  private func agree(
    _ instances: [Instance], _ network: Network, at point: Network.Point
  ) -> Bool? {
    let values = network.values(at: point)
    var isDefined = true
    for instance in instances {
      let left = values.entries(of: instance.left.ref, in: network.plan)
      let right = values.entries(of: instance.right.ref, in: network.plan)
      for (a, b) in zip(left, right) {
        if a.isWhole || b.isWhole { isDefined = false } else if !a.overlaps(b) { return false }
      }
    }
    return isDefined ? true : nil
  }
}
