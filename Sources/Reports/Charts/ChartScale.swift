/// Maps values to pixels along one axis, with ticks at round numbers.
struct ChartScale {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  /// Values at which a line and a label stand, rising.
  let ticks: [Double]

  /// From zero to at least `maximum`, linear.
  static func linear(maximum: Double, ticks count: Int = 4) -> ChartScale {
    guard maximum > 0 else {
      return ChartScale(low: 0, high: 1, isLogarithmic: false, ticks: [0, 1])
    }
    let step = niceStep(maximum / Double(count))
    let steps = Int((maximum / step - 1e-9).rounded(.up))
    return ChartScale(
      low: 0, high: Double(steps) * step, isLogarithmic: false,
      ticks: (0...steps).map { Double($0) * step })
  }

  /// From zero exactly to `end`: time.
  static func time(end: Double) -> ChartScale {
    guard end > 0 else { return linear(maximum: 1) }
    let step = niceStep(end / 8)
    let steps = Int((end / step + 1e-9).rounded(.down))
    return ChartScale(
      low: 0, high: end, isLogarithmic: false, ticks: (0...steps).map { Double($0) * step })
  }

  /// Whole decades around the positive values, at most so many.
  static func logarithmic(minimum: Double, maximum: Double, decades limit: Int = 6) -> ChartScale {
    var high = 1.0
    while high < maximum { high *= 10 }
    while high / 10 >= maximum { high /= 10 }
    var decades = [high]
    while decades.count <= limit, let last = decades.last, last > minimum {
      decades.append(last / 10)
    }
    if decades.count < 2 { decades.append(high / 10) }
    let ticks = Array(decades.reversed())
    return ChartScale(low: ticks[0], high: high, isLogarithmic: true, ticks: ticks)
  }

  /// Logarithmic when the positive values span more than a factor of 50.
  static func fitting(_ values: [Double]) -> ChartScale {
    let maximum = values.max() ?? 0
    guard let minimum = values.filter({ $0 > 0 }).min(), maximum > 50 * minimum else {
      return linear(maximum: maximum)
    }
    return logarithmic(minimum: minimum, maximum: maximum)
  }

  /// The same for times: when logarithmic, the smallest one stands clear of the axis.
  static func fittingTimes(_ values: [Double]) -> ChartScale {
    let scale = fitting(values)
    guard scale.isLogarithmic, let minimum = values.filter({ $0 > 0 }).min() else { return scale }
    return logarithmic(minimum: minimum / 2, maximum: scale.high, decades: 8)
  }

  /// 0 at the low end, 1 at the high end; values outside are held at the ends.
  func position(_ value: Double) -> Double {
    if isLogarithmic {
      guard value > low else { return 0 }
      return min(1, ChartScale.decades(value / low) / ChartScale.decades(high / low))
    }
    return min(1, max(0, (value - low) / (high - low)))
  }

  /// The decimal logarithm for drawing: exact at whole decades, by bisection of the mantissa.
  private static func decades(_ value: Double) -> Double {
    var rest = value
    var whole = 0.0
    while rest >= 10 {
      rest /= 10
      whole += 1
    }
    while rest < 1 {
      rest *= 10
      whole -= 1
    }
    var fraction = 0.0
    var bit = 0.5
    for _ in 0..<20 {
      rest *= rest
      if rest >= 10 {
        rest /= 10
        fraction += bit
      }
      bit /= 2
    }
    return whole + fraction
  }

  /// 1, 2 or 5 times a power of ten, at least `rough`.
  private static func niceStep(_ rough: Double) -> Double {
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    for factor in [1.0, 2, 5] where power * factor >= rough * (1 - 1e-9) { return power * factor }
    return power * 10
  }
}
