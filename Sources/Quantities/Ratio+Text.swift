extension Ratio {
  /// What a right text looks like.
  public static let expectation = "a share in per cent from 0% to 100%, such as 20%"

  /// Reads `20%`, `0.5 %`; a bare number is refused, since 0.2 and 20 could both be meant.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, unit) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    guard !unit.isEmpty else { throw QuantityError(.missingUnit, text: text, expected: expected) }
    guard unit == "%" else {
      throw QuantityError(.unknownUnit(unit), text: text, expected: expected)
    }
    guard let value = number.double(shiftedBy: -2), !number.isNegative, value <= 1 else {
      throw QuantityError(.outOfRange, text: text, expected: expected)
    }
    self.init(fraction: value)
  }

  /// The share in per cent; reads back to the same ratio.
  public var text: String {
    guard let number = DecimalNumber(shortest: fraction) else { return "\(fraction)" }
    return number.text(shiftedBy: 2) + "%"
  }
}
