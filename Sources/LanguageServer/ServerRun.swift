import Foundation
import Synchronization

extension LanguageServer {
  /// Serves the client at these streams, the first of which is a descriptor, until it says so or goes away; whether it ended as it should.
  package static func run(
    version: String, timeLimit: Duration, input: Int32, output: FileHandle
  ) -> Bool {
    let server = LanguageServer(version: version, timeLimit: timeLimit) { data in
      // A client that has gone away needs no answer.
      try? output.write(contentsOf: data)
    }
    let (messages, feed) = AsyncStream.makeStream(of: MessageFraming.Part.self)
    let end = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task.detached {
      for await part in messages {
        guard await server.receive(part) else { break }
      }
      outcome.set(await server.isEnding)
      end.signal()
    }
    let reader = Thread {
      read(input, into: feed)
    }
    reader.start()
    end.wait()
    return outcome.value
  }

  private static func read(
    _ input: Int32, into feed: AsyncStream<MessageFraming.Part>.Continuation
  ) {
    var framing = MessageFraming()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // As much as is there: a client waits for an answer before it says more.
      let count = buffer.withUnsafeMutableBytes { Foundation.read(input, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      framing.add(Data(buffer.prefix(count)))
      while let part = framing.next() { feed.yield(part) }
    }
    feed.finish()
  }

  func receive(_ part: MessageFraming.Part) -> Bool {
    switch part {
    case .message(let message): return receive(message)
    case .broken(let reason):
      refuse(reason)
      return true
    }
  }
}

/// Whether all went well, said by one thread and asked by another.
private final class Outcome: Sendable {
  private let state = Mutex(false)

  var value: Bool { state.withLock { $0 } }

  func set(_ value: Bool) { state.withLock { $0 = value } }
}
