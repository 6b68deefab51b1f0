import Experiments
import Reports
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

@Suite struct `Capacity study` {
  private static let options = CapacityOptions(replications: 3, precision: 0.04)

  private func outcome(
    _ loaded: LoadedScenario, threads: Int = 1, box: PointBox = PointBox()
  ) throws -> CapacityStudy.Outcome {
    var options = Self.options
    options.threads = threads
    return try CapacityStudy(loaded, toolVersion: "test", options: options, store: box) { _ in
      true
    }.run()
  }

  @Test func `it finds the limits that the model was built with`() throws {
    let result = try outcome(CapacityScenario.twoTiers()).result
    // 12 x 1 / 4 ms = 3000/s, 6 x 1 / 1 ms = 6000/s; p99 below 500 ms keeps some way off.
    #expect(result.limitingTier == "back")
    #expect((1.85...2.02).contains(result.largestLoad.multiple), "\(result.largestLoad)")
    let high = try #require(result.largestLoad.high)
    #expect(high / result.largestLoad.multiple <= 1.045)
    #expect(result.nextLimitingTier == "front")
    let next = try #require(result.nextLoad)
    #expect((3.6...4.05).contains(next.multiple), "\(next)")
    #expect(result.headroom.held && result.headroom.ratio == result.largestLoad.multiple)
    // A third of every tier is lost.
    let zone = try #require(result.zoneLost)
    #expect(zone.nodesLost == [2, 4])
    #expect((1.2...1.36).contains(zone.largestLoad.multiple), "\(zone)")
    // 1500/s need 6 of the back's and 1.5 of the front's, and some room.
    let fleet = try #require(result.fleet.first)
    #expect(fleet.confirmed && fleet.smallest)
    #expect((2...3).contains(fleet.tiers[0].nodes) && (7...8).contains(fleet.tiers[1].nodes))
    let safe = try #require(result.fleet.first { $0.purpose == "zone lost" })
    #expect(safe.confirmed && safe.cost > fleet.cost)
    // With 20 % more of everything, 1.44 of the 1.9 are needed.
    #expect(result.probability.meets == 1)
    #expect(Set(result.frontier.map(\.fleet)).count == result.frontier.count)
  }

  @Test func `threads and points that were kept change nothing`() throws {
    let loaded = try CapacityScenario.twoTiers()
    let box = PointBox()
    let first = try outcome(loaded, box: box)
    let count = box.count
    let second = try outcome(loaded, threads: 2)
    let third = try outcome(loaded, box: box)
    #expect(box.count == count)
    #expect(CapacityDocument.json(first.result) == CapacityDocument.json(second.result))
    #expect(CapacityDocument.json(first.result) == CapacityDocument.json(third.result))
    #expect(first.picture == second.picture)
  }

  @Test(arguments: [1, 7, 19])
  func `a study that was cut off comes to the same answer`(points: Int) throws {
    let loaded = try CapacityScenario.twoTiers()
    let box = PointBox(most: points)
    #expect(throws: CapacityStop.self) { try outcome(loaded, box: box) }
    #expect(box.count == points)
    let resumed = try outcome(loaded, box: box.opened())
    let whole = try outcome(loaded)
    #expect(CapacityDocument.json(resumed.result) == CapacityDocument.json(whole.result))
  }

  @Test func `a plan beyond the limit is not held, and the fleet grows`() throws {
    let result = try outcome(
      CapacityScenario.twoTiers(
        """
        capacity:
          plan: 4500/s
          tiers:
            back: {nodes: 4..60/2, cost: 3}
        """)
    ).result
    #expect(!result.headroom.held && result.headroom.ratio < 0.7)
    let fleet = try #require(result.fleet.first)
    #expect(fleet.confirmed)
    #expect((20...22).contains(fleet.tiers[1].nodes), "\(fleet)")
    #expect(fleet.tiers[1].cost == 3 * Double(fleet.tiers[1].nodes))
  }

  @Test func `memory, bandwidth and connections hold a fleet up`() throws {
    let result = try outcome(
      CapacityScenario.twoTiers(
        """
        capacity:
          tiers:
            front: {nodes: 1..60, bandwidth: 1MB/s, connections: 1000}
            back: {nodes: 1..60, connections: 60, pool: 4}
          message: 1kB
          users: 9500
        """)
    ).result
    let fleet = try #require(result.fleet.first)
    // 1500/s x 4 messages x 1 kB = 6 MB/s; 9,500 users at 1,000 a node are 10 nodes.
    #expect(fleet.tiers[0].nodes == 10 && fleet.tiers[0].reason == "connections")
    let resources = result.tiers[0].resources.map(\.resource)
    #expect(resources == ["bandwidth", "connections"])
    #expect(result.tiers[0].resources[0].nodes == 6)
  }

  @Test func `uncertain inputs are carried to the answer`() throws {
    let result = try outcome(
      CapacityScenario.twoTiers(
        """
        capacity:
          uncertain:
            - {input: load, values: [1, 1.5, 3, 15]}
            - {input: tiers.back.service, range: 10%}
        """)
    ).result
    // x1 and x1.5 are held whatever the service time, x3 and x15 are not.
    #expect(abs(result.probability.meets - 0.5) < 0.001)
    #expect(result.sensitivity.map(\.input) == ["load", "tiers.back.service"])
    #expect(result.probability.confirmed.allSatisfy { $0.predicted == $0.holds })
    #expect(!result.probability.confirmed.isEmpty)
    // 95 of 100 service times are below 1.09 times what the file says.
    let safe = try #require(result.probability.largestLoad)
    #expect(abs(safe / (result.largestLoad.multiple / 1.09) - 1) < 0.001)
  }
}
