extension PreciseInterval {
  package static func sin(_ x: PreciseInterval) -> PreciseInterval {
    wave(x, Interval.sin(x.interval), quarterTurns: 0)
  }

  package static func cos(_ x: PreciseInterval) -> PreciseInterval {
    wave(x, Interval.cos(x.interval), quarterTurns: 1)
  }

  package static func tan(_ x: PreciseInterval) -> PreciseInterval {
    let wide = Interval.tan(x.interval)
    guard !wide.isUndefined else { return .undefined }
    func end(_ x: DoubleDouble) -> PreciseInterval {
      let x = PreciseInterval(x, x)
      return sin(x) / cos(x)
    }
    let (low, high) = (end(x.lower), end(x.upper))
    guard !low.isUndefined, !high.isUndefined else { return PreciseInterval(wide) }
    return PreciseInterval(low.lower, high.upper)
  }

  /// sin(x + q π/2): `wide` gives the ends where they are 1 or −1, since a peak lies in x; the others
  /// are found again, to more bits.
  private static func wave(
    _ x: PreciseInterval, _ wide: Interval, quarterTurns q: Int
  ) -> PreciseInterval {
    if x.isUndefined || wide.isUndefined { return .undefined }
    guard let a = sine(x.lower, q), let b = sine(x.upper, q), x.upper.hi - x.lower.hi < 0.5 else {
      return PreciseInterval(wide)
    }
    let ends = a.hull(b)
    // A peak within x is within 0.5 of both ends: both values are then above 0.87, and the interval of
    // `Double`s reaches 1 exactly.
    return PreciseInterval(
      wide.lower <= -1 ? DoubleDouble(-1) : ends.lower,
      wide.upper >= 1 ? DoubleDouble(1) : ends.upper
    ).clamped(-1, 1)
  }

  /// sin(h + l) = sin h + l cos h − l²/2 sin h, the rest below l³/6.
  private static func sine(_ x: DoubleDouble, _ q: Int) -> PreciseInterval? {
    guard x.hi.magnitude < 0x1p20, x.isTame, let s = DoubleDouble.sine(x.hi, quarterTurns: q),
      let c = DoubleDouble.sine(x.hi, quarterTurns: q + 1)
    else { return nil }
    let l = x.lo
    let value = s.value + c.value * l - DoubleDouble(l * l / 2 * s.value.hi)
    let error = s.error + (c.error + 0x1p-52 * l.magnitude + l * l) * l.magnitude
    let bound = DoubleDouble(error * 1.01 + 0x1p-100 * (s.value.hi.magnitude + l.magnitude))
    return PreciseInterval(value - bound, value + bound)
  }
}
