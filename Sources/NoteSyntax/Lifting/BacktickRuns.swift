/// Where code spans end. Remembers which runs of backticks occur at all, so that a text of many
/// unclosed ones takes linear time.
struct BacktickRuns {
  /// The last place of a run, by its length.
  private var last: [Int: Int] = [:]
  private var isFilled = false

  /// The limit of cmark: longer runs of backticks are text.
  private static let longest = 80

  /// The end of the code span that begins here, or of the run of backticks if it is text.
  mutating func end(in text: ByteText, at start: Int) -> Int {
    let length = text.run(of: backtick, at: start)
    let inner = start + length
    guard length <= Self.longest else { return inner }
    fill(text)
    guard let place = last[length], place >= inner else { return inner }
    var position = inner
    while position < text.count {
      let run = text.run(of: backtick, at: position)
      if run == length { return position + run }
      position += max(run, 1)
    }
    return inner
  }

  private mutating func fill(_ text: ByteText) {
    guard !isFilled else { return }
    isFilled = true
    var position = 0
    while position < text.count {
      let run = text.run(of: backtick, at: position)
      if run > 0 { last[run] = position }
      position += max(run, 1)
    }
  }
}
