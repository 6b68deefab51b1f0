import Quantities
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// A server that collapses under retries and does not come back (N. Bronson et al., "Metastable
/// failures in distributed systems", HotOS 2021; L. Huang et al., OSDI 2022).
///
/// One exponential server of 100/s, 1,000 places, patience 1 s, R retries at once. The bad state
/// holds itself up exactly if (1 + R) λ > μ; from a full queue the way back takes
/// (K - μ τ) / (μ - (1 + R) λ).
@Suite struct MetastableTests {
  func result(
    load: Double, retries: Int = 3, trigger: Bool = true, discipline: Discipline = .fifo,
    queue: Int = 1000, seed: UInt64
  ) -> RunResult {
    var builder = ScenarioBuilder(seconds: 300, seed: seed)
    let tier = builder.tier(
      "server", service: .exponential(seconds: 0.01), discipline: discipline, queue: queue)
    builder.path(.claim, [tier])
    let curve: RateCurve =
      trigger
      ? .through([(0, load), (20, load), (20, 400), (35, 400), (35, load)]) : .steady(load)
    builder.requests(rate: curve, timeout: 1, tries: RetryPolicy(total: retries + 1))
    return run(builder.scenario)
  }

  /// Yeses per request in the last 50 s.
  func goodput(_ result: RunResult) -> Double {
    guard let series = result.series.requests["claim"] else { return -1 }
    let yes = series.toldYes.suffix(50).reduce(0, +)
    return Double(yes) / Double(series.firstTries.suffix(50).reduce(0, +))
  }

  /// Tries per request in the last 50 s.
  func amplification(_ result: RunResult) -> Double {
    guard let series = result.series.requests["claim"] else { return -1 }
    let retries = series.retries.suffix(50).reduce(0, +)
    return 1 + Double(retries) / Double(series.firstTries.suffix(50).reduce(0, +))
  }

  /// Seconds from the end of the trigger until nine of ten requests are told yes over 5 s.
  func recovery(_ result: RunResult) -> Int? {
    guard let series = result.series.requests["claim"] else { return nil }
    return (35..<295).first { second in
      let window = second..<second + 5
      let yes = series.toldYes[window].reduce(0, +)
      return Double(yes) > 0.9 * Double(series.firstTries[window].reduce(0, +))
    }.map { $0 - 35 }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `above the threshold a burst is never forgiven`(seed: UInt64) {
    let healthy = result(load: 60, trigger: false, seed: seed)
    #expect(goodput(healthy) > 0.95)
    let collapsed = result(load: 60, seed: seed)
    #expect(goodput(collapsed) < 0.01, "\(goodput(collapsed))")
    #expect(abs(amplification(collapsed) - 4) < 0.2, "\(amplification(collapsed))")
    #expect(recovery(collapsed) == nil)
    // The server is busy all the time, for nobody.
    #expect(collapsed.tiers[0].utilization.mean > 0.9)
    #expect(collapsed.audit.violations.isEmpty)
  }

  @Test(arguments: [(15.0, 22.5), (20.0, 45)], [UInt64(1), 2, 3])
  func `below the threshold the queue drains as the law says`(
    point: (Double, Double), seed: UInt64
  ) {
    let (load, law) = point
    let result = result(load: load, seed: seed)
    #expect(goodput(result) > 0.95, "\(goodput(result))")
    let seconds = recovery(result).map(Double.init) ?? 1000
    #expect(abs(seconds - law) < 0.5 * law, "law \(law) s, measured \(seconds) s")
  }

  @Test func `without retries even nine tenths of the capacity recovers`() {
    #expect(goodput(result(load: 80, retries: 0, seed: 1)) > 0.9)
  }

  @Test func `serving the newest first, or a short queue, heals it`() {
    #expect(goodput(result(load: 60, discipline: .lifo, seed: 1)) > 0.9)
    #expect(goodput(result(load: 60, queue: 80, seed: 1)) > 0.9)
  }
}
