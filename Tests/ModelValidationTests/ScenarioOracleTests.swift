import Experiments
import Foundation
import Synchronization
import Testing

/// Every oracle that is said by a scenario file, run through the language and the model.
@Suite struct ScenarioOracleTests {
  static let isFull = ProcessInfo.processInfo.environment["HONGBAO_FULL"] == "1"

  /// Verdicts of all scenario oracles, in the order of the table, on both cores.
  static func measure(isQuick: Bool) throws -> [Verdict] {
    let rows = try OracleRow.all()
    let thresholds = rows.filter { $0.mode == "threshold" }
    let points = ScenarioPoint.all(rows.filter { $0.mode != "threshold" })
    let chosen = isQuick ? quick(points) : points
    let next = Mutex(0)
    let found = Mutex([String: Verdict]())
    let problems = Mutex([String]())
    WorkerThreads.run(ProcessInfo.processInfo.activeProcessorCount) {
      while true {
        let number = next.withLock { value in
          defer { value += 1 }
          return value
        }
        guard number < chosen.count + thresholds.count else { return }
        let start = ContinuousClock.now
        defer {
          if !isQuick && number < chosen.count {
            let seconds = Int((ContinuousClock.now - start) / .seconds(1))
            let line = "\(number + 1) of \(chosen.count): \(chosen[number].file), \(seconds) s\n"
            FileHandle.standardError.write(Data(line.utf8))
          }
        }
        do {
          let verdicts: [Verdict]
          if number < chosen.count {
            verdicts = try chosen[number].verdicts(
              least: isQuick ? 4 : 30, events: isQuick ? 2_000_000 : 6_000_000_000,
              isQuick: isQuick)
          } else {
            let oracle = thresholds[number - chosen.count]
            verdicts = [try SpecialFigure.threshold(oracle, isQuick: isQuick)]
          }
          if !isQuick {
            let lines = verdicts.map { "\($0.csv) \($0.reason)\n" }.joined()
            FileHandle.standardError.write(Data(lines.utf8))
          }
          found.withLock { found in for verdict in verdicts { found[verdict.oracle.name] = verdict }
          }
        } catch {
          problems.withLock { $0.append("\(error)") }
        }
      }
    }
    for problem in problems.withLock({ $0 }) { Issue.record("\(problem)") }
    return found.withLock { found in rows.compactMap { found[$0.name] } }
  }

  /// One file a model; those whose single replication is long are left to the full set.
  private static func quick(_ points: [ScenarioPoint]) -> [ScenarioPoint] {
    let dear = ["two nodes, one repair", "N nodes", "independent up/down", "power-of-d"]
    var models: Set<String> = []
    return points.filter { point in
      let model = point.oracles[0].model
      return !dear.contains { model.hasPrefix($0) } && models.insert(model).inserted
    }
  }

  /// The whole table; written where it is committed.
  @Test func `all oracles at full precision`() throws {
    guard Self.isFull else { return }
    let measured = try Self.measure(isQuick: false)
    let table = VerificationTable(try OracleRow.all(), measured + (try UnitOracles.verdicts()))
    try table.write()
    for verdict in table.failures { Issue.record("\(verdict.csv) \(verdict.reason)") }
    #expect(table.isComplete)
  }

  @Test func `one file of each model agrees with theory`() throws {
    guard !Self.isFull else { return }
    let verdicts = try Self.measure(isQuick: true)
    #expect(verdicts.count > 120)
    for verdict in verdicts where verdict.status == .fail {
      Issue.record(
        "\(verdict.csv) \(verdict.reason)"
      )
    }
  }
}
