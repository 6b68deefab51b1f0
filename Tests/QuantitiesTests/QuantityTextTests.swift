import Quantities
import Testing

/// Runs a parser and gives its error back, so that both outcomes can be compared.
private func outcome<Value>(
  _ parse: () throws(QuantityError) -> Value
) -> Result<Value, QuantityError> {
  Result { () throws(QuantityError) in try parse() }
}

private func reason<Value>(_ parse: () throws(QuantityError) -> Value) -> QuantityError.Reason? {
  if case .failure(let error) = outcome(parse) { return error.reason }
  return nil
}

@Suite struct TimeSpanTextTests {
  @Test(
    arguments: [
      ("12ms", 12_000_000), ("0.5 us", 500), ("1.5s", 1_500_000_000), ("24h", 86_400_000_000_000),
      ("2d", 172_800_000_000_000), ("5 min", 300_000_000_000), ("7ns", 7), ("3\u{B5}s", 3_000),
      ("3\u{3BC}s", 3_000), ("1e3s", 1_000_000_000_000), ("0s", 0), ("-5ms", -5_000_000),
      ("0.000000001s", 1), ("9223372036854775807ns", Int64.max),
      ("-9223372036854775808ns", Int64.min),
    ] as [(String, Int64)])
  func `a time is read exactly`(text: String, nanoseconds: Int64) throws {
    #expect(try TimeSpan(parsing: text).nanoseconds == nanoseconds)
  }

  @Test(
    arguments: [
      ("5", .missingUnit), ("5 m", .ambiguousUnit("m")), ("5M", .ambiguousUnit("M")),
      ("5 Ms", .unknownUnit("Ms")), ("5 sec", .unknownUnit("sec")), ("", .notANumber),
      ("fast", .notANumber), (".5s", .notANumber), ("5.s", .unknownUnit(".s")),
      ("007s", .notANumber), ("1_000s", .unknownUnit("_000s")), ("0x1ps", .unknownUnit("x1ps")),
      ("nan s", .notANumber), ("infs", .notANumber), ("1e400s", .outOfRange),
      ("9223372036854775808ns", .outOfRange), ("1000000d", .outOfRange), ("0.5ns", .tooFine),
      ("1e-400s", .tooFine), ("1.0000000001s", .tooFine), (" 5s", .notANumber),
      ("\u{0665}s", .notANumber), ("1e99999s", .notANumber),
    ] as [(String, QuantityError.Reason)])
  func `a text that is no time is refused with its reason`(
    text: String, expected: QuantityError.Reason
  ) {
    let found = reason { () throws(QuantityError) in try TimeSpan(parsing: text) }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      0, 1, 999, 1_000, 1_001, 50_478_000, 60_000_000_000, 300_000_000_000, 86_400_000_000_000,
      -1_500, Int64.max, Int64.min,
    ] as [Int64])
  func `a time that is written reads back`(nanoseconds: Int64) throws {
    let span = TimeSpan(nanoseconds: nanoseconds)
    #expect(try TimeSpan(parsing: span.text) == span)
  }

  @Test func `times are written as people write them`() {
    let texts = [60_000_000_000, 300_000_000_000, 86_400_000_000_000, 1_500_000_000, 0]
      .map { TimeSpan(nanoseconds: $0).text }
    #expect(texts == ["60s", "5min", "24h", "1500ms", "0s"])
  }
}

@Suite struct RateTextTests {
  @Test(arguments: [
    ("760k/s", 760_000), ("12/min", 0.2), ("1.5M/s", 1_500_000), ("0.8/s", 0.8),
    ("35.8 k/s", 35_800), ("0/s", 0), ("2G/s", 2e9), ("3600/h", 1),
  ])
  func `a rate is read`(text: String, perSecond: Double) throws {
    #expect(try Rate(parsing: text).perSecond == perSecond)
  }

  @Test(
    arguments: [
      ("760k", .missingUnit), ("760", .missingUnit), ("5 Hz", .unknownUnit("Hz")),
      ("-1/s", .outOfRange), ("-0/s", .outOfRange), ("1e400/s", .outOfRange),
      ("1e-400/s", .outOfRange), ("nan/s", .notANumber), ("5/s/s", .unknownUnit("/s/s")),
      ("5K/s", .unknownUnit("K/s")), ("1/ms", .unknownUnit("/ms")),
    ] as [(String, QuantityError.Reason)])
  func `a text that is no rate is refused with its reason`(
    text: String, expected: QuantityError.Reason
  ) {
    let found = reason { () throws(QuantityError) in try Rate(parsing: text) }
    #expect(found == expected)
  }

