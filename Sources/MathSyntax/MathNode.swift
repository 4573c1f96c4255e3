import Diagnostics

/// One piece of a formula, with the place it was written at. TeX and the plain text of `net` blocks
/// give the same tree; renderers show it, the elaborator reads it.
///
/// The tree says how a formula is *written*, not what it means: operators, parentheses and
/// juxtaposed factors stay side by side in their row.
package struct MathNode: Hashable, Sendable {
  package var kind: Kind
  /// Inside the parent's range. What a macro produced has the range of the macro's use.
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package enum Kind: Hashable, Sendable {
    /// One character that stands for itself, however spelt: `x`, `\alpha`, `α`, `+`, `\nabla`, `(`.
    case symbol(Symbol)
    /// Digits with at most one point, and in plain text an exponent: `0.5`, `1e-8`.
    case number(String)
    /// An upright name: `\sin`, `\operatorname{softmax}`, `\mathrm{in}`, a word of plain text.
    case word(String)
    /// Prose inside a formula: `\text{if }`.
    case text(String)
    /// `{…}`, or a whole formula: a row of nodes.
    case row([MathNode])
    /// `\left( … \right)`: delimiters that grow; `""` stands for the invisible `.`.
    indirect case fenced(open: String, [MathNode], close: String)
    /// A base with one or two scripts; `x_i^2` is one node. A prime is the symbol `′` in `sup`.
    /// No base: the script of nothing, as in `{}_n`.
    indirect case scripts(MathNode?, sub: MathNode?, sup: MathNode?)
    indirect case fraction(MathNode, over: MathNode, FractionStyle)
    /// `\sqrt[degree]{radicand}`.
    indirect case root(MathNode, degree: MathNode?)
    /// A mark over or under its base: `\hat y`, `\overline{A}`, `\vec x`.
    indirect case accent(Accent, MathNode)
    /// `\mathbf{W}`, `\mathcal L`.
    indirect case font(Font, MathNode)
    /// Labels over and under: `\overset{a}{b}`, `\underbrace{…}_{…}`.
    indirect case stack(MathNode, over: MathNode?, under: MathNode?)
    /// `\begin{bmatrix} … \end{bmatrix}`, `cases`, `align` and their like.
    indirect case grid(Grid)
    /// Horizontal space, in em.
    case space(Double)
    /// `\boxed{…}`, `\color{red}{…}`: shown differently, read as its content.
    indirect case styled(Style, MathNode)
    /// `\tag{…}`, `\label{…}`: about the equation, not in it.
    case annotation(Annotation)
    /// Source that did not parse: its diagnostic is reported already; shown verbatim.
    case error(String)
  }
}

/// A character with its role in a formula. It holds no string, so that copies cost nothing.
package struct Symbol: Hashable, Sendable {
  /// The code point; 0 of a character with a mark on it. Comparing it is many times faster than
  /// comparing strings, which Swift normalises.
  package let code: UInt32
  /// Both code points of a character with a mark on it, such as U+0338, else 0.
  private let marked: UInt64
  package let role: Role
  /// How tall `\big` and its like make it. Only for the eye: symbols of all sizes are equal.
  package let size: Size

  /// `character`: at most two code points.
  package init(_ character: String, _ role: Role, size: Size = .normal) {
    code = character.onlyCode
    marked = code == 0 ? character.pairOfCodes : 0
    self.role = role
    self.size = size
  }

  /// `code`: a code point.
  package init(code: UInt32, _ role: Role, size: Size = .normal) {
    (self.code, marked) = (code, 0)
    (self.role, self.size) = (role, size)
  }

  /// The Unicode character: `\alpha` and `α` are both `α`. Also `:=` (`≔`), `**` (as `^`), `..` (`‥`).
  package var character: String {
    if code != 0 { return String(Unicode.Scalar(code) ?? "\u{FFFD}") }
    var text = String.UnicodeScalarView()
    for half in [marked >> 32, marked & 0xFFFF_FFFF] where half != 0 {
      text.append(Unicode.Scalar(UInt32(half)) ?? "\u{FFFD}")
    }
    return String(text)
  }

  package static func == (a: Symbol, b: Symbol) -> Bool {
    a.code == b.code && a.role == b.role && a.marked == b.marked
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(role)
    hasher.combine(marked)
  }

  /// `\big`, `\Big`, `\bigg` and `\Bigg`; `wide` grows with the labels above and below it.
  package enum Size: UInt8, Sendable {
    case normal, big, bigger, huge, hugest, wide
  }

  /// TeX's atom classes (The TeXbook, chapter 17).
  package enum Role: Hashable, Sendable {
    case ordinary, largeOperator, binary, relation, opening, closing, punctuation
  }
}

