import ClusterModel
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

/// Every topology with a small load: the same fingerprint today and tomorrow.
///
/// `UPDATE_SNAPSHOTS=1` rewrites `fingerprints.csv`; a commit that does so says why.
@Suite struct `Golden fingerprints` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let table = folder.appendingPathComponent("fingerprints.csv")

  /// A load that runs in a blink and lasts beyond the faults of the topologies.
  private static func overrides(_ topology: String) -> [String] {
    switch topology {
    case "first-steps.yaml", "flash-sale.yaml": ["duration=5s"]
    case "ticket-drop.yaml": ["duration=20s"]
    default: ["duration=32s", "populations.nationwide.sends.curve=[0s 100/s, 10s 400/s]"]
    }
  }

  private func fingerprint(_ topology: String, seed: Int) throws -> String {
    let path = "\(ScenarioFixture.repository)/topologies/\(topology)"
    let overrides = Self.overrides(topology) + ["seed=\(seed)"]
    guard case .loaded(let loaded, _) = ScenarioLoader.load(path: path, overrides: overrides)
    else {
      Issue.record("\(topology) does not load")
      return ""
    }
    var simulation = try ClusterSimulation(loaded, toolVersion: "golden")
    let result = ResultDocument.fingerprinted(simulation.run().result)
    #expect(result.audit.violations == [])
    return result.fingerprint
  }

  @Test func `every topology keeps its fingerprint`() throws {
    let topologies = try FileManager.default.contentsOfDirectory(
      atPath: "\(ScenarioFixture.repository)/topologies"
    ).filter { $0.hasSuffix(".yaml") && $0 != "wechat-2015.yaml" }.sorted()
    var lines = ["topology,seed,fingerprint"]
    for topology in topologies {
      for seed in [1, 2017] {
        lines.append("\(topology),\(seed),\(try fingerprint(topology, seed: seed))")
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try text.write(to: Self.table, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: Self.table, encoding: .utf8)
    for (measured, expected) in zip(lines, golden.split(separator: "\n").map(String.init)) {
      #expect(measured == expected)
    }
    #expect(text == golden)
  }

  @Test func `other seeds and other scenarios have other fingerprints`() throws {
    let golden = try String(contentsOf: Self.table, encoding: .utf8)
    let prints = golden.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").last
    }
    #expect(prints.count >= 12)
    #expect(Set(prints).count == prints.count)
  }
}
