/// How likely one random point of the field is to hide a difference between formulas.
///
/// Every entry of a node is a quotient of polynomials in the leaves, the generic values and the roots;
/// a non-zero polynomial of degree d is 0 at a random point with probability at most d/p (Schwartz,
/// Zippel). The bounds below hold for all entries of a node over one common denominator.
package struct DegreeBound: Sendable {
  /// Degrees of numerator and denominator.
  struct Degree: Sendable {
    var top: Double
    var bottom: Double

    static let constant = Degree(top: 0, bottom: 0)

    var size: Double { max(top, bottom) }

    static func + (a: Degree, b: Degree) -> Degree {
      Degree(top: max(a.top + b.bottom, b.top + a.bottom), bottom: a.bottom + b.bottom)
    }

    static func * (a: Degree, b: Degree) -> Degree {
      Degree(top: a.top + b.top, bottom: a.bottom + b.bottom)
    }

    func power(_ n: Int) -> Degree {
      let size = Double(n.magnitude)
      return n < 0
        ? Degree(top: bottom * size, bottom: top * size)
        : Degree(top: top * size, bottom: bottom * size)
    }

    /// 1/x for `entries` numerators that differ.
    func inverse(_ entries: Double) -> Degree {
      Degree(top: bottom + top * (entries - 1), bottom: top * entries)
    }

    /// The larger of both in each part.
    func hull(_ other: Degree) -> Degree {
      Degree(top: max(top, other.top), bottom: max(bottom, other.bottom))
    }
  }

  /// The sum of the degrees of the differences that must not be 0 by chance: of two outputs, and of
  /// the arguments of two generic values.
  private(set) package var degree = 0.0
  /// Entries of square roots.
  private(set) package var roots = 0

  /// `needed`: the nodes that the outputs are made of; `degrees`: those of nodes of this graph that are known.
  init(
    of outputs: [Graph.Ref], madeOf needed: [Graph.Ref], in graph: Graph,
    positive: Set<Graph.Ref>, known degrees: inout NodeMap<Degree>
  ) {
    var (arguments, largest) = (0.0, 0.0)
    for ref in needed {
      if degrees[ref] == nil {
        let inputs = graph[ref].inputs.map { degrees[$0] ?? .constant }
        degrees[ref] = Self.degree(
          of: graph[ref], inputs, graph, isPositive: positive.contains(ref))
      }
      switch graph[ref].op {
      case .field(let op):
        arguments += Double(graph[ref].shape.count)
        var sum = Degree.constant
        graph.forEachInput(of: ref) { input in
          let degree = degrees[input] ?? .constant
          largest = max(largest, degree.size)
          if op == .logOfSum { sum = sum + degree }
        }
        largest = max(largest, 2 * sum.size)
      case .map(.sqrt): roots += graph[ref].shape.count
      default: break
      }
    }
    let results = outputs.map { degrees[$0] ?? .constant }
    degree = 2 * (results.map(\.size).max() ?? 0) * Double(max(outputs.count, 1))
    degree += arguments * arguments * largest
  }

  /// The chance that a difference stays hidden at one point of a given pattern of `branches` signs;
  /// 1 where the bound says nothing.
  ///
  /// Each root and each sign halves the points that count, and a root doubles the degree (of the product
  /// over both roots, which is a polynomial in the leaves).
  package func error(branches: Int) -> Double {
    let choices = Double(2 * roots + branches)
    let chance = max(degree, 1) * libmPow(2, choices) / Double(Residue.modulus)
    return chance < 1 ? chance : 1
  }

  private static func degree(
    of node: Graph.Node, _ x: [Degree], _ graph: Graph, isPositive: Bool
  ) -> Degree {
    let first = x.first ?? .constant
    let last = x.last ?? .constant
    switch node.op {
    case .input: return Degree(top: isPositive ? 2 : 1, bottom: 0)
    case .constant: return .constant
    case .field(.logOfSum): return x.reduce(.constant) { $0.hull($1) } + Degree(top: 1, bottom: 0)
    case .field: return Degree(top: 2, bottom: 0)
    case .map(.power(let n)):
      return n < 0
        ? first.inverse(Double(node.shape.count)).power(-n) : first.power(n)
    case .map(.sqrt): return Degree(top: first.size, bottom: first.bottom)
    case .add, .subtract: return first + last
    case .multiply, .matmul, .kronecker: return first * last
    case .divide:
      let entries = node.inputs.last.map { distinctEntries($0, graph) } ?? 1
      return first * last.inverse(entries)
    case .choose: return x.dropFirst().reduce(.constant, +)
    case .determinant: return first.power(node.inputs.first.map { graph[$0].shape.rows } ?? 1)
    case .inverse:
      let n = node.shape.rows
      return first.power(max(n - 1, 0)) * first.power(n).inverse(1)
    case .assemble, .beside, .stacked: return x.reduce(.constant, +)
    default: return first
    }
  }

  private static func distinctEntries(_ ref: Graph.Ref, _ graph: Graph) -> Double {
    let node = graph[ref]
    if case .repeated = node.op, let inner = node.inputs.first {
      return Double(graph[inner].shape.count)
    }
    return Double(node.shape.count)
  }
}
