import Diagnostics
import Foundation
import Testing
import Verification

/// Points that are drawn decide; a finding must not depend on which.
private let seeds = isSlow ? Array(0...50) : [0]
private let isSlow = ProcessInfo.processInfo.environment["SLOW_TESTS"] != nil

@Test(arguments: Page.all)
func findsWhatIsExpected(page: Page) {
  for seed in seeds {
    let compilation = page.compile(seed: seed)
    for (line, found) in zip(page.lines, page.findings(in: compilation)) {
      #expect(found == line.expected, "\(line.formula) with seed \(seed)")
    }
  }
}

/// What a fix-it leaves must be found right, as an author would find it who applies it.
@Test(arguments: Page.all)
func fixesOfSlipsHold(page: Page) throws {
  let compilation = page.compile()
  for slip in compilation.statements.flatMap(\.steps) where slip.finding == .slip {
    let fix = try #require(slip.fix)
    var text = Array(compilation.file.bytes)
    for edit in slip.edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      text.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    let fixed = ReadingTests.compilation(of: String(decoding: text, as: UTF8.self))
    let left = fixed.statements.filter { $0.finding == .slip }.count
    let before = compilation.statements.filter { $0.finding == .slip }.count
    #expect(left < before, "\(slip.latex) becomes \(fix)")
  }
}
