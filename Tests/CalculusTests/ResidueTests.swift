import Calculus
import Testing

/// The prime field against arithmetic of 128-bit integers and its laws.
@Suite struct ResidueTests {
  private let p = UInt128(Residue.modulus)

  private func pairs(_ count: Int) -> [(Residue, Residue)] {
    var source = ResidueSource(seed: 1)
    return (0..<count).map { _ in (source.next(), source.next()) }
  }

  @Test func agreesWithWiderIntegers() {
    let edges = [0, 1, 2, Residue.modulus - 1, Residue.modulus / 2].map(Residue.init)
    let pairs = pairs(200) + edges.flatMap { a in edges.map { (a, $0) } }
    for (a, b) in pairs {
      let (x, y) = (UInt128(a.value), UInt128(b.value))
      #expect(UInt128((a + b).value) == (x + y) % p)
      #expect(UInt128((a - b).value) == (x + p - y) % p)
      #expect(UInt128((a * b).value) == x * y % p)
      if !b.isZero { #expect(a / b * b == a) }
    }
    #expect((Residue.one / .zero).isUndefined)
    #expect(Residue(Residue.modulus).isZero && Residue(.max) == Residue(7))
  }

  @Test(arguments: [("0.5", "2"), ("1e-8", "1e8"), ("-0.25", "-4"), ("3", "0.333")])
  func readsDecimalsAsQuotients(text: String, other: String) throws {
    let (a, b) = (try #require(ExactDecimal(text)), try #require(ExactDecimal(other)))
    let product = Residue(a) * Residue(b)
    #expect(product == (other == "0.333" ? Residue(999) / Residue(1000) : .one))
  }

  @Test(arguments: [0.0, 1, -1, 0.5, -0.75, 3.25, 0x1p-1074, 0x1.8p1000, 1e300])
  func readsDoublesExactly(value: Double) {
    let x = Residue(dyadic: value)
    #expect(x + x == Residue(dyadic: value) * Residue(2))
    #expect(x * Residue(dyadic: 4) == Residue(dyadic: value) / Residue(dyadic: 0.25))
    if value.magnitude < 100 {
      #expect(x * Residue(64) == Residue(integer: Int(value * 64)) || value == 0x1p-1074)
    }
  }

  @Test func doublesThatAreNoNumbersAreUndefined() {
    #expect(Residue(dyadic: .nan).isUndefined && Residue(dyadic: .infinity).isUndefined)
    let multiple = ExactDecimal(Int(Residue.modulus))
    #expect(Residue(multiple).isUndefined)
  }

  @Test func signsMultiply() {
    #expect(Residue(integer: -1).character == -1)
    #expect(Residue(2).character == 1)
    for (a, b) in pairs(100) {
      #expect((a * b).character == a.character * b.character)
      #expect((-a).character == -a.character)
      #expect((a * a).character == 1)
      #expect(Residue.sqrt(a * a) == Residue.abs(a))
      #expect(Residue.abs(a) == a * Residue.sign(a))
      #expect(Residue.maximum(a, b) + Residue.minimum(a, b) == a + b)
    }
  }

  @Test func genericValuesDependOnTheArgumentAlone() {
    let functions: [GenericFunction] = [
      .exp, .log, .tanOfHalf, .arctan, .erf, .abstract(id: 1, order: 0), .abstract(id: 1, order: 1),
      .abstract(id: 2, order: 0),
    ]
    var values: Set<Residue> = []
    for (x, seed) in pairs(20) {
      for f in functions {
        let y = Residue.generic(f, [x], seed: seed)
        #expect(y == Residue.generic(f, [x], seed: seed))
        values.insert(y)
      }
      #expect(Residue.generic(.exp, [x], seed: seed).character == 1)
      #expect(Residue.generic(.erf, [-x], seed: seed) == -Residue.generic(.erf, [x], seed: seed))
    }
    #expect(values.count == 20 * functions.count)
    #expect(Residue.generic(.exp, [.zero], seed: .one) == .one)
    #expect(Residue.generic(.log, [.one], seed: .one).isZero)
    #expect(Residue.generic(.arctan, [.zero], seed: .one).isZero)
  }
}
