import Foundation
import Testing

private let block = """
  ```net
  size n = 3
  W ∈ R^{n × n}
  x, y ∈ R^n
  z = W x
  L = ‖z - y‖²
  ```


  """

/// One slip, one equation that is refuted, one whose shapes do not fit, one that two edits mend.
private let page =
  block + #"""
    A slip: $\nabla_w L = \nabla_z L \, x^\top$.

    $$ \nabla_z L = 2 (z + y) $$

    > $$
    > \nabla_W L = \nabla_z L
    >   \, x
    > $$

    Two ways: $-\nabla_z L = 2 (z - y)$.

    """#

@Test func fixesSlipsAlone() throws {
  let command = try Command(["page.md": page])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "slips", "page.md"])
  #expect(command.text("page.md") == page.replacing(#"\nabla_w L"#, with: #"\nabla_W L"#))
  #expect(
    result.output.hasPrefix(
      #"""
      --- page.md
      +++ page.md
      @@ -6,7 +6,7 @@
       L = ‖z - y‖²
       ```
       
      -A slip: $\nabla_w L = \nabla_z L \, x^\top$.
      +A slip: $\nabla_W L = \nabla_z L \, x^\top$.
       
       $$ \nabla_z L = 2 (z + y) $$
       

      """#))
  #expect(result.status == 1)
  #expect(result.output.hasSuffix("1 equation holds, 2 are refuted, 1 is ill-shaped\n"))
}

@Test func fixesWhatOneEditMends() throws {
  let command = try Command(["page.md": page])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "all", "page.md"])
  let fixed = page.replacing(#"\nabla_w L"#, with: #"\nabla_W L"#)
    .replacing("z + y", with: "z - y").replacing(#">   \, x"#, with: #">   \, x^\top"#)
  #expect(command.text("page.md") == fixed)
  #expect(result.output.hasSuffix("3 equations hold, 1 is refuted\n"))
  // What is left is what it says.
  let again = try command.run(["check", "--fix", "all", "page.md"])
  #expect(command.text("page.md") == fixed)
  #expect(!again.output.contains("---"))
}

@Test func showsFixesInADryRun() throws {
  let command = try Command(["page.md": page])
  defer { command.remove() }
  let dry = try command.run(["check", "--fix", "all", "--dry-run", "page.md"])
  #expect(command.text("page.md") == page)
  #expect(dry.output.contains("+> \\nabla_W L") == false)
  #expect(dry.output.contains(#"+>   \, x^\top"#))
  #expect(
    dry.output.hasSuffix("0 equations hold, 2 are refuted, 1 is ill-shaped, 1 is not quite right\n")
  )
}

@Test func keepsLineEndingsAndTheRestOfEveryByte() throws {
  let source = page.replacing("\n", with: "\r\n") + "no line end"
  let command = try Command(["notes/page.md": source, "notes/other.md": "# Other\r\n"])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "all", "notes"])
  let fixed = source.replacing(#"\nabla_w L"#, with: #"\nabla_W L"#)
    .replacing("z + y", with: "z - y").replacing(#">   \, x"#, with: #">   \, x^\top"#)
  #expect(command.text("notes/page.md") == fixed)
  #expect(command.text("notes/other.md") == "# Other\r\n")
  #expect(result.output.hasPrefix("--- notes/page.md\n"))
}

/// Edits that cross lines leave no quote marks in a formula, and cells stay cells.
@Test(arguments: [
  (
    #"> $$ \nabla_W L ="# + "\n" + #"> 2 x^\top"# + "\n" + #"> (z - y) $$"#,
    #"> $$ \nabla_W L ="# + "\n" + #"> 2 (z - y)"# + "\n" + #"> x^\top $$"#
  ),
  (
    #"1. $\nabla_W L = 2 x^\top"# + "\n" + #"   (z - y)$"#,
    #"1. $\nabla_W L = 2 (z - y)"# + "\n" + #"   x^\top$"#
  ),
  (
    "| a | b |\n|---|---|\n" + #"| c | $\nabla_z L = 2 (z + y)$ |"#,
    "| a | b |\n|---|---|\n" + #"| c | $\nabla_z L = 2 (z - y)$ |"#
  ),
  (
    #"$$ \begin{aligned} \nabla_W L &= \nabla_z L x^\top \\ &= (z - y) x^\top \end{aligned} $$"#,
    #"$$ \begin{aligned} \nabla_W L &= \nabla_z L x^\top \\ &= 2 (z - y) x^\top \end{aligned} $$"#
  ),
])
func fixesFormulasWhereverTheyStand(written: String, fixed: String) throws {
  let command = try Command(["page.md": block + written + "\n"])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "all", "page.md"])
  #expect(command.text("page.md") == block + fixed + "\n")
  #expect(result.status == 0, "\(result.output)")
}

@Test func fixesClaimsOfBlocks() throws {
  let claims = block.replacing("L = ‖z - y‖²\n", with: "L = ‖z - y‖²\ncheck ∇_W L = 2 (z - y) x\n")
  let command = try Command(["page.md": claims])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "all", "page.md"])
  #expect(command.text("page.md") == claims.replacing("(z - y) x\n", with: "(z - y) x^\\top\n"))
  #expect(result.status == 0)
}

@Test func leavesWhatFailsOnPurposeAlone() throws {
  let source = block + "<!-- net: fails -->\n$$ \\nabla_z L = 2 (z + y) $$\n"
  let command = try Command(["page.md": source])
  defer { command.remove() }
  let result = try command.run(["check", "--fix", "all", "page.md"])
  #expect(command.text("page.md") == source)
  #expect(result.status == 0)
}

@Test func keepsLinksAndPermissions() throws {
  let command = try Command(["real.md": page])
  defer { command.remove() }
  let (real, link) = (
    command.folder.appending(path: "real.md").path, command.folder.appending(path: "page.md").path
  )
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.md")
  try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real)
  _ = try command.run(["check", "--fix", "slips", "page.md"])
  #expect(command.text("real.md")?.contains(#"\nabla_W L = \nabla_z L \, x^\top"#) == true)
  #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.md")
  let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
  #expect(mode == 0o640)
}

@Test func saysWhichNotesCannotBeWritten() throws {
  let command = try Command(["notes/a.md": page, "notes/b.md": page])
  defer { command.remove() }
  // A folder where the new file would be put together.
  try FileManager.default.createDirectory(
    at: command.folder.appending(path: "notes/.a.md.gradweave-part"),
    withIntermediateDirectories: true)
  let result = try command.run(["check", "--fix", "slips", "notes"])
  #expect(result.status == 2)
  #expect(result.error.hasPrefix("gradweave: notes/a.md: "))
  #expect(command.text("notes/a.md") == page)
  #expect(command.text("notes/b.md") != page)
  #expect(!result.output.contains("--- notes/a.md"))
  #expect(result.output.contains("--- notes/b.md"))
}

@Test func saysFixesInTheReport() throws {
  let command = try Command(["page.md": page])
  defer { command.remove() }
  let result = try command.run([
    "check", "--fix", "all", "--dry-run", "--format", "json", "page.md",
  ])
  #expect(result.output.hasPrefix("{"))
  #expect(result.error.hasPrefix("--- page.md\n"))
  #expect(result.output.contains(#""fix": "\\nabla_z L = 2 (z - y)""#))
  #expect(result.output.contains(#""hint": "it holds with z - y in place of z + y""#))
}

@Test(arguments: [["--dry-run"], ["--fix", "some"], ["--fix"]])
func refusesWrongUseOfFixes(options: [String]) throws {
  let command = try Command(["page.md": page])
  defer { command.remove() }
  let result = try command.run(["check"] + options + ["page.md"])
  #expect(result.status == 2)
  #expect(command.text("page.md") == page)
}
