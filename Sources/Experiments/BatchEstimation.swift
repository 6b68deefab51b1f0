import ClusterModel
import ResultTypes
import SimulationStatistics

/// Intervals from one long run: few large batches, and none where they cannot hold.
///
/// One decision for all figures of a tier, and one for those of a kind's clients: what makes the
/// mean wait uncertain makes the queue uncertain too. Twenty batches: with batches of √n the
/// coverage falls to 0.83 of a nominal 0.95 at a utilisation of 0.9, with few large ones it holds
/// (measured: docs/model/statistics.md).
package enum BatchEstimation {
  /// Parts that a run is cut into: four a batch, whose correlation tells whether batches are long
  /// enough.
  package static var parts: Int { 80 }
  /// Parts for the detection of a warm-up, from time 0.
  static var warmupParts: Int { 400 }
  static var batches: Int { 20 }
  /// Largest correlation of neighbouring parts: a batch is then some six relaxation times long.
  static var largestCorrelation: Double { 0.4 }
  /// Values beyond a quantile that a batch needs: 50,000 values for p99, at which intervals from 20
  /// batch quantiles covered 92 % at a utilisation of 0.8.
  static var valuesBeyond: Double { 500 }

  /// One run's estimates, in the order of the series.
  package static func estimates(_ series: BatchSeries, detectsWarmup: Bool) -> [MetricEstimate] {
    let figures = series.figures.compactMap { figure in
      BatchFigure(figure, series.borders, cut: detectsWarmup ? cut([figure], series) : 0)
    }
    let families = BatchFamily.of(figures)
    let estimates = figures.map { figure in
      let family = families.first { $0.name == BatchFamily.name(of: figure.name) }
      var result = estimate(figure, family)
      if detectsWarmup { result.warmupSeconds = figure.start }
      return result
    }
    if detectsWarmup { return estimates }
    return estimates
      + series.quantiles.compactMap { quantile in
        // A quantile is no better known than the means of the same times.
        let mean = estimates.first { base($0.name) == base(quantile.name) && $0.low == nil }
        let family = families.first { $0.name == BatchFamily.name(of: quantile.name) }
        return estimate(quantile, refusal: family?.refusal ?? mean.map { $0.note ?? "" })
      }
  }

  private static func base(_ name: String) -> String {
    String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  // MARK: Means, shares and time averages

  private static func estimate(_ figure: BatchFigure, _ family: BatchFamily?) -> MetricEstimate {
    var result = MetricEstimate(
      name: figure.name, unit: figure.unit, mean: figure.mean, observations: batches)
    result.note = family?.refusal ?? BatchRefusal.of(figure)
    guard result.note == nil else { return result }
    guard let interval = figure.interval(correlation: family?.correlation ?? 0) else {
      result.note = "the same in every batch"
      return result
    }
    attach(interval.low, interval.high, to: &result)
    return result
  }

  private static func attach(_ low: Double, _ high: Double, to result: inout MetricEstimate) {
    result.low = low < 0 ? 0 : low
    result.high = high
    if result.unit == "1", high > 1, result.mean <= 1, !result.name.hasSuffix("tries_per_request") {
      result.high = 1
    }
    if result.mean != 0 { result.relativeHalfWidth = (high - low) / 2 / abs(result.mean) }
  }

  // MARK: Quantiles

  private static func estimate(
    _ quantile: BatchSeries.Quantile, refusal: String?
  ) -> MetricEstimate? {
    let known = quantile.values.compactMap { $0 }
    guard !known.isEmpty else { return nil }
    var result = MetricEstimate(
      name: quantile.name, unit: "ms", mean: known.reduce(0, +) / Double(known.count),
      observations: known.count)
    let beyond = Double(quantile.leastCount) * (1 - quantile.probability)
    guard known.count == quantile.values.count, beyond >= valuesBeyond, refusal == nil else {
      let least = Int64((valuesBeyond / (1 - quantile.probability)).rounded()) * Int64(batches)
      result.note =
        refusal
        ?? "too few values for an interval: it needs some \(least), or --replications"
      return result
    }
    guard let interval = ConfidenceInterval.ofIndependent(known), interval.halfWidth > 0 else {
      result.note = "the same in every batch"
      return result
    }
    attach(interval.lower, interval.upper, to: &result)
    return result
  }

  // MARK: Warm-up

  /// MSER-5 on the mean of the parts over runs: parts to leave out.
  static func cut(_ runs: [BatchSeries.Figure], _ series: BatchSeries) -> Int {
    let all = runs.compactMap { BatchFigure.parts($0) }
    guard let first = all.first, all.count == runs.count else { return 0 }
    let means = first.indices.map { part in
      all.reduce(0) { $0 + $1[part] } / Double(all.count)
    }
    return SeriesAnalysis.mser5(means)?.observations ?? 0
  }
}
