import Calculus
import Testing

/// Points of many sizes, among them the neighbours of multiples of π/2.
private let arguments: [Double] = {
  let sizes = [0x1p-40, 0x1p-9, 0.3, 1, 1.5707963267948966, 3.141592653589793, 11, 300, 0x1.8p20]
  return sizes + sizes.map(-)
}()

/// The bits of all bounds, as one number (FNV-1a).
private func fingerprint(_ f: (Interval) -> Interval) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for x in arguments {
    let value = f(Interval(exactly: x))
    for bound in [value.lower, value.upper] {
      // An undefined interval has no bits of its own.
      hash = (hash ^ (bound.isNaN ? 1 : bound.bitPattern)) &* 0x100_0000_01b3
    }
  }
  return hash
}

/// The bits are those of this table on every machine and in every build: nothing is left to a library, to
/// fused operations or to the compiler.
@Test(
  arguments: [
    ("exp", 0x1E08_CAEC_7D58_15B1), ("log", 0xD818_A9CA_3076_A84D), ("sin", 0x5E55_DF68_2F02_30AB),
    ("cos", 0x7557_A0DE_36C4_8279), ("arctan", 0x4512_02E7_DD79_7D03),
    ("erf", 0x0893_B8BD_4DAF_A28B), ("tanh", 0x5476_6E3E_1A9C_A1BD),
    ("sigmoid", 0x19DB_E30E_E522_7ED8), ("softplus", 0xF893_8E01_CD01_CBBA),
  ] as [(String, UInt64)])
func givesTheSameBitsEverywhere(name: String, expected: UInt64) throws {
  let function = try #require(ElementaryCase.all.first { $0.name == name }).f
  #expect(fingerprint(function) == expected)
}
