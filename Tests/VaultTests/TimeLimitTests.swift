import Calculus
import Foundation
import Synchronization
import Testing
import Vault

@Suite struct TimeLimitTests {
  /// What asks its allowance is stopped, what does not is left behind; the rest is done, in its order.
  @Test(arguments: [1, 2, 3])
  func givesUpWhatTakesTooLong(workers: Int) {
    let isOver = Flag()
    let results = concurrentMap(Array(0..<12), workers: workers, limit: .milliseconds(300)) {
      item, allowance in
      switch item {
      case 3: while allowance.spend(1) {}
      case 5, 6: while !isOver.value { usleep(1_000) }
      default: break
      }
      return "\(item)"
    } late: {
      "late \($0)"
    }
    isOver.value = true
    #expect(
      results
        == (0..<12).map { [3, 5, 6].contains($0) ? "late \($0)" : "\($0)" })
  }

  @Test func takesItsTimeWhereThereIsNoLimit() {
    let results = concurrentMap([1, 2], limit: nil) { item, _ in
      item
    } late: { _ in
      0
    }
    #expect(results == [1, 2])
  }

  private static let runaway =
    "```net\nsize n = 30\nA, B ∈ R^{n × n}\n```\n\n"
    + (1...400).map { "$$\($0) A B A = \($0) A (B A) + \\tanh(A) - \\tanh(A)$$\n" }
    .joined(separator: "\n")

  private static let quick = """
    ```net
    x ∈ R
    ```

    $$x + x = 2 x$$
    """

  @Test func buildsWithoutTheNoteThatTakesTooLong() throws {
    let vault = try TestVault(["a.md": Self.runaway, "b.md": Self.quick])
    defer { vault.remove() }
    let first = try vault.build("site", isCached: true, timeLimit: .seconds(1))
    #expect(first.report.contains("error[time-limit]: this note takes longer than 1 s"))
    #expect(first.report.contains("1 equation holds"))
    #expect(first.written.contains("b.html"))
    #expect(!first.written.contains("a.html"))
    // It is tried again, and has a page as soon as it is quick.
    let second = try vault.build("site", isCached: true, timeLimit: .seconds(1))
    #expect(second.report.contains("error[time-limit]"))
    try vault.write("a.md", Self.quick)
    let third = try vault.build("site", isCached: true, timeLimit: .seconds(60))
    #expect(third.report.contains("2 equations hold"))
    #expect(vault.text("a.html") != nil)
  }

  @Test func checksTheOtherNotes() throws {
    let folder = try TestVault(["a.md": Self.runaway, "b.md": Self.quick])
    defer { folder.remove() }
    var vault = try Vault(root: folder.root)
    vault.timeLimit = .seconds(1)
    let reports = vault.check(vault.notes)
    #expect(reports.map { $0.diagnostics.map(\.code) } == [["time-limit"], []])
    #expect(reports.map(\.statements.count) == [0, 1])
  }
}

/// Something that one thread says and others hear.
private final class Flag: Sendable {
  private let state = Atomic(false)

  var value: Bool {
    get { state.load(ordering: .relaxed) }
    set { state.store(newValue, ordering: .relaxed) }
  }
}
