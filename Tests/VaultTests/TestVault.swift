import Foundation
import Pages
import Vault

/// A vault in a folder of its own, with sites beside it.
struct TestVault {
  let folder: String

  /// - Parameter files: Their texts, by their paths in the vault.
  init(_ files: [String: String] = [:]) throws {
    folder =
      FileManager.default.temporaryDirectory.appending(path: "vault-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(
      atPath: folder + "/notes", withIntermediateDirectories: true)
    for (path, text) in files { try write(path, text) }
  }

  var root: String { folder + "/notes" }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// As an editor does it: in place.
  func write(_ path: String, _ text: String) throws {
    let url = URL(filePath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func delete(_ path: String) throws {
    try FileManager.default.removeItem(atPath: root + "/" + path)
  }

  func move(_ path: String, to new: String) throws {
    try FileManager.default.moveItem(atPath: root + "/" + path, toPath: root + "/" + new)
  }

  /// Builds the site `name`; what is said about it, its written files behind it.
  @discardableResult
  func build(
    _ name: String, isCached: Bool, timeLimit: Duration? = nil
  ) throws -> (report: String, written: [String]) {
    let site = folder + "/" + name
    var vault = try Vault(root: root)
    vault.timeLimit = timeLimit
    let (templates, reports) = try vault.templates()
    var builder = SiteBuilder(vault, output: site, templates: templates)
    if isCached { builder.cache = CachePlace(vault: root, output: site) }
    let outcome = builder.build(vault.notes)
    let report = BuildReport(reports + vault.reports, outcome)
    let failures = outcome.failures.map { "\($0)" }.joined()
    return (report.text(color: false) + report.summary + failures, outcome.written.sorted())
  }

  /// All files of a site, by their paths.
  func files(_ name: String) -> [String: Data] {
    let site = URL(filePath: folder + "/" + name).resolvingSymlinksInPath()
    var files: [String: Data] = [:]
    let all = FileManager.default.enumerator(at: site, includingPropertiesForKeys: nil)
    for case let url as URL in all ?? .init() {
      guard let data = try? Data(contentsOf: url) else { continue }
      let path = url.resolvingSymlinksInPath().path.dropFirst(site.path.count + 1)
      files[String(path)] = data
    }
    return files
  }

  func text(_ path: String, in name: String = "site") -> String? {
    try? String(contentsOfFile: folder + "/\(name)/\(path)", encoding: .utf8)
  }
}

/// Numbers that look random and are the same each time (splitmix64).
struct Dice {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) }

  mutating func roll(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, count)))
  }

  mutating func pick<Item>(_ items: [Item]) -> Item? {
    items.isEmpty ? nil : items[roll(items.count)]
  }
}
