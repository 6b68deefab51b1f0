extension TimeSpan {
  /// The units of a time, smallest first, in nanoseconds.
  static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000),
    ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
  ]

  /// Words that are used for the units elsewhere.
  private static let otherWords = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min",
    "minutes": "min", "hr": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
    "msec": "ms", "millis": "ms", "milliseconds": "ms", "usec": "us", "micros": "us",
    "microseconds": "us", "nanos": "ns", "nanoseconds": "ns", "ns": "ns", "us": "us", "ms": "ms",
    "s": "s", "min": "min", "h": "h", "d": "d",
  ]

  /// What a right text looks like.
  public static let expectation = "a time with a unit (ns, us, ms, s, min, h, d), such as 12ms"

  /// Reads `12ms`, `0.5 us`, `24h`.
  ///
  /// The arithmetic is exact; what is finer than a nanosecond is refused, not rounded. `5 m` is
  /// refused as ambiguous.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, unit) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    if unit == "m" || unit == "M" {
      throw QuantityError(
        .ambiguousUnit(unit), text: text, expected: "ms for milliseconds or min for minutes")
    }
    // The micro sign and the Greek letter look the same and are both in use.
    let name = unit == "\u{B5}s" || unit == "\u{3BC}s" ? "us" : unit
    guard let scale = Self.units.first(where: { $0.name == name }) else {
      var error = QuantityError.unit(
        unit, text: text, expected: expected, usual: "ms", words: Self.otherWords)
      if unit.hasPrefix(":") {
        error.hint = "write a length of time, such as 90s, not a clock time"
      }
      throw error
    }
    self.init(
      nanoseconds: try number.whole(
        times: scale.nanoseconds, of: "nanoseconds", text: text, expected: expected))
  }

  /// The text in the largest common unit that needs no fraction; reads back to the same span.
  public var text: String {
    if nanoseconds == 0 { return "0s" }
    let magnitude = nanoseconds.magnitude
    for (name, scale) in Self.units.reversed() where magnitude % scale == 0 {
      // Days and short minutes are clearer as hours and seconds.
      if name == "d" || (name == "min" && magnitude < 5 * scale) { continue }
      return "\(nanoseconds < 0 ? "-" : "")\(magnitude / scale)\(name)"
    }
    return "\(nanoseconds)ns"
  }
}
