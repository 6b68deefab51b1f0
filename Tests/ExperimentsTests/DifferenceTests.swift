import Experiments
import ResultTypes
import SimulationKernel
import SimulationStatistics
import TestSupport
import Testing

/// What differences say on numbers whose answer is known.
@Suite struct DifferenceTests {
  func metric(
    _ values: [Double?], name: String = "requests.claim.latency_ms.mean", unit: String = "ms",
    weights: [UInt64] = []
  ) -> VariantFigures.Metric {
    VariantFigures.Metric(name: name, unit: unit, values: values, weights: weights)
  }

  @Test func `a paired difference is the t interval of the differences`() throws {
    let a = [10.0, 12, 11, 15, 9]
    let b = [11.0, 13.5, 12, 16.5, 10]
    let difference = MetricDifference(from: metric(a), to: metric(b), arePaired: true)
    let whole = try #require(ConfidenceInterval.ofIndependent(zip(a, b).map { $1 - $0 }))
    #expect(abs((difference.mean ?? .nan) - whole.mean) < 1e-12)
    #expect(
      abs((difference.halfWidth(confidence: 0.95) ?? .nan) - whole.halfWidth) < 1e-12)
    #expect(difference.pairs == 5)
    #expect((difference.correlation ?? 0) > 0.99)
  }

  @Test func `Welch's interval is wider and needs no pairs`() throws {
    let a = [10.0, 12, 11, 15, 9]
    let b = [11.0, 13.5, 12, 16.5, 10]
    let paired = MetricDifference(from: metric(a), to: metric(b), arePaired: true)
    let welch = MetricDifference(from: metric(a), to: metric(b), arePaired: false)
    #expect(abs((welch.mean ?? .nan) - (paired.mean ?? .nan)) < 1e-12)
    // By hand: the variances are 5.3 and 6.425, so the error is the root of 11.725/5.
    #expect(abs((welch.standardError ?? .nan) - 1.531339) < 1e-6)
    #expect(abs(welch.degrees - 7.92705) < 1e-4)
    #expect(welch.pairs == 0)
  }

  @Test func `ratios are weighted by their requests`() throws {
    // 10 of 100 and 30 of 100 against 10 of 100 and 90 of 300: 20 % and 25 %.
    let difference = MetricDifference(
      from: metric([0.1, 0.3], name: "tiers.a.rejected_share", unit: "1", weights: [100, 100]),
      to: metric([0.1, 0.3], name: "tiers.a.rejected_share", unit: "1", weights: [100, 300]),
      arePaired: true)
    #expect(abs((difference.mean ?? .nan) - 0.05) < 1e-12)
    #expect(!difference.isIdentical)
  }

  @Test func `the same values in every replication differ by nothing with no width`() {
    let same = metric([1.5, nil, 2.5, 3])
    let difference = MetricDifference(from: same, to: same, arePaired: true)
    #expect(difference.isIdentical)
    #expect(difference.mean == 0)
    #expect(difference.halfWidth(confidence: 0.999) == 0)
    #expect(difference.pValue == 1)
  }

  @Test func `equal differences of few pairs prove nothing`() {
    let few = MetricDifference(
      from: metric([0, 0]), to: metric([1, 1]), arePaired: true)
    #expect(few.mean == 1 && few.standardError == nil && few.note != nil)
    let five = MetricDifference(
      from: metric([0, 0, 0, 0, 0]), to: metric([1, 1, 1, 1, 1]), arePaired: true)
    #expect(five.halfWidth(confidence: 0.95) == 0)
  }

  @Test func `a single replication has a difference and no interval`() {
    let one = MetricDifference(from: metric([1]), to: metric([2]), arePaired: true)
    #expect(one.mean == 1)
    #expect(one.halfWidth(confidence: 0.95) == nil)
    #expect(one.pValue == nil)
  }

  @Test func `a largest value has no interval, and neither has a difference of two`() {
    let difference = MetricDifference(
      from: metric([1, 2, 3, 4, 5], name: "requests.claim.latency_ms.max"),
      to: metric([2, 3, 4, 5, 7], name: "requests.claim.latency_ms.max"), arePaired: true)
    #expect(difference.standardError == nil)
    #expect(difference.note == "a largest value grows with the run")
  }

  // MARK: Verdicts

  @Test(arguments: [
    (1.0, 2.0, "worse"), (-2.0, -1.0, "better"), (-1.0, 2.0, "no_difference"),
    (0.2, 0.8, "within_noise"), (-0.9, 0.9, "within_noise"), (0.5, 1.5, "worse"),
    (0.0, 0.0, "no_difference"),
  ])
  func `an interval of a latency has a verdict`(_ low: Double, _ high: Double, _ verdict: String) {
    let interval = DifferenceInterval(mean: (low + high) / 2, low: low, high: high)
    let found = DifferenceVerdict.of(interval, baseline: 100, noise: 0.01, direction: .lower)
    #expect(found.rawValue == verdict)
  }

  @Test func `more is better for yeses, and neither for utilisation`() {
    let interval = DifferenceInterval(mean: 5, low: 4, high: 6)
    #expect(
      DifferenceVerdict.of(interval, baseline: 1, noise: 0, direction: .higher) == .better)
    #expect(
      DifferenceVerdict.of(interval, baseline: 1, noise: 0, direction: .lower) == .worse)
    #expect(
      DifferenceVerdict.of(interval, baseline: 1, noise: 0, direction: nil) == .different)
    let unknown = DifferenceInterval(mean: 5)
    #expect(
      DifferenceVerdict.of(unknown, baseline: 1, noise: 0, direction: .lower) == .noDifference)
  }

  @Test func `noise of a baseline of nothing excuses nothing`() {
    let interval = DifferenceInterval(mean: 1e-6, low: 0.9e-6, high: 1.1e-6)
    #expect(
      DifferenceVerdict.of(interval, baseline: 0, noise: 0.01, direction: .lower) == .worse)
  }

  @Test(arguments: [
    ("requests.claim.latency_ms.p99", "lower"), ("requests.open.told_yes_share", "higher"),
    ("tiers.settlement.rejected_share", "lower"), ("tiers.settlement.wait_ms.mean", "lower"),
    ("requests.claim.gave_up_share", "lower"), ("tiers.web.cache.hit_share", "higher"),
    ("objectives.p99(claim) < 400ms.value", "lower"),
    ("objectives.peak-throughput(cache) >= 750k/s.value", "higher"),
    ("objectives.peak-throughput(cache) >= 750k/s.seconds_broken", "lower"),
    ("tiers.cache.utilization", nil), ("tiers.cache.throughput", nil),
    ("tiers.cache.offered_per_second", nil),
    ("tiers.cache.states.3", nil), ("probes.10s.cache.in_tier", nil),
  ])
  func `a figure's name says which way is better`(_ name: String, _ direction: String?) {
    #expect(MetricDirection(of: name)?.rawValue == direction)
  }

  // MARK: Many metrics

  @Test func `Holm's levels rise until the first that is not rejected`() {
    // 0.05/4, then 0.05/3, and 0.03 is not below 0.05/2: the rest stays at that level.
    let levels = HolmSteps.levels([0.03, 0.001, 0.04, 0.012], error: 0.05)
    let steps: [Double] = [2, 4, 2, 3]
    #expect(levels == steps.map { 0.05 / $0 })
    #expect(HolmSteps.levels([], error: 0.05).isEmpty)
  }

  @Test func `without the correction some of 40 metrics of noise would differ, with it none`() {
    var random = SplitMix64(seed: 4)
    func normal() -> Double {
      Quantiles.normal((Double(random.next() >> 11) + 0.5) / 9_007_199_254_740_992)
    }
    var families = 0
    var single = 0
    for _ in 0..<200 {
      let differences = (0..<40).map { _ in
        MetricDifference(
          from: metric((0..<8).map { _ in normal() }), to: metric((0..<8).map { _ in normal() }),
          arePaired: true)
      }
      let values = differences.compactMap(\.pValue)
      let levels = HolmSteps.levels(values, error: 0.05)
      if zip(values, levels).contains(where: { $0 < $1 }) { families += 1 }
      single += values.count { $0 < 0.05 }
    }
    // 5 % of 8000 single tests and at most 5 % of 200 families, each with three standard
    // deviations.
    #expect((340...460).contains(single), "\(single) of 8000")
    #expect(families <= 19, "\(families) of 200")
  }

  @Test func `the interval of a true difference covers it as often as it says`() {
    var random = SplitMix64(seed: 11)
    func normal() -> Double {
      Quantiles.normal((Double(random.next() >> 11) + 0.5) / 9_007_199_254_740_992)
    }
    var hits = 0
    for _ in 0..<2000 {
      let common = (0..<6).map { _ in 5 * normal() }
      let difference = MetricDifference(
        from: metric(common.map { $0 + normal() }),
        to: metric(common.map { $0 + 0.7 + normal() }), arePaired: true)
      guard let mean = difference.mean, let half = difference.halfWidth(confidence: 0.95) else {
        continue
      }
      if abs(mean - 0.7) <= half { hits += 1 }
    }
    // 95 % of 2000 with three standard deviations of 9.7.
    #expect((1871...1929).contains(hits), "\(hits) of 2000")
  }
}
