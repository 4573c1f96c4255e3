import Synchronization
import Vault

/// Says on the stream of errors how far a build is: on a terminal in one line that counts, in a log in a line now and
/// then. A short build says nothing.
final class ProgressLine: Sendable {
  private let isTerminal = Terminal.isTerminal
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let state: Mutex<State>

  private struct State {
    var next: ContinuousClock.Instant
    var isShown = false
  }

  init() {
    start = clock.now
    let first: Duration = isTerminal ? .milliseconds(100) : .seconds(2)
    state = Mutex(State(next: start + first))
  }

  /// Called from any thread.
  func show(_ progress: BuildProgress) {
    let now = clock.now
    state.withLock { state in
      guard now >= state.next else { return }
      state.next = now + (isTerminal ? .milliseconds(50) : .seconds(2))
      state.isShown = true
      let count = "\(progress.number) of \(progress.total)"
      if isTerminal {
        let width = max(20, Terminal.width - 1)
        Terminal.error("\r\u{1B}[K" + String("\(count)  \(progress.note)".prefix(width)))
      } else {
        Terminal.error("compiling \(count): \(progress.note)\n")
      }
    }
  }

  /// Removes the line.
  func end() {
    state.withLock { state in
      if state.isShown, isTerminal { Terminal.error("\r\u{1B}[K") }
      state.isShown = false
    }
  }
}
