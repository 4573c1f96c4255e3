import Synchronization

/// What a note may still cost. Work is counted before it is done, so that a note comes to the same end on every
/// machine, however slow.
///
/// A unit is about what one multiplication of two `Double`s in a matrix takes. One thread spends; another may
/// `stop` it.
package final class Allowance: Sendable {
  /// For one note: a few seconds, and a hundred times what the longest of the worked pages takes.
  package static let standard = 6_000_000_000

  package let units: Int
  /// What of it may still be spent now.
  private let left: Atomic<Int>
  /// Something was refused, and so is all that follows.
  private let isOut = Atomic(false)
  private let refused = Atomic(0)
  private let stopped = Atomic(false)

  package init(_ units: Int = Allowance.standard) {
    self.units = units
    left = Atomic(units)
  }

  /// Why something is not done: a clause.
  package var refusal: String {
    "this takes more than its share of the \(units.grouped) units of work that a note may take"
  }

  /// Counts `units`, at least 0, against what is left. False where that is not enough: then nothing more is
  /// done in the part that it was asked for, not even what would cost little.
  package func spend(_ units: Int) -> Bool {
    guard !isOut.load(ordering: .relaxed), !isStopped else { return false }
    let rest = left.load(ordering: .relaxed)
    guard units <= rest else {
      isOut.store(true, ordering: .relaxed)
      refused.store(refusals + 1, ordering: .relaxed)
      return false
    }
    left.store(rest - units, ordering: .relaxed)
    return true
  }

  /// In how many parts something was refused so far, those apart that do not matter.
  package var refusals: Int { refused.load(ordering: .relaxed) }

  /// What was spent so far.
  package var spent: Int { units - left.load(ordering: .relaxed) }

  /// Begins anew, for the same once more; stays stopped where it was.
  package func renew() {
    left.store(units, ordering: .relaxed)
    isOut.store(false, ordering: .relaxed)
    refused.store(0, ordering: .relaxed)
  }

  /// Refuses everything from now on, whoever asks.
  package func stop() { stopped.store(true, ordering: .relaxed) }

  package var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Nothing was refused in the part that is being done.
  package var isOpen: Bool { !isOut.load(ordering: .relaxed) && !isStopped }

  /// Whether `units` may be spent, all at once or by and by; if not, that counts as refused.
  package func suffices(for units: Int) -> Bool {
    units <= left.load(ordering: .relaxed) || spend(units)
  }

  /// Does `body` with one part in so many of what is left, so that what runs away leaves something to the
  /// rest; whether that was enough.
  ///
  /// - Parameter matters: Whether what is refused in it is counted; not where all else is right without it.
  package func share<Result>(
    _ parts: Int = 2, matters: Bool = true, _ body: () -> Result
  ) -> (result: Result, wasEnough: Bool) {
    let (all, wasOut) = (left.load(ordering: .relaxed), isOut.load(ordering: .relaxed))
    let before = refusals
    let granted = all / parts
    left.store(granted, ordering: .relaxed)
    let result = body()
    let wasEnough = isOpen
    left.store(all - granted + left.load(ordering: .relaxed), ordering: .relaxed)
    isOut.store(wasOut, ordering: .relaxed)
    if !matters { refused.store(before, ordering: .relaxed) }
    return (result, wasEnough)
  }
}

extension Int {
  /// `10,000`.
  package var grouped: String {
    let digits = String(self)
    guard digits.count > 4 else { return digits }
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}
