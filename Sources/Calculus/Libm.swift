#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The platform's functions under names that `Number`'s members of the same name do not hide. Only
// `Double` uses them, and `Double` decides nothing.

func libmExp(_ x: Double) -> Double { exp(x) }
func libmLog(_ x: Double) -> Double { log(x) }
func libmLog1p(_ x: Double) -> Double { log1p(x) }
func libmSin(_ x: Double) -> Double { sin(x) }
func libmCos(_ x: Double) -> Double { cos(x) }
func libmTan(_ x: Double) -> Double { tan(x) }
func libmSinh(_ x: Double) -> Double { sinh(x) }
func libmCosh(_ x: Double) -> Double { cosh(x) }
func libmTanh(_ x: Double) -> Double { tanh(x) }
func libmArctan(_ x: Double) -> Double { atan(x) }
func libmErf(_ x: Double) -> Double { erf(x) }
func libmPow(_ a: Double, _ b: Double) -> Double { pow(a, b) }
