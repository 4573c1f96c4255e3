import Foundation
import MathML
import MathSyntax
import Testing

/// A list of control words and environments, one a line, that others support: the file that
/// `TEX_COMMANDS` names. `{name}` is an environment.
private let commandList: [String] = {
  guard let path = ProcessInfo.processInfo.environment["TEX_COMMANDS"],
    let text = try? String(contentsOfFile: path, encoding: .utf8)
  else { return [] }
  return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
}()

/// What is left out, with the diagnostic that says why; `docs/tex.md` gives the reasons.
private let leftOut = [
  #"\ce"#: "unsupported-command", #"\pu"#: "unsupported-command",
  #"\href"#: "unsupported-command", #"\includegraphics"#: "unsupported-command",
  #"\htmlClass"#: "unsupported-command", #"\htmlData"#: "unsupported-command",
  #"\htmlId"#: "unsupported-command", #"\htmlStyle"#: "unsupported-command",
]

/// Commands that mean something only with what belongs to them.
private let uses = [
  #"\arraystretch"#: #"\def\arraystretch{2}\begin{array}{c}a\end{array}"#,
  #"\begin"#: #"\begin{matrix}a\end{matrix}"#, #"\end"#: #"\begin{matrix}a\end{matrix}"#,
  #"\left"#: #"\left( a \right)"#, #"\right"#: #"\left( a \right)"#,
  #"\middle"#: #"\left( a \middle| b \right)"#, #"\char"#: #"\char"41"#, #"\verb"#: #"\verb|a_b|"#,
  #"\newcommand"#: #"\newcommand{\zz}{b} a\zz"#, #"\renewcommand"#: #"\renewcommand{\zz}{b} a\zz"#,
  #"\providecommand"#: #"\providecommand{\zz}{b} a\zz"#, #"\def"#: #"\def\zz#1{b} a\zz c"#,
  #"\gdef"#: #"\gdef\zz{b} a\zz"#, #"\edef"#: #"\edef\zz{b} a\zz"#, #"\xdef"#: #"\xdef\zz{b} a\zz"#,
  #"\let"#: #"\let\zz=b a\zz"#, #"\futurelet"#: #"\futurelet\zz a b"#,
  #"\genfrac"#: #"\genfrac{(}{)}{0pt}{}{a}{b}"#, #"\rule"#: #"a\rule{1em}{1em}"#,
  #"\raisebox"#: #"\raisebox{1em}{a}"#, "{CD}": #"\begin{CD} A @>>> B \end{CD}"#,
]

/// A use of the command, or of the environment, that is sound.
private func use(of name: String) -> String {
  if let use = uses[name] { return use }
  if name.hasPrefix("{") {
    let columns = ["{array}", "{darray}", "{subarray}"].contains(name) ? "{cc}" : ""
    let count = name.hasPrefix("{aligned") || name.hasPrefix("{alignat") ? "{2}" : ""
    let argument = name.contains("alignat") || name.contains("alignedat") ? count : ""
    return #"\begin"# + name + columns + argument + #"a & b \\ c & d\end"# + name
  }
  switch name {
  case #"\kern"#, #"\mkern"#, #"\mskip"#, #"\hskip"#, #"\hspace"#: return "a" + name + "{3mu} b"
  case #"\above"#: return #"a \above{1pt} b"#
  case _ where name.hasPrefix(#"\big"#) || name.hasPrefix(#"\Big"#):
    let isOperator = parse("a \(name) b", .tex).1.isEmpty
    return isOperator ? "a \(name) b" : name + "( a"
  default: return name + " {a}{b}{c}{d}"
  }
}

@Test func everyCommandOfTheListIsKnownOrLeftOut() {
  for name in commandList {
    let (node, diagnostics) = parse(use(of: name), .tex)
    let expected = leftOut[name].map { [$0] } ?? []
    #expect(diagnostics.map(\.code) == expected, "\(name) in \(use(of: name))")
    #expect(MarkupChecker.problem(in: mathML(node)) == nil, "\(name)")
  }
}

/// The commands that are left out are left out wherever the list is.
@Test func whatIsLeftOutIsReported() {
  for (name, code) in leftOut {
    #expect(parse(name + "{a}{b}", .tex).1.map(\.code) == [code], "\(name)")
  }
}
