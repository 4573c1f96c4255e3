/// When a note was written, as its front matter says: a day, or a day and a time.
package struct NoteDate: Hashable, Comparable, Sendable {
  /// `2026-03-31`.
  package let day: String
  /// `14:30:00+02:00`, or nil where only the day is known.
  package let time: String?

  /// One that was read before.
  package init(day: String, time: String?) {
    (self.day, self.time) = (day, time)
  }

  /// Reads `2026-03-31`, `2026-03-31 14:30` and `2026-03-31T14:30:00+02:00`.
  package init?(_ text: String) {
    var rest = text[...]
    guard let year = Self.digits(4, of: &rest), Self.take("-", of: &rest),
      let month = Self.digits(2, of: &rest), Self.take("-", of: &rest),
      let day = Self.digits(2, of: &rest), let date = Self.day(year, month, day)
    else { return nil }
    self.day = date
    if rest.isEmpty {
      time = nil
      return
    }
    guard "Tt ".contains(rest.removeFirst()), let time = Self.time(rest) else { return nil }
    self.time = time
  }

  /// As RFC 3339 writes it; a day alone begins at midnight, UTC.
  package var timestamp: String { "\(day)T\(time ?? "00:00:00Z")" }

  package static func < (a: NoteDate, b: NoteDate) -> Bool { a.timestamp < b.timestamp }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> String? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard lengths.indices.contains(month - 1), (1...lengths[month - 1]).contains(day) else {
      return nil
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `14:30`, seconds and a zone if they are there; UTC without one.
  private static func time(_ text: Substring) -> String? {
    var rest = text
    guard let hour = digits(2, of: &rest), hour < 24, take(":", of: &rest),
      let minute = digits(2, of: &rest), minute < 60
    else { return nil }
    var second = 0
    if take(":", of: &rest) {
      guard let read = digits(2, of: &rest), read < 61 else { return nil }
      second = read
      if take(".", of: &rest) { rest = rest.drop(while: \.isNumber) }
    }
    rest = rest.drop { $0 == " " }
    let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    return zone(rest).map { time + $0 }
  }

  private static func zone(_ text: Substring) -> String? {
    if text.isEmpty || text == "Z" || text == "z" { return "Z" }
    var rest = text
    let sign = rest.removeFirst()
    guard "+-".contains(sign), let hour = digits(2, of: &rest), hour < 24 else { return nil }
    _ = take(":", of: &rest)
    let minute = rest.isEmpty ? 0 : digits(2, of: &rest)
    guard let minute, minute < 60, rest.isEmpty else { return nil }
    return "\(sign)\(padded(hour, 2)):\(padded(minute, 2))"
  }

  private static func take(_ sign: Character, of text: inout Substring) -> Bool {
    guard text.first == sign else { return false }
    text.removeFirst()
    return true
  }

  private static func digits(_ count: Int, of text: inout Substring) -> Int? {
    let digits = text.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    text = text.dropFirst(count)
    return Int(digits)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
