import Testing

/// One mistake is one problem, and where there are several, all are told, in the order of their places.
@Test(arguments: [
  (
    "```net\nx ∈ R^2\nz = u x\nw = z + z\nL = ‖w‖²\n```\n\n$\\nabla_w L = 2 w$, $L = w^T w$\n",
    ["3:5 undeclared-name"]
  ),
  ("```net\nx ∈ R^2\nL = ‖x‖²\n```\n\n$\\nabla_x L = \\foo{x}$\n", ["6:15 unknown-command"]),
  (
    "[[c]]\n\n```net\nx ∈ R^2\nL = ‖x‖²\ny = q\n```\n\n$\\nabla_x L = x$ [[b]] $\\nabla_x L = 3 x$\n",
    ["1:1 dead-link", "6:5 undeclared-name", "9:2 refuted", "9:18 dead-link", "9:25 refuted"]
  ),
])
func everyMistakeIsToldOnce(note: String, problems: [String]) throws {
  let command = try Command(["notes/a.md": note])
  defer { command.remove() }
  for arguments in [[], ["--strict"]] {
    let output = try command.run(["check"] + arguments).output
    let found = output.matches(of: #/(?m)^notes\/a\.md:([0-9:]+): [a-z]+\[([a-z-]+)\]/#)
    #expect(found.map { "\($0.1) \($0.2)" } == problems, "\(output)")
  }
}
