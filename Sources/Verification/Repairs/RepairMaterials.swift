import Diagnostics
import Elaboration
import MathSyntax

/// What the edits of an equation are made of: its index letters, constants, slopes and the shapes of
/// names.
struct RepairMaterials {
  let scope: Scope
  /// Letters that stand as indices in the equation and count no members, in order.
  let letters: [String]
  /// Those that count members.
  let members: [String]
  /// What a term may lack in front of it.
  let constants: [String]
  private(set) var slopes: [Slope] = []
  let shapes: ShapeTable

  /// `\sigma'(a_k)`, or of one entry.
  struct Slope {
    let latex: String
    let isEntry: Bool
  }

  /// As many of each are of use: an equation that needs the tenth size is none.
  private static let maximalConstants = 4
  private static let maximalSlopes = 6

  init(_ sides: [MathNode], scope: Scope, shapes: ShapeTable, text: RepairText) {
    (self.scope, self.shapes) = (scope, shapes)
    let names = sides.flatMap { WrittenName.all(in: $0).map(\.node) }
    let atoms = Set(
      names.flatMap { $0.scripts.flatMap { ScriptAtom.all(in: $0) } }
        .filter(\.isLetter).map(\.text))
    letters = atoms.filter { !scope.isIndexName($0) && !scope.declares($0) && $0 != "T" }.sorted()
    members = atoms.filter(scope.isFamilyIndex).sorted()
    let sizes = scope.plainSizes.prefix(Self.maximalConstants).map {
      text.spelling(of: $0, in: scope)
    }
    let scalars = scope.scalarInputs.prefix(Self.maximalConstants).map {
      text.spelling(of: $0, in: scope)
    }
    constants = ["2", "\\frac{1}{2}"] + sizes.map { "\\frac{1}{\($0)}" } + scalars
    slopes = Array(found(names, text).prefix(Self.maximalSlopes))
  }

  private func found(_ names: [MathNode], _ text: RepairText) -> [Slope] {
    var seen: Set<String> = []
    let uses = scope.ids.flatMap { scope[$0].definitions.flatMap { $0.body.slopes(in: self) } }
    return uses.flatMap { function, argument in
      arguments(argument, names, text).compactMap { name, isEntry in
        let latex = "\(function)'(\(name))"
        return seen.insert(latex).inserted ? Slope(latex: latex, isEntry: isEntry) : nil
      }
    }
  }

  /// The argument as the equation writes it.
  private func arguments(
    _ id: SymbolID, _ names: [MathNode], _ text: RepairText
  ) -> [(String, isEntry: Bool)] {
    let written = names.compactMap { name -> (String, isEntry: Bool)? in
      guard let found = Head(name).flatMap({ scope.resolve($0, bound: Set(letters)) }),
        found.symbol == id, let source = text(name.range)
      else { return nil }
      guard let sup = name.transposeScript, let mark = text(text.span(ofScript: sup)) else {
        return (source, !found.entries.isEmpty)
      }
      return (source.replacing(mark, with: ""), !found.entries.isEmpty)
    }
    if !written.isEmpty { return written }
    return scope[id].memberCount == 0 && scope[id].label == nil
      ? [(text.spelling(of: scope[id].base, in: scope), false)] : []
  }

  /// A built-in function as pages write it.
  func latex(of function: Builtin) -> String {
    switch function {
    case .sigmoid where !scope.declares("σ"): "\\sigma"
    case .exp, .log, .sin, .cos, .tan, .sinh, .cosh, .tanh, .arctan, .max, .min, .det:
      "\\" + function.rawValue
    case .trace: "\\operatorname{tr}"
    default: "\\operatorname{\(function.rawValue)}"
    }
  }
}

extension MathNode {
  /// The superscript, where it is a transpose and nothing else.
  var transposeScript: MathNode? {
    guard case .scripts(_, _, let sup?) = kind, sup.isTransposeMark else { return nil }
    return sup
  }
}

extension Expression {
  /// The functions that work entry by entry in it, each with the array it is applied to.
  fileprivate func slopes(in materials: RepairMaterials) -> [(function: String, argument: SymbolID)]
  {
    let inner = children.flatMap { $0.slopes(in: materials) }
    switch kind {
    case .call(let function, let arguments) where function.isEntrywise && arguments.count == 1:
      guard case .reference(let reference) = arguments[0].kind else { return inner }
      return [(materials.latex(of: function), reference.symbol)] + inner
    case .apply(let id, derivative: 0, let arguments):
      guard case .reference(let reference)? = arguments.last?.kind,
        arguments.count == materials.scope[id].memberCount + 1, materials.scope[id].memberCount == 0
      else { return inner }
      return [(materials.scope.latex(materials.scope[id].base), reference.symbol)] + inner
    default: return inner
    }
  }
}
