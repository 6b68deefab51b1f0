extension Rate {
  /// What a right text looks like.
  public static let expectation = "a rate with a unit (/s, /min, /h, /d), such as 760k/s"

  /// Reads `760k/s`, `1.5M/s`, `12/min`, `0.8 /s`.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, rest) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    guard !rest.isEmpty else { throw QuantityError(.missingUnit, text: text, expected: expected) }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      let reason: QuantityError.Reason =
        parts.count == 1 && ["k", "M", "G"].contains(rest) ? .missingUnit : .unknownUnit(rest)
      throw QuantityError(reason, text: text, expected: expected)
    }
    let multipliers = ["": 0, "k": 3, "M": 6, "G": 9]
    let seconds = ["s": 1.0, "min": 60, "h": 3600, "d": 86_400]
    guard let shift = multipliers[String(parts[0])], let divisor = seconds[String(parts[1])] else {
      throw QuantityError(.unknownUnit(rest), text: text, expected: expected)
    }
    guard let value = number.double(shiftedBy: shift), value >= 0, !number.isNegative,
      (value / divisor) > 0 || value == 0
    else {
      throw QuantityError(.outOfRange, text: text, expected: "a rate that is not negative")
    }
    self.init(perSecond: value / divisor)
  }

  /// The text per second, with `k` or `M` where that is shorter; reads back to the same rate.
  public var text: String {
    guard let number = DecimalNumber(shortest: perSecond) else { return "\(perSecond)/s" }
    if perSecond >= 1e6 { return number.text(shiftedBy: -6) + "M/s" }
    if perSecond >= 1e3 { return number.text(shiftedBy: -3) + "k/s" }
    return number.text() + "/s"
  }
}
