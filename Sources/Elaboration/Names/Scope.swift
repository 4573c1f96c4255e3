import Calculus
import Diagnostics
import MathSyntax
import NetSyntax

/// What is known at a place of a note: sizes, indices, symbols, aliases.
package struct Scope: Sendable {
  package private(set) var symbols: [NetSymbol] = []
  private var byBase: [String: [SymbolID]] = [:]
  var sizes: [String: SizeEntry] = [:] { didSet { declaredSizes = sizes.declared } }
  /// The sizes as declared.
  package private(set) var declaredSizes: SizeChoice = [:]
  var indices: [String: IndexEntry] = [:]
  var aliases: [Alias] = []
  /// What it was made from, results and what was refused apart: for notes that use this one.
  package internal(set) var statements: [NetStatement] = []
  package internal(set) var seed: Int
  /// Added to the seeds that blocks ask for.
  let seedOffset: Int
  package var layout = Layout.mixed
  /// Whether ∂u/∂v is the direct partial where that is another one than the total derivative.
  package internal(set) var partialsAreDirect = false
  /// What ∂u/∂v was where equations needed it to be one thing: whether not the usual one.
  package internal(set) var partialsSoFar: [PartialPair: Bool] = [:]
  /// `einstein on`.
  package internal(set) var sumsRepeatedIndices = false
  /// `broadcast on`.
  package internal(set) var broadcasts = false
  /// `batch rows` or `batch columns`.
  package internal(set) var batchAxis: BatchAxis?

  /// What everything that is made with it is counted against.
  package let allowance: Allowance
  /// The letters of names that may have another meaning: a statement took more work than it may.
  package var lostLetters: Set<String> = []

  /// - Parameter seed: What the points to try are drawn with.
  package init(seed: Int = 0, allowance: Allowance = Allowance()) {
    (self.seed, seedOffset, self.allowance) = (seed, seed, allowance)
  }

  package subscript(id: SymbolID) -> NetSymbol {
    get { symbols[id.index] }
    // In place: a symbol may have thousands of definitions.
    _modify { yield &symbols[id.index] }
  }

  package var ids: [SymbolID] { symbols.indices.map(SymbolID.init(index:)) }

  mutating func add(_ symbol: NetSymbol) -> SymbolID {
    let id = SymbolID(index: symbols.count)
    symbols.append(symbol)
    byBase[symbol.base, default: []].append(id)
    return id
  }

  /// The symbols with this base letter, those in the same font alone where the scope tells fonts
  /// apart; the ones with more scripts of their own first.
  package func candidates(_ base: String, font: Font?) -> [SymbolID] {
    let all = byBase[base] ?? []
    if all.count < 2 { return all }
    let fonts = Set(all.map { self[$0].font })
    // `\boldsymbol` and `\bm` are bold; a font that none of them has may mean any.
    let meant = font == .boldItalic && !fonts.contains(.boldItalic) ? .bold : font
    let fitting =
      fonts.count > 1 ? all.filter { self[$0].font == meant || !hasTwin(of: $0, among: all) } : all
    return fitting.sorted { a, b in
      (self[a].label != nil ? 1 : 0, self[a].slots) > (self[b].label != nil ? 1 : 0, self[b].slots)
    }
  }

  /// Whether one of `others` is the same name in another font.
  private func hasTwin(of id: SymbolID, among others: [SymbolID]) -> Bool {
    others.contains {
      self[$0].font != self[id].font && self[$0].label == self[id].label
        && self[$0].slots == self[id].slots
    }
  }

  /// The scope without what it declares as `base`, where that name is built in; nil where it is not.
  package func withoutShadow(_ base: String) -> Scope? {
    guard ["e", "d", "I", "π"].contains(base) || Builtin(spelling: base) != nil else { return nil }
    var scope = self
    scope.byBase[base] = nil
    scope.sizes[base] = nil
    scope.indices[base] = nil
    return scope
  }

  /// Whether formulas that are read already mean the same here as in `other`. What was not changed
  /// since one was copied from the other takes no time to compare.
  package func meansTheSame(as other: Scope) -> Bool {
    symbols == other.symbols && sizes == other.sizes && indices == other.indices
      && seed == other.seed && layout == other.layout
      && partialsAreDirect == other.partialsAreDirect
  }

  /// Whether the scope gives this name any meaning of its own.
  package func declares(_ base: String) -> Bool {
    byBase[base] != nil || sizes[base] != nil || indices[base] != nil
  }

  /// Whether an array or a function has this name, whatever sizes are called.
  package func declaresSymbol(_ base: String) -> Bool { byBase[base] != nil }

  /// Whether `base` alone names a value: where only members `a_t` or an `a_{prev}` are declared, `a` is free for an
  /// index.
  package func declaresBare(_ base: String) -> Bool {
    byBase[base]?.contains { self[$0].slots == 0 && self[$0].label == nil } ?? false
  }

  /// Every declared name, for the nearest to a misspelt one.
  package var names: [String] {
    Array(byBase.keys) + Array(sizes.keys) + Array(indices.keys)
  }

}

extension [String: SizeEntry] {
  fileprivate var declared: SizeChoice {
    var choice: SizeChoice = [:]
    for (name, entry) in self {
      for (member, value) in entry.values { choice[SizeKey(name, member)] = value }
    }
    return choice
  }
}
