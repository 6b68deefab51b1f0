import ClusterModel
import Foundation
import Quantities
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// A run that is put down and taken up again has the result of one that is not.
@Suite struct `Checkpoints of a run` {
  /// What a run says, as far as it can be compared.
  private struct Outcome: Equatable {
    var result: RunResult
    var sums: [[Double]]
    var quantiles: [[Double?]]

    init(_ output: RunOutput) {
      result = output.result
      sums = output.batches?.figures.map(\.sums) ?? []
      quantiles = output.batches?.quantiles.map(\.values) ?? []
    }
  }

  private func loaded(_ scenario: Scenario) -> LoadedScenario {
    LoadedScenario(
      scenario: scenario, file: "test.yaml", digest: "", effectiveText: "", parameters: [],
      warnings: [])
  }

  /// States at a few borders of a run, and what it says.
  private func states(
    _ loaded: LoadedScenario, parts: Int, borders: Set<Int> = [1, 4, 8, 100, 400]
  ) throws -> (states: [[UInt8]], outcome: Outcome) {
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    var states: [[UInt8]] = []
    var border = 0
    let output = simulation.run(
      parts: parts,
      atBorder: { simulation in
        border += 1
        if borders.contains(border) { states.append(simulation.checkpoint()) }
      })
    return (states, Outcome(output))
  }

  /// Runs once in a go and once from each of a few checkpoints.
  private func check(_ loaded: LoadedScenario, parts: Int, _ name: String) throws {
    var straight = try ClusterSimulation(loaded, toolVersion: "0")
    let expected = Outcome(straight.run(parts: parts))
    let (states, watched) = try states(loaded, parts: parts)
    #expect(watched == expected, "\(name): taking checkpoints changes the result")
    #expect(states.count > 1, "\(name)")
    for (number, state) in states.enumerated() {
      var resumed = try ClusterSimulation(loaded, toolVersion: "0")
      try resumed.restore(from: state, parts: parts)
      #expect(resumed.checkpoint() == state, "\(name): state \(number) is saved otherwise")
      #expect(Outcome(resumed.run(parts: parts)) == expected, "\(name): from state \(number)")
    }
  }

  @Test(arguments: SwarmTests.seeds)
  func `a random scenario goes on to the same result`(seed: UInt64) throws {
    let scenario = ScenarioGenerator.scenario(seed: seed)
    try check(loaded(scenario), parts: seed % 2 == 0 ? 40 : 0, "scenario \(seed)")
  }

  @Test(arguments: SwarmTests.seeds)
  func `random stations and ways go on to the same result`(seed: UInt64) throws {
    let scenario = ScenarioGenerator.stations(seed: seed)
    try check(loaded(scenario), parts: seed % 2 == 0 ? 40 : 0, "stations \(seed)")
  }

