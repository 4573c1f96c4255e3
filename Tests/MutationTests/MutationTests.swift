import Testing
import Verification

@Test func tableOfMutantsIsThere() {
  let claims = MutantTable.all.flatMap(\.claims)
  #expect(claims.filter { $0.truth == .identity }.count >= 150)
  #expect(claims.filter { $0.truth == .false }.count >= 100)
  #expect(claims.contains { $0.truth == .true })
}

/// No true claim is refuted, no false one holds, and nearly all are decided.
@Test(arguments: MutantTable.all)
func verdictsAgreeWithHighPrecision(table: MutantTable) {
  let findings = table.findings()
  #expect(findings.count == table.claims.count)
  var undecided: [String] = []
  for (claim, statement) in zip(table.claims, findings) {
    let finding = statement.finding
    switch claim.truth {
    case .identity, .true:
      #expect(finding == .holds || finding == .unclear, "\(claim.text): \(finding.rawValue)")
      if claim.truth == .identity, finding != .holds { undecided.append(claim.text) }
    case .false:
      #expect(finding != .holds, "\(claim.text) is false")
      if finding == .unclear { undecided.append(claim.text) }
    }
  }
  #expect(undecided.count * 20 <= table.claims.count, "\(undecided)")
}
