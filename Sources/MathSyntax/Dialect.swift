/// How a formula is spelt; the tree is the same.
package enum Dialect: Sendable {
  /// TeX math: every letter is a symbol of its own.
  case tex
  /// The text of `net` blocks: a run of letters is one word; TeX commands work too.
  case plain
}
