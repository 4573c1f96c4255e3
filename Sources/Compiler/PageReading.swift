import Diagnostics
import MathSyntax
import NetSyntax
import NoteSyntax
import Reading

/// A note as it is read before any scope gives its formulas a meaning: for those who look for a scope.
package struct PageReading: Sendable {
  /// The text that all ranges are about.
  package let file: SourceFile
  /// In source order.
  package let formulas: [PageFormula]
  /// The places of its `net` blocks, in source order.
  package let blocks: [SourceRange]
  /// False where the note says `gradweave: off`.
  package let isChecked: Bool
}

/// A formula with what it states.
package struct PageFormula: Sendable {
  /// With its delimiters.
  package let range: SourceRange
  package let node: MathNode
  /// None where the note's author says to leave it alone.
  package let statements: [WrittenStatement]
  /// The running text between the formula before and this one.
  package let textBefore: String
}

/// Reads the note as `compile` does, its macros and directives too, and judges nothing.
package func readPage(
  _ file: SourceFile, at path: String, in world: World, options: CompileOptions
) -> PageReading {
  let noteOptions = NoteOptions(extensions: true, allowHTML: options.allowHTML)
  let (note, _) = parseNote(file, options: noteOptions)
  var compiler = NoteCompiler(note, at: path, in: world, options)
  return compiler.readPage()
}

extension NoteCompiler {
  fileprivate mutating func readPage() -> PageReading {
    readDirectives()
    var formulas: [PageFormula] = []
    var blocks: [SourceRange] = []
    var end = 0
    for element in note.elements {
      switch element {
      case .math(let span):
        let text = note.file.text(of: end..<max(end, span.range.lowerBound))
        formulas.append(formula(span, after: text))
      case .block(let block):
        blocks.append(block.range)
        _ = parseNet(block.source, macros: &macros)
      case .directive, .image, .link, .embed, .value: continue
      }
      end = element.range.upperBound
    }
    return PageReading(
      file: note.file, formulas: formulas, blocks: blocks, isChecked: note.frontMatter.isChecked)
  }

  private mutating func formula(_ span: MathSpan, after text: String) -> PageFormula {
    let node = parseMath(span.source, dialect: .tex, macros: &macros).0
    let governing = instructions.instructions(for: span.range)
    let isLeftAlone = governing.contains(.skip) || governing.contains(.fails)
    return PageFormula(
      range: span.range, node: node,
      statements: isLeftAlone ? [] : writtenStatements(of: node), textBefore: text)
  }
}
