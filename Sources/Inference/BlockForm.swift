import Elaboration
import NetSyntax

/// A net with all that is chosen of it: what is tried on the page.
struct BlockForm {
  let net: Net
  let ranks: [SymbolID: Int]
  /// Names that are not declared: what is said of them is unclear, and not wrong.
  var leftOut: Set<SymbolID> = []
  /// Where the examples lie, if columns are added to matrices.
  private var batch: BatchAxis?
  /// Lines behind all others.
  var aliases: [String] = []
  private var domains: DomainFinder
  private let hasBroadcasts: Bool

  init(net: Net, ranks: [SymbolID: Int]) {
    self.net = net
    self.ranks = ranks
    domains = DomainFinder(net, ranks)
    let writer = BlockWriter(net, ranks: ranks, domains)
    hasBroadcasts = writer.hasBroadcasts
    aliases = aliasVariants.first?.aliases ?? []
  }

  var lines: [BlockLine] {
    var writer = BlockWriter(net, ranks: ranks, domains, batch: batch ?? .columns)
    writer.leftOut = leftOut
    let settings = batch.map { ["batch \($0.rawValue)", "broadcast on"] } ?? []
    return writer.lines(settings: settings) + aliases.map { BlockLine(text: $0) }
  }

  var settingsCount: Int { aliases.count + (batch == nil ? 0 : 2) }

  // MARK: Variants

  /// The same with one thing chosen otherwise. `failing`, `holding`: how often names stand in statements that
  /// fail with it, and that hold.
  func variants(failing: [SymbolID: Int], holding: [SymbolID: Int]) -> [BlockForm] {
    var found = lossVariants(failing) + domainVariants(failing) + settingVariants + aliasVariants
    for (symbol, count) in failing.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
    where !leftOut.contains(symbol) && holding[symbol] ?? 0 <= count {
      var form = self
      form.leftOut.insert(symbol)
      found.append(form)
    }
    return found
  }

  /// Losses that are usual, for one that the page does not write out.
  private func lossVariants(_ failing: [SymbolID: Int]) -> [BlockForm] {
    net.unknownLosses.filter { failing[$0.symbol] != nil }.flatMap { loss, ends in
      UsualLosses(net, loss, ends).definitions.map { definition in
        let question =
          "the page does not say what \(definition.left) is; with this its equations hold: is it so?"
        var form = BlockForm(net: net.replacing(loss, by: definition, question), ranks: ranks)
        form.leftOut = leftOut
        form.aliases = aliases
        return form
      }
    }
  }

  private func domainVariants(_ failing: [SymbolID: Int]) -> [BlockForm] {
    failing.keys.sorted().filter { domains.kinds[$0] == .simplex }.map { symbol in
      var form = self
      form.domains.kinds[symbol] = .oneHot
      return form
    }
  }

  /// As it is, and with columns added to matrices where something needs that.
  var withBatches: [BlockForm] { [self] + settingVariants.filter { $0.batch == .columns } }

  private var settingVariants: [BlockForm] {
    guard hasBroadcasts else { return [] }
    return [BatchAxis?.none, .rows, .columns].filter { $0 != batch }.map { other in
      var form = self
      form.batch = other
      return form
    }
  }

  /// `dW^{[l]}` for the gradient of the loss by `W^{[l]}`.
  private var aliasVariants: [BlockForm] {
    guard net.draft.page.namesGradients else { return [] }
    let lines = net.losses.map { ["alias d⟨v⟩ = ∇_v \(net.draft.text($0, []))"] } + [[]]
    return lines.filter { $0 != aliases }.map { lines in
      var form = self
      form.aliases = lines
      return form
    }
  }
}