package enum FractionStyle: Hashable, Sendable {
  /// `\frac`, `\dfrac`, `\tfrac`, `\cfrac`.
  case normal, display, text, continued
  /// `\binom`: no bar, in parentheses.
  case binomial
}

package enum Accent: String, Hashable, Sendable {
  case hat, widehat, bar, overline, tilde, widetilde, vec, dot, ddot, check, breve, acute, grave
  case ring, underline, overrightarrow, overleftarrow, overbrace, underbrace
  case dddot, ddddot, overleftrightarrow, overdoublearrow, overleftharpoon, overrightharpoon
  case overbracket, overgroup, oversegment
  case underbracket, undergroup, undersegment, undertilde
  case underrightarrow, underleftarrow, underleftrightarrow
  /// `\phase` and `\angl`: a base under an angle.
  case phase, actuarial
}

package enum Font: String, Hashable, Sendable {
  case roman, bold, italic, boldItalic, calligraphic, script, fraktur, blackboard, sans, typewriter
}

package enum Style: Hashable, Sendable {
  case color(String)
  case boxed
  case display, text, script, scriptscript
  /// A fraction with a bar of that thickness, in em.
  case bar(Double)
  /// Scripts above and below, or never there, whatever the base: `\sum\limits`, `\operatorname*`.
  case limits, noLimits
  /// `\large` and its like: the font size, 1 being the usual one.
  case size(Double)
  /// `\colorbox`, and `\fcolorbox` with the colour of its frame.
  case background(String, frame: String?)
  /// `\cancel`, `\bcancel`, `\xcancel`, `\sout`.
  case struckUp, struckDown, crossed, struck
  /// `\rlap`, `\clap`, `\llap`: as if it had no width, and shown to the right, around, to the left.
  case rightLap, centerLap, leftLap
  /// `\smash`: as if it had no height or no depth.
  case smashed(height: Bool, depth: Bool)
  /// `\raisebox`: higher by so many em.
  case raised(Double)
  /// One of the factors that stand in several places: equal ones have one number.
  case factor(Int)
  /// A name with what it stands for, for those who point at it.
  case described(String)
}

package enum Annotation: Hashable, Sendable {
  case tag(String)
  case label(String)
  /// `\eqref`: the number in parentheses.
  case reference(String)
  /// `\ref`: the number alone.
  case bareReference(String)
  case noNumber
  /// `\tag*`: without parentheses.
  case bareTag(String)
  /// `\vphantom`, `\hphantom` and `\phantom`: the room that the node would take.
  indirect case strut(MathNode, Extent)
  /// `\rule`: a filled box; lengths in em.
  case rule(width: Double, height: Double, raise: Double)

  package enum Extent: Hashable, Sendable { case width, height, both }
}

/// Cells in rows: a matrix, `cases`, or an aligned display.
package struct Grid: Hashable, Sendable {
  /// The environment's name without a star: `bmatrix`, `cases`, `align`, `array`.
  package let environment: String
  /// Column alignments of `array`, such as `rcl`; empty where the environment decides.
  package let columns: String
  /// Rows may differ in length. Each cell is a `row`.
  package let rows: [[MathNode]]
  package let rules: Rules

  package init(environment: String, columns: String, rows: [[MathNode]], rules: Rules = .init()) {
    self.environment = environment
    self.columns = columns
    self.rows = rows
    self.rules = rules
  }

  /// Lines between cells and the height of rows: for the eye alone.
  package struct Rules: Hashable, Sendable {
    /// Before the column of that number, counted from 0, or behind the last one.
    package var columns: [Int: Line] = [:]
    /// Above the row of that number, counted from 0, or below the last one.
    package var rows: [Int: Line] = [:]
    /// `\cline`: lines above the row of that number, along columns counted from 0.
    package var partialRows: [Int: [ClosedRange<Int>]] = [:]
    /// `\\[2pt]`: room below the row of that number, in em; less than usual where negative.
    package var gaps: [Int: Double] = [:]
    /// Whether the environment numbers its lines: `align`, but not `align*` or `aligned`.
    package var isNumbered = false
    /// `\arraystretch`: the height of the rows, 1 being the usual one.
    package var stretch = 1.0

    package init() {}

    package enum Line: Hashable, Sendable { case solid, dashed, double }
  }
}
