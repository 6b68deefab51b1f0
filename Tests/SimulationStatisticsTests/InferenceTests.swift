import Glibc
import SimulationStatistics
import Testing

@Suite struct InferenceTests {
  /// x_i = 10 exp(-i/40) + ((7919 i) mod 1000)/1000, i = 0..<2000: the series of the oracles.
  static let series: [Double] = (0..<2000).map {
    10 * exp(-Double($0) / 40) + Double($0 * 7919 % 1000) / 1000
  }

  @Test func `MSER-5 cuts the unit series where the oracle says`() {
    let cut = SeriesAnalysis.mser5(Self.series)
    #expect(cut?.observations == 155)
    #expect(abs((cut?.statistic ?? 0) - 8.668_487_939_18e-05) < 1e-15)
  }

  @Test func `what stays of the unit series has the oracle's mean and interval`() {
    let rest = Self.series.dropFirst(155)
    let mean = rest.reduce(0, +) / Double(rest.count)
    #expect(abs(mean - 0.504_141_430_5) < 1e-10)
    let interval = SeriesAnalysis.batchMeans(rest, batches: 20)
    #expect(abs((interval?.mean ?? 0) - 0.504_851_053_922) < 1e-11)
    #expect(abs((interval?.halfWidth ?? 0) - 0.009_637_788_247) < 1e-11)
  }

  @Test func `the unit series has the oracle's autocorrelation and quantile`() {
    let rest = Array(Self.series.dropFirst(155))
    let correlation = SeriesAnalysis.lagOneAutocorrelation(rest) ?? 0
    let p99 = SeriesAnalysis.quantile(0.99, ofSorted: rest.sorted()) ?? 0
    #expect(abs(correlation - 0.555_779_081_086) < 1e-11)
    #expect(abs(p99 - 0.994_000_000_883) < 1e-11)
  }

  @Test(arguments: [
    (0.975, 9.0, 2.262_157_163), (0.975, 29, 2.045_229_642), (0.975, 1, 12.706_204_736),
    (0.95, 4, 2.131_846_786), (0.995, 120, 2.617_421_145), (0.025, 9, -2.262_157_163),
  ])
  func `Student's t has its tabulated quantiles`(
    probability: Double, degrees: Double, quantile: Double
  ) {
    #expect(abs(Quantiles.studentT(probability, degrees: degrees) - quantile) < 1e-8)
  }

  @Test func `the normal quantile has its tabulated values`() {
    #expect(abs(Quantiles.normal(0.975) - 1.959_963_984_540_054) < 1e-14)
    #expect(abs(Quantiles.normal(0.01) + 2.326_347_874_040_841) < 1e-14)
    #expect(Quantiles.normal(0.5).magnitude < 1e-14)
    #expect(Quantiles.normal(0) == -.infinity)
    #expect(Quantiles.normal(1.5).isNaN)
  }

  @Test(arguments: [
    (1000, 0.99, 983, 997, 0.976_094_763_498), (100, 0.5, 40, 61, 0.964_799_799_782),
  ])
  func `quantile intervals have the oracles' ranks and coverage`(
    count: Int, probability: Double, lower: Int, upper: Int, coverage: Double
  ) {
    let interval = OrderStatisticInterval(count: count, probability: probability)
    #expect(interval?.lowerRank == lower)
    #expect(interval?.upperRank == upper)
    #expect(abs((interval?.coverage ?? 0) - coverage) < 1e-10)
  }

  @Test func `too few values give no interval`() {
    #expect(OrderStatisticInterval(count: 50, probability: 0.99) == nil)
    #expect(SeriesAnalysis.batchMeans([1, 2, 3], batches: 20) == nil)
    #expect(SeriesAnalysis.mser5([1, 2, 3]) == nil)
    #expect(ConfidenceInterval.ofIndependent([1]) == nil)
    #expect(SeriesAnalysis.lagOneAutocorrelation([2, 2, 2]) == nil)
  }

  @Test func `running moments agree with two passes and merge`() {
    var words = Words(5)
    let values = (0..<3000).map { _ in 1e6 + words.uniform() }
    let mean = values.reduce(0, +) / 3000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2999
    let whole = RunningMoments(values)
    var parts = RunningMoments(values[..<700])
    parts.merge(RunningMoments(values[700...]))
    parts.merge(RunningMoments())
    for moments in [whole, parts] {
      #expect(abs((moments.mean ?? 0) - mean) < 1e-9)
      #expect(abs((moments.sampleVariance ?? 0) / variance - 1) < 1e-7)
      #expect(moments.count == 3000)
    }
  }

  @Test func `batch means cover the mean of a correlated series as often as they say`() {
    // AR(1) with φ = 0.9, mean 0 and normal noise; 200 series of 10 000. The central 99 % of
    // binomial(200, 0.95) hits is 181...197.
    var words = Words(77)
    var hits = 0
    var narrowHits = 0
    for _ in 0..<200 {
      var level = 0.0
      var series: [Double] = []
      for step in 0..<10_500 {
        // A sum of twelve uniforms has variance 1 and is normal enough for means of thousands.
        var noise = -6.0
        for _ in 0..<12 { noise += words.uniform() }
        level = 0.9 * level + noise
        if step >= 500 { series.append(level) }
      }
      if let interval = SeriesAnalysis.batchMeans(series), abs(interval.mean) <= interval.halfWidth
      {
        hits += 1
      }
      if let wrong = ConfidenceInterval.ofIndependent(series), abs(wrong.mean) <= wrong.halfWidth {
        narrowHits += 1
      }
    }
    #expect((181...197).contains(hits), "\(hits)")
    // Taking the values as independent must fail, else the series shows nothing.
    #expect(narrowHits < 120, "\(narrowHits)")
  }
}
