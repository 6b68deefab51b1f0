import ClusterModel
import Experiments
import Foundation
import ResultTypes
import ScenarioLanguage
import ScenarioTypes
import SimulationStatistics

/// One scenario file and all oracles that are read from it.
struct ScenarioPoint {
  let file: String
  let oracles: [OracleRow]

  /// Numbers of replications at which the precision is looked at.
  static func checkpoints(from least: Int) -> [Int] {
    var list = [least]
    while let last = list.last, last < 1_000_000 { list.append(last + max(last / 2, 2)) }
    return list
  }

  /// Points of a list of oracles, one a file, in their order.
  static func all(_ oracles: [OracleRow]) -> [ScenarioPoint] {
    var files: [String] = []
    var rows: [String: [OracleRow]] = [:]
    for oracle in oracles where oracle.how == "scenario" {
      if rows[oracle.scenario] == nil { files.append(oracle.scenario) }
      rows[oracle.scenario, default: []].append(oracle)
    }
    return files.map { ScenarioPoint(file: $0, oracles: rows[$0] ?? []) }
  }

  static func load(_ file: String) throws -> LoadedScenario {
    let path = OracleRow.root.appendingPathComponent("topologies/theory/\(file).yaml").path
    switch ScenarioLoader.load(path: path, overrides: []) {
    case .loaded(let loaded, _): return loaded
    case .unreadable(let diagnostic): throw Broken(text: "\(diagnostic)")
    case .invalid(let diagnostics): throw Broken(text: "\(file): \(diagnostics)")
    }
  }

  struct Broken: Error {
    var text: String
  }

  /// Runs replications until every oracle is known well enough or the events are spent.
  func verdicts(least: Int, events budget: UInt64, isQuick: Bool) throws -> [Verdict] {
    let loaded = try Self.load(file)
    if let special = try SpecialFigure.verdicts(self, loaded, isQuick: isQuick) { return special }
    var samples = oracles.map { _ in Sample() }
    let comparisons = oracles.map { Comparison(oracle: $0, isQuick: isQuick) }
    var events: UInt64 = 0
    var number = 0
    var merged: HistogramSet?
    for checkpoint in Self.checkpoints(from: least) {
      while number < checkpoint {
        let output = try Self.output(loaded, replication: number)
        let result = output.result
        if let merged {
          merged.merge(output.histograms)
        } else if oracles.contains(where: { Self.quantile($0) != nil }) {
          merged = HistogramSet(copying: output.histograms)
        }
        events += result.events
        let metrics = MetricList(result)
        for index in oracles.indices {
          guard let raw = Figure.value(oracles[index].figure, metrics) else { continue }
          samples[index].values.append(comparisons[index].value(raw))
        }
        number += 1
        if events > budget && number >= least { break }
      }
      for index in oracles.indices {
        if let quantile = Self.quantile(oracles[index]) {
          samples[index].center = merged?[quantile.base]?.quantile(quantile.probability).map {
            Double($0) / 1e9
          }
        }
      }
      let isDone = oracles.indices.allSatisfy { comparisons[$0].isPrecise(samples[$0]) }
      // Those that would cost too much are given a fifteenth of the budget.
      let waitsForDearOnes = oracles.indices.allSatisfy {
        comparisons[$0].isBudgeted || comparisons[$0].isPrecise(samples[$0])
      }
      if isDone || events > (waitsForDearOnes ? budget / 15 : budget) { break }
    }
    return oracles.indices.map { comparisons[$0].verdict(samples[$0]) }
  }

  /// The histogram and the probability of a figure such as `tiers.server.wait_ms.p99/1000`.
  private static func quantile(_ oracle: OracleRow) -> (base: String, probability: Double)? {
    guard oracle.mode == "mean", oracle.figure.hasSuffix("/1000") else { return nil }
    let name = oracle.figure.dropLast(5)
    guard let dot = name.lastIndex(of: "."),
      let probability = ["p50": 0.5, "p95": 0.95, "p99": 0.99, "p999": 0.999][
        String(name[name.index(after: dot)...])]
    else { return nil }
    return (String(name[..<dot]), probability)
  }

  static func run(_ loaded: LoadedScenario, replication: Int) throws -> RunResult {
    try output(loaded, replication: replication).result
  }

  static func output(_ loaded: LoadedScenario, replication: Int) throws -> RunOutput {
    var copy = loaded
    copy.scenario.seed = SeedSequence.seed(loaded.scenario.seed, replication: replication)
    var simulation = try ClusterSimulation(copy, toolVersion: "0")
    let output = simulation.run()
    let violations = output.result.audit.violations
    if !violations.isEmpty { throw Broken(text: "\(violations)") }
    return output
  }
}
