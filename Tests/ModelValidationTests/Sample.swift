import SimulationStatistics

/// The values of one figure over replications.
struct Sample {
  var values: [Double] = []
  /// A better point estimate than the mean: the quantile of all replications together.
  var center: Double?

  var mean: Double { center ?? average }

  private var average: Double { values.reduce(0, +) / Double(max(values.count, 1)) }

  /// Standard error of the mean.
  var standardError: Double {
    guard let variance = RunningMoments(values).sampleVariance else { return .infinity }
    return (variance / Double(values.count)).squareRoot()
  }

  /// The sample variance as an estimate of its own: sqrt((m4 - s^4) / n).
  var variance: (value: Double, standardError: Double) {
    let mean = average
    let count = Double(values.count)
    let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let fourth =
      values.reduce(0) { sum, value in
        let square = (value - mean) * (value - mean)
        return sum + square * square
      } / count
    return (second, (max(fourth - second * second, 0) / count).squareRoot())
  }

  /// 95 % quantile factor for this number of values.
  var factor: Double {
    values.count < 2 ? .infinity : Quantiles.studentT(0.975, degrees: Double(values.count - 1))
  }
}
