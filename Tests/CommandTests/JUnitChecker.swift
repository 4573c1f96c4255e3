import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a JUnit report, and holds it against the rules of Jenkins' `junit-10.xsd`: which elements stand in which,
/// and which attributes they have. The counts are those of what is there.
final class JUnitChecker: NSObject, XMLParserDelegate {
  private(set) var mistakes: [String] = []
  private(set) var suites: [String] = []
  /// `name: passed`, by the order of the cases.
  private(set) var cases: [String] = []
  private var path: [String] = []
  private var name = ""
  private var outcome = "passed"
  private var names: Set<String> = []
  /// Counted and announced, for the suite that is open and for all.
  private var counted: [String: Int] = [:]
  private var announced: [String: Int] = [:]

  private static let children: [String: Set<String>] = [
    "": ["testsuites"], "testsuites": ["testsuite"],
    "testsuite": ["testsuite", "properties", "testcase", "system-out", "system-err"],
    "testcase": ["skipped", "error", "failure", "system-out", "system-err"],
  ]
  private static let attributes: [String: Set<String>] = [
    "testsuites": ["name", "time", "tests", "failures", "errors"],
    "testsuite": [
      "name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname",
      "id",
      "package", "file", "log", "url",
    ],
    "testcase": ["name", "time", "classname", "group"],
    "failure": ["type", "message"], "error": ["type", "message"], "skipped": ["type", "message"],
  ]
  private static let required: [String: Set<String>] = [
    "testsuite": ["name", "tests", "failures", "errors"], "testcase": ["name"],
  ]

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { mistakes.append("no XML: \(String(describing: parser.parserError))") }
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let parent = path.last ?? ""
    path.append(element)
    if Self.children[parent]?.contains(element) != true {
      mistakes.append("\(element) in \(parent)")
    }
    let given = Set(attributes.keys)
    let wrong = given.subtracting(Self.attributes[element] ?? [])
    let missing = Self.required[element]?.subtracting(given) ?? []
    if !wrong.isEmpty || !missing.isEmpty { mistakes.append("\(element): \(wrong) \(missing)") }
    if let time = attributes["time"],
      time.wholeMatch(of: #/(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?/#) == nil
    {
      mistakes.append("time \(time)")
    }
    begin(element, attributes)
  }

  private func begin(_ element: String, _ attributes: [String: String]) {
    switch element {
    case "testsuite":
      suites.append(attributes["name"] ?? "")
      announced = attributes.compactMapValues(Int.init)
      (counted, names) = ([:], [])
    case "testcase":
      (name, outcome) = (attributes["name"] ?? "", "passed")
      counted["tests", default: 0] += 1
      if !names.insert(name).inserted { mistakes.append("twice: \(name)") }
    case "failure", "error", "skipped":
      outcome = element
      counted[element == "skipped" ? element : element + "s", default: 0] += 1
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    path.removeLast()
    if element == "testcase" { cases.append("\(name): \(outcome)") }
    guard element == "testsuite" else { return }
    for key in ["tests", "failures", "errors", "skipped"]
    where announced[key] != counted[key, default: 0] {
      mistakes.append("\(key): \(announced[key] ?? -1) and not \(counted[key, default: 0])")
    }
  }
}
