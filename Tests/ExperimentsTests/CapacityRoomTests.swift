import Experiments
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// What a study must not overlook: noes that are fast, tiers with one node, and a tier that is
/// still the first with four times its nodes.
@Suite struct `Capacity study of what is easily overlooked` {
  private func result(_ text: String) throws -> CapacityResult {
    let loaded = try ScenarioFixture.load(text: text)
    let options = CapacityOptions(replications: 3, precision: 0.04)
    return try CapacityStudy(loaded, toolVersion: "test", options: options, store: PointBox()) {
      _ in true
    }.run().result
  }

  /// Front 1000/s by `front` nodes with `queue` places, back 3000/s, one objective of latency.
  private func text(front: Int, queue: String, back: Int = 12, more: String = "") -> String {
    """
    version: 1
    name: Overlooked
    duration: 12s
    warmup: 2s
    tiers:
      front:
        operation: relay
        nodes: \(front)
        queue: \(queue)
        service: exponential(mean 1ms)
      back:
        operation: relay
        nodes: \(back)
        service: exponential(mean 4ms)
    flow:
      claim: [front, back]
    populations:
      people:
        requests: {kind: claim, rate: 500/s}
    objectives:
      - p99(claim) < 500ms
    \(more)
    """
  }

  @Test func `a tier that turns requests away does not hold, however fast it is`() throws {
    // One node with 3 places: M/M/1/4 turns 1 % away at 0.35 of its 1000/s.
    let result = try result(text(front: 1, queue: "3"))
    #expect(result.limitingTier == "front", "\(result.largestLoad)")
    #expect((0.64...0.75).contains(result.largestLoad.multiple), "\(result.largestLoad)")
    #expect(result.largestLoad.evidence.map(\.condition) == ["has room(front)"])
    #expect(!result.headroom.held)
    let fleet = try #require(result.fleet.first)
    #expect(fleet.confirmed && fleet.tiers[0].nodes == 2, "\(fleet)")
  }

  @Test func `what an objective allows to be turned away is no want of room`() throws {
    let allowed = text(front: 1, queue: "3")
      .replacing("objectives:\n", with: "objectives:\n  - rejected(front) < 30%\n")
    let result = try result(allowed)
    // M/M/1/4 turns 30 % away at 1.25 of its 1000/s.
    #expect((2.3...2.7).contains(result.largestLoad.multiple), "\(result.largestLoad)")
    #expect(result.largestLoad.evidence.map(\.condition) == ["rejected(front) < 30%"])
  }

  @Test func `without a node there is another one`() throws {
    let result = try result(text(front: 1, queue: "unbounded"))
    let plan = try #require(result.fleet.first)
    let lost = try #require(result.fleet.first { $0.purpose == "node lost" })
    #expect(plan.tiers[0].nodes == 1)
    #expect(lost.confirmed && lost.tiers.allSatisfy { $0.nodes >= 2 }, "\(lost)")
  }

  @Test func `the loss of the only node that there can be is not looked at`() throws {
    let only = "capacity:\n  tiers:\n    front: {nodes: 1..1/1}"
    let result = try result(text(front: 1, queue: "unbounded", more: only))
    #expect(!result.fleet.contains { $0.purpose == "node lost" })
    #expect(result.notes.contains { $0.contains("1 of 2 tiers cannot have 2 nodes: front") })
  }

  @Test func `the next tier is another one`() throws {
    // Back 750/s, front 20,000/s: four times the back are still far below.
    let result = try result(text(front: 20, queue: "unbounded", back: 3))
    #expect(result.limitingTier == "back" && result.nextLimitingTier == "front")
    #expect(result.nextFactor == 64)
  }

  /// Front lets 240/s in by its admissions, back serves 200/s; 600/s come, and 120/s are asked for.
  private static let sale = """
    version: 1
    name: Sale
    duration: 12s
    warmup: 2s
    tiers:
      front:
        operation: relay
        nodes: 8
        service: exponential(mean 1ms)
        admission: {rate: 30/s, burst: 2}
        queue: 100
      back:
        operation: relay
        nodes: 10
        service: exponential(mean 50ms)
        route: power of 2
        queue: 4
    flow:
      claim: [front, back]
    populations:
      people:
        requests: {kind: claim, rate: 600/s}
    objectives:
      - goodput(back) >= 120/s
      - p99(claim at back) < 1s

    """

  @Test func `where only goodput is asked for, a tier may be full, and the fleet is no larger`()
    throws
  {
    let result = try result(Self.sale)
    #expect(result.headroom.held)
    #expect((1.4...1.75).contains(result.largestLoad.multiple), "\(result.largestLoad)")
    #expect(result.limitingTier == "back")
    // With more of it, the admissions in front are next, at 2 times the load.
    #expect(result.nextLimitingTier == "front", "\(String(describing: result.nextLoad))")
    #expect((1.7...2.1).contains(result.nextLoad?.multiple ?? 0))
    let fleet = try #require(result.fleet.first)
    #expect(fleet.confirmed, "\(fleet)")
    // Four in front let exactly 120/s in, and six behind serve that: ten seconds tell neither way.
    #expect(fleet.smallest || result.notes.contains { $0.contains(" may do: ") })
    #expect(fleet.cost <= 13, "\(fleet)")
    #expect((4...5).contains(fleet.tiers[0].nodes) && (6...8).contains(fleet.tiers[1].nodes))
    #expect(result.points < 60, "\(result.points)")
  }
}
