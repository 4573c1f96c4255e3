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

  package indirect enum Kind: Hashable, Sendable {
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
    case fenced(open: String, [MathNode], close: String)
    /// A base with one or two scripts; `x_i^2` is one node. A prime is the symbol `′` in `sup`.
    /// No base: the script of nothing, as in `{}_n`.
    case scripts(MathNode?, sub: MathNode?, sup: MathNode?)
    case fraction(MathNode, over: MathNode, FractionStyle)
    /// `\sqrt[degree]{radicand}`.
    case root(MathNode, degree: MathNode?)
    /// A mark over or under its base: `\hat y`, `\overline{A}`, `\vec x`.
    case accent(Accent, MathNode)
    /// `\mathbf{W}`, `\mathcal L`.
    case font(Font, MathNode)
    /// Labels over and under: `\overset{a}{b}`, `\underbrace{…}_{…}`.
    case stack(MathNode, over: MathNode?, under: MathNode?)
    /// `\begin{bmatrix} … \end{bmatrix}`, `cases`, `align` and their like.
    case grid(Grid)
    /// Horizontal space, in em.
    case space(Double)
    /// `\boxed{…}`, `\color{red}{…}`: shown differently, read as its content.
    case styled(Style, MathNode)
    /// `\tag{…}`, `\label{…}`: about the equation, not in it.
    case annotation(Annotation)
    /// Source that did not parse: its diagnostic is reported already; shown verbatim.
    case error(String)
  }
}

/// A character with its role in a formula.
package struct Symbol: Hashable, Sendable {
  /// The Unicode character: `\alpha` and `α` are both `α`. Also `:=` (`≔`), `**` (as `^`), `..` (`‥`).
  package let character: String
  package let role: Role

  package init(_ character: String, _ role: Role) {
    self.character = character
    self.role = role
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
}

package enum Font: String, Hashable, Sendable {
  case roman, bold, italic, boldItalic, calligraphic, script, fraktur, blackboard, sans, typewriter
}

package enum Style: Hashable, Sendable {
  case color(String)
  case boxed
  case display, text, script, scriptscript
  case phantom
  /// Scripts above and below, or never there, whatever the base: `\sum\limits`, `\operatorname*`.
  case limits, noLimits
}

package enum Annotation: Hashable, Sendable {
  case tag(String)
  case label(String)
  case reference(String)
  case noNumber
}

/// Cells in rows: a matrix, `cases`, or an aligned display.
package struct Grid: Hashable, Sendable {
  /// The environment's name without a star: `bmatrix`, `cases`, `align`, `array`.
  package let environment: String
  /// Column alignments of `array`, such as `rcl`; empty where the environment decides.
  package let columns: String
  /// Rows may differ in length. Each cell is a `row`.
  package let rows: [[MathNode]]

  package init(environment: String, columns: String, rows: [[MathNode]]) {
    self.environment = environment
    self.columns = columns
    self.rows = rows
  }
}
