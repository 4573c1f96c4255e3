import Calculus
import Diagnostics
import Elaboration

extension Claim {
  /// Where there are more values of the letters, each letter takes some of its values only.
  static let maximalInstances = 4_096

  /// Both sides for every value of the letters for which they exist, or for about `limit` of them.
  func instances(
    in lowering: inout Lowering, atMost limit: Int = maximalInstances
  ) throws(Obstacle) -> Instances {
    var assignments: [LetterValues] = []
    if let all = try self.assignments(sharing: nil, limit, &lowering) {
      assignments = all
    } else {
      let share = try share(limit, &lowering)
      assignments = try self.assignments(sharing: share, limit, &lowering) ?? []
    }
    assignments.removeAll { assignment in
      !conditions.allSatisfy { $0.holds(bindings(assignment).letters, lowering.sizes) ?? true }
    }
    let stride = max(1, (assignments.count + limit - 1) / limit)
    var found = Instances()
    var independent: Obstacle?
    var leftOut: [LetterValues] = []
    for index in Swift.stride(from: 0, to: assignments.count, by: stride) {
      let assignment = assignments[index]
      do throws(Obstacle) {
        if left.isElided || right.isElided {
          found.all += try elidedInstances(assignment, &lowering)
        } else if let instance = try instance(assignment, &lowering) {
          found.all.append(instance)
        }
      } catch {
        // A member that does not depend says nothing, where others do.
        guard error.isIndependence, !assignment.isEmpty else { throw error }
        independent = error
        leftOut.append(assignment)
        found.omit(place(assignment.filter { lowering.range(ofIndex: $0.name) != nil }))
      }
    }
    if let independent, found.all.isEmpty || saysTooLittle(found.all, leftOut, lowering) {
      throw independent
    }
    return found
  }

  /// Whether what is left says nothing of most members: only of pairs of one member with itself
  /// (`∂z_i/∂x_j = W` where `i = j`), or of one member where there are more.
  private func saysTooLittle(
    _ instances: [Instance], _ leftOut: [LetterValues], _ lowering: Lowering
  ) -> Bool {
    let families = letters.filter { lowering.range(ofIndex: $0) != nil || countsMembers($0) }
    func values(_ letters: LetterValues) -> [Int] {
      letters.filter { families.contains($0.name) }.map(\.value)
    }
    let (kept, lost) = (Set(instances.map { values($0.letters) }), Set(leftOut.map(values)))
    if families.count == 1 { return kept.count == 1 && lost.subtracting(kept).count > 1 }
    return families.count > 1 && kept.allSatisfy { Set($0).count < $0.count }
      && lost.contains { Set($0).count == $0.count }
  }

  /// Whether a letter that is no declared index stands for members of a family here.
  private func countsMembers(_ letter: String) -> Bool {
    references.contains { $0.members.contains { $0.contains(letter) } }
  }

  /// The values of the letters, of each letter `share` of them; without a share nil where there are more
  /// than `limit`.
  private func assignments(
    sharing share: Int?, _ limit: Int, _ lowering: inout Lowering
  ) throws(Obstacle) -> [LetterValues]? {
    var assignments: [LetterValues] = [[:]]
    for letter in ordered(letters, lowering) {
      var extended: [LetterValues] = []
      for assignment in assignments {
        let range = try values(of: letter, assignment, &lowering)
        guard share != nil || extended.count + range.count <= limit else { return nil }
        for value in range.spread(share ?? .max) {
          extended.append(assignment.setting(letter, to: value))
        }
      }
      assignments = extended
    }
    return assignments
  }

  /// How many values each letter takes, so that there are not too many together.
  private func share(_ limit: Int, _ lowering: inout Lowering) throws(Obstacle) -> Int {
    var assignment: LetterValues = [:]
    var total = 1
    for letter in ordered(letters, lowering) {
      let values = try values(of: letter, assignment, &lowering)
      assignment[letter] = values.lowerBound
      let (product, overflow) = total.multipliedReportingOverflow(by: values.count)
      total = overflow ? .max : product
    }
    guard total > limit else { return .max }
    var root = 2
    while (1...letters.count).reduce(1, { product, _ in product * (root + 1) }) <= limit {
      root += 1
    }
    return root
  }

  /// Members of families first: what entries there are depends on them.
  private func ordered(_ letters: [String], _ lowering: Lowering) -> [String] {
    letters.filter { lowering.range(ofIndex: $0) != nil }
      + letters.filter { lowering.range(ofIndex: $0) == nil }
  }

  func bindings(_ assignment: LetterValues) -> Bindings {
    var bindings = Bindings(letters: assignment, extents: extents)
    bindings.statement = sides
    return bindings
  }

