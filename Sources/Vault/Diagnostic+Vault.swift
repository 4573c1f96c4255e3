import Diagnostics
import Manual
import Yams

extension Diagnostic {
  /// A file that exists but cannot be read, or not written.
  static func unreadableFile(_ error: FileError) -> Diagnostic {
    Diagnostic(.error, "unreadable-file", "this file cannot be read: \(error.reason)", at: 0..<0)
  }

  /// A note that took longer than it may; it has no verdicts.
  static func tooLate(_ limit: Duration) -> Diagnostic {
    Diagnostic(
      .error, "time-limit",
      "this note takes longer than \(seconds(limit)), so nothing is said of it",
      at: 0..<0, hint: "make it smaller, or allow more with `--time-limit`")
  }

  /// A site config that says something that cannot be.
  static func badConfig(_ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "bad-config", problem, at: range)
  }

  /// A site config that is no YAML.
  static func badConfig(_ error: YamlError, in file: SourceFile) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      badConfig("the site config is no YAML: \(problem)", at: file.range(from: mark))
    case .duplicatedKeysInMapping(let keys, let context):
      badConfig(
        "the site config says \(keys.map { "`\($0)`" }.joined(separator: " and ")) more than once",
        at: file.range(from: context.mark))
    default: badConfig("the site config is no YAML", at: 0..<0)
    }
  }

  /// A severity for a code that no diagnostic has.
  static func unknownCode(_ code: String, at range: SourceRange) -> Diagnostic {
    let nearest = nearestName(to: code, among: ManualPage.codes)
    return Diagnostic(
      .warning, "unknown-key", "no diagnostic has the code `\(code)`", at: range,
      hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// A note or a folder that the navigation names and that is not there.
  static func missingPlace(
    _ name: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "bad-config",
      "`navigation` names no \(name.hasSuffix("/") ? "folder" : "note") `\(name)`",
      at: range, hint: nearest.map { "did you mean `\($0)`?" })
  }

  /// A key of the site config that means nothing.
  static func unknownKey(_ key: String, among keys: [String], at range: SourceRange) -> Diagnostic {
    // `base_url` is meant as `baseURL`.
    let spellings = keys.map { (plain: plainKey($0), key: $0) }
    let plain = nearestName(to: plainKey(key), among: spellings.map(\.plain))
    let nearest = spellings.first { $0.plain == plain }?.key
    return Diagnostic(
      .warning, "unknown-key", "the site config has no key `\(key)`", at: range,
      hint: nearest.map { "did you mean `\($0)`?" }
        ?? "the keys are \(keys.map { "`\($0)`" }.joined(separator: ", "))")
  }
}

private func plainKey(_ key: String) -> String {
  key.lowercased().filter { $0 != "_" && $0 != "-" }
}

/// `10 s`, `0.5 s`.
private func seconds(_ duration: Duration) -> String {
  let seconds = duration / .seconds(1)
  return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
}
