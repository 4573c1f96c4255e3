import Elaboration
import NetSyntax

/// Writes a net with its shapes as the lines of a block.
struct BlockWriter {
  private let net: Net
  private let ranks: [SymbolID: Int]
  private let domains: DomainFinder
  private var reader: ShapeReader
  private var sizes: SizeTable
  private var draft: Draft { net.draft }
  /// Names that are not declared.
  var leftOut: Set<SymbolID> = []

  init(
    _ net: Net, ranks: [SymbolID: Int], _ domains: DomainFinder, batch: BatchAxis = .columns
  ) {
    self.net = net
    self.ranks = ranks
    self.domains = domains
    var reader = ShapeReader(net.draft, ranks: ranks, batch: batch)
    _ = reader.read(net)
    for input in net.inputs { _ = reader.axes(of: input.symbol, input.members) }
    for case .number(let arguments) in net.functions.values {
      for argument in arguments { _ = reader.axes(of: argument.symbol, argument.members) }
    }
    self.reader = reader
    sizes = SizeTable(reader.lengths, net.draft)
  }

  /// The lines between the fences.
  mutating func lines(settings: [String]) -> [BlockLine] {
    let inputs = net.inputs.filter { !leftOut.contains($0.symbol) }.map { input in
      BlockLine(
        text: "\(input.text) ∈ \(domain(of: input.symbol, input.members))",
        remark: domains.questions[input.symbol],
        base: draft.scope[input.symbol].base)
    }
    let functions = self.functions
    let definitions = net.ordered.filter { !leftOut.contains($0.symbol) }.map { definition in
      BlockLine(
        text: definition.text, remark: definition.remark ?? net.questions[definition.symbol],
        base: draft.scope[definition.symbol].base)
    }
    let indices = usedFamilies.map {
      BlockLine(text: "index \($0) = 1..\(draft.plan.families[$0] ?? "")")
    }
    let values = SizeValues(sizes, draft, families: usedFamilies)
    return values.lines + indices + settings.map { BlockLine(text: $0) } + inputs + functions
      + definitions
  }

  /// Whether a column stands beside a matrix in a sum.
  var hasBroadcasts: Bool { reader.hasBroadcasts }

  // MARK: Lines

  private mutating func domain(of symbol: SymbolID, _ members: [ScriptTerm]) -> String {
    let axes = self.axes(of: symbol, members)
    let kind = domains.kinds[symbol]
    switch (axes.count, kind) {
    case (1, .simplex): return "simplex(\(axes[0]))"
    case (1, .oneHot): return "onehot(\(axes[0]))"
    case (2, .symmetric) where axes[0] == axes[1]: return "symmetric(\(axes[0]))"
    case (2, .positiveDefinite) where axes[0] == axes[1]: return "spd(\(axes[0]))"
    case (2, .orthogonal) where axes[0] == axes[1]: return "orthogonal(\(axes[0]))"
    case (2, .diagonal) where axes[0] == axes[1]: return "diagonal(\(axes[0]))"
    default: return plainDomain(axes, kind)
    }
  }

  private mutating func axes(of symbol: SymbolID, _ members: [ScriptTerm]) -> [String] {
    let axes = reader.axes(of: symbol, members).map { sizes.text($0) }
    return axes == ["1"] ? [] : axes
  }

  /// All arrays of a shape, or the positive ones: what functions are declared with.
  private func plainDomain(_ axes: [String], _ kind: Domain.Kind?) -> String {
    let shape = axes.joined(separator: " × ")
    let sign = kind == .positive ? "R_{>0}" : "R"
    return shape.isEmpty ? sign : sign + (shape.count == 1 ? "^\(shape)" : "^{\(shape)}")
  }

  private var functions: [BlockLine] {
    mutating get {
      var found: [BlockLine] = []
      let needed = Set(net.neededSymbols)
      for id in draft.scope.ids
      where draft.scope[id].isFunction && !net.isDefined(id) && needed.contains(id)
        && !leftOut.contains(id)
      {
        let name = draft.name(id)?.text(draft.name(id)?.letters ?? []) ?? draft.text(id, [])
        found.append(
          BlockLine(
            text: "\(name) : \(signature(of: id))", remark: net.questions[id],
            base: draft.scope[id].base))
      }
      return found
    }
  }

  private mutating func signature(of id: SymbolID) -> String {
    if case .number(let arguments)? = net.functions[id] {
      let sets = arguments.map { argument in
        plainDomain(axes(of: argument.symbol, argument.members), domains.kinds[argument.symbol])
      }
      return sets.joined(separator: " × ") + " → R"
    }
    let count = max(1, draft.name(id)?.arguments ?? 1)
    return Array(repeating: "R", count: count).joined(separator: " × ") + " → R"
  }

  /// Letters that count members of something in the block, and letters of sums.
  private var usedFamilies: [String] {
    draft.plan.families.keys.sorted().filter { letter in
      draft.plan.names.contains { $0.letters.contains(letter) }
    }
  }
}

/// A line of a proposed block.
struct BlockLine: Hashable {
  let text: String
  /// What its author should look at.
  var remark: String?
  /// The letter of the name that it declares or defines.
  var base: String?

  init(text: String, remark: String? = nil, base: String? = nil) {
    (self.text, self.remark, self.base) = (text, remark, base)
  }
}
