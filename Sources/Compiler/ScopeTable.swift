import Calculus
import Elaboration
import NetSyntax

/// The scopes of a page: one without a name at a time, and those that blocks have named.
struct ScopeTable {
  private var named: [String: Scope] = [:]
  private(set) var unnamed: Scope
  private let seed: Int
  private let allowance: Allowance
  /// The name of the scope that goes on, or nil for the one without.
  private var current: String?
  private var descents: [String?: Descend] = [:]

  /// The last descent in the scope that goes on.
  var descent: Descend? {
    get { descents[current] }
    set { descents[current] = newValue }
  }

  init(seed: Int, allowance: Allowance) {
    (self.seed, self.allowance) = (seed, allowance)
    unnamed = Scope(seed: seed, allowance: allowance)
  }

  /// The names that blocks have given, for hints.
  var names: [String] { named.keys.sorted() }

  /// Goes to the scope that `header` asks for; false where there is none of that name.
  mutating func enter(_ header: BlockHeader) -> Bool {
    switch header.scope {
    case .continued: return true
    case .fresh:
      unnamed = Scope(seed: seed, allowance: allowance)
      current = nil
      descent = nil
    case .start(let name):
      named[name] = Scope(seed: seed, allowance: allowance)
      current = name
      descent = nil
    case .back(let name):
      guard named[name] != nil else { return false }
      current = name
    }
    return true
  }

  var scope: Scope {
    get { current.flatMap { named[$0] } ?? unnamed }
    set {
      if let current { named[current] = newValue } else { unnamed = newValue }
    }
  }
}

/// What stands behind `net` on the first line of a block: `net rnn hidden`.
struct BlockHeader: Hashable {
  enum Scope: Hashable {
    /// Goes on with the scope before it.
    case continued
    case fresh
    case start(String)
    case back(String)
  }

  private(set) var scope = Scope.continued
  private(set) var isHidden = false
  /// Reaches up to the top of the page.
  private(set) var isPage = false
  /// Words that mean nothing here.
  private(set) var unknown: [String] = []

  init(_ info: String) {
    var words = info.split { $0 == " " || $0 == "\t" }.map(String.init)[...]
    if words.last == "hidden" {
      isHidden = true
      words.removeLast()
    }
    switch words.popFirst() {
    case nil: break
    case "page": isPage = true
    case "fresh": scope = .fresh
    case "as":
      if let name = words.popFirst() { scope = .back(name) } else { unknown = ["as"] }
    case let name?: scope = .start(name)
    }
    unknown += words
  }
}
