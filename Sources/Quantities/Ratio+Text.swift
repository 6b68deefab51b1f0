extension Ratio {
  /// What a right text looks like.
  public static let expectation = "a share in per cent from 0% to 100%, such as 20%"

  /// Reads `20%`, `0.5 %`; a bare number is refused, since 0.2 and 20 could both be meant.
  public init(parsing text: String) throws(QuantityError) {
    let expected = Self.expectation
    guard let (number, unit) = DecimalNumber.split(text) else {
      throw QuantityError(.notANumber, text: text, expected: expected)
    }
    guard unit == "%" else {
      var error = QuantityError.unit(
        unit, text: text, expected: expected, usual: "%",
        words: ["percent": "%", "per cent": "%", "pct": "%"])
      if unit.isEmpty, let value = number.double(), value > 0, value <= 1 {
        error.hint =
          "if you mean \(number.text()) of the whole, write `\(number.text(shiftedBy: 2))%`"
      }
      throw error
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
