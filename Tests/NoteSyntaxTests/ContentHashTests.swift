import NoteSyntax
import Testing

/// The first vectors of the reference implementation (`vectors_sip128`), and some of another implementation that gives
/// these: the input is so many bytes 0, 1, 2, ….
@Test(
  arguments: [
    (0, 0xE6A8_25BA_047F_81A3, 0x9302_55C7_1472_F66D),
    (1, 0x44AF_996B_D8C1_87DA, 0x45FC_229B_1159_7634),
    (7, 0x53C1_DBD8_BEEB_F1A1, 0x3982_F01F_A64A_B8C0),
    (8, 0x61F5_5862_BAA9_623B, 0xB497_14F3_64E2_830F),
    (15, 0x11A8_B033_99E9_9354, 0xD9C3_CF97_0FEC_087E),
    (63, 0x4A83_502F_77D1_5051, 0x7CBD_3F97_9A06_3E50),
  ] as [(Int, UInt64, UInt64)])
func isSipHash(count: Int, first: UInt64, second: UInt64) {
  let hash = ContentHash((0..<count).map { UInt8($0) })
  #expect(hash.first == first)
  #expect(hash.second == second)
}

@Test func tellsTextsApart() {
  let texts = (0..<300).map { Array(repeating: UInt8(ascii: "a"), count: $0) }
  #expect(Set(texts.map { ContentHash($0) }).count == texts.count)
  #expect(ContentHash("äb") == ContentHash(Array("äb".utf8)))
}

@Test func checksumsShowDamage() {
  let bytes = (0..<100).map { UInt8($0) }
  let sum = ContentHash(checksumOf: bytes)
  func tryDamage(_ damage: (inout [UInt8]) -> Void) {
    var damaged = bytes
    damage(&damaged)
    #expect(ContentHash(checksumOf: damaged) != sum)
  }
  for place in bytes.indices {
    for bit in 0..<8 { tryDamage { $0[place] ^= 1 << bit } }
    tryDamage { $0.removeLast(place + 1) }
  }
  // The highest bits of two words of one sum: a multiplication alone would leave them where they are.
  tryDamage {
    $0[7] ^= 0x80
    $0[23] ^= 0x80
  }
}

@Test(arguments: [
  ("", "a  b\n c ", "a b c "), ("x", "\n\na", "x a"), ("x ", "\t a", "x a"), ("", " a", " a"),
  ("", "a b", "a b"), ("x", "", "x"), ("", "\n", " "),
])
func writesSingleBlanks(before: String, text: String, result: String) {
  var bytes = Array(before.utf8)
  bytes.appendWithSingleBlanks(Array(text.utf8))
  #expect(String(decoding: bytes, as: UTF8.self) == result)
}
