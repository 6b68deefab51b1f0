import Experiments
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

@Suite struct `Sizing of Erlang's stations` {
  /// A station whose smallest number of servers is known.
  struct Point: Sendable, CustomStringConvertible {
    /// Busy servers on average.
    var load: Double
    /// The largest share of refused requests, or the longest mean wait in service times.
    var limit: Double
    /// The smallest number of servers.
    var servers: Int

    var description: String { "\(load) busy, limit \(limit)" }
  }

  /// From tables of formula B (G. D. Brockmeyer, H. L. Halstrøm, A. Jensen, 1948): 1 % at 0.455,
  /// 1.36, 4.46 with 3, 5 and 10 servers, computed again with 15 digits by a program of its own.
  private static let losses = [
    Point(load: 0.4, limit: 0.01, servers: 3), Point(load: 1.24, limit: 0.01, servers: 5),
    Point(load: 3.37, limit: 0.02, servers: 8), Point(load: 4.21, limit: 0.01, servers: 10),
    Point(load: 0.3, limit: 0.05, servers: 2), Point(load: 2.0, limit: 0.12, servers: 4),
  ]

  /// From formula C: limits in the middle between the waits with this number and with one less.
  private static let waits = [
    Point(load: 1.2, limit: 1.125, servers: 2), Point(load: 1.5, limit: 0.3158, servers: 3),
    Point(load: 3.5, limit: 0.5038, servers: 5), Point(load: 6, limit: 0.331, servers: 8),
    Point(load: 8, limit: 0.3656, servers: 10), Point(load: 11, limit: 0.1534, servers: 14),
  ]

  @Test(arguments: losses)
  func `the formula gives the fewest servers for a loss`(point: Point) {
    #expect(
      Erlang.servers(load: point.load, blockingAtMost: point.limit, most: 1000) == point.servers)
  }

  @Test(arguments: waits)
  func `the formula gives the fewest servers for a wait`(point: Point) {
    #expect(
      Erlang.servers(load: point.load, meanWaitAtMost: point.limit, most: 1000) == point.servers)
  }

  @Test func `formula C is the one of the tables`() {
    #expect(abs(Erlang.waiting(servers: 10, load: 8) - 0.4091801508) < 1e-10)
    #expect(abs(Erlang.waiting(servers: 2, load: 1.6) - 0.7111111111) < 1e-10)
    #expect(abs(Erlang.waiting(servers: 100, load: 90) - 0.2169404809) < 1e-10)
    #expect(abs(Erlang.blocking(servers: 100, load: 90) - 0.02695738046) < 1e-11)
    #expect(abs(Erlang.blocking(servers: 4, load: 3.5, places: 6) - 0.05828070215) < 1e-11)
  }

  @Test(arguments: losses)
  func `a study of a loss ends at the known number`(point: Point) throws {
    let loaded = try CapacityScenario.station(
      load: point.load, servers: 2 * point.servers, queue: "0",
      objective: "rejected(server) < \(point.limit * 100)%")
    try check(CapacityStudy.fleet(of: loaded), point)
  }

  @Test(arguments: waits)
  func `a study of a wait ends at the known number`(point: Point) throws {
    // A service takes 10 ms, and a sojourn is a service and a wait.
    let loaded = try CapacityScenario.station(
      load: point.load, servers: 2 * point.servers, queue: "unbounded",
      objective: "mean(server) < \(((1 + point.limit) * 1e7).rounded() / 1e3)us")
    try check(CapacityStudy.fleet(of: loaded), point)
  }

  @Test func `longer windows tell what a minute cannot`() throws {
    // Formula B: 8 servers refuse 0.472 %, which a minute can tell from 0.5 % neither way.
    let loaded = try CapacityScenario.station(
      load: 2.7, servers: 14, queue: "0", objective: "rejected(server) < 0.5%")
    try check(CapacityStudy.fleet(of: loaded), Point(load: 2.7, limit: 0.005, servers: 8))
  }

  @Test func `a fleet whose step less may do is not called the smallest`() throws {
    // Formula B: 8 servers refuse 0.4717 %, which no window tells from this limit.
    let loaded = try CapacityScenario.station(
      load: 2.7, servers: 14, queue: "0", objective: "rejected(server) < 0.472%")
    let fleet = try CapacityStudy.fleet(of: loaded)
    #expect(fleet.tiers.first?.servers == 9 && fleet.confirmed)
    #expect(!fleet.smallest)
  }

  private func check(_ fleet: CapacityFleet, _ point: Point) throws {
    let tier = try #require(fleet.tiers.first)
    #expect(tier.servers == point.servers, "\(fleet)")
    #expect(fleet.confirmed && fleet.smallest)
  }
}

extension CapacityStudy {
  /// The smallest fleet of a scenario.
  fileprivate static func fleet(of loaded: LoadedScenario) throws -> CapacityFleet {
    let study = CapacityStudy(
      loaded, toolVersion: "test", options: CapacityOptions(), store: PointBox()
    ) { _ in true }
    return try study.smallestFleet()
  }
}
