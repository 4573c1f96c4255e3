import Diagnostics
import Testing
import Vault
import gradweave

@Test(
  arguments: [
    ([], 0), (["dead-link"], 0), (["refuted"], 1), (["refuted", "internal-error"], 3),
    (["internal-error"], 3),
  ] as [([String], Int32)])
func aProgramThatContradictsItselfEndsWithThree(codes: [String], status: Int32) {
  let diagnostics = codes.map { code in
    Diagnostic(code == "dead-link" ? .warning : .error, code, "a clause", at: 0..<1)
  }
  let report = RunReport([FileReport(SourceFile(path: "a.md", text: "text"), diagnostics)])
  #expect(ExitStatus(of: report)?.rawValue ?? 0 == status)
}
