import Elaboration
import MathSyntax
import Reading

/// Which names of a page are functions, and which only repeat in parentheses what they depend on.
struct FunctionPlan {
  /// How many arguments a function takes.
  private(set) var arity: [String: Int] = [:]
  private(set) var decorated: Set<String> = []

  /// Letters that most authors call functions by.
  private static let usual: Set<String> = ["f", "g", "φ", "ψ", "ℓ", "σ", "ϕ", "F", "G"]

  init(_ page: Page) {
    var applied: [String: [NameUse]] = [:]
    var primed: Set<String> = []
    for use in page.uses {
      if use.arguments != nil { applied[use.head.base, default: []].append(use) }
      if use.above.contains(.prime), use.arguments != nil { primed.insert(use.head.base) }
    }
    let defined = Self.defined(page)
    for (base, uses) in applied.sorted(by: { $0.key < $1.key }) {
      let arguments = uses.compactMap(\.arguments)
      let counts = Set(arguments.map(\.count))
      let isBuiltin = Builtin(spelling: base) != nil
      if isBuiltin { continue }
      let isNamed = arguments.allSatisfy { list in
        list.allSatisfy {
          MathNode.row(of: $0, at: 0).soleName != nil || $0.contains(where: \.isDots)
        }
      }
      if let mentions = defined[base] {
        if mentions, counts.count == 1, let count = counts.first {
          arity[base] = count
        } else if isNamed {
          decorated.insert(base)
        }
      } else if primed.contains(base) || Self.usual.contains(base) {
        arity[base] = counts.max() ?? 1
      } else if isNamed {
        decorated.insert(base)
      }
    }
  }

  /// Names that the page defines with arguments, and whether the formula uses the arguments.
  private static func defined(_ page: Page) -> [String: Bool] {
    var found: [String: Bool] = [:]
    for line in page.lines {
      let statement = line.statement
      guard !statement.continues, let relation = statement.relations.first,
        relation == .equal || relation == .definition,
        let head = statement.members[0].row.first.flatMap(Head.init), found[head.base] == nil,
        let use = NameFinder([statement.members[0]], statement: 0).uses.last(where: {
          $0.head.base == head.base
        }), let arguments = use.arguments,
        statement.members[0].row.count <= 2 + 2 * arguments.joined().count
      else { continue }
      let names = Set(NameFinder([statement.members[1]], statement: 0).uses.map(\.head.base))
      let formals = arguments.compactMap { argument -> String? in
        guard let name = MathNode.row(of: argument, at: 0).soleName.flatMap(Head.init),
          name.sub.isEmpty,
          name.sup.isEmpty
        else { return nil }
        return name.base
      }
      found[head.base] = formals.count == arguments.count && formals.allSatisfy(names.contains)
    }
    return found
  }
}

extension MathNode {
  var isDots: Bool { character.map { ["…", "⋯", "⋮", "⋱"].contains($0) } ?? false }
}
