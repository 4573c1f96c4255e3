import Foundation
import Testing

private let note = #"""
  # A note

  ```net
  size L = 2
  index l = 1..L
  size n_0 = 3, n_1 = 4, n_2 = 2
  a^0 ∈ R^{n_0} : the input
  w^l ∈ R^{n_l × n_{l-1}}
  z^l = w^l a^{l-1}
  a^l = tanh(z^l)
  C = 1/2 ‖a^L‖²
  δ^l = ∇_{z^l} C
  ```

  $$
  \frac{\partial C}{\partial w^l_{jk}} = \delta^l_j a^{l-1}_k
  $$

  Here $\delta^l = \nabla_{a^l} C$ is wrong, $q = C^2$ is new, and $u = v$ is another's.
  """#

@Test func explainsHowAnEquationWasRead() throws {
  let command = try Command(["note.md": note])
  defer { command.remove() }
  let result = try command.run(["explain", "note.md:16"])
  #expect(result.status == 0)
  #expect(
    result.output == #"""
      note.md:16:1: holds
         \frac{\partial C}{\partial w^l_{jk}} = \delta^l_j a^{l-1}_k
        read as  ∂C/∂w_{jk}^l = δ_j^l a_k^{l-1}
        for all  l = 1..2, j = 1..4, k = 1..3
        layout   mixed
        verdict  exact at 3 size choices (error < 1e-15)
        parts at l = 1, j = 1, k = 1
          ∂C/∂w_{jk}^l     R
            C              R
            w_{jk}^l       R
          δ_j^l a_k^{l-1}  R
            δ_j^l          R
            a_k^{l-1}      R
        names
          a⁰ ∈ R^{n_0}: the input  line 7
          w^l ∈ R^{n_l×n_{l-1}}    line 8
          a^l = tanh(z^l)          line 10
          C = 1/2‖a^L‖²            line 11
          δ^l = ∇_{z^l} C          line 12

      """#)
}

@Test func explainsEveryStatementOfANote() throws {
  let command = try Command(["note.md": note])
  defer { command.remove() }
  let result = try command.run(["explain", "note.md"])
  #expect(result.status == 0)
  for line in [
    "note.md:16:1: holds", "note.md:19:7: refuted", "note.md:19:45: definition",
    "note.md:19:67: not ours", "it uses no name that a block before it declares",
    "its left side is a new name for what stands on the right",
  ] {
    #expect(result.output.contains(line), "\(line)")
  }
}

@Test(arguments: [
  ("note.md:1", "no statement stands on line 1 of note.md: there are some on lines 16, 19"),
  ("none.md:3", "none.md: No such file or directory"), ("note.md:", "note.md:: No such file"),
])
func saysWhereThereIsNothingToExplain(place: String, message: String) throws {
  let command = try Command(["note.md": note])
  defer { command.remove() }
  let result = try command.run(["explain", place])
  #expect(result.status == 2)
  #expect(result.error.contains(message), "\(result.error)")
}
