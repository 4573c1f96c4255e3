/// The part of a script that is the same for all notes, of which each takes what it uses.
struct Prelude {
  /// Always there.
  private let core: String
  /// Functions by their names, in order.
  private let functions: [(name: String, text: String)]

  /// - Parameter files: Python, one behind the other; in each the line of `marker` stands between the core and the
  ///   functions. What they import comes first.
  init(_ files: [[UInt8]]) {
    let texts = files.map {
      String(decoding: $0, as: UTF8.self)
        .split(separator: Prelude.marker, omittingEmptySubsequences: false)
    }
    let cores = texts.compactMap(\.first).map {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let imports = Set(cores.joined().filter(\.isImport)).sorted().joined(separator: "\n")
    let bodies = cores.map { $0.filter { !$0.isImport }.joined(separator: "\n").trimmed }
    core = ([imports] + bodies).joined(separator: "\n\n\n")
    functions = texts.flatMap { $0.dropFirst().flatMap(Prelude.functions) }
  }

  /// What is defined in `text`, function by function.
  private static func functions(of text: Substring) -> [(name: String, text: String)] {
    var found: [(name: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let name = line.functionName {
        found.append((name, String(line)))
      } else if !found.isEmpty {
        found[found.count - 1].text += "\n" + line
      }
    }
    return found.map { ($0.name, $0.text.trimmed) }
  }

  private static let marker = "# The functions that the note uses."

  /// Every name that it defines or imports.
  var names: Set<String> {
    Set(functions.map(\.name)).union(core.split(separator: "\n").flatMap(\.definedNames))
  }

  /// What `body` needs of it.
  func text(for body: String) -> String {
    var needed = body.withoutComments.identifiers.union(core.called)
    var kept: Set<String> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for function in functions where needed.contains(function.name) {
        guard kept.insert(function.name).inserted else { continue }
        needed.formUnion(function.text.called)
        isGrowing = true
      }
    }
    let used = functions.filter { kept.contains($0.name) }.map(\.text)
    return ([core, Prelude.marker] + used).joined(separator: "\n\n\n") + "\n"
  }
}

extension Substring {
  /// What a line without indentation gives a meaning.
  fileprivate var definedNames: [String] {
    guard let first, first != " ", first != "#" else { return [] }
    let words = split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    switch words.first {
    case "def", "class": return Array(words.dropFirst().prefix(1))
    case "import", "from": return Array(words.dropFirst())
    default: return Array(words.prefix(1))
    }
  }

  var isImport: Bool { hasPrefix("import ") }

  /// `f` of `def f(x):` at the start of a line.
  fileprivate var functionName: String? {
    guard hasPrefix("def "), let end = firstIndex(of: "(") else { return nil }
    return String(self[index(startIndex, offsetBy: 4)..<end])
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == "\n" { text.removeLast() }
    while text.first == "\n" { text.removeFirst() }
    return String(text)
  }

  /// What is called in it, comments and all: words before a parenthesis.
  fileprivate var called: Set<String> {
    Set(
      split(separator: "(").dropLast().compactMap { part in
        part.split { !($0.isLetter || $0.isNumber || $0 == "_") }.last.map(String.init)
      })
  }

  /// Without what stands behind `# ` in its lines.
  fileprivate var withoutComments: String {
    split(separator: "\n").map { line in
      line.firstRange(of: "# ").map { String(line[..<$0.lowerBound]) } ?? String(line)
    }.joined(separator: "\n")
  }

  /// All words in it that could be names.
  var identifiers: Set<String> {
    Set(split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
