import Calculus
import Synchronization

#if canImport(Glibc)
  import CMalloc
  import Glibc
#else
  import Darwin
#endif

/// `transform` of each item, on all cores or so many threads, the results in the order of the items.
///
/// The threads are made here and not taken from Swift's own pool, because formulas nest, and its
/// threads have small stacks.
package func concurrentMap<Item: Sendable, Result: Sendable>(
  _ items: [Item], workers: Int = coreCount, isLight: Bool = false,
  _ transform: @escaping @Sendable (Item) -> Result
) -> [Result] {
  collected(items.count) { take in
    concurrentForEach(items, workers: workers, isLight: isLight, transform, take: take)
  }
}

/// The same where no item may take longer than `limit`; `late` is the result of one that does.
package func concurrentMap<Item: Sendable, Result: Sendable>(
  _ items: [Item], workers: Int = coreCount, limit: Duration?,
  _ transform: @escaping @Sendable (Item, Allowance) -> Result,
  late: @escaping @Sendable (Item) -> Result
) -> [Result] {
  collected(items.count) { take in
    concurrentForEach(items, workers: workers, limit: limit, transform, late: late, take: take)
  }
}

/// The results that `run` gives away with their numbers, in order.
private func collected<Result: Sendable>(
  _ count: Int, _ run: (_ take: @escaping @Sendable (Int, Result) -> Void) -> Void
) -> [Result] {
  let results = Results<Result>(count)
  run { number, result in results.values.withLock { $0[number] = result } }
  return results.values.withLock { $0.compactMap { $0 } }
}

private final class Results<Result: Sendable>: Sendable {
  let values: Mutex<[Result?]>

  init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
}

/// `transform` of each item, on all cores or so many threads; `take` is given each result as it comes, one at a time, with the
/// number of its item.
///
/// - Parameter isLight: Whether an item takes so little memory that large pages are not worth their room.
package func concurrentForEach<Item: Sendable, Result: Sendable>(
  _ items: [Item], workers: Int = coreCount, isLight: Bool = false,
  _ transform: @escaping @Sendable (Item) -> Result,
  take: @escaping @Sendable (Int, Result) -> Void
) {
  keepFreedMemory()
  let work = Work(items, transform, take: take)
  let threads = (0..<max(1, min(items.count, workers))).compactMap { _ in
    LargeStackThread(isLight: isLight) { work.run() }
  }
  // Where no thread could be made, the work is done here; where some could, this helps.
  if threads.isEmpty { work.run() }
  for thread in threads { thread.join() }
}

/// The same where no item may take longer than `limit`, by the clock on the wall; `late` is the result of one that
/// does. What takes long has to ask its allowance, which is stopped then, whether to go on. What does not is left
/// to itself, on a thread that nobody waits for, and nobody takes its result: threads cannot be ended.
package func concurrentForEach<Item: Sendable, Result: Sendable>(
  _ items: [Item], workers: Int = coreCount, limit: Duration?,
  _ transform: @escaping @Sendable (Item, Allowance) -> Result,
  late: @escaping @Sendable (Item) -> Result, take: @escaping @Sendable (Int, Result) -> Void
) {
  guard let limit else {
    return concurrentForEach(
      items, workers: workers, { transform($0, Allowance()) }, take: take)
  }
  keepFreedMemory()
  TimedWork(items, limit, transform, late: late, take: take).run(workers: workers)
}

/// Has the allocator keep what one note frees for the next one: giving it back to the system, and
/// asking for it again, took a third of the time that is spent in the system.
private func keepFreedMemory() {
  #if canImport(Glibc)
    mallopt(M_MMAP_THRESHOLD, 32 << 20)
    mallopt(M_TRIM_THRESHOLD, 64 << 20)
    mallopt(M_TOP_PAD, 1 << 20)
  #endif
}

/// `body` on a thread with a large stack.
package func onLargeStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
  concurrentMap([()]) { body() }.first ?? body()
}

/// The same without holding up the thread that waits for it.
package func onLargeStack<Result: Sendable>(
  _ body: @escaping @Sendable () -> Result
) async -> Result {
  await withCheckedContinuation { continuation in
    let thread = LargeStackThread { continuation.resume(returning: body()) }
    if let thread { thread.detach() } else { continuation.resume(returning: body()) }
  }
}

/// Of this machine.
package var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Items taken one by one by whichever thread is free.
private final class Work<Item: Sendable, Result: Sendable>: Sendable {
  private let items: [Item]
  private let transform: @Sendable (Item) -> Result
  private let give: @Sendable (Int, Result) -> Void
  private let next = Mutex(0)
  private let taking = Mutex(())

  init(
    _ items: [Item], _ transform: @escaping @Sendable (Item) -> Result,
    take: @escaping @Sendable (Int, Result) -> Void
  ) {
    self.items = items
    self.transform = transform
    give = take
  }

  func run() {
    while let index = take() {
      let result = transform(items[index])
      taking.withLock { _ in give(index, result) }
    }
  }

  private func take() -> Int? {
    next.withLock { next in
      guard next < items.count else { return nil }
      defer { next += 1 }
      return next
    }
  }
}

/// A thread whose stack has room for deeply nested formulas.
struct LargeStackThread {
  /// Address space only: the system gives memory for what is used.
  private static let stackSize = 256 << 20

  private let thread: pthread_t

  private final class Body {
    let run: @Sendable () -> Void
    let isLight: Bool

    init(isLight: Bool, _ run: @escaping @Sendable () -> Void) {
      (self.isLight, self.run) = (isLight, run)
    }
  }

  /// - Parameter isLight: Whether it does without large pages.
  init?(isLight: Bool = false, _ run: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    let body = Unmanaged.passRetained(Body(isLight: isLight, run))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        if body.isLight { body.run() } else { withLargePages { body.run() } }
        return nil
      }, body.toOpaque())
    guard status == 0 else {
      body.release()
      return nil
    }
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }

  /// Nobody waits for its end.
  func detach() { pthread_detach(thread) }
}
