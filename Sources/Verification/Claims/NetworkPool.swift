import Elaboration

/// The networks of the scopes that a page checks its claims in.
///
/// It only saves time: a verdict does not depend on what is in it.
final class NetworkPool {
  /// What a network is lowered with.
  struct Key: Equatable {
    let sizes: SizeChoice
    let mode: Lowering.Mode
    let conventions: Decision.Conventions
  }

  private struct Entry {
    let scope: Scope
    let key: Key
    let network: Network
  }

  /// As many as a claim with a few conventions makes.
  private static let maximalEntries = 12

  /// The pairs whose partial derivatives the last claim could mean in another way.
  var openPairs: [PartialPair] = []

  /// What functions and signs of the last claim could mean beside what they were taken for.
  var openMeanings: [OpenMeaning] = []
  var metMeanings: Set<SecondMeaning> = []
  /// Whether it holds only because `A b ⊙ c` was read as `A (b ⊙ c)` somewhere.
  var hasRegrouped = false

  /// The one used last is the last one.
  private var entries: [Entry] = []
  private var shapes: Known<ShapeTable>?
  private var lateMembers: Known<Bool>?
  private var choices: Known<[SizeVariation.Limits: [SizeChoice]]>?

  /// What was found out about a scope.
  private struct Known<Fact> {
    let scope: Scope
    let fact: Fact
  }

  /// The shapes of the arrays of a scope, for repairs.
  func shapes(of scope: Scope) -> ShapeTable { known(of: scope, &shapes) { ShapeTable(scope) } }

  /// See `Scope.namesLateMembers`.
  func namesLateMembers(_ scope: Scope) -> Bool {
    known(of: scope, &lateMembers) { scope.namesLateMembers }
  }

  /// The choices of sizes at which claims with these limits are tried besides the declared ones.
  func choices(in scope: Scope, _ limits: SizeVariation.Limits) -> [SizeChoice] {
    var all = known(of: scope, &choices) { [:] }
    if let found = all[limits] { return found }
    let found = SizeVariation(scope: scope, limits: limits).choices
    all[limits] = found
    choices = Known(scope: scope, fact: all)
    return found
  }

  private func known<Fact>(
    of scope: Scope, _ known: inout Known<Fact>?, _ find: () -> Fact
  ) -> Fact {
    if let known, known.scope.meansTheSame(as: scope) { return known.fact }
    let fact = find()
    known = Known(scope: scope, fact: fact)
    return fact
  }

  /// Drops everything: what was refused on the way stands in it as something undefined.
  func forget() {
    entries = []
    (shapes, lateMembers, choices) = (nil, nil, nil)
  }

  /// The network for `key`, ready for another statement; a new one where none was lowered.
  func network(_ scope: Scope, _ key: Key) -> Network {
    let found = entries.lastIndex { $0.key == key && $0.scope.meansTheSame(as: scope) }
    if let found {
      let entry = entries.remove(at: found)
      if !entry.network.isFull {
        entries.append(entry)
        entry.network.beginStatement()
        return entry.network
      }
    }
    return newNetwork(scope, key)
  }

  /// One that nothing was lowered in yet.
  func newNetwork(_ scope: Scope, _ key: Key) -> Network {
    let network = Network(key.conventions.lowering(scope, key.sizes, key.mode))
    entries.removeAll { $0.key == key && $0.scope.meansTheSame(as: scope) }
    if entries.count >= NetworkPool.maximalEntries { entries.removeFirst() }
    entries.append(Entry(scope: scope, key: key, network: network))
    network.beginStatement()
    return network
  }
}
