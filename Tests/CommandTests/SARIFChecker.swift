import Foundation

/// Holds a report against what SARIF 2.1.0 says of the objects that are in it: their members and which of them must
/// be there, what is counted from where, and which of them speak of each other.
struct SARIFChecker {
  /// The texts of the files, by their addresses.
  let files: [String: String]
  private(set) var mistakes: [String] = []
  /// Those of the results, in their order.
  private(set) var ruleIDs: [String] = []
  private(set) var fingerprints: [String] = []
  private(set) var fixes = 0
  private var rules: [[String: Any]] = []

  init(files: [String: String]) { self.files = files }

  private typealias Members = [String: Any]

  /// Members of each kind of object; those with a `!` must be there.
  private static let members: [String: Set<String>] = [
    "log": ["$schema", "version!", "runs!"],
    "run": ["tool!", "originalUriBaseIds", "columnKind", "results"],
    "tool": ["driver!"], "driver": ["name!", "version", "rules"],
    "rule": ["id!", "shortDescription", "help", "defaultConfiguration"],
    "configuration": ["level"], "message": ["text!"], "help": ["text!", "markdown"],
    "result": [
      "ruleId", "ruleIndex", "level", "message!", "locations", "partialFingerprints",
      "relatedLocations", "fixes", "baselineState",
    ],
    "location": ["physicalLocation", "message"],
    "physicalLocation": ["artifactLocation!", "region"],
    "artifactLocation": ["uri", "uriBaseId"],
    "region": [
      "startLine!", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength", "snippet",
    ],
    "fix": ["description", "artifactChanges!"],
    "artifactChange": ["artifactLocation!", "replacements!"],
    "replacement": ["deletedRegion!", "insertedContent"], "content": ["text"],
  ]

  private mutating func object(_ value: Any?, _ kind: String) -> Members {
    guard let object = value as? Members else {
      mistakes.append("no \(kind)")
      return [:]
    }
    let known = Self.members[kind] ?? []
    for key in object.keys where !known.contains(key) && !known.contains(key + "!") {
      mistakes.append("\(kind) has \(key)")
    }
    for key in known where key.hasSuffix("!") && object[String(key.dropLast())] == nil {
      mistakes.append("\(kind) has no \(key)")
    }
    return object
  }

  private mutating func list(_ value: Any?, _ kind: String, atLeast least: Int = 0) -> [Members] {
    let items = value as? [Any] ?? []
    if items.count < least { mistakes.append("too few: \(kind)") }
    return items.map { object($0, kind) }
  }

  private mutating func oneOf(_ value: Any?, _ allowed: [String]) {
    if !allowed.contains(value as? String ?? "") { mistakes.append("\(String(describing: value))") }
  }

  mutating func check(_ log: [String: Any]) {
    _ = object(log, "log")
    oneOf(log["version"], ["2.1.0"])
    for run in list(log["runs"], "run", atLeast: 1) {
      let driver = object(object(run["tool"], "tool")["driver"], "driver")
      rules = list(driver["rules"], "rule")
      for rule in rules {
        _ = object(rule["shortDescription"], "message")
        _ = object(rule["help"], "help")
        oneOf(object(rule["defaultConfiguration"], "configuration")["level"], ["error", "warning"])
      }
      if Set(rules.compactMap { $0["id"] as? String }).count != rules.count {
        mistakes.append("rules with the same id")
      }
      oneOf(run["columnKind"], ["utf16CodeUnits"])
      for result in list(run["results"], "result") { check(result: result) }
    }
  }

  private mutating func check(result: Members) {
    let id = result["ruleId"] as? String ?? ""
    ruleIDs.append(id)
    let index = result["ruleIndex"] as? Int ?? -1
    if !rules.indices.contains(index) || rules[index]["id"] as? String != id {
      mistakes.append("rule \(index) is not \(id)")
    }
    oneOf(result["level"], ["error", "warning"])
    _ = object(result["message"], "message")
    for location in list(result["locations"], "location", atLeast: 1) { check(place: location) }
    for location in list(result["relatedLocations"], "location") { check(place: location) }
    let prints = result["partialFingerprints"] as? [String: String] ?? [:]
    fingerprints += prints.values
    if prints.isEmpty { mistakes.append("no fingerprint") }
    for fix in list(result["fixes"], "fix") { check(fix: fix) }
  }

  private mutating func check(place location: Members) {
    let place = object(location["physicalLocation"], "physicalLocation")
    check(region: place["region"], in: text(of: place["artifactLocation"]))
  }

  private mutating func check(fix: Members) {
    fixes += 1
    _ = object(fix["description"], "message")
    for change in list(fix["artifactChanges"], "artifactChange", atLeast: 1) {
      let file = text(of: change["artifactLocation"])
      for replacement in list(change["replacements"], "replacement", atLeast: 1) {
        check(region: replacement["deletedRegion"], in: file)
        _ = object(replacement["insertedContent"], "content")
      }
    }
  }

  private mutating func text(of location: Any?) -> String {
    let uri = object(location, "artifactLocation")["uri"] as? String ?? ""
    if URL(string: uri) == nil || uri.contains(" ") { mistakes.append("no address: \(uri)") }
    guard let text = files[uri] else {
      mistakes.append("no file: \(uri)")
      return ""
    }
    return text
  }

  /// Lines, columns and bytes speak of the same part of the file, and so does the snippet.
  private mutating func check(region: Any?, in file: String) {
    let region = object(region, "region")
    let keys = ["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"]
    let numbers = keys.compactMap { region[$0] as? Int }
    guard numbers.count == keys.count, numbers.prefix(4).allSatisfy({ $0 >= 1 }) else {
      mistakes.append("region \(region)")
      return
    }
    let byColumns = part(of: file, numbers)
    let bytes = Array(file.utf8)
    let start = min(numbers[4], bytes.count)
    let byBytes = String(
      decoding: bytes[start..<min(start + numbers[5], bytes.count)], as: UTF8.self)
    if byColumns != byBytes { mistakes.append("`\(byColumns)` and `\(byBytes)`") }
    if let snippet = region["snippet"], object(snippet, "content")["text"] as? String != byBytes {
      mistakes.append("snippet of `\(byBytes)`")
    }
  }

  /// The text between two places, whose columns are UTF-16 code units.
  private func part(of file: String, _ numbers: [Int]) -> String {
    let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
    func offset(_ line: Int, _ column: Int) -> Int {
      lines.prefix(line - 1).reduce(0) { $0 + $1.utf16.count + 1 } + column - 1
    }
    let units = Array(file.utf16)
    let start = min(offset(numbers[0], numbers[1]), units.count)
    let end = min(offset(numbers[2], numbers[3]), units.count)
    return String(decoding: units[start..<max(start, end)], as: UTF16.self)
  }
}
