extension TimeSpan {
  /// The units of a time, smallest first, in nanoseconds.
  static let units: [(name: String, nanoseconds: UInt64)] = [
    ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000),
    ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
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
    guard !unit.isEmpty else { throw QuantityError(.missingUnit, text: text, expected: expected) }
    if unit == "m" || unit == "M" {
      throw QuantityError(
        .ambiguousUnit(unit), text: text, expected: "ms for milliseconds or min for minutes")
    }
    // The micro sign and the Greek letter look the same and are both in use.
    let name = unit == "\u{B5}s" || unit == "\u{3BC}s" ? "us" : unit
    guard let scale = Self.units.first(where: { $0.name == name }) else {
      throw QuantityError(.unknownUnit(unit), text: text, expected: expected)
    }
    self.init(
      nanoseconds: try number.whole(times: scale.nanoseconds, text: text, expected: expected))
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
