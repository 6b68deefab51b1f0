import ClusterModel
import Glibc
import SimulationStatistics

/// A figure of one run in parts and batches, after the cut of its warm-up.
struct BatchFigure {
  let name: String
  let unit: String
  /// The ratio of the sums over everything after the cut.
  let mean: Double
  /// What it is a ratio to: requests of a mean or a share, time of a time average.
  let weight: Double
  /// Where it begins, and how long it is, in seconds.
  let start: Double
  let seconds: Double
  /// The figure of each part after the cut; nil when a part has nothing.
  let parts: [Double]?
  private let sums: [Double]
  private let weights: [Double]

  /// Nil when there is nothing after the cut.
  init?(_ figure: BatchSeries.Figure, _ borders: [Double], cut: Int) {
    guard figure.sums.indices.contains(cut), let sum = figure.sums.last,
      let weight = figure.weights.last, weight > figure.weights[cut]
    else { return nil }
    name = figure.name
    unit = figure.unit
    sums = Array(figure.sums[cut...])
    weights = Array(figure.weights[cut...])
    self.weight = weight - figure.weights[cut]
    mean = (sum - figure.sums[cut]) / self.weight
    start = borders[cut]
    seconds = (borders.last ?? start) - start
    parts = Self.parts(figure).map { Array($0.dropFirst(cut)) }
  }

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

  /// True for a mean or a share over requests, false for what is timed.
  var isCounted: Bool {
    unit == "ms" || name.hasSuffix("share") || name.hasSuffix("_per_request")
      || name.hasSuffix("_requests")
  }

  /// True when more than half of the batches have nothing, or nothing but this: the few others
  /// then make the whole figure.
  var isRare: Bool {
    let values = batches.map { $0.weight > 0 ? $0.sum / $0.weight : 0 }
    let count = values.count { $0 == 0 }
    let full = unit == "1" ? values.count { $0 == 1 } : 0
    return max(count, full) * 2 > values.count
  }

  /// The correlation of the ranks of neighbouring parts: how long the run is in relaxation times.
  /// Of ranks, since with the values themselves runs without a long queue in them, by luck, would
  /// pass, and their intervals be too low.
  var correlation: Double? {
    guard let parts else { return nil }
    let size = max(parts.count / BatchEstimation.parts, 1)
    let means = stride(from: 0, to: parts.count - size + 1, by: size).map {
      parts[$0..<$0 + size].reduce(0, +) / Double(size)
    }
    return SeriesAnalysis.lagOneAutocorrelation(Self.ranks(means))
  }

  /// Ranks from 0; equal values share the mean of theirs.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var from = 0
    while from < order.count {
      var to = from
      while to + 1 < order.count, values[order[to + 1]] == values[order[from]] { to += 1 }
      for place in from...to { ranks[order[place]] = Double(from + to) / 2 }
      from = to + 1
    }
    return ranks
  }

  // MARK: Interval

  private var batches: [(sum: Double, weight: Double)] {
    let size = (sums.count - 1) / BatchEstimation.batches
    return (0..<BatchEstimation.batches).map { batch in
      let (from, to) = (batch * size, (batch + 1) * size)
      return (sums[to] - sums[from], weights[to] - weights[from])
    }
  }

  /// The 95 % interval of the ratio of sums over batches (delta method: Law, 9.5.3), wider for what
  /// correlation is left between batches, and on the side of the longer tail (A. Tafazzoli,
  /// J. R. Wilson, "Skart", IIE Transactions 43, 2011; N. J. Johnson, JASA 73, 1978).
  ///
  /// - Parameter correlation: of neighbouring parts, a quarter of a batch each.
  /// - Returns: nil when all batches are the same.
  func interval(correlation: Double) -> (low: Double, high: Double)? {
    let batches = batches
    let count = Double(batches.count)
    let weight = batches.reduce(0) { $0 + $1.weight } / count
    let deviations = batches.map { ($0.sum - mean * $0.weight) / weight }
    let squares = deviations.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { return nil }
    let deviation = (squares / (count - 1)).squareRoot()
    let cubes = deviations.reduce(0) { $0 + $1 * $1 * $1 }
    let skewness =
      count * cubes / (count - 1) / (count - 2) / (deviation * deviation * deviation)
    let left = Relaxation.correlation(length: 4 * Relaxation.length(correlation: correlation))
    let error = deviation / count.squareRoot() * ((1 + left) / (1 - left)).squareRoot()
    let t = Quantiles.studentT(0.975, degrees: count - 1)
    let bend = skewness / 6 / count.squareRoot()
    return (
      mean - max(Self.adjusted(t, bend), t) * error,
      mean - min(Self.adjusted(-t, bend), -t) * error
    )
  }

  /// The quantile of the mean of skewed values that has the place of `t` among symmetric ones.
  private static func adjusted(_ t: Double, _ bend: Double) -> Double {
    guard abs(bend) > 1e-3 else { return t }
    return (cbrt(1 + 6 * bend * (t - bend)) - 1) / (2 * bend)
  }
}
