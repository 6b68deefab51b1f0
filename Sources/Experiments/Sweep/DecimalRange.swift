/// Numbers with one unit from one to another, in exact decimals: `0.5..2/0.1`, `10ms..50ms/5ms`,
/// `1k/s..64k/s*2`.
struct DecimalRange: Hashable, Sendable {
  private enum Advance: Hashable { case none, step(Int), factor(Double) }

  /// Ends and step in units of the last decimal.
  private let low: Int
  private let high: Int
  private let advance: Advance
  private let decimals: Int
  private let unit: String

  /// Nil for a text that is no range.
  ///
  /// - Throws: `VariedParameter.Mistake` for a range that goes nowhere or has several units.
  init?(parsing text: String) throws(VariedParameter.Mistake) {
    let pattern =
      #/
      (-?\d+(?:\.\d+)?) ([^\d.,*]*) \.\. (-?\d+(?:\.\d+)?) ([^\d.,*]*?)
      (?: ([\/*]) (\d+(?:\.\d+)?) ([^\d.,*]*) )?
      /#
    guard let match = text.wholeMatch(of: pattern) else { return nil }
    func mistake(_ words: String) -> VariedParameter.Mistake {
      VariedParameter.Mistake(description: "`\(text)` \(words)")
    }
    let numbers = [match.output.1, match.output.3] + (match.output.6.map { [$0] } ?? [])
    let isFactor = match.output.5 == "*"
    let decimals = numbers.prefix(isFactor ? 2 : 3).map(Self.decimals).max() ?? 0
    guard decimals <= 9, numbers.allSatisfy({ $0.count <= 15 }) else {
      throw mistake("has too many digits")
    }
    let units = [String(match.output.2), String(match.output.4)]
    // `1..5ms` and `1ms..5` mean what they seem to.
    guard let unit = units.first(where: { !$0.isEmpty }) ?? units.first,
      units.allSatisfy({ $0.isEmpty || $0 == unit }),
      match.output.7.map({ $0.isEmpty || !isFactor && $0 == unit }) ?? true
    else { throw mistake("has several units; write the same one everywhere") }
    self.unit = unit
    self.decimals = decimals
    low = Self.scaled(match.output.1, decimals)
    high = Self.scaled(match.output.3, decimals)
    guard low < high else { throw mistake("goes nowhere: the second end must be larger") }
    switch (match.output.5, match.output.6) {
    case ("/", let number?):
      let step = Self.scaled(number, decimals)
      guard step > 0 else { throw mistake("has no step above 0") }
      advance = .step(step)
    case ("*", let number?):
      guard let factor = Double(number), factor > 1, low > 0 else {
        throw mistake("needs a factor above 1 and a first end above 0")
      }
      advance = .factor(factor)
    default: advance = .none
    }
    let count = steps?.count ?? 1
    guard count <= VariedParameter.mostValues else {
      throw mistake("has more than \(VariedParameter.mostValues) values")
    }
  }

  /// The values from the first end on, as far as the second; nil without a step.
  var steps: [String]? {
    switch advance {
    case .none: return nil
    case .step(let step):
      let count = min((high - low) / step, VariedParameter.mostValues)
      return (0...count).map { text(low + $0 * step, decimals) }
    case .factor(let factor):
      var values: [String] = []
      var value = Double(low)
      while value <= Double(high) * (1 + 1e-9), values.count <= VariedParameter.mostValues {
        values.append(text(Int(value.rounded()), decimals))
        value *= factor
      }
      return values
    }
  }

  /// The value at a share of the way. Whole numbers without a unit stay whole, others have three
  /// decimals more than the ends.
  func value(at place: Double) -> String {
    let isWhole = decimals == 0 && unit.isEmpty
    if isWhole {
      return text(min(high, low + Int(place * Double(high - low + 1))), 0)
    }
    let finer = Double(low) * 1000 + place * Double(high - low) * 1000
    return text(Int(finer.rounded()), decimals + 3)
  }

  private func text(_ value: Int, _ decimals: Int) -> String {
    var digits = String(value.magnitude)
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      var fraction = digits.suffix(decimals)
      while fraction.last == "0" { fraction.removeLast() }
      digits = digits.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
    }
    return (value < 0 ? "-" : "") + digits + unit
  }

  private static func decimals(_ number: Substring) -> Int {
    number.firstIndex(of: ".").map { number.distance(from: $0, to: number.endIndex) - 1 } ?? 0
  }

  private static func scaled(_ number: Substring, _ decimals: Int) -> Int {
    let digits = number.filter { $0 != "." && $0 != "-" }
    let zeros = String(repeating: "0", count: decimals - Self.decimals(number))
    return (Int(digits + zeros) ?? 0) * (number.hasPrefix("-") ? -1 : 1)
  }
}
