import Quantities

/// A number in the base unit of its place (nanoseconds, cents, units), with its canonical text.
struct Amount {
  var value: Double
  var text: String

  /// A billion yuan: sums over all packets of a run still fit into 64 bits.
  private static let mostCents: Int64 = 100_000_000_000
  private static let mostCount = 1e9

  /// Reads a text as a quantity of a kind; values of a distribution are never negative.
  init(_ text: String, _ kind: QuantityKind) throws(QuantityError) {
    switch kind {
    case .time:
      let span = try ScenarioDecoder.boundedTime(text)
      value = Double(span.nanoseconds)
      self.text = span.text
    case .money:
      let money = try Money(parsing: text)
      guard money.cents <= Self.mostCents else {
        throw QuantityError(.outOfRange, text: text, expected: "at most 1000000000 yuan")
      }
      value = Double(money.cents)
      self.text = money.text
    case .count:
      let expected = "a plain number, such as 30 or 1.5"
      guard let number = DecimalNumber(text) else {
        throw QuantityError(.notANumber, text: text, expected: expected)
      }
      guard let double = number.double(), double <= Self.mostCount else {
        throw QuantityError(.outOfRange, text: text, expected: "a plain number up to 1000000000")
      }
      value = double
      self.text = number.text()
    }
    if text.hasPrefix("-") {
      throw QuantityError(.outOfRange, text: text, expected: "a value that is not negative")
    }
  }

  /// The unit names that may stand apart from the number.
  static func units(_ kind: QuantityKind) -> [String] {
    switch kind {
    case .time: ["ns", "us", "\u{B5}s", "\u{3BC}s", "ms", "s", "min", "h", "d", "m", "M"]
    case .money: ["yuan", "cents", "cent", "元", "分"]
    case .count: []
    }
  }

  /// What a text is a quantity of, if not of `kind`: for `expected a time, found ...`.
  static func otherKind(_ text: String, than kind: QuantityKind) -> String? {
    if kind != .time, (try? TimeSpan(parsing: text)) != nil { return "a time" }
    if kind != .money, (try? Money(parsing: text)) != nil { return "an amount of money" }
    if (try? Ratio(parsing: text)) != nil { return "a share in per cent" }
    if (try? Rate(parsing: text)) != nil { return "a rate" }
    return nil
  }
}
