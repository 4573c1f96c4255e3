import Foundation
import Synchronization

extension LanguageServer {
  /// Serves the client at these streams until it says so or goes away; whether it ended as it should.
  package static func run(
    version: String, input: FileHandle, output: FileHandle
  ) -> Bool {
    let server = LanguageServer(version: version) { data in
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
    _ input: FileHandle, into feed: AsyncStream<MessageFraming.Part>.Continuation
  ) {
    var framing = MessageFraming()
    while true {
      let data = input.availableData
      guard !data.isEmpty else { break }
      framing.add(data)
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
