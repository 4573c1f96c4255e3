import FlyingSocks
import Synchronization

/// Tells the open pages what happened, as server-sent events (HTML Standard, section 9.2).
final class Events: Sendable {
  private struct State {
    var listeners: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
    var next = 0
    /// What a page that opens now has to know.
    var last: [UInt8] = []
  }

  private let state = Mutex(State())

  /// - Parameter data: One line.
  func send(_ data: String) {
    let message = Array("data: \(data)\n\n".utf8)
    state.withLock { state in
      state.last = message
      for listener in state.listeners.values { listener.yield(message) }
    }
  }

  /// A comment now and then shows which listeners have gone away.
  func keepAlive() {
    state.withLock { state in
      for listener in state.listeners.values { listener.yield(Array(": \n\n".utf8)) }
    }
  }

  /// What is sent from now on, the last message first.
  func listen() -> EventBytes {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream(
      bufferingPolicy: .bufferingNewest(16))
    state.withLock { state in
      let number = state.next
      state.next += 1
      state.listeners[number] = continuation
      continuation.yield(Array("retry: 300\n\n".utf8) + state.last)
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { $0.listeners[number] = nil }
      }
    }
    return EventBytes(stream: stream)
  }
}

/// The messages of one listener as the body of a response that does not end.
struct EventBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let stream: AsyncStream<[UInt8]>

  func makeAsyncIterator() -> Iterator { Iterator(messages: stream.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var messages: AsyncStream<[UInt8]>.AsyncIterator
    private var rest: ArraySlice<UInt8> = []

    init(messages: AsyncStream<[UInt8]>.AsyncIterator) { self.messages = messages }

    mutating func next() async -> UInt8? {
      await fill()
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async -> ArraySlice<UInt8>? {
      await fill()
      guard !rest.isEmpty else { return nil }
      let piece = rest.prefix(Swift.max(1, count))
      rest = rest.dropFirst(piece.count)
      return piece
    }

    private mutating func fill() async {
      while rest.isEmpty, let message = await messages.next() { rest = message[...] }
    }
  }
}
