import Elaboration
import MathSyntax
import Reading

/// Sets that inputs are taken from, as far as formulas and words tell.
struct DomainFinder {
  var kinds: [SymbolID: Domain.Kind] = [:]
  private(set) var questions: [SymbolID: String] = [:]

  init(_ net: Net, _ ranks: [SymbolID: Int]) {
    let values =
      net.definitions.map(\.value) + net.draft.lines.flatMap { $0.members.compactMap { $0 } }
    let prose = net.draft.page.prose
    for membership in net.draft.memberships where membership.isPositive {
      kinds[membership.reference.symbol] = .positive
    }
    for value in values {
      for symbol in value.positives where kinds[symbol] == nil { kinds[symbol] = .positive }
    }
    for (symbol, kind) in net.draft.saidStructures where ranks[symbol] == 2 { kinds[symbol] = kind }
    let isOfClasses = values.contains(where: \.hasSoftmax) || prose.contains("softmax")
    for symbol in Set(values.flatMap(\.labels)).sorted() where isOfClasses && ranks[symbol] == 1 {
      let name = net.draft.text(symbol, net.draft.name(symbol)?.letters ?? [])
      let isSaid = ["one-hot", "one hot", "onehot"].contains { prose.contains($0) }
      kinds[symbol] = isSaid ? .oneHot : .simplex
      if !isSaid {
        questions[symbol] = "is \(name) one-hot? then onehot(…); it is taken to add up to 1"
      }
    }
  }
}

extension Draft {
  /// Matrices that the text says something of: `a symmetric matrix $A$`, `$Q$ is orthogonal`.
  fileprivate var saidStructures: [SymbolID: Domain.Kind] {
    let words: [(String, Domain.Kind)] = [
      ("positive definite", .positiveDefinite), ("positive-definite", .positiveDefinite),
      ("symmetric", .symmetric), ("orthogonal", .orthogonal), ("diagonal", .diagonal),
    ]
    var found: [SymbolID: Domain.Kind] = [:]
    for (place, formula) in page.formulas.enumerated() {
      guard let head = formula.node.soleName.flatMap(Head.init),
        let symbol = scope.resolve(head)?.symbol,
        found[symbol] == nil
      else { continue }
      let next = page.formulas.dropFirst(place + 1).first?.textBefore ?? ""
      let behind = next.prefix { !".;:\n".contains($0) }.prefix(50).lowercased()
      let before =
        formula.textBefore.suffix(30).split(whereSeparator: { ".;:\n".contains($0) }).last ?? ""
      let text =
        before.lowercased() + " "
        + (behind.hasPrefix(" is ") || behind.hasPrefix(" be ") ? behind : "")
      guard !text.contains("not ") else { continue }
      found[symbol] = words.first { text.contains($0.0) }?.1
    }
    return found
  }
}

extension Expression {
  /// Names that stand alone below a logarithm or a root.
  fileprivate var positives: [SymbolID] {
    let inner = children.flatMap(\.positives)
    guard case .call(let function, let arguments) = kind, [.log, .sqrt].contains(function),
      case .reference(let reference)? = arguments.first?.kind
    else { return inner }
    return inner + [reference.symbol]
  }

  /// The `y` of `Σ_i y_i log p_i`, of `yᵀ log p`.
  fileprivate var labels: [SymbolID] {
    let inner = children.flatMap(\.labels)
    guard case .product(let factors) = kind, factors.contains(where: \.isLogarithm) else {
      return inner
    }
    return inner
      + factors.compactMap { factor -> SymbolID? in
        switch factor.kind {
        case .reference(let reference): reference.symbol
        case .transpose(let operand):
          if case .reference(let reference) = operand.kind { reference.symbol } else { nil }
        default: nil
        }
      }
  }

  private var isLogarithm: Bool {
    switch kind {
    case .call(.log, _), .call(.logSoftmax, _): true
    case .entries(let inner, _): inner.isLogarithm
    default: false
    }
  }

  /// `softmax(z)`, or exponentials over their sum.
  fileprivate var hasSoftmax: Bool {
    switch kind {
    case .call(.softmax, _), .call(.logSoftmax, _): return true
    case .quotient(let a, let b):
      if a.isExponential, case .big(.sum, _, let body) = b.kind, body.isExponential { return true }
    default: break
    }
    return children.contains(where: \.hasSoftmax)
  }

  private var isExponential: Bool {
    switch kind {
    case .call(.exp, _): true
    case .power(let base, _): base.kind == .e
    default: false
    }
  }
}
