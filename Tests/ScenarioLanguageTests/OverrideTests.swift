import Quantities
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct OverrideTests {
  private func load(_ overrides: String..., text: String = ScenarioFixture.everything) throws
    -> LoadedScenario
  {
    try ScenarioFixture.load(text: text, overrides: overrides)
  }

  private func findings(_ override: String, text: String = ScenarioFixture.everything) throws
    -> [Diagnostic]
  {
    try ScenarioFixture.withFolder(["scenario.yaml": text]) { folder in
      switch ScenarioLoader.load(path: "\(folder)/scenario.yaml", overrides: [override]) {
      case .invalid(let items): items
      case .unreadable(let item): [item]
      case .loaded(_, let warnings): warnings
      }
    }
  }

  @Test func `a value of a tier is set, and its other keys stay`() throws {
    let tier = try load("tiers.cache.nodes=96").scenario.tiers[1]
    #expect(tier.nodes == 96)
    #expect(tier.operation == .claim(.init(mode: .compareAndSwap(tries: 5, exhausted: .reject))))
  }

  @Test func `later overrides win, and keys may be spelled in all ways`() throws {
    let scenario = try load(
      "seed=5", "seed=7", "populations.people.second_click=1s", "tiers.gateway.on crash=fail"
    ).scenario
    #expect(scenario.seed == 7)
    #expect(scenario.tiers[0].onCrash == .fail)
  }

  @Test func `whole lists and mappings can be set`() throws {
    let scenario = try load(
      "faults=[{at: 1s, for: 2s, crash: cache/0..1}]", "populations.people.tries={total: 1}"
    ).scenario
    #expect(scenario.faults.map(\.text) == ["crash cache/0..1"])
    #expect(scenario.populations[0].tries == RetryPolicy(total: 1))
  }

  @Test func `a key that the file leaves out can be set`() throws {
    let scenario = try load(
      "tiers.server.admission.rate=5/s", "populations.customers.tries.total=3",
      text: ScenarioFixture.smallest
    ).scenario
    #expect(scenario.tiers[0].admission == Admission(rate: Rate(perSecond: 5), burst: 100))
    #expect(scenario.populations[0].tries.total == 3)
  }

  @Test(
    arguments: [
      ("tiers.cash.nodes=9", "S0111", 7, "did you mean `cache`?"),
      ("tiers.cache.node=9", "S0111", 13, "did you mean `nodes`?"),
      ("tier.cache.nodes=9", "S0111", 1, "did you mean `tiers`?"),
      ("duration.seconds=9", "S0111", 10, nil),
      ("version=2", "S0111", 1, nil),
      ("topology=x.yaml", "S0111", 1, nil),
      ("duration", "S0110", 1, nil),
      ("duration=", "S0110", 1, nil),
      ("=5s", "S0110", 1, nil),
      ("duration=25", "S0202", 10, "for example `25ms`"),
      ("tiers.cache.nodes=many", "S0201", 19, nil),
      ("tiers.cache.service=lognormal(mean 1ms sigma 2)", "S0205", 40, nil),
      ("seed=*a", "S0009", 6, nil),
      ("faults=[{at: 1s", "S0013", 9, nil),
    ] as [(String, String, Int, String?)])
  func `a mistake in an override is shown in the argument`(
    argument: String, code: String, column: Int, help: String?
  ) throws {
    let item = try #require(try findings(argument).first)
    #expect(item.code == code)
    #expect(item.file == "--set")
    #expect(item.line == 1)
    #expect(item.column == column)
    #expect(item.sourceLine == argument)
    if let help { #expect(item.help == help) }
  }

  @Test func `a shorter run clips the warm-up and the faults, and says so`() throws {
    let loaded = try load("duration=22500ms")
    #expect(loaded.scenario.warmup == TimeSpan(nanoseconds: 10_000_000_000))
    #expect(
      loaded.scenario.faults.map(\.text) == [
        "crash cache/3", "crash cache 20%", "slow gateway/0..2 factor 10",
      ])
    #expect(loaded.scenario.faults[0].lasts == TimeSpan(nanoseconds: 2_500_000_000))
    #expect(loaded.scenario.faults[1].lasts == nil)
    let codes = try findings("duration=22500ms").map(\.code)
    #expect(codes.filter { $0 == "W0004" }.count == 2)
    #expect(codes.filter { $0 == "W0005" }.count == 4)
    #expect(loaded.warnings.count == codes.count)

    let short = try load("duration=5s")
    #expect(short.scenario.warmup == TimeSpan(nanoseconds: 1_000_000_000))
    #expect(short.scenario.faults.isEmpty)
    #expect(short.warnings.contains { $0.contains("a fifth of the run, 1s") })
  }

  @Test func `a warm-up set too long is a mistake, not clipped`() throws {
    #expect(try findings("warmup=60s").map(\.code) == ["S0401"])
  }
}
