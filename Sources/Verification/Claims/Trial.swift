import Calculus
import Elaboration

/// A claim at one choice of sizes: both sides of every instance as nodes of one graph, evaluated over
/// intervals at points of the domain.
struct Trial {
  /// Redrawn this often where a side is undefined or jumps, before giving up.
  static let maximalAttempts = 64
  /// An entry counts as seen where its value is this many times as large as its interval is wide.
  static let sharpness = 0x1p20

  let network: Network
  /// Sizes that keep their declared value, for what it names by number.
  let pinned: Set<SizeKey>
  let derivatives: [Lowering.Derivative]
  /// Whether a function in it means something else to some at these sizes.
  let isOpen: Bool
  /// The inputs that the sides are made of, in the order of their declaration.
  let inputs: [InputNode]
  let instances: [Instance]
  /// Members that were left out.
  let omitted: [String]
  private let jumps: [Graph.Ref]
  /// Whether the sides differ where they jump, by what the functions are said to be there.
  var differsAtJumps = false
  /// Points at which both sides were defined.
  var points = 0
  /// The widest interval that an entry was seen with, relative to its value.
  private(set) var width = 0.0
  /// Whether some entry was not 0.
  private(set) var sawNonzero = false
  /// Where the point that the page shows is not among them, why: a clause.
  var gap: String?
  private(set) var tried: [Network.Point] = []
  /// Whether every branch was seen on both sides, as far as points were probed for it.
  var seesBranches = true
  /// Where both sides of each instance stand among the values of the network.
  private let places: [Place]
  /// Whether an entry was seen sharply, in the order of the instances.
  private var isSeen: [Bool]
  private var unseen: Int

  /// Entries of two nodes in the buffer of a plan.
  private struct Place {
    let left: Int
    let right: Int
    let count: Int
  }

  init(_ claim: Claim, _ network: Network) throws(Obstacle) {
    let found = try claim.instances(in: &network.lowering)
    self.network = network
    (instances, omitted) = (found.all, found.omitted)
    (pinned, derivatives) = (network.lowering.pinned, network.lowering.derivatives)
    isOpen = !network.lowering.openMeanings.isEmpty
    let sides = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let ingredients = network.lowering.ingredients(of: sides)
    jumps = ingredients.jumps
    network.need(sides + jumps)
    inputs = network.lowering.inputs.filter { ingredients.leaves.contains($0.leaf) }
      .sorted { $0.precedes($1) }
    places = Trial.places(of: instances, in: network.plan)
    unseen = places.reduce(0) { $0 + $1.count }
    isSeen = Array(repeating: false, count: unseen)
  }

  /// Whether points of some input are made in the graph from free parameters.
  var hasMadeInputs: Bool { inputs.contains { $0.value.ref != $0.leaf } }

  /// Every entry was seen sharply at some point.
  var isSharp: Bool { unseen == 0 }

  /// Tries `count` points, until one separates the sides; another `series` gives other points.
  mutating func sample(_ count: Int, series: Int = 0) -> Difference? {
    let first = series * 1_000
    var attempt = first
    let wanted = points + count
    while points < wanted, attempt < first + count + Trial.maximalAttempts {
      if let difference = compare(at: .drawn(attempt)) { return difference }
      attempt += 1
    }
    return nil
  }

  /// Whether both sides of every instance are one formula, names apart.
  func sidesAreSame() -> Bool {
    instances.allSatisfy { instance in
      guard let left = try? network.lowering.graph.stripped(instance.left.ref),
        let right = try? network.lowering.graph.stripped(instance.right.ref)
      else { return false }
      return left == right
    }
  }

  /// Tries the point the page shows.
  mutating func tryShownPoint() -> Difference? {
    guard !inputs.contains(where: { network.liesOutside($0) }) else {
      gap = "whose values lie outside their domain"
      return nil
    }
    let (known, couldDiffer) = (points, differsAtJumps)
    let difference = compare(at: .shown)
    guard points == known, difference == nil else { return difference }
    gap =
      isAtJump(network.values(at: .shown))
      ? "where a derivative jumps" : "where a side has no value"
    // Its author chose the values: a convention there decides nothing about the rest.
    differsAtJumps = couldDiffer
    return nil
  }

  /// Tries the points that left something open once more, in double-double intervals.
  mutating func retry() -> Difference? {
    retry { $0.isSharp }
  }

  /// The same with all points: nothing is left to be seen, but a difference may be.
  mutating func retryAll() -> Difference? { retry { _ in false } }

