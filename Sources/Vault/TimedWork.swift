import Calculus
import Dispatch
import Synchronization

/// Items taken one by one by whichever thread is free, each for a limited time.
///
/// The thread that asks for the results keeps the time.
final class TimedWork<Item: Sendable, Result: Sendable>: Sendable {
  private let items: [Item]
  private let limit: Duration
  private let transform: @Sendable (Item, Allowance) -> Result
  private let late: @Sendable (Item) -> Result
  private let give: @Sendable (Int, Result) -> Void
  private let state: Mutex<State>
  /// Signalled when the last result is there.
  private let end = DispatchSemaphore(value: 0)

  private struct State {
    var next = 0
    var missing: Int
    /// What is being done, by its place among the items.
    var running: [Int: Run] = [:]
  }

  private struct Run {
    let allowance: Allowance
    /// When it is stopped; once it was, when it is given up.
    var deadline: ContinuousClock.Instant
    /// The number of the thread that does it.
    let worker: Int
  }

  init(
    _ items: [Item], _ limit: Duration,
    _ transform: @escaping @Sendable (Item, Allowance) -> Result,
    late: @escaping @Sendable (Item) -> Result, take: @escaping @Sendable (Int, Result) -> Void
  ) {
    (self.items, self.limit, self.transform, self.late) = (items, limit, transform, late)
    give = take
    state = Mutex(State(missing: items.count))
  }

  func run(workers: Int) {
    var threads: [Int: LargeStackThread] = [:]
    var started = 0
    func start(_ count: Int) {
      for number in started..<(started + count) {
        threads[number] = LargeStackThread { self.work(as: number) }
      }
      started += count
      // Where no thread could be made, the work is done here, and nobody keeps the time.
      if threads.isEmpty { work(as: started) }
    }
    start(max(1, min(items.count, workers)))
    while state.withLock({ $0.missing > 0 }) {
      if end.wait(timeout: .now() + pause) == .success { break }
      let left = stopLate()
      for worker in left { threads.removeValue(forKey: worker)?.detach() }
      if !left.isEmpty { start(left.count) }
    }
    for thread in threads.values { thread.join() }
  }

  private func work(as worker: Int) {
    while let (index, allowance) = take(as: worker) {
      let result = transform(items[index], allowance)
      guard settle(index, allowance.isStopped ? late(items[index]) : result) else { return }
    }
  }

  private func take(as worker: Int) -> (Int, Allowance)? {
    state.withLock { state in
      guard state.next < items.count else { return nil }
      defer { state.next += 1 }
      let allowance = Allowance()
      state.running[state.next] = Run(
        allowance: allowance, deadline: .now + limit, worker: worker)
      return (state.next, allowance)
    }
  }

  /// False where that item was given up: then another thread does what comes next.
  private func settle(_ index: Int, _ result: Result) -> Bool {
    state.withLock { state in
      guard state.running.removeValue(forKey: index) != nil else { return false }
      give(index, result)
      state.missing -= 1
      if state.missing == 0 { end.signal() }
      return true
    }
  }

  /// In seconds, until something may be late.
  private var pause: Double {
    let now = ContinuousClock.Instant.now
    let next = state.withLock { $0.running.values.map { $0.deadline - now }.min() } ?? limit
    return max(0.001, min(next, limit) / .seconds(1))
  }

  /// Stops what takes too long, and gives up what was stopped and goes on; the threads that do that.
  private func stopLate() -> [Int] {
    let now = ContinuousClock.Instant.now
    return state.withLock { state in
      var left: [Int] = []
      for (index, run) in state.running where run.deadline <= now {
        guard run.allowance.isStopped else {
          run.allowance.stop()
          state.running[index]?.deadline = now + .grace(within: limit)
          continue
        }
        state.running[index] = nil
        give(index, late(items[index]))
        state.missing -= 1
        left.append(run.worker)
      }
      return left
    }
  }
}

extension Duration {
  /// What stops by itself when it is told to, since its time is over, does so in this time.
  package static func grace(within limit: Duration) -> Duration { min(limit, .seconds(2)) }
}
