import ClusterModel
import Glibc
import ResultTypes
import SimulationStatistics

/// Intervals from one long run: few large batches, and none where they cannot hold.
///
/// Twenty batches: with batches of √n the coverage falls to 0.83 of a nominal 0.95 at a utilisation
/// of 0.9, with few large ones it holds (measured: docs/model/statistics.md).
package enum BatchEstimation {
  /// Parts that a run is cut into: four a batch, whose correlation tells whether batches are long
  /// enough.
  package static var parts: Int { 80 }
  /// Parts for the detection of a warm-up, from time 0.
  static var warmupParts: Int { 400 }
  static var batches: Int { 20 }
  /// Largest correlation of neighbouring parts: a batch is then some ten relaxation times long.
  static var largestCorrelation: Double { 0.3 }
  /// Requests that a figure needs, fifty a batch: work counts when it begins, so that the parts of
  /// a shorter run look independent however they hang together.
  static var leastRequests: Double { 1000 }
  /// Values beyond a quantile that a batch needs: 50,000 values for p99, at which intervals from 20
  /// batch quantiles covered 92 % at a utilisation of 0.8.
  static var valuesBeyond: Double { 500 }

  /// One run's estimates, in the order of the series.
  package static func estimates(_ series: BatchSeries, detectsWarmup: Bool) -> [MetricEstimate] {
    let figures = series.figures.compactMap { figure -> MetricEstimate? in
      let cut = detectsWarmup ? self.cut([figure], series) : 0
      return estimate(figure, series, cut: cut, isDetected: detectsWarmup)
    }
    if detectsWarmup { return figures }
    // A quantile is no better known than the means of the same times.
    let refused = figures.filter { $0.low == nil }
    return figures
      + series.quantiles.compactMap { quantile in
        let reason = refused.first { base($0.name) == base(quantile.name) }
        return estimate(quantile, refusal: reason.map { $0.note ?? "" })
      }
  }

  /// Requests behind a figure: those that a mean or a share is of, or those that stayed in the tier
  /// meanwhile. Nil for states of tiers and nodes, which are timed without requests.
  private static func requests(
    _ figure: BatchSeries.Figure, _ series: BatchSeries, cut: Int
  ) -> Double? {
    let isCounted = figure.unit == "ms" || figure.name.hasSuffix("share")
    let parts = figure.name.split(separator: ".")
    guard parts.first == "tiers", !isCounted else {
      return figure.weights.last.map { $0 - figure.weights[cut] }
    }
    if figure.name.hasSuffix(".availability") { return nil }
    let stays = base(figure.name) + ".sojourn_ms.mean"
    guard let stayed = series.figures.first(where: { $0.name == stays }) else { return nil }
    return stayed.weights.last.map { $0 - stayed.weights[cut] }
  }

  private static func tooFew(_ requests: Double, _ seconds: Double) -> String {
    guard requests > 0 else { return "nothing to measure" }
    return "too few requests for an interval: it needs some "
      + "\(rounded(seconds * leastRequests / requests)) s after the warm-up, or --replications"
  }

  private static func base(_ name: String) -> String {
    String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  // MARK: Means, shares and time averages

  /// The figure of each part; nil where a part has nothing.
  static func parts(_ figure: BatchSeries.Figure) -> [Double]? {
    var values: [Double] = []
    for part in 1..<max(figure.sums.count, 1) {
      let weight = figure.weights[part] - figure.weights[part - 1]
      guard weight > 0 else { return nil }
      values.append((figure.sums[part] - figure.sums[part - 1]) / weight)
    }
    return values.isEmpty ? nil : values
  }

  private static func estimate(
    _ figure: BatchSeries.Figure, _ series: BatchSeries, cut: Int, isDetected: Bool
  ) -> MetricEstimate? {
    guard let last = figure.sums.last, let weight = figure.weights.last,
      figure.sums.indices.contains(cut), weight > figure.weights[cut]
    else { return nil }
    let mean = (last - figure.sums[cut]) / (weight - figure.weights[cut])
    var result = MetricEstimate(
      name: figure.name, unit: figure.unit, mean: mean, observations: batches)
    if isDetected { result.warmupSeconds = series.borders[cut] }
    let seconds = (series.borders.last ?? 0) - series.borders[cut]
    if let requests = requests(figure, series, cut: cut), requests < leastRequests {
      result.note = Self.tooFew(requests, seconds)
      return result
    }
    guard let values = parts(figure) else {
      result.note =
        "too few values for an interval: of \(series.borders.count - 1) parts of the run one has "
        + "none; it needs a longer run, or --replications"
      return result
    }
    let kept = Array(values.dropFirst(cut))
    if Set(kept).count == 1 {
      result.note = "the same in every batch"
      return result
    }
    let correlation = SeriesAnalysis.lagOneAutocorrelation(grouped(kept, 80)) ?? 0
    guard correlation < largestCorrelation else {
      result.note = Self.tooShort(correlation, seconds)
      return result
    }
    attach(ratioInterval(figure, cut: cut, mean: mean), to: &result)
    return result
  }

  /// Means of `count` groups of neighbours; the values themselves where there are not more.
  private static func grouped(_ values: [Double], _ count: Int) -> [Double] {
    let size = max(values.count / count, 1)
    return stride(from: 0, to: values.count - size + 1, by: size).map {
      values[$0..<$0 + size].reduce(0, +) / Double(size)
    }
  }

  /// Half the width of the interval of a ratio of sums over batches (delta method: Law, 9.5.3).
  private static func ratioInterval(
    _ figure: BatchSeries.Figure, cut: Int, mean: Double
  ) -> Double {
    let size = (figure.sums.count - 1 - cut) / batches
    var deviations: [Double] = []
    var weights = 0.0
    for batch in 0..<batches {
      let from = cut + batch * size
      let sum = figure.sums[from + size] - figure.sums[from]
      let weight = figure.weights[from + size] - figure.weights[from]
      deviations.append(sum - mean * weight)
      weights += weight
    }
    let squares = deviations.reduce(0) { $0 + $1 * $1 } / Double(batches - 1)
    let t = Quantiles.studentT(0.975, degrees: Double(batches - 1))
    return t * (squares / Double(batches)).squareRoot() / (weights / Double(batches))
  }

  private static func attach(_ halfWidth: Double, to result: inout MetricEstimate) {
    result.low = result.mean - halfWidth
    result.high = result.mean + halfWidth
    if let low = result.low, low < 0 { result.low = 0 }
    if result.unit == "1", let high = result.high, high > 1, result.mean <= 1,
      !result.name.hasSuffix("tries_per_request")
    {
      result.high = 1
    }
    if result.mean != 0 { result.relativeHalfWidth = halfWidth / abs(result.mean) }
  }

  /// Neighbours of relaxation time τ in parts of length b have the correlation
  /// (1 - e^-x)² / (2 (x - 1 + e^-x)), x = b / τ; batches are long enough from x = 2.5 on.
  private static func tooShort(_ correlation: Double, _ seconds: Double) -> String {
    var low = 1e-3
    var high = 2.5
    for _ in 0..<60 {
      let x = (low * high).squareRoot()
      let decay = exp(-x)
      if (1 - decay) * (1 - decay) / (2 * (x - 1 + decay)) > correlation {
        low = x
      } else {
        high = x
      }
    }
    let needed = max(2.5 / low, 1.5) * seconds
    return "too short for an interval: the batches are correlated; it needs some "
      + "\(rounded(needed)) s after the warm-up, or --replications"
  }

  private static func rounded(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "more" }
    let scale = pow(10, floor(log10(value)) - 1)
    let number = (value / scale).rounded(.up) * scale
    return number < 1e15 && number >= 1 ? String(Int64(number)) : "\(number)"
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
    attach(interval.halfWidth, to: &result)
    return result
  }

  // MARK: Warm-up

  /// MSER-5 on the mean of the parts over runs: parts to leave out.
  static func cut(_ runs: [BatchSeries.Figure], _ series: BatchSeries) -> Int {
    let all = runs.compactMap { parts($0) }
    guard let first = all.first, all.count == runs.count else { return 0 }
    let means = first.indices.map { part in
      all.reduce(0) { $0 + $1[part] } / Double(all.count)
    }
    return SeriesAnalysis.mser5(means)?.observations ?? 0
  }
}
