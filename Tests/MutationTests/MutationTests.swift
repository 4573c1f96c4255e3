import Testing
import Verification

@Test func tableOfMutantsIsThere() {
  let claims = MutantTable.all.flatMap(\.claims)
  #expect(claims.filter { $0.truth == .identity }.count >= 150)
  #expect(claims.filter { $0.truth == .false }.count >= 100)
  #expect(claims.contains { $0.truth == .true })
  // Of the losses among them, most can be anything: nothing is searched for those.
  let mendable = claims.filter { !$0.mends.isEmpty }.count
  #expect(mendable * 10 >= claims.filter { $0.truth == .false }.count * 7)
}

/// No true claim is refuted, no false one holds, nearly all are decided, and most false ones come with
/// an equation in their place that is known to be true.
@Test(arguments: MutantTable.all)
func verdictsAgreeWithHighPrecision(table: MutantTable) {
  let findings = table.findings()
  #expect(findings.count == table.claims.count)
  var undecided: [String] = []
  var (mended, unjudged) = (0, 0)
  for (claim, statement) in zip(table.claims, findings) {
    let finding = statement.finding
    switch claim.truth {
    case .identity, .true:
      #expect(finding == .holds || finding == .unclear, "\(claim.text): \(finding.rawValue)")
      if claim.truth == .identity, finding != .holds { undecided.append(claim.text) }
    case .false:
      #expect(finding != .holds, "\(claim.text) is false")
      if finding == .unclear { undecided.append(claim.text) }
      let offered = statement.steps.flatMap(\.repairs).map(\.latex)
      let known = offered.filter { claim.mends.map(\.withoutSpace).contains($0.withoutSpace) }
      // What is new is not known to be true: the table is to be written again.
      unjudged += offered.count - known.count
      mended += known.isEmpty ? 0 : 1
    }
  }
  let mendable = table.claims.filter { !$0.mends.isEmpty }.count
  #expect(mended * 10 >= mendable * 9, "\(mended) of \(mendable) false ones are mended")
  #expect(unjudged * 10 <= max(10, mendable), "\(unjudged) offers are not in the table")
  #expect(undecided.count * 20 <= table.claims.count, "\(undecided)")
}

extension String {
  fileprivate var withoutSpace: String { filter { !$0.isWhitespace } }
}
