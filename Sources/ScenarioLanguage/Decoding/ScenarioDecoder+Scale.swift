import Quantities
import ScenarioTypes

/// The key `load`: the same traffic, so many times as much of it.
extension ScenarioDecoder {
  /// The populations with rates, clients and numbers of requests multiplied by the key `load`.
  func scaled(_ populations: [Population], _ top: Fields) -> [Population] {
    guard let entry = top["load"], let factor = load(entry), factor != 1 else { return populations }
    return populations.map { population in
      var result = population
      switch population.source {
      case .packets(var source):
        source.sends = scaled(source.sends, factor, entry)
        result.source = .packets(source)
      case .requests(var source):
        refuseBetween(source, factor, population.name, entry)
        source.rate = scaled(source.rate, factor, entry)
        source.atStart = scaled(source.atStart, factor, atMost: Grammar.requestsLimit)
        source.total = source.total.map {
          max(1, scaled($0, factor, atMost: Grammar.requestsLimit))
        }
        result.source = .requests(source)
      case .clients(var source):
        source.count = max(1, scaled(source.count, factor, atMost: Grammar.clientsLimit))
        result.source = .clients(source)
      }
      return result
    }
  }

  /// The multiple; nil after a mistake.
  private func load(_ entry: SourceEntry) -> Double? {
    let expected = "a plain number above 0 and up to \(Grammar.largestLoad)"
    guard let text = scalar(entry.value, expected, path: "load") else { return nil }
    let number = DecimalNumber(text)
    if let value = number?.double(), value >= 1e-6, value <= Double(Grammar.largestLoad) {
      return value
    }
    findings.add(
      number == nil ? .notANumber : .valueOutOfRange, at: entry.value.span,
      "`\(shown(text))` is \(number == nil ? "not a number" : "out of range")",
      label: "expected \(expected)", path: "load")
    return nil
  }

  private func scaled(_ curve: RateCurve, _ factor: Double, _ entry: SourceEntry) -> RateCurve {
    let points = curve.points.map { point in
      RateCurve.Point(
        time: point.time, rate: Rate(perSecond: Self.rounded(point.rate.perSecond * factor)))
    }
    if let highest = points.map(\.rate).max(), highest > Self.highestRate {
      findings.add(
        .valueOutOfRange, at: entry.value.span, "this load makes a rate of \(highest.text)",
        label: "expected a rate of at most \(Self.highestRate.text)", path: "load")
    }
    return RateCurve(points: points, repeats: curve.repeats)
  }

  private func scaled(_ count: Int, _ factor: Double, atMost most: Int) -> Int {
    Int(min((Double(count) * factor).rounded(), Double(most)))
  }

  /// Thousandths of large rates and billionths of small ones: division by a power of ten rounds
  /// once, so that the result is written with few digits.
  private static func rounded(_ value: Double) -> Double {
    let unit = value >= 1000 ? 1e3 : 1e9
    return (value * unit).rounded() / unit
  }

  private func refuseBetween(
    _ source: RequestSource, _ factor: Double, _ name: String, _ entry: SourceEntry
  ) {
    guard source.between != nil else { return }
    findings.add(
      .keyDoesNotApply, at: entry.keySpan, "`load` cannot change the times of `\(name)`",
      label: "its requests are given by `between`, not by a rate",
      help: "write a shorter `between`, or a `rate`", path: "load")
  }
}
