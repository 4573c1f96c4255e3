/// The part of a script that is the same for all notes, of which each takes what it uses.
struct Prelude {
  /// Always there.
  private let core: String
  /// Functions by their names, in order.
  private let functions: [(name: String, text: String)]

  /// - Parameter bytes: Python; the line of `marker` stands between the core and the functions.
  init(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { $0 == Prelude.marker } ?? lines.endIndex
    core = lines[..<end].joined(separator: "\n").trimmed
    var found: [(name: String, text: String)] = []
    for line in lines.dropFirst(end + 1) {
      if let name = line.functionName {
        found.append((name, String(line)))
      } else if !found.isEmpty {
        found[found.count - 1].text += "\n" + line
      }
    }
    functions = found.map { ($0.name, $0.text.trimmed) }
  }

  private static let marker = "# The functions that the note uses."

  /// Every name that it defines or imports.
  var names: Set<String> {
    Set(functions.map(\.name)).union(core.split(separator: "\n").flatMap(\.definedNames))
  }

  /// What `body` needs of it.
  func text(for body: String) -> String {
    var needed = body.identifiers.union(core.identifiers)
    var kept: Set<String> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for function in functions where needed.contains(function.name) {
        guard kept.insert(function.name).inserted else { continue }
        needed.formUnion(function.text.identifiers)
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

  /// All words in it that could be names.
  var identifiers: Set<String> {
    Set(split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
