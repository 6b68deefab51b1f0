import Foundation
import Quantities
import ScenarioTypes
import TestSupport
import Testing

/// `new-years-eve.yaml` against the published figures that it is made of.
@Suite struct `The whole day` {
  private static let path = "\(ScenarioFixture.repository)/topologies/new-years-eve.yaml"
  private static let peakPath = "\(ScenarioFixture.repository)/topologies/new-year-peak.yaml"

  private func sends(_ path: String) throws -> PacketSource {
    let scenario = try ScenarioFixture.load(path).scenario
    var found: PacketSource?
    if case .packets(let source) = scenario.populations[0].source { found = source }
    return try #require(found)
  }

  /// The sends up to a moment in seconds.
  private func integral(_ curve: RateCurve, to end: Double) -> Double {
    zip(curve.points, curve.points.dropFirst()).reduce(0) { sum, piece in
      let (left, right) = piece
      let length = right.time.seconds - left.time.seconds
      let part = min(max(end - left.time.seconds, 0), length)
      guard part > 0 else { return sum }
      let slope = (right.rate.perSecond - left.rate.perSecond) / length
      return sum + part * (left.rate.perSecond + slope * part / 2)
    }
  }

  /// Members of a group in the mean: log-normal with median 30 and 99 % quantile 400, rounded, at
  /// most 500, at least 1.
  private func meanSize() -> Double {
    let sigma = log(400.0 / 30) / 2.326_347_874_040_841
    func belowOrAt(_ size: Double) -> Double {
      erfc(-log(size / 30) / sigma / 2.0.squareRoot()) / 2
    }
    return (1...500).reduce(0) { sum, size in
      let high = size == 500 ? 1 : belowOrAt(Double(size) + 0.5)
      let low = size == 1 ? 0 : belowOrAt(Double(size) - 0.5)
      return sum + Double(size) * (high - low)
    }
  }

  @Test func `it has 14.2 billion claims`() throws {
    let source = try sends(Self.path)
    #expect(source.groupSize == (try sends(Self.peakPath)).groupSize)
    #expect(source.groupSize.text == "lognormal(p50 30 p99 400 max 500)")
    let claims = integral(source.sends, to: 86_400) * meanSize() * source.awake.fraction
    #expect(abs(claims / 14.2e9 - 1) < 0.001, "\(claims)")
  }

  @Test func `62 % of it come before half past eight`() throws {
    let curve = try sends(Self.path).sends
    let seconds = Double((20 * 60 + 30) - 10) * 60
    let share = integral(curve, to: seconds) / integral(curve, to: 86_400)
    // 4.98 of 8.08 billion in 2016.
    #expect(abs(share - 0.616) < 0.002, "\(share)")
  }

  @Test func `its peak is that of the peak minute, five minutes past midnight`() throws {
    let curve = try sends(Self.path).sends
    let peak = try #require(curve.points.max { $0.rate.perSecond < $1.rate.perSecond })
    #expect(peak.rate == (try sends(Self.peakPath)).sends.peak)
    #expect(peak.rate.perSecond == 34_800)
    #expect(peak.time.seconds == Double(23 * 60 + 55) * 60)
    let mean = integral(curve, to: 86_400) / 86_400
    // 409/93.5 in 2016 and 760/164 in 2017.
    #expect((4.4...4.65).contains(peak.rate.perSecond / mean))
    let last = try #require(curve.points.last)
    #expect(abs(last.rate.perSecond / peak.rate.perSecond - 0.7492) < 0.001, "half in 12 minutes")
  }

  @Test func `it begins at ten past midnight and lasts a day`() throws {
    let scenario = try ScenarioFixture.load(Self.path).scenario
    #expect(scenario.start == "2017-01-27T00:10:00+08:00")
    #expect(scenario.duration.seconds == 86_400)
  }
}
