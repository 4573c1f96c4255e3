import Calculus
import Diagnostics
import Elaboration
import MathSyntax

/// One name for another of the same shape, or a function for its sibling.
extension RepairSite {
  var otherNames: [RepairEdit] {
    names.flatMap { name -> [RepairEdit] in
      guard let head = Head(name), let base = name.innermostBase else { return [] }
      let new: [String]
      if let found = scope.resolve(head, bound: Set(materials.letters)) {
        new = materials.shapes.alike(found.symbol).map {
          text.spelling(of: scope[$0].base, in: scope)
        }
      } else {
        new = Builtin(spelling: head.base).map(siblings) ?? []
      }
      return new.map { replacement(base.range, $0, in: name.range, .part) }
    }
  }

  /// Functions that stand for one another in a slip of the pen.
  private func siblings(_ function: Builtin) -> [String] {
    let pairs: [[Builtin]] = [
      [.sigmoid, .tanh], [.sin, .cos], [.exp, .log], [.sinh, .cosh], [.max, .min], [.trace, .det],
      [.relu, .abs], [.relu, .step], [.step, .sign], [.softmax, .exp], [.log, .logSoftmax],
    ]
    return pairs.filter { $0.contains(function) }.flatMap { $0.filter { $0 != function } }
      .map { materials.latex(of: $0) }
  }
}

extension MathNode {
  /// The letter itself, without scripts and font.
  fileprivate var innermostBase: MathNode? {
    switch kind {
    case .scripts(let base?, _, _), .font(_, let base): base.innermostBase
    case .row(let nodes): nodes.count == 1 ? nodes[0].innermostBase : nil
    default: self
    }
  }
}

/// The shapes of the arrays of a scope at its declared sizes.
struct ShapeTable {
  private var alike: [SymbolID: [SymbolID]] = [:]

  init(_ scope: Scope) {
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    var shapes: [Key: [SymbolID]] = [:]
    for id in scope.ids {
      let key =
        scope[id].isFunction
        ? Key(shape: nil, count: scope[id].functions[0].formals.count)
        : lowering.shape(of: id, in: scope).map { Key(shape: $0, count: scope[id].memberCount) }
      if let key, scope[id].label == nil { shapes[key, default: []].append(id) }
    }
    for group in shapes.values {
      for id in group { alike[id] = group.filter { $0 != id } }
    }
  }

  private struct Key: Hashable {
    let shape: Shape?
    let count: Int
  }

  /// Others of the same shape, with as many scripts that name a member.
  func alike(_ id: SymbolID) -> [SymbolID] { alike[id] ?? [] }
}

extension Lowering {
  /// Of the first member that exists among the first few.
  fileprivate mutating func shape(of id: SymbolID, in scope: Scope) -> Shape? {
    for value in scope[id].memberCount == 0 ? [0] : [2, 1, 3, 0] {
      let members = Array(repeating: IndexTerm.number(value), count: scope[id].memberCount)
      let reference = Expression(
        .reference(Reference(symbol: id, members: members, entries: [])), at: 0..<0)
      if let value = try? lower(reference, Bindings(letters: [:])), !value.isOpen {
        return value.shape
      }
    }
    return nil
  }
}
