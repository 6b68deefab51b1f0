extension Money {
  /// What a right text looks like.
  public static let expectation = "an amount in yuan or cents, such as 5.00 yuan"

  /// Reads `5.00 yuan`, `5yuan`, `500 cents`, `1 cent`; what is finer than a cent is refused.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, unit) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    let scale: UInt64
    switch unit {
    case "yuan", "元": scale = 100
    case "cents", "cent", "分": scale = 1
    case "": throw QuantityError(.missingUnit, text: text, expected: expected)
    default: throw QuantityError(.unknownUnit(unit), text: text, expected: expected)
    }
    self.init(cents: try number.whole(times: scale, text: text, expected: expected))
  }

  /// The amount in yuan with two digits after the point; reads back to the same amount.
  public var text: String {
    let magnitude = cents.magnitude
    let rest = magnitude % 100
    return "\(cents < 0 ? "-" : "")\(magnitude / 100).\(rest < 10 ? "0" : "")\(rest)yuan"
  }
}
