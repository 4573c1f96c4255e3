import Diagnostics
import Elaboration
import MathSyntax

/// One side of an equation, with what the kinds of edits need to know of it. Each kind is a property of
/// its own, in a file of its own.
struct RepairSite {
  let side: MathNode
  let scope: Scope
  let text: RepairText
  let materials: RepairMaterials
  let trace: ParseTrace
  /// The names in it with their scripts, outermost first.
  let names: [MathNode]

  init(_ side: MathNode, _ materials: RepairMaterials, _ text: RepairText) {
    (self.side, self.materials, self.text) = (side, materials, text)
    scope = materials.scope
    trace = ParseTrace()
    // What could not be read to its end is known as far as it was read.
    _ = try? materials.scope.expression(side, trace: trace)
    names = WrittenName.all(in: side).map(\.node)
  }

  /// All edits of this side that there are, of each kind those that stand first in the formula first.
  var edits: [RepairEdit] {
    let marks = transposes + signs + members + indices + orders + constants + productSigns
    let parts =
      bigOperators + differentials + diagonals + wholeDiagonal + slopes + otherNames + parentheses
      + exponents
    return (marks + parts).filter(isPossible).map(tidied)
  }

  /// Those of what is not understood for want of a mark.
  var marksOfDerivatives: [RepairEdit] { differentials.filter(isPossible) }

  private func isPossible(_ edit: RepairEdit) -> Bool {
    edit.edits.allSatisfy { isInside($0.range) } && isInside(edit.focus) && edit.isDisjoint
  }

  /// With the space that what is taken away would leave beside itself: a formula in running text neither
  /// begins nor ends with one.
  private func tidied(_ edit: RepairEdit) -> RepairEdit {
    let edits = edit.edits.map { one in
      guard one.replacement.isEmpty, let range = text.withSpace(one.range, in: edit.focus) else {
        return one
      }
      return FixIt.Edit(range, "")
    }
    var tidy = RepairEdit(edits, in: edit.focus, edit.cost)
    tidy.group = edit.group
    return tidy.isDisjoint ? tidy : edit
  }

  func isInside(_ range: SourceRange) -> Bool {
    side.range.lowerBound <= range.lowerBound && range.upperBound <= side.range.upperBound
  }

  // MARK: Parts

  /// The factors of all products in it, each once.
  var factors: [ParseTrace.Factor] {
    var seen: Set<SourceRange> = []
    return trace.products.flatMap(\.factors).filter {
      isInside($0.range) && seen.insert($0.range).inserted
    }
    .sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  var products: [ParseTrace.Product] {
    var seen: Set<SourceRange> = []
    return trace.products.filter { isInside($0.range) && seen.insert($0.range).inserted }
  }

  /// The sums in it, each term of them once; a product that stands alone is a sum of one term.
  var sums: [[ParseTrace.Term]] {
    var seen: Set<SourceRange> = []
    return trace.sums.filter { terms in
      guard let first = terms.first, let last = terms.last else { return false }
      let range = (first.sign ?? first.range).union(last.range)
      return isInside(range) && seen.insert(range).inserted
    }
  }

  /// Whether it is a number, whatever the sizes are.
  func isScalar(_ value: Expression) -> Bool {
    switch value.kind {
    case .number, .count, .pi, .e, .indicator: true
    case .reference(let reference):
      !reference.entries.isEmpty || materials.shapes.isNumber(reference.symbol)
    case .quotient(let a, let b): isScalar(a) && isScalar(b)
    case .entries: true
    case .negated(let inner): isScalar(inner)
    case .power(let base, _): isScalar(base)
    case .call(let function, let arguments):
      switch function {
      case .norm, .frobeniusNorm, .spectralNorm, .normOne, .normMax, .trace, .det, .logdet, .inner,
        .sum, .mean, .logSumExp:
        true
      default: function.isEntrywise && arguments.allSatisfy(isScalar)
      }
    case .derivative(let of, let by, _), .gradient(let of, let by):
      isScalar(of) && by.allSatisfy(isScalar)
    default: false
    }
  }

  // MARK: Edits

  func replacement(
    _ range: SourceRange, _ new: String, in focus: SourceRange? = nil, _ cost: RepairEdit.Cost
  ) -> RepairEdit {
    RepairEdit([FixIt.Edit(range, new)], in: focus ?? range, cost)
  }

  /// `opening` in front of `range` and `closing` behind it.
  func wrapping(
    _ range: SourceRange, _ opening: String, _ closing: String, in focus: SourceRange? = nil,
    _ cost: RepairEdit.Cost
  ) -> RepairEdit {
    RepairEdit(
      [
        FixIt.Edit(range.lowerBound..<range.lowerBound, opening),
        FixIt.Edit(range.upperBound..<range.upperBound, closing),
      ], in: focus ?? range, cost)
  }

  /// The parts at `a` and `b`, in this order in the source, in each other's place.
  func exchange(_ a: SourceRange, _ b: SourceRange, _ cost: RepairEdit.Cost) -> RepairEdit? {
    guard a.upperBound <= b.lowerBound, !a.isEmpty, !b.isEmpty, let first = text(a),
      let second = text(b), first != second
    else { return nil }
    return RepairEdit([FixIt.Edit(a, second), FixIt.Edit(b, first)], in: a.union(b), cost)
  }
}

extension RepairEdit {
  /// What a macro made lies all at one place, where edits would overlap.
  fileprivate var isDisjoint: Bool {
    let sorted = edits.map(\.range).sorted {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
  }
}
