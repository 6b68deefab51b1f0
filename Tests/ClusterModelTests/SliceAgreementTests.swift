import ClusterModel
import Quantities
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// A slice of a thinned New Year's Eve against the same hours of the whole of it.
@Suite struct `A slice and the whole` {
  /// The day with one packet of ten thousand.
  private func run(slice: String?) throws -> RunResult {
    let day = "\(ScenarioFixture.repository)/topologies/new-years-eve.yaml"
    var curve: RateCurve?
    if case .packets(let source) = try ScenarioFixture.load(day).scenario.populations[0].source {
      curve = source.sends
    }
    let points = try #require(curve).points.map {
      "\($0.time.text) \($0.rate.perSecond / 10_000)/s"
    }
    let text = """
      version: 1
      name: Thinned day
      base: \(day)
      populations:
        nationwide: {sends: {curve: [\(points.joined(separator: ", "))]}}
      """
    let wish = try slice.map { try #require(SliceWish(parsing: $0)) }
    return try ScenarioFixture.withFolder(["thin.yaml": text]) { folder in
      let outcome = ScenarioLoader.load(path: "\(folder)/thin.yaml", slice: wish)
      var found: LoadedScenario?
      if case .loaded(let loaded, _) = outcome { found = loaded }
      var simulation = try ClusterSimulation(try #require(found), toolVersion: "test")
      let result = simulation.run().result
      #expect(result.audit.violations == [])
      return result
    }
  }

  /// Sends and claims that the cache was offered, and the claims it sent home, in some seconds.
  private func counts(
    _ result: RunResult, from: Double, to: Double
  ) throws -> (sends: Double, claims: Double, soldOut: Double) {
    let length = result.series.intervalSeconds
    let range = Int(from / length)..<Int(to / length)
    let cache = try #require(result.series.tiers.first { $0.tier == "cache" })
    let sends = try #require(result.series.requests["send"]).firstTries[range].reduce(0, +)
    let claims = try #require(result.series.requests["claim"]).firstTries[range].reduce(0, +)
    let soldOut = try #require(cache.rejected["sold out"])[range].reduce(0, +)
    return (Double(sends), Double(claims), Double(soldOut))
  }

  @Test func `a slice has the rates and the rejections of the same hours of the whole`() throws {
    let whole = try counts(try run(slice: nil), from: 1220 * 60, to: 1340 * 60)
    let sliced = try run(slice: "20:30-22:30")
    #expect(sliced.warmupSeconds == 60)
    #expect(sliced.simulatedSeconds == 7260)
    let slice = try counts(sliced, from: 60, to: 7260)
    // 12,132 packets: a standard error of 0.9 % of each; with groups whose size has a cv of 1.3
    // 1.5 % of the claims. Four standard errors of the difference.
    #expect(abs(slice.sends / whole.sends - 1) < 4 * 0.009 * 1.41, "\(slice) \(whole)")
    #expect(abs(slice.claims / whole.claims - 1) < 4 * 0.015 * 1.41, "\(slice) \(whole)")
    // The share sent home is 1 - shares / claims: its error is that of the two means.
    let (home, homeOfWhole) = (slice.soldOut / slice.claims, whole.soldOut / whole.claims)
    #expect(abs(home - homeOfWhole) < 0.01, "\(home) \(homeOfWhole)")
    #expect(home > 0.8)
  }
}