  private mutating func retry(until isDone: (Trial) -> Bool) -> Difference? {
    let sides = instances.flatMap { [$0.left.ref, $0.right.ref] }
    let plan = Plan(network.lowering.graph, outputs: sides)
    let places = Trial.places(of: instances, in: plan)
    for point in tried where !isDone(self) {
      var values = PointValues<PreciseInterval>()
      values.advance(along: plan) { leaf in
        network.entries(of: leaf, at: point).map { PreciseInterval($0) }
      }
      if case .differs(var difference) = compare(values, places) {
        if point != .shown { difference.inputs = texts { network.entries(of: $0, at: point) } }
        return difference
      }
    }
    return nil
  }

  private func isAtJump(_ values: PointValues<Interval>) -> Bool {
    jumps.contains { values.entries(of: $0, in: network.plan).contains { $0.contains(0) } }
  }

  mutating func compare(at point: Network.Point) -> Difference? {
    let values = network.values(at: point)
    if isAtJump(values) {
      differsAtJumps = differsAtJumps || differs(values)
      return nil
    }
    switch compare(values, places) {
    case .differs(var difference):
      if point != .shown { difference.inputs = texts { network.entries(of: $0, at: point) } }
      return difference
    case .undefined: return nil
    case .overlaps:
      points += 1
      tried.append(point)
      return nil
    }
  }

  /// The same at values of the inputs that were chosen.
  mutating func compare(
    at chosen: [Graph.Ref: [Interval]], _ watch: inout BranchWatch
  ) -> Difference? {
    var values = PointValues<Interval>()
    values.advance(along: network.plan) { chosen[$0] ?? network.entries(of: $0, at: .drawn(0)) }
    guard !isAtJump(values) else { return nil }
    switch compare(values, places) {
    case .differs(var difference):
      difference.inputs = texts { chosen[$0] ?? [] }
      return difference
    case .overlaps: watch.note(values, network.plan)
    case .undefined: break
    }
    return nil
  }

  private enum Comparison {
    case overlaps, undefined
    case differs(Difference)
  }

  private static func places(of instances: [Instance], in plan: Plan) -> [Place] {
    instances.compactMap { instance in
      guard let left = plan.range(of: instance.left.ref),
        let right = plan.range(of: instance.right.ref), left.count == right.count
      else { return nil }
      return Place(left: left.lowerBound, right: right.lowerBound, count: left.count)
    }
  }

  private mutating func compare<N: Enclosure>(
    _ values: PointValues<N>, _ places: [Place]
  ) -> Comparison {
    guard places.count == instances.count else { return .undefined }
    return values.withEntries { entries in
      for (number, place) in places.enumerated() {
        for index in 0..<place.count {
          let (a, b) = (entries[place.left + index], entries[place.right + index])
          if a.isWhole || b.isWhole { return .undefined }
          if !a.overlaps(b) { return .differs(difference(number, at: index, place, entries)) }
        }
      }
      note(entries, places)
      return .overlaps
    }
  }

  private func difference<N: Enclosure>(
    _ number: Int, at index: Int, _ place: Place, _ entries: UnsafeBufferPointer<N>
  ) -> Difference {
    let instance = instances[number]
    func side(_ start: Int) -> [Interval] {
      entries[start..<(start + place.count)].map(\.interval)
    }
    var difference = Difference(instance, at: index, side(place.left), side(place.right))
    difference.functions = functions(in: instance)
    difference.distance = (entries[place.right + index] - entries[place.left + index]).estimate
    return difference
  }

  /// Notes how sharply the entries were seen at a point where all sides overlap.
  private mutating func note<N: Enclosure>(_ entries: UnsafeBufferPointer<N>, _ places: [Place]) {
    var position = 0
    for place in places {
      for index in 0..<place.count {
        let isSharp = isSharp(entries[place.left + index], entries[place.right + index])
        if isSharp, !isSeen[position] {
          isSeen[position] = true
          unseen -= 1
        }
        position += 1
      }
    }
  }

  private func functions(in instance: Instance) -> [String] {
    let refs = [instance.left.ref, instance.right.ref]
    return network.lowering.abstractFunctions(in: refs).map { found in
      found.sample.map { "with \(found.function)(x) = \($0)" }
        ?? "with a smooth function \(found.function) drawn at random"
    }
  }

  /// Whether some entry is certainly different.
  private func differs(_ values: PointValues<Interval>) -> Bool {
    instances.contains { instance in
      let left = values.entries(of: instance.left.ref, in: network.plan)
      let right = values.entries(of: instance.right.ref, in: network.plan)
      return zip(left, right).contains { a, b in !a.isWhole && !b.isWhole && !a.overlaps(b) }
    }
  }

  private mutating func isSharp<N: Enclosure>(_ a: N, _ b: N) -> Bool {
    let wide = max(a.width, b.width)
    let size = min(a.magnitude, b.magnitude)
    if size > 0, !sawNonzero { sawNonzero = !(a.contains(0) && b.contains(0)) }
    guard size >= Trial.sharpness * wide else { return false }
    if size > 0 { width = max(width, wide / size) }
    return true
  }
}
