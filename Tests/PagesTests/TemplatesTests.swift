import Diagnostics
import Pages
import Testing
import Verification

@Test(arguments: [
  ("page.mustache", "{{#a}} {{/b}}", "template-syntax", 1),
  ("page.mustache", "one\n{{#a}}", "template-syntax", 2),
  ("page.mustache", "{{> page}}", "template-cycle", 1),
  ("counterexample.mustache", "{{>claim}}", "template-cycle", 1),
  ("page.mustache", "x\n{{=<% %>=}}", "template-syntax", 2),
  ("page.mustache", "{{>*name}}", "template-syntax", 1),
  ("page.mustache", "{{$a}}{{/a}}", "template-syntax", 1),
])
func reportsBrokenTemplates(name: String, text: String, code: String, line: Int) {
  var templates = Templates.builtIn
  let file = SourceFile(path: "mine/\(name)", text: text)
  let diagnostics = templates.replace(with: file)
  #expect(diagnostics.map(\.code) == [code])
  #expect(diagnostics.map { file.location(of: $0.range.lowerBound).line } == [line])
  #expect(page(templates) == page(.builtIn))
}

@Test func replacesOneTemplateAndKeepsTheOthers() {
  var templates = Templates.builtIn
  let mine = SourceFile(path: "page.mustache", text: "<b>{{title}}</b>{{> mine}}")
  let partial = SourceFile(path: "mine.mustache", text: "[{{holding}}]")
  #expect(templates.replace(with: mine).isEmpty)
  #expect(templates.replace(with: partial).isEmpty)
  #expect(page(templates) == "<b>a &lt;b&gt; &amp; c</b>[0]")
}

/// The page has a title, shows it, and has no problems.
@Test(arguments: [
  ("{{title}}|{{{title}}}|{{& title }}", "a &lt;b&gt; &amp; c|a <b> & c|a <b> & c"),
  ("{{{body}}}", "<p>body</p>"),
  ("{{#showsTitle}}yes{{/showsTitle}}{{^showsTitle}}no{{/showsTitle}}", "yes"),
  ("{{#problems}}x{{/problems}}{{^problems}}none{{/problems}}", "none"),
  ("{{#hasProblems}}x{{/hasProblems}}{{^home}}no way{{/home}}", "no way"),
  ("{{#title}}[{{.}}]{{/title}}", "[a &lt;b&gt; &amp; c]"),
  ("<{{missing}}{{title.more}}{{> missing}}>", "<>"),
  ("a\n{{! comment }}\nb", "a\nb"), ("a {{! comment }} b", "a  b"),
  ("a\n  {{#showsTitle}}\n b\n\t{{/showsTitle}} \r\nc", "a\n b\nc"),
  ("{{#showsTitle}} a {{/showsTitle}} b", " a  b"),
  ("{{#showsTitle}}\nlast\n{{/showsTitle}}", "last\n"),
  ("a\n  {{> mine}}\nb", "a\n  <a &lt;b&gt; &amp; c>\n  two\nb"),
  ("a {{>mine}} b", "a <a &lt;b&gt; &amp; c>\ntwo\n b"),
])
func fillsTemplates(template: String, html: String) {
  var templates = Templates.builtIn
  let partial = SourceFile(path: "mine.mustache", text: "<{{title}}>\ntwo\n")
  #expect(templates.replace(with: partial).isEmpty)
  #expect(templates.replace(with: SourceFile(path: "page.mustache", text: template)).isEmpty)
  #expect(page(templates) == html)
}