  private static let topologies: [String] = {
    let folder = "\(ScenarioFixture.repository)/topologies"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && $0 != "wechat-2015.yaml" }.sorted()
  }()

  @Test(arguments: topologies)
  func `every topology goes on to the same result`(topology: String) throws {
    let path = "\(ScenarioFixture.repository)/topologies/\(topology)"
    let overrides =
      switch topology {
      case "first-steps.yaml", "flash-sale.yaml": ["duration=5s"]
      case "ticket-drop.yaml": ["duration=20s"]
      default: ["duration=32s", "populations.nationwide.sends.curve=[0s 50/s, 10s 200/s]"]
      }
    guard case .loaded(let loaded, _) = ScenarioLoader.load(path: path, overrides: overrides)
    else {
      Issue.record("\(topology) does not load")
      return
    }
    try check(loaded, parts: 0, topology)
  }

  /// The peak with a hundredth of its users, which can be cut.
  @Test func `a run in partitions goes on to the same result on any number of threads`() throws {
    let path = "\(ScenarioFixture.repository)/topologies/new-year-peak.yaml"
    let overrides = ["populations.nationwide.sends.curve=[0s 50/s, 10s 300/s, 60s 200/s]"]
    guard case .loaded(let loaded, _) = ScenarioLoader.load(path: path, overrides: overrides)
    else {
      Issue.record("the peak does not load")
      return
    }
    var straight = try ClusterSimulation(loaded, toolVersion: "0")
    let expected = Outcome(straight.run())
    var simulation = try ClusterSimulation(loaded, toolVersion: "0")
    var states: [[UInt8]] = []
    let output = simulation.run(threads: 3, atBorder: { states.append($0.checkpoint()) })
    #expect(Outcome(output) == expected)
    #expect(states.count > 2)
    for state in [states.first, states[states.count / 2], states.last] {
      for threads in [1, 2, 4] {
        var resumed = try ClusterSimulation(loaded, toolVersion: "0")
        let state = try #require(state)
        try resumed.restore(from: state, threads: threads)
        #expect(resumed.checkpoint() == state)
        #expect(Outcome(resumed.run(threads: threads)) == expected, "on \(threads) threads")
      }
    }
  }

  @Test func `slices of any length give the same result`() throws {
    let scenario = ScenarioGenerator.scenario(seed: 3)
    var straight = try ClusterSimulation(loaded(scenario), toolVersion: "0")
    let expected = Outcome(straight.run(parts: 40))
    // Every resumption begins a slice where the straight run had none; a chain of many of them.
    var state: [UInt8]?
    for _ in 0..<25 {
      var simulation = try ClusterSimulation(loaded(scenario), toolVersion: "0")
      if let state { try simulation.restore(from: state, parts: 40) }
      var borders = 0
      _ = simulation.run(
        parts: 40, progress: { _ in borders < 3 },
        atBorder: {
          borders += 1
          if borders == 3 { state = $0.checkpoint() }
        })
    }
    var last = try ClusterSimulation(loaded(scenario), toolVersion: "0")
    try last.restore(from: try #require(state), parts: 40)
    #expect(Outcome(last.run(parts: 40)) == expected)
  }

  @Test func `a damaged state is an error, wherever the damage is`() throws {
    let scenario = loaded(ScenarioGenerator.scenario(seed: 5))
    let state = try #require(try states(scenario, parts: 0, borders: [5]).states.first)
    var generator = ScenarioGenerator(seed: 1)
    for _ in 0..<200 {
      var damaged = state
      damaged[generator.place(below: state.count)] ^= UInt8(1 + generator.place(below: 255))
      var simulation = try ClusterSimulation(scenario, toolVersion: "0")
      let error = #expect(throws: CheckpointError.self) { try simulation.restore(from: damaged) }
      #expect(error?.isDamaged == true)
    }
    for length in [0, 1, 7, 8, 9, state.count / 2, state.count - 1] {
      var simulation = try ClusterSimulation(scenario, toolVersion: "0")
      #expect(throws: CheckpointError.self) {
        try simulation.restore(from: Array(state[..<length]))
      }
    }
  }

  @Test func `a state of another scenario, seed or number of parts does not fit`() throws {
    let scenario = ScenarioGenerator.scenario(seed: 5)
    let state = try #require(try states(loaded(scenario), parts: 0, borders: [5]).states.first)
    var others = [ScenarioGenerator.scenario(seed: 6), scenario, scenario, scenario]
    others[1].seed += 1
    others[2].duration = .seconds(scenario.duration.seconds + 1)
    others[3].tiers[0].nodes += 1
    for other in others {
      var simulation = try ClusterSimulation(loaded(other), toolVersion: "0")
      let error = #expect(throws: CheckpointError.self) { try simulation.restore(from: state) }
      #expect(error?.isDamaged == false)
    }
    var simulation = try ClusterSimulation(loaded(scenario), toolVersion: "0")
    let error = #expect(throws: CheckpointError.self) {
      try simulation.restore(from: state, parts: 40)
    }
    #expect(error?.description.contains("the number of batches") == true)
  }
}
