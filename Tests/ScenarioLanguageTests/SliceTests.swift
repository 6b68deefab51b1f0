import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct `Slices of a run` {
  /// A night from 23:00 on with everything that a slice shifts.
  private static let night = """
    version: 1
    name: Night
    description: All night long.
    start: "2017-01-27T23:00:00+08:00"
    duration: 2h
    warmup: 10s
    tiers:
      gateway: {operation: relay, nodes: 4, service: exponential(mean 500us)}
    flow:
      claim: [gateway]
    populations:
      people:
        requests: {kind: claim, curve: [0s 10/s, 60min 10/s, 60min 50/s, 70min 30/s, 120min 20/s]}
      waves:
        requests: {kind: claim, curve: {points: [0s 1/s, 60s 3/s, 60s 5/s], repeat: true}}
    faults:
      - {at: 50min, for: 15min, crash: gateway/0}
      - {at: 10min, for: 1min, crash: gateway/1}
      - {at: 65min, slow: gateway/2, factor: 3}
      - {at: 90min, for: 1min, crash: gateway/3}
    probes: [10min, 61min, 65min, 80min]
    """

  private func outcome(
    _ slice: String, warmup: String? = nil, text: String = night
  ) throws -> ScenarioLoader.Outcome {
    let wish = try #require(SliceWish(parsing: slice), "\(slice)")
    let lead = try warmup.map { try TimeSpan(parsing: $0) }
    return try ScenarioFixture.withFolder(["scenario.yaml": text]) {
      ScenarioLoader.load(path: "\($0)/scenario.yaml", slice: wish, sliceWarmup: lead)
    }
  }

  private func loaded(
    _ slice: String, warmup: String? = nil, text: String = night
  ) throws -> LoadedScenario {
    var found: LoadedScenario?
    if case .loaded(let loaded, _) = try outcome(slice, warmup: warmup, text: text) {
      found = loaded
    }
    return try #require(found, "\(slice) does not load")
  }

  private func code(_ slice: String, text: String = night) throws -> String? {
    guard case .invalid(let found) = try outcome(slice, text: text) else { return nil }
    #expect(found.allSatisfy { $0.file == "--slice" && $0.line == 1 && $0.column != nil })
    return found.first?.code
  }

  private func rates(_ scenario: Scenario, _ index: Int) throws -> RateCurve {
    var found: RateCurve?
    if case .requests(let source) = scenario.populations[index].source { found = source.rate }
    return try #require(found)
  }

  private func words(_ curve: RateCurve) -> [String] {
    curve.points.map { "\($0.time.text) \($0.rate.text)" }
  }

  @Test func `it begins a minute earlier, and statistics cover exactly the slice`() throws {
    let scenario = try loaded("00:01-00:10").scenario
    #expect(scenario.duration.text == "10min")
    #expect(scenario.warmup.text == "60s")
    #expect(scenario.start == "2017-01-28T00:00:00+08:00")
    #expect(scenario.name == "Night, 00:01 to 00:10")
    #expect(
      scenario.description
        == "All night long. A slice of 2h: from 61min to 70min, after a warm-up of 60s.")
  }

  @Test func `clock times and times of the run mean the same`() throws {
    let clock = try loaded("00:01-00:10")
    for other in ["61min-70min", "1h1m-1h10m", "00:01-70min", "00:01:00-00:10:00"] {
      #expect(try loaded(other).digest == clock.digest, "\(other)")
    }
    #expect(try loaded("00:01-00:11").digest != clock.digest)
    #expect(try loaded("00:01-00:10", warmup: "30s").digest != clock.digest)
    #expect(try loaded("00:01-00:10", warmup: "60s").digest == clock.digest)
  }

  @Test func `the effective text of a slice loads to the same scenario`() throws {
    let slice = try loaded("23:50-00:10", warmup: "30s")
    let again = try ScenarioFixture.load(text: slice.effectiveText)
    #expect(again.digest == slice.digest)
    #expect(again.scenario == slice.scenario)
  }

  @Test func `curves begin where the slice does`() throws {
    let scenario = try loaded("00:05-00:10", warmup: "2min").scenario
    #expect(
      words(try rates(scenario, 0)) == ["0s 44/s", "7min 30/s", "57min 20/s"])
    let before = try loaded("23:58-00:10").scenario
    #expect(
      words(try rates(before, 0))
        == ["0s 10/s", "180s 10/s", "180s 50/s", "13min 30/s", "63min 20/s"])
  }

  @Test func `a curve that repeats is turned to the right phase`() throws {
    let scenario = try loaded("61min-70min", warmup: "15s").scenario
    let curve = try rates(scenario, 1)
    #expect(curve.repeats)
    #expect(words(curve) == ["0s 2.5/s", "15s 3/s", "15s 1/s", "60s 2.5/s"])
  }

  @Test func `faults and probes are those of the slice`() throws {
    let scenario = try loaded("00:01-00:10").scenario
    #expect(
      scenario.faults.map { "\($0.at.text) \($0.lasts?.text ?? "-") \($0.text)" }
        == ["0s 5min crash gateway/0", "5min - slow gateway/2 factor 3"])
    #expect(scenario.probes.map(\.text) == ["60s", "5min"])
  }

  @Test func `the warm-up is shorter where the run begins later`() throws {
    let scenario = try loaded("20s-60s").scenario
    #expect(scenario.warmup.text == "20s")
    #expect(scenario.duration.text == "60s")
    #expect(words(try rates(scenario, 1)) == ["0s 1/s", "60s 3/s", "60s 5/s"])
  }

  @Test func `a slice after midnight of a run from ten past finds the last hour`() throws {
    let path = "\(ScenarioFixture.repository)/topologies/new-years-eve.yaml"
    let wish = try #require(SliceWish(parsing: "00:00-00:10"))
    guard case .loaded(let loaded, _) = ScenarioLoader.load(path: path, slice: wish) else {
      Issue.record("it does not load")
      return
    }
    #expect(loaded.scenario.start == "2017-01-27T23:59:00+08:00")
    #expect(loaded.scenario.duration.text == "11min")
    #expect(
      loaded.parameters.filter { ["duration", "warmup", "start"].contains($0.path) }.map(\.value)
        == ["2017-01-27T23:59:00+08:00", "11min", "60s"])
  }

  @Test(arguments: ["01:30-01:40", "00:50-01:10", "110min-121min", "120min-121min", "2h-3h"])
  func `a slice beyond the end is an error with its place`(_ slice: String) throws {
    #expect(try code(slice) == "S0416")
  }

  @Test func `a clock time and a time before it are an error`() throws {
    #expect(try code("00:10-10min") == "S0416")
  }

  @Test func `clock times need a start, times of the run do not`() throws {
    let text = Self.night.replacing("start: \"2017-01-27T23:00:00+08:00\"\n", with: "")
    #expect(try code("00:00-00:10", text: text) == "S0417")
    #expect(try loaded("60min-70min", text: text).scenario.name == "Night, 1h to 70min")
  }

  @Test func `a source that ends after a total cannot begin later`() throws {
    let text = Self.night.replacing(
      "claim, curve: {points: [0s 1/s, 60s 3/s, 60s 5/s], repeat: true}",
      with: "claim, rate: 1/s, total: 100")
    #expect(try code("60min-70min", text: text) == "S0418")
    #expect(try code("0s-10min", text: text) == nil)
  }

  @Test(arguments: [
    "", "00:00", "00:00-", "-00:10", "0:00-00:10", "24:00-24:10", "00:60-01:00", "10s-10s",
    "20s-10s", "10-20", "1m30h-2h", "a-b", "00:00-00:10-00:20", "1h1h-3h",
  ])
  func `what is no slice is refused at once`(_ text: String) {
    #expect(SliceWish(parsing: text) == nil)
  }
}