  @Test(arguments: [
    0, 0.1, 1.0 / 3, 999.999, 1_000, 35_800, 760_000, 1e6, 123_456_789.125, Double.leastNonzeroMagnitude, 1e300,
    0.1 + 0.2,
  ])
  func `a rate that is written reads back`(perSecond: Double) throws {
    let rate = Rate(perSecond: perSecond)
    #expect(try Rate(parsing: rate.text) == rate)
  }
}

@Suite struct RatioTextTests {
  @Test(arguments: [("20%", 0.2), ("0.5 %", 0.005), ("100%", 1), ("0%", 0), ("99.9%", 0.999)])
  func `a share is read in per cent`(text: String, fraction: Double) throws {
    #expect(try Ratio(parsing: text).fraction == fraction)
  }

  @Test(
    arguments: [
      ("0.2", .missingUnit), ("20", .missingUnit), ("100.0000001%", .outOfRange),
      ("-1%", .outOfRange), ("20 percent", .unknownUnit("percent")), ("most", .notANumber),
    ] as [(String, QuantityError.Reason)])
  func `a text that is no share is refused with its reason`(
    text: String, expected: QuantityError.Reason
  ) {
    let found = reason { () throws(QuantityError) in try Ratio(parsing: text) }
    #expect(found == expected)
  }

  @Test(arguments: [0, 1, 0.2, 0.005, 1.0 / 3, 0.1 + 0.2, 1e-9, 0.999])
  func `a share that is written reads back`(fraction: Double) throws {
    let ratio = Ratio(fraction: fraction)
    #expect(try Ratio(parsing: ratio.text) == ratio)
  }
}

@Suite struct MoneyTextTests {
  @Test(
    arguments: [
      ("5.00 yuan", 500), ("5.00yuan", 500), ("500 cents", 500), ("1 cent", 1), ("0.01yuan", 1),
      ("5\u{5143}", 500), ("-0.05yuan", -5),
    ] as [(String, Int64)])
  func `an amount is read in whole cents`(text: String, cents: Int64) throws {
    #expect(try Money(parsing: text).cents == cents)
  }

  @Test(
    arguments: [
      ("5", .missingUnit), ("0.001yuan", .tooFine), ("0.5 cents", .tooFine),
      ("5 euro", .unknownUnit("euro")), ("1e30yuan", .outOfRange), ("\u{A5}5", .notANumber),
    ] as [(String, QuantityError.Reason)])
  func `a text that is no amount is refused with its reason`(
    text: String, expected: QuantityError.Reason
  ) {
    let found = reason { () throws(QuantityError) in try Money(parsing: text) }
    #expect(found == expected)
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345, -5, -100, Int64.max, Int64.min] as [Int64])
  func `an amount that is written reads back`(cents: Int64) throws {
    let money = Money(cents: cents)
    #expect(try Money(parsing: money.text) == money)
  }
}

@Suite struct ByteSizeTextTests {
  @Test(
    arguments: [
      ("64GiB", 64 << 30), ("64 GB", 64_000_000_000), ("1.5MiB", 1_572_864), ("7B", 7),
    ] as [(String, Int64)])
  func `a size is read, and GB is not GiB`(text: String, bytes: Int64) throws {
    #expect(try ByteSize(parsing: text).bytes == bytes)
  }

  @Test(
    arguments: [
      ("64", .missingUnit), ("64gb", .unknownUnit("gb")), ("64Gb", .unknownUnit("Gb")),
      ("0.5B", .tooFine), ("99999999TiB", .outOfRange),
    ] as [(String, QuantityError.Reason)])
  func `a text that is no size is refused with its reason`(
    text: String, expected: QuantityError.Reason
  ) {
    let found = reason { () throws(QuantityError) in try ByteSize(parsing: text) }
    #expect(found == expected)
  }

  @Test(arguments: [0, 1, 1023, 1024, 1_000_000, 1 << 40, 3 << 30, -2048, Int64.max] as [Int64])
  func `a size that is written reads back`(bytes: Int64) throws {
    let size = ByteSize(bytes: bytes)
    #expect(try ByteSize(parsing: size.text) == size)
  }
}

@Suite struct DecimalNumberTests {
  @Test(arguments: [0, 1, 0.1, 1e21, 1e22, 1.5e-7, 1e-300, Double.leastNonzeroMagnitude, 1.7976931348623157e308])
  func `the shortest digits of a number read back to it`(value: Double) throws {
    let number = try #require(DecimalNumber(shortest: value))
    #expect(number.double() == value)
    #expect(DecimalNumber(number.text())?.double() == value)
  }

  @Test func `numbers of more than thirty digits are refused`() {
    #expect(DecimalNumber(String(repeating: "1", count: 30)) != nil)
    #expect(DecimalNumber(String(repeating: "1", count: 31)) == nil)
    #expect(DecimalNumber("1" + String(repeating: "0", count: 40)) != nil)
  }
}
