import Calculus
import Elaboration

/// Tells claims that are certainly false from those that are worth a check: both sides at a few members
/// and points, at the declared sizes and in the usual reading alone. What passes is known for nothing.
final class RepairScreen {
  /// Members at which a claim is looked at: a false one that holds at all of them goes on to the check.
  private static let maximalInstances = 4
  private static let points = 2

  private let scope: Scope
  private var network: Network
  /// The entries of all networks that were used up before.
  private var entriesBefore = 0

  init(_ scope: Scope) {
    self.scope = scope
    network = RepairScreen.network(scope)
  }

  private static func network(_ scope: Scope) -> Network {
    Network(
      Decision.Conventions(layout: scope.layout).lowering(scope, scope.declaredSizes, .sampled))
  }

  /// How many entries have been computed, at one point each: what the search has cost so far, the same
  /// on every machine.
  var entries: Int { entriesBefore + network.plan.size }

  func mayHold(_ claim: Claim) -> Bool {
    guard claim.unboundLetter == nil, claim.left != claim.right else { return false }
    if network.isFull {
      entriesBefore += network.plan.size
      network = RepairScreen.network(scope)
    }
    network.beginStatement()
    guard
      let found = try? claim.instances(
        in: &network.lowering, atMost: RepairScreen.maximalInstances),
      !found.all.isEmpty
    else { return false }
    network.need(found.all.flatMap { [$0.left.ref, $0.right.ref] })
    return (0..<RepairScreen.points).allSatisfy { agree(found.all, at: .drawn($0)) }
  }

  private func agree(_ instances: [Instance], at point: Network.Point) -> Bool {
    let values = network.values(at: point)
    return instances.allSatisfy { instance in
      let left = values.entries(of: instance.left.ref, in: network.plan)
      let right = values.entries(of: instance.right.ref, in: network.plan)
      return zip(left, right).allSatisfy { $0.isWhole || $1.isWhole || $0.overlaps($1) }
    }
  }
}
