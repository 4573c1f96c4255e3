import Diagnostics
import Testing
import Vault

@Test func aProgramThatContradictsItselfIsNoVerdict() {
  let file = SourceFile(path: "a.md", text: "text")
  func report(_ code: String) -> RunReport {
    RunReport([FileReport(file, [Diagnostic(.error, code, "a clause", at: 0..<1)])])
  }
  #expect(report("internal-error").hasInternalErrors)
  #expect(!report("refuted").hasInternalErrors)
}
