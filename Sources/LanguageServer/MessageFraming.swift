import Foundation

/// Cuts a stream of bytes into messages: each stands behind a header with its length.
struct MessageFraming {
  /// What came out of the stream.
  enum Part: Equatable {
    case message(Data)
    /// A header that says no length, or a message longer than what is read.
    case broken(String)
  }

  /// Longer messages are skipped: no note is so long.
  static let maximalLength = 64 << 20
  /// A header that does not end is none.
  private static let maximalHeader = 4 << 10

  private var buffer = Data()
  /// Bytes of a message that is too long, still to come.
  private var skipped = 0

  mutating func add(_ data: Data) { buffer.append(data) }

  /// The next part, nil where more has to come for it.
  mutating func next() -> Part? {
    skip()
    guard skipped == 0 else { return nil }
    guard let end = buffer.range(of: MessageFraming.headerEnd) else {
      guard buffer.count > MessageFraming.maximalHeader else { return nil }
      return resynchronized("the header of a message does not end")
    }
    let header = buffer.subdata(in: buffer.startIndex..<end.lowerBound)
    guard let length = MessageFraming.length(in: header) else {
      buffer.removeSubrange(..<end.upperBound)
      return .broken("a header has no Content-Length")
    }
    guard length <= MessageFraming.maximalLength else {
      buffer.removeSubrange(..<end.upperBound)
      skipped = length
      skip()
      return .broken("a message of \(length) bytes is too long")
    }
    guard buffer.endIndex - end.upperBound >= length else { return nil }
    let message = buffer.subdata(in: end.upperBound..<(end.upperBound + length))
    buffer.removeSubrange(..<(end.upperBound + length))
    return .message(message)
  }

  private mutating func skip() {
    let count = min(skipped, buffer.count)
    buffer.removeFirst(count)
    skipped -= count
  }

  /// Goes on at what looks like the next header.
  private mutating func resynchronized(_ reason: String) -> Part {
    let next = buffer.dropFirst().range(of: Data("Content-Length:".utf8))?.lowerBound
    buffer.removeSubrange(..<(next ?? buffer.endIndex))
    return .broken(reason)
  }

  private static let headerEnd = Data("\r\n\r\n".utf8)

  /// The length that a header says; its names are written in any case. What stands before them is left over
  /// from what could not be read.
  private static func length(in header: Data) -> Int? {
    let text = String(decoding: header, as: UTF8.self).lowercased()
    guard let name = text.range(of: "content-length:", options: .backwards) else { return nil }
    let value = text[name.upperBound...].prefix { !$0.isNewline }
    let length = Int(value.trimmingCharacters(in: .whitespaces))
    return length.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// A message with its header.
  static func framed(_ message: Data) -> Data {
    Data("Content-Length: \(message.count)\r\n\r\n".utf8) + message
  }
}
