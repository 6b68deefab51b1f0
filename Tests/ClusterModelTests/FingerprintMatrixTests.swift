import ClusterModel
import Foundation
import Reports
import ResultTypes
import ScenarioTypes
import TestSupport
import Testing

/// One scenario and seed, one fingerprint: on any number of threads and ranks, cut in any way.
///
/// `UPDATE_SNAPSHOTS=1` rewrites `matrix.csv`; a commit that does so says why.
@Suite(.serialized) struct `The matrix of fingerprints` {
  private static let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("matrix.csv")

  /// Threads of each rank, ranks, and crowds; nil: as many as the planner finds right.
  private struct Shape {
    var threads: Int
    var ranks: Int
    var crowds: Int?
  }

  private static let shapes: [Shape] =
    [1, 2, 4].flatMap { threads in
      [1, 2, 3, 4].map { Shape(threads: threads, ranks: $0, crowds: nil) }
    }
    + [1, 2, 3, 7].flatMap { crowds in
      [Shape(threads: 2, ranks: 1, crowds: crowds), Shape(threads: 2, ranks: 2, crowds: crowds)]
    } + [Shape(threads: 1, ranks: 12, crowds: nil)]

  private func fingerprint(_ loaded: LoadedScenario, _ shape: Shape) throws -> String {
    let result = try LoopbackRank.run(shape.ranks) { rank in
      guard var simulation = try? ClusterSimulation(loaded, toolVersion: "matrix") else {
        preconditionFailure("rank \(rank.rank) cannot build what rank 0 built")
      }
      simulation.wishedCrowds = shape.crowds
      simulation.follow(threads: shape.threads, ranks: rank)
    } lead: { rank in
      var simulation = try ClusterSimulation(loaded, toolVersion: "matrix")
      simulation.wishedCrowds = shape.crowds
      return simulation.run(threads: shape.threads, ranks: rank).result
    }
    return ResultDocument.fingerprinted(result).fingerprint
  }

  private func sequential(_ loaded: LoadedScenario, slots key: UInt64? = nil) throws -> String {
    var simulation = try ClusterSimulation(loaded, toolVersion: "matrix")
    if let key { simulation.scatterSlots(key: key) }
    let result = simulation.run().result
    #expect(result.audit.violations == [])
    return ResultDocument.fingerprinted(result).fingerprint
  }

  @Test(arguments: MatrixScenario.all)
  func `threads, ranks and partitioners leave the fingerprint alone`(
    _ scenario: MatrixScenario
  ) throws {
    let loaded = try scenario.loaded()
    let expected = try sequential(loaded)
    for shape in Self.shapes {
      #expect(try fingerprint(loaded, shape) == expected, "\(shape)")
    }
  }

  @Test(arguments: MatrixScenario.all)
  func `no tie is broken by the number of a record`(_ scenario: MatrixScenario) throws {
    let loaded = try scenario.loaded()
    let expected = try sequential(loaded)
    for key in [1, 2, 3] as [UInt64] {
      #expect(try sequential(loaded, slots: key) == expected, "shuffled by \(key)")
    }
  }

  @Test func `the fingerprints are those of the table`() throws {
    var lines = ["scenario,fingerprint"]
    for scenario in MatrixScenario.all {
      lines.append("\(scenario.testDescription),\(try sequential(scenario.loaded()))")
    }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try text.write(to: Self.table, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.table, encoding: .utf8) == text)
  }
}
