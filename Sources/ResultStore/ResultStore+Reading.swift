import Foundation
import GRDB
import Reports
import ResultTypes

extension ResultStore {
  /// The runs that are kept, the newest first.
  ///
  /// - Parameters:
  ///   - scenario: only those whose scenario's name or file has this text in it, whatever its case.
  ///   - limit: at most so many; nil: all.
  /// - Throws: `StoreFailure`.
  public func summaries(
    scenario: String? = nil, limit: Int? = nil
  ) throws(StoreFailure) -> [KeptRunSummary] {
    let all = try read { db in
      try Row.fetchAll(
        db, sql: "SELECT \(Self.columns) FROM runs ORDER BY stored_seconds DESC, serial DESC"
      ).map(Self.summary)
    }
    let wanted = all.filter { run in
      guard let scenario else { return true }
      let text = scenario.lowercased()
      return run.scenario.lowercased().contains(text) || run.file.lowercased().contains(text)
    }
    return limit.map { Array(wanted.prefix($0)) } ?? wanted
  }

  /// All ids that begin with a text; an id that is the text alone.
  ///
  /// - Throws: `StoreFailure`.
  public func ids(beginningWith text: String) throws(StoreFailure) -> [String] {
    let all = try ids()
    return all.contains(text) ? [text] : all.filter { $0.hasPrefix(text) }
  }

  /// All ids, sorted.
  ///
  /// - Throws: `StoreFailure`.
  public func ids() throws(StoreFailure) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT id FROM runs ORDER BY id") }
  }

  /// All that is kept of a run; nil when there is none of that id.
  ///
  /// - Throws: `StoreFailure`, also when what is kept cannot be read by this version.
  public func run(_ id: String) throws(StoreFailure) -> KeptRun? {
    let path = path
    return try read { db in
      let found = try Row.fetchOne(
        db, sql: "SELECT serial, machine, result, \(Self.columns) FROM runs WHERE id = ?",
        arguments: [id])
      guard let row = found else { return nil }
      let serial: Int64 = row["serial"]
      let text: String? = row["result"]
      let machine: String? = row["machine"]
      do {
        return KeptRun(
          summary: Self.summary(row),
          result: try text.map { try ResultDocument.result(fromJSON: $0) },
          machine: try machine.map {
            try JSONDecoder().decode(MachineResult.self, from: Data($0.utf8))
          },
          replications: try Self.replications(of: serial, db))
      } catch let error as ResultDecodingError {
        throw StoreFailure(.damaged, path: path, reason: "the result of `\(id)`: \(error)")
      } catch is DecodingError {
        throw StoreFailure(.damaged, path: path, reason: "the run `\(id)` cannot be read")
      }
    }
  }

  private static let columns = """
    id, stored_seconds, scenario, file, topology, digest, seed, tool_version, options,
    replications, verdict, wall_seconds, fingerprint, command
    """

  private static func summary(_ row: Row) -> KeptRunSummary {
    let seed: String = row["seed"]
    let verdict: String = row["verdict"]
    return KeptRunSummary(
      id: row["id"], storedSeconds: row["stored_seconds"], scenario: row["scenario"],
      file: row["file"], topology: row["topology"], digest: row["digest"],
      seed: UInt64(seed) ?? 0, toolVersion: row["tool_version"], options: row["options"],
      replications: row["replications"], verdict: KeptVerdict(rawValue: verdict) ?? .partial,
      wallSeconds: row["wall_seconds"], fingerprint: row["fingerprint"], command: row["command"])
  }

  private static func replications(
    of run: Int64, _ db: Database
  ) throws -> [ReplicationFigures] {
    var figures: [Int: [RunFigure]] = [:]
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT metrics.replication, names.tier, names.metric, names.unit, metrics.value
        FROM metrics JOIN names ON names.serial = metrics.name
        WHERE metrics.run = ? AND metrics.replication IS NOT NULL ORDER BY metrics.rowid
        """, arguments: [run])
    for row in rows {
      let tier: String = row["tier"]
      let name = RunsDocument.figureName(tier: tier.isEmpty ? nil : tier, metric: row["metric"])
      figures[row["replication"], default: []].append(
        RunFigure(name: name, unit: row["unit"], value: row["value"]))
    }
    let sql = "SELECT * FROM replications WHERE run = ? ORDER BY number"
    return try Row.fetchAll(db, sql: sql, arguments: [run]).map { row in
      let seed: String = row["seed"]
      let events: Int64 = row["events"]
      let violations: String = row["violations"]
      return ReplicationFigures(
        number: row["number"], seed: UInt64(seed) ?? 0, events: UInt64(clamping: events),
        wallSeconds: row["wall_seconds"],
        violations: try JSONDecoder().decode([String].self, from: Data(violations.utf8)),
        figures: figures[row["number"]] ?? [])
    }
  }
}
