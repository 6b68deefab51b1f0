/// A plain decimal number as people write it, kept exactly: ±coefficient × 10^exponent.
///
/// The syntax is `[+-]digits[.digits][e[+-]digits]` in ASCII digits, and nothing else: no `nan`,
/// `inf`, hexadecimal, underscores, spaces, bare points or leading zeros.
public struct DecimalNumber: Hashable, Sendable {
  /// True when the text begins with a minus, also for `-0`.
  public var isNegative: Bool
  /// The digits without sign, point and trailing zeros; at most 30 of them.
  public var coefficient: UInt128
  /// The power of ten.
  public var exponent: Int

  /// Reads a whole text; nil when it is not such a number, has more than 30 significant digits, or
  /// an exponent beyond ±9999.
  public init?(_ text: some StringProtocol) {
    var scan = Scan(bytes: Array(text.utf8))
    guard let number = scan.number(), scan.isAtEnd else { return nil }
    self = number
  }

  init(isNegative: Bool, coefficient: UInt128, exponent: Int) {
    self.isNegative = isNegative
    self.coefficient = coefficient
    self.exponent = coefficient == 0 ? 0 : exponent
  }

  /// The decimal digits that say `value` in the shortest way; nil when it is not finite.
  public init?(shortest value: Double) {
    guard value.isFinite else { return nil }
    self.init(value.description)
  }

  /// Splits a text into the number it begins with and the rest, spaces between them dropped.
  ///
  /// The number is the longest beginning that is one: `5e3` is a number, `5em` is 5 and `em`.
  static func split(_ text: String) -> (number: DecimalNumber, rest: String)? {
    var scan = Scan(bytes: Array(text.utf8))
    guard let number = scan.number() else { return nil }
    let rest = scan.bytes[scan.position...].drop { $0 == UInt8(ascii: " ") }
    return (number, String(decoding: rest, as: UTF8.self))
  }

  /// The number times `unit`, when that is a whole number that fits; the error says which failed.
  func whole(times unit: UInt64, text: String, expected: String) throws(QuantityError) -> Int64 {
    var value = coefficient
    let factor = value.multipliedReportingOverflow(by: UInt128(unit))
    guard !factor.overflow else {
      throw QuantityError(.outOfRange, text: text, expected: expected)
    }
    value = factor.partialValue
    var power = exponent
    while power > 0, value != 0 {
      let step = value.multipliedReportingOverflow(by: 10)
      guard !step.overflow else {
        throw QuantityError(.outOfRange, text: text, expected: expected)
      }
      value = step.partialValue
      power -= 1
    }
    while power < 0, value != 0 {
      guard value % 10 == 0 else { throw QuantityError(.tooFine, text: text, expected: expected) }
      value /= 10
      power += 1
    }
    guard let magnitude = Int128(exactly: value),
      let whole = Int64(exactly: isNegative ? -magnitude : magnitude)
    else {
      throw QuantityError(.outOfRange, text: text, expected: expected)
    }
    return whole
  }

  /// The nearest `Double` to the number times 10^`shift`; nil when it is too large, or so small
  /// that it would become 0.
  public func double(shiftedBy shift: Int = 0) -> Double? {
    guard coefficient != 0 else { return 0 }
    let text = "\(isNegative ? "-" : "")\(coefficient)e\(exponent + shift)"
    guard let value = Double(text), value.isFinite, value != 0 else { return nil }
    return value
  }

  /// The number times 10^`shift` in plain digits, or with an exponent when that is much shorter.
  public func text(shiftedBy shift: Int = 0) -> String {
    let sign = isNegative && coefficient != 0 ? "-" : ""
    let digits = String(coefficient)
    let power = coefficient == 0 ? 0 : exponent + shift
    if power >= 0 {
      guard digits.count + power <= 21 else { return "\(sign)\(digits)e\(power)" }
      return sign + digits + String(repeating: "0", count: power)
    }
    let point = digits.count + power
    guard point > -12 else { return "\(sign)\(digits)e\(power)" }
    if point > 0 { return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))" }
    return "\(sign)0." + String(repeating: "0", count: -point) + digits
  }
}

/// Reads a number from the front of some bytes.
private struct Scan {
  var bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  private func digit(at index: Int) -> UInt8? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    return byte - UInt8(ascii: "0")
  }

  private func byte(at index: Int, isOneOf first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool
  {
    guard index < bytes.count else { return false }
    return bytes[index] == UInt8(ascii: first) || bytes[index] == UInt8(ascii: second)
  }

  mutating func number() -> DecimalNumber? {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if byte(at: 0, isOneOf: "+", "-") { index = 1 }
    guard let lead = digit(at: index) else { return nil }
    if lead == 0, digit(at: index + 1) != nil { return nil }
    var digits: [UInt8] = []
    while let next = digit(at: index) {
      digits.append(next)
      index += 1
    }
    var exponent = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: "."), digit(at: index + 1) != nil {
      index += 1
      while let next = digit(at: index) {
        digits.append(next)
        exponent -= 1
        index += 1
      }
    }
    guard let power = exponentPart(from: &index) else { return nil }
    exponent += power
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    let significant = digits.drop { $0 == 0 }
    guard significant.count <= 30 else { return nil }
    position = index
    let coefficient = significant.reduce(UInt128(0)) { $0 * 10 + UInt128($1) }
    return DecimalNumber(isNegative: isNegative, coefficient: coefficient, exponent: exponent)
  }

  /// The exponent, 0 when there is none; nil when it is absurd.
  private func exponentPart(from index: inout Int) -> Int? {
    guard byte(at: index, isOneOf: "e", "E") else { return 0 }
    var look = index + 1
    let isNegative = look < bytes.count && bytes[look] == UInt8(ascii: "-")
    if byte(at: look, isOneOf: "+", "-") { look += 1 }
    guard digit(at: look) != nil else { return 0 }
    var value = 0
    while let next = digit(at: look) {
      value = value * 10 + Int(next)
      guard value <= 9999 else { return nil }
      look += 1
    }
    index = look
    return isNegative ? -value : value
  }
}
