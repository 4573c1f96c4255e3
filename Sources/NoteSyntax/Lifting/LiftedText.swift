import Diagnostics

/// The body of a note as Markdown may see it: each lifted stretch is a stand-in.
struct LiftedText {
  let file: SourceFile
  let lifts: [Lift]
  let marker: Marker
  private(set) var bytes: [UInt8] = []
  /// Stretches that were copied from the file: where they start here and there.
  private var copies: [(start: Int, offset: Int)] = []
  private var lineStarts: [Int] = [0]

  init(_ file: SourceFile, from start: Int, _ lifts: [Lift]) {
    self.file = file
    self.lifts = lifts
    let body = file.bytes[min(start, file.bytes.count)...]
    marker = Marker(avoiding: file.bytes)
    bytes.reserveCapacity(body.count + 8 * lifts.count)
    var position = body.startIndex
    for number in lifts.indices where lifts[number].range.lowerBound >= position {
      copy(position..<lifts[number].range.lowerBound)
      if !lifts[number].lead.isEmpty { bytes += lifts[number].lead }
      if !lifts[number].isReplacement { marker.appendStandIn(number, to: &bytes) }
      if !lifts[number].trail.isEmpty { bytes += lifts[number].trail }
      position = lifts[number].range.upperBound
    }
    copy(position..<body.endIndex)
    findLines()
  }

  private mutating func copy(_ range: Range<Int>) {
    copies.append((bytes.count, range.lowerBound))
    bytes += file.bytes[range]
  }

  private mutating func findLines() {
    var position = 0
    let text = ByteText(bytes: bytes)
    while position < bytes.count {
      position = text.line(at: position).next
      lineStarts.append(position)
    }
  }

  /// The file's offset of a place that cmark names: line and column from 1, in bytes. Where it is
  /// about a stand-in, that of the stretch behind it.
  func offset(line: Int, column: Int) -> Int {
    guard lineStarts.indices.contains(line - 1) else { return file.bytes.count }
    let position = lineStarts[line - 1] + max(0, column - 1)
    var low = 0
    var high = copies.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if copies[middle].start <= position { low = middle } else { high = middle }
    }
    guard let copy = copies.indices.contains(low) ? copies[low] : nil else { return 0 }
    let end = low + 1 < copies.count ? copies[low + 1].offset : file.bytes.count
    return min(copy.offset + (position - copy.start), end)
  }

  /// The column, from 1, in which the text of a line begins that continues a paragraph: behind blanks and signs of quotes.
  func contentColumn(ofLine line: Int) -> Int {
    guard lineStarts.indices.contains(line - 1) else { return 1 }
    let start = lineStarts[line - 1]
    var position = start
    var blanks = 0
    while position < bytes.count {
      let byte = bytes[position]
      if isBlank(byte) {
        blanks += byte == tab ? 4 : 1
      } else if byte == UInt8(ascii: ">"), blanks < 4 {
        blanks = -1
      } else {
        break
      }
      position += 1
    }
    return position - start + 1
  }

  /// The lift that `place` is the stand-in of.
  func lift(at place: Marker.Place) -> Lift? {
    lifts.indices.contains(place.number) ? lifts[place.number] : nil
  }

  /// `text` with stand-ins, and what was written around them, replaced by what stood there in the
  /// note: as it was written, or as Markdown reads it where `unescaped`.
  func restored(_ text: [UInt8], unescaped: Bool = false) -> String {
    var output: [UInt8] = []
    var copied = 0
    for place in marker.places(in: text) {
      guard let lift = lift(at: place) else { continue }
      output += text[copied..<max(copied, place.range.lowerBound)]
      if !lift.lead.isEmpty, output.suffix(lift.lead.count) == lift.lead[...] {
        output.removeLast(lift.lead.count)
      }
      let source = file.bytes[lift.range]
      output += unescaped ? withoutBackslashes(source) : Array(source)
      copied = place.range.upperBound
      if !lift.trail.isEmpty, text[copied...].starts(with: lift.trail) {
        copied += lift.trail.count
      }
    }
    output += text[copied...]
    return String(decoding: output, as: UTF8.self)
  }
}

/// `bytes` without the backslashes that escape punctuation (CommonMark 0.30, section 2.4).
private func withoutBackslashes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var output: [UInt8] = []
  var isEscaped = false
  for byte in bytes {
    if isEscaped {
      if !isPunctuation(byte) { output.append(backslash) }
      output.append(byte)
      isEscaped = false
    } else if byte == backslash {
      isEscaped = true
    } else {
      output.append(byte)
    }
  }
  if isEscaped { output.append(backslash) }
  return output
}