  private func values(
    of letter: String, _ assignment: LetterValues, _ lowering: inout Lowering
  ) throws(Obstacle) -> ClosedRange<Int> {
    do throws(ElaborationError) {
      // A member that does not exist has no entries either: the instance is left out below.
      guard lowering.membersExist(references, bindings(assignment)) else { return 1...1 }
      if let stated = statedRange(of: letter, assignment, lowering) { return stated }
      return try range(of: letter, assignment, &lowering)
    } catch {
      if error.code == "free-index", lowering.lacksMember(references, bindings(assignment)) {
        return 1...1
      }
      throw .error(error, place: place(assignment))
    }
  }

  /// What it ranges over where it is used in this step, else in the head of the chain.
  private func range(
    of letter: String, _ assignment: LetterValues, _ lowering: inout Lowering
  ) throws(ElaborationError) -> ClosedRange<Int> {
    do throws(ElaborationError) {
      return try lowering.range(of: letter, in: [left, right], bindings(assignment), left.range)
    } catch {
      guard error.code == "free-index", head != left else { throw error }
      return try lowering.range(of: letter, in: [head], bindings(assignment), head.range)
    }
  }

  /// The range that stands beside the equation: `i = 1, …, m`.
  private func statedRange(
    of letter: String, _ assignment: LetterValues, _ lowering: Lowering
  ) -> ClosedRange<Int>? {
    guard lowering.range(ofIndex: letter) == nil else { return nil }
    guard !conditions.isEmpty else { return nil }
    let letters = bindings(assignment).letters
    func bound(_ relation: Condition.Relation) -> Int? {
      conditions.lazy.filter { $0.left == .letter(letter) && $0.relation == relation }
        .compactMap { $0.right.value(letters, lowering.sizes) }.first
    }
    guard let lower = bound(.greaterOrEqual), let upper = bound(.lessOrEqual), lower <= upper,
      upper - lower < Claim.maximalInstances
    else { return nil }
    return lower...upper
  }

  private func instance(
    _ assignment: LetterValues, _ lowering: inout Lowering
  ) throws(Obstacle) -> Instance? {
    let bindings = bindings(assignment)
    guard lowering.membersExist(references, bindings) else { return nil }
    var sides: (left: Value, right: Value)
    do throws(ElaborationError) {
      sides = try lowered(bindings, &lowering)
      if lowering.vectorsAreDiagonals,
        let fitting = try lowering.withDiagonal(sides.left, sides.right, left.range)
      {
        sides = fitting
      }
      // `j ≠ y_i`: what is said only where data is so is 0 = 0 elsewhere.
      if let weight = try lowering.weight(of: conditions, bindings, left.range) {
        sides.left = try lowering.scaled(sides.left, by: weight.ref, left.range)
        sides.right = try lowering.scaled(sides.right, by: weight.ref, right.range)
      }
    } catch {
      if error.kind == .nonexistent { return nil }
      throw .error(error, place: place(assignment))
    }
    guard sides.left.shape == sides.right.shape else {
      if isListOfNumbers, sides.left.shape == sides.right.shape.transposed {
        throw .error(.rowOfNumbers(at: right.range), place: place(assignment))
      }
      throw .shapes(
        left: sides.left.shapeText, right: sides.right.shapeText, place: place(assignment))
    }
    return Instance(letters: assignment, left: sides.left, right: sides.right)
  }

  private func lowered(
    _ bindings: Bindings, _ lowering: inout Lowering
  ) throws(ElaborationError) -> (Value, Value) {
    guard hasDifferentials else { return try lowering.sides(left, right, bindings) }
    try lowering.setDirections(left, right, bindings)
    return try lowering.withDirections { (lowering) throws(ElaborationError) in
      try lowering.sides(left, right, bindings)
    }
  }

  func place(_ assignment: some Sequence<LetterValues.Entry>) -> String {
    assignment.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }
}

extension ClosedRange<Int> {
  /// All of it, or `count` values spread evenly, both ends among them.
  fileprivate func spread(_ count: Int) -> [Int] {
    guard self.count > count, count > 1 else { return Array(self) }
    return (0..<count).map {
      lowerBound + Int(Double(self.count - 1) * Double($0) / Double(count - 1))
    }
  }
}

extension Claim {
  /// Whether a side is one row of written numbers: `[0.1, 0.2]` may be meant as a column.
  private var isListOfNumbers: Bool {
    [left, right].contains { side in
      if case .matrix(let rows) = side.kind { rows.count == 1 && side.isWritten } else { false }
    }
  }
}

extension ElaborationError {
  fileprivate static func rowOfNumbers(at range: SourceRange) -> ElaborationError {
    ElaborationError(
      .unclear("layout"), "a row of numbers is compared with a column", at: range,
      hint: "write the numbers below one another, or a transpose")
  }
}
