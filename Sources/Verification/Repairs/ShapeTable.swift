import Calculus
import Diagnostics
import Elaboration

/// The shapes of the arrays of a scope at its declared sizes.
struct ShapeTable {
  private var alike: [SymbolID: [SymbolID]] = [:]
  private var numbers: Set<SymbolID> = []

  init(_ scope: Scope) {
    var lowering = Lowering(scope, sizes: scope.declaredSizes, mode: .shown)
    var shapes: [Key: [SymbolID]] = [:]
    for id in scope.ids {
      let key =
        scope[id].isFunction
        ? Key(shape: nil, count: scope[id].functions[0].formals.count)
        : lowering.shape(of: id, in: scope).map { Key(shape: $0, count: scope[id].memberCount) }
      if let key, scope[id].label == nil { shapes[key, default: []].append(id) }
      if key?.shape?.isScalar == true { numbers.insert(id) }
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

  func isNumber(_ id: SymbolID) -> Bool { numbers.contains(id) }
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