/// Templates are rendered once for data of a shape: what stands in the texts must not matter.
@Test(arguments: [
  ("{{title}}|{{{title}}}", "", "|"),
  ("<a title=\"{{title}}\">", "\"\u{301} x=1", "<a title=\"&quot;\u{301} x=1\">"),
  ("{{title}}", "it's \u{1}0&\u{1}", "it&#39;s \u{1}0&amp;\u{1}"),
  ("\u{1}{{title}}\u{1}3\u{1}{{{body}}}", "a", "\u{1}a\u{1}3\u{1}<p>body</p>"),
  ("{{uppercased(title)}}", "a < b", "A &lt; B"),
  (" {{! (a) }}{{title}}", "x", " x"),
  ("a\n  {{> mine}}\nb", "", "a\n  <\nb"), ("a\n  {{> mine}}\nb", "c", "a\n  <\n  cb"),
])
func fillsTemplatesForAnyTitle(template: String, title: String, html: String) {
  var templates = Templates.builtIn
  let partial = SourceFile(path: "mine.mustache", text: "<\n{{title}}")
  #expect(templates.replace(with: partial).isEmpty)
  #expect(templates.replace(with: SourceFile(path: "page.mustache", text: template)).isEmpty)
  for other in ["other", title, "another <one>"] {
    let filled = page(templates, title: other)
    if other == title { #expect(filled == html) }
  }
}

@Test func tellsShapesOfDataApart() {
  var templates = Templates.builtIn
  let mine = SourceFile(
    path: "page.mustache", text: "{{#tags}}[{{title}}]{{/tags}}{{^date}}-{{/date}}{{date}}")
  #expect(templates.replace(with: mine).isEmpty)
  var content = PageContent(
    title: "a", body: [], tally: Tally(), stylesheet: .linked("style.css"))
  content.site = (SiteFrame(title: "s", paths: SitePaths()), "")
  func page() -> String { String(decoding: content.html(templates), as: UTF8.self) }
  #expect(page() == "-")
  content.date = "2026-01-02"
  #expect(page() == "2026-01-02")
  content.tags = [PageLink(title: "x", path: "x"), PageLink(title: "y", path: "y")]
  #expect(page() == "[x][y]2026-01-02")
  content.tags = [PageLink(title: "z", path: "z")]
  content.date = nil
  #expect(page() == "[z]-")
}

@Test func escapesTitlesAndLinksTheStylesheet() {
  let html = page(.builtIn)
  #expect(html.contains("<title>a &lt;b&gt; &amp; c</title>"))
  #expect(html.contains("<link rel=\"stylesheet\" href=\"../style.css\">"))
  #expect(!html.contains("<style>"))
  #expect(html.contains("<p>body</p>"))
}

@Test(arguments: [
  ("plain", "plain"), ("`a < b` & c", "<code>a &lt; b</code> &amp; c"), ("a ` b", "a ` b"),
  ("`x` is `y`", "<code>x</code> is <code>y</code>"), ("`x` and ` y", "<code>x</code> and ` y"),
])
func showsQuotedSourceAsCode(text: String, html: String) {
  #expect(prose(text) == html)
}

@Test(
  arguments: [
    ([], "no equations to check"), ([.holds], "1 equation holds"),
    ([.holds, .holds], "2 equations hold"), ([.definition], "no equations to check"),
    ([.holds, .refuted], "1 equation holds, 1 is refuted"),
    ([.illShaped, .illShaped, .unclear], "0 equations hold, 2 are ill-shaped, 1 is unclear"),
  ] as [([Finding], String)])
func summarizes(findings: [Finding], line: String) {
  let statements = findings.map { finding in
    Statement(range: 0..<1, latex: "", steps: [Step(range: 0..<1, latex: "", finding: finding)])
  }
  #expect(Tally(statements).summary == line)
}

private func page(_ templates: Templates, title: String = "a <b> & c") -> String {
  let html = PageContent(
    title: title, body: Array("<p>body</p>".utf8), tally: Tally(),
    stylesheet: .linked("../style.css")
  ).html(templates)
  return String(decoding: html, as: UTF8.self)
}

/// Headings are HTML already; how deep they stand is counted from the highest one.
@Test func listsTheContentsOfAPage() {
  var content = PageContent(
    title: "a", body: [], tally: Tally([]), stylesheet: .linked("style.css"))
  content.contents = [
    ContentsEntry(level: 2, id: "b", html: Array("<em>b</em>".utf8)),
    ContentsEntry(level: 3, id: "c", html: Array("c".utf8)),
    ContentsEntry(level: 2, id: "d", html: Array("d".utf8)),
  ]
  let page = String(decoding: content.html(.builtIn), as: UTF8.self)
  #expect(page.contains("<li class=\"gw-depth-0\"><a href=\"#b\"><em>b</em></a></li>"))
  #expect(page.contains("<li class=\"gw-depth-1\"><a href=\"#c\">c</a></li>"))
}
