import Foundation
import GRDB
import Reports
import ResultTypes

extension ResultStore {
  /// Keeps a finished run with all that belongs to it, in one transaction. The same run (digest,
  /// seed, version and options) is replaced, and what was kept of it while it was under way goes.
  ///
  /// - Parameter stem: what the id begins with, a few letters and digits.
  /// - Returns: the id.
  /// - Throws: `StoreFailure`; the database is as it was then.
  public func save(_ run: KeptRun, stem: String) throws(StoreFailure) -> String {
    try write { db in
      let key = RunKey.of(run.summary)
      try db.execute(sql: "DELETE FROM runs WHERE key = ?", arguments: [key])
      return try Self.insertAll(of: run, key: key, stem: stem, db)
    }
  }

  /// What became of a run that another machine made.
  public enum Taking: Hashable, Sendable {
    /// It was not there, and is now.
    case added(id: String)
    /// It is there already, with the same fingerprint.
    case present(id: String)
    /// The same run is there with another fingerprint, and stays.
    case differs(id: String, fingerprint: String)
  }

  /// Takes in a finished run unless it is there, in one transaction. Nothing that is there changes;
  /// what is kept of a study that was stopped stays beside it.
  ///
  /// - Parameter stem: what the id begins with, a few letters and digits.
  /// - Throws: `StoreFailure`; the database is as it was then.
  public func take(_ run: KeptRun, stem: String) throws(StoreFailure) -> Taking {
    try write { db in
      let key = RunKey.of(run.summary)
      let known = try Row.fetchOne(
        db, sql: "SELECT id, fingerprint FROM runs WHERE key = ? AND state = 'done'",
        arguments: [key])
      if let known {
        let id: String = known["id"]
        let fingerprint: String? = known["fingerprint"]
        return fingerprint == run.summary.fingerprint
          ? .present(id: id) : .differs(id: id, fingerprint: fingerprint ?? "")
      }
      return .added(id: try Self.insertAll(of: run, key: key, stem: stem, db))
    }
  }

  /// Writes a finished run with all that belongs to it; answers its id.
  private static func insertAll(
    of run: KeptRun, key: String, stem: String, _ db: Database
  ) throws -> String {
    let id = try freeID(stem, key, suffix: "", db)
    let serial = try insert(run, id: id, key: key, state: "done", db)
    var names = try NameTable(db)
    for replication in run.replications { try insert(replication, of: serial, db) }
    for row in run.figureRows { try insert(figure: row, of: serial, &names, db) }
    for row in run.seriesRows { try insert(series: row, of: serial, &names, db) }
    guard let result = run.result else { return id }
    for (number, objective) in result.objectives.enumerated() {
      try insert(objective, number, of: serial, db)
    }
    for (number, tier) in result.tiers.enumerated() {
      try insert(tier, number, of: serial, db)
    }
    return id
  }

  /// Keeps replications of a run that is under way, in one transaction; they are marked as partial
  /// until `save` replaces them. One that is there already is replaced.
  ///
  /// - Returns: the id of the partial run.
  /// - Throws: `StoreFailure`; the database is as it was then.
  public func keep(
    _ replications: [ReplicationFigures], of run: KeptRunSummary, tiers: [String], stem: String
  ) throws(StoreFailure) -> String {
    try write { db in
      let (serial, id) = try Self.partial(run, stem, db)
      var names = try NameTable(db)
      for replication in replications {
        try db.execute(
          sql: """
            DELETE FROM metrics WHERE run = :run AND replication = :number;
            DELETE FROM replications WHERE run = :run AND number = :number
            """, arguments: ["run": serial, "number": replication.number])
        try Self.insert(replication, of: serial, db)
        for row in replication.rows(tiers: tiers) {
          try Self.insert(figure: row, of: serial, &names, db)
        }
      }
      try db.execute(
        sql: """
          UPDATE runs SET stored_seconds = ?,
            replications = (SELECT count(*) FROM replications WHERE run = serial)
          WHERE serial = ?
          """, arguments: [run.storedSeconds, serial])
      return id
    }
  }

  /// Removes runs; names of figures stay.
  ///
  /// - Throws: `StoreFailure`; nothing is removed then.
  public func remove(_ ids: [String]) throws(StoreFailure) {
    try write { db in
      for id in ids { try db.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [id]) }
    }
  }

  // MARK: Rows

  /// The partial run of the same key, which is made if there is none.
  private static func partial(
    _ run: KeptRunSummary, _ stem: String, _ db: Database
  ) throws -> (serial: Int64, id: String) {
    let key = RunKey.of(run)
    let known = try Row.fetchOne(
      db, sql: "SELECT serial, id FROM runs WHERE key = ? AND state = 'partial'", arguments: [key])
    if let known { return (known["serial"], known["id"]) }
    let id = try freeID(stem, key, suffix: "-partial", db)
    let empty = KeptRun(summary: run, result: nil, machine: nil, replications: [])
    return (try insert(empty, id: id, key: key, state: "partial", db), id)
  }

  private static func freeID(
    _ stem: String, _ key: String, suffix: String, _ db: Database
  ) throws -> String {
    for id in RunKey.ids(stem: stem, key: key).map({ $0 + suffix }) {
      let taken = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?)", arguments: [id])
      if taken != true { return id }
    }
    return "\(stem)-\(key)\(suffix)"
  }

  private static func insert(
    _ run: KeptRun, id: String, key: String, state: String, _ db: Database
  ) throws -> Int64 {
    let summary = run.summary
    let machine = try run.machine.map {
      String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
    }
    try db.execute(
      sql: """
        INSERT INTO runs (id, key, state, stored_seconds, scenario, file, topology, digest, seed,
          tool_version, options, command, replications, verdict, simulated_seconds, warmup_seconds,
          events, fingerprint, wall_seconds, machine, result, epoch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, key, state, summary.storedSeconds, summary.scenario, summary.file, summary.topology,
        summary.digest, String(summary.seed), summary.toolVersion, summary.options,
        summary.command, summary.replications, summary.verdict.rawValue,
        run.result?.simulatedSeconds, run.result?.warmupSeconds,
        run.result.map { Int64(clamping: $0.events) }, summary.fingerprint, summary.wallSeconds,
        machine, run.result.map { ResultDocument.compactJSON($0) },
        run.result.map { _ in RunsDocument.epoch(of: run) },
      ])
    return db.lastInsertedRowID
  }

  private static func insert(
    _ replication: ReplicationFigures, of run: Int64, _ db: Database
  ) throws {
    let violations = String(
      decoding: try JSONEncoder().encode(replication.violations), as: UTF8.self)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO replications (run, number, seed, events, wall_seconds, violations)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      run, replication.number, String(replication.seed), Int64(clamping: replication.events),
      replication.wallSeconds, violations,
    ])
  }

  private static func insert(
    figure row: ExportRow, of run: Int64, _ names: inout NameTable, _ db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO metrics (run, replication, name, value, low, high) VALUES (?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      run, row.replication, try names.serial(of: row, db), finite(row.value), finite(row.low),
      finite(row.high),
    ])
  }

  private static func insert(
    series row: ExportRow, of run: Int64, _ names: inout NameTable, _ db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO series (run, replication, name, t, value, low, high)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      run, row.replication, try names.serial(of: row, db), row.seconds ?? 0, finite(row.value),
      finite(row.low), finite(row.high),
    ])
  }

  private static func insert(
    _ objective: ObjectiveResult, _ number: Int, of run: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO objectives (run, number, expression, value, "limit", unit, passed, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, number, objective.expression, finite(objective.value), objective.limit,
        objective.unit, objective.passed ? 1 : 0, objective.line,
      ])
  }

  private static func insert(
    _ tier: TierResult, _ number: Int, of run: Int64, _ db: Database
  ) throws {
    let counts = [
      tier.offered, tier.served, tier.rejected.values.reduce(0, +),
      tier.failed.values.reduce(0, +),
    ].map { Int64(clamping: $0) }
    let times = tier.sojournMilliseconds
    try db.execute(
      sql: """
        INSERT INTO tiers (run, number, tier, operation, nodes, servers, offered, served, rejected,
          failed, offered_per_second, offered_peak, answered_per_second, utilization, busiest_node,
          queue_mean, queue_max, wait_p99_ms, p50_ms, p95_ms, p99_ms, p999_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, number, tier.name, tier.operation, tier.nodes, tier.servers, counts[0], counts[1],
        counts[2], counts[3], tier.offeredPerSecond.mean, tier.offeredPerSecond.peak,
        tier.answeredPerSecond.mean, tier.utilization.mean, tier.utilization.maxNode,
        tier.queueLength.mean, tier.queueLength.max, tier.waitMilliseconds.p99, times.p50,
        times.p95, times.p99, times.p999,
      ])
  }

  /// SQLite has no number for what is not finite.
  private static func finite(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite ? $0 : nil }
  }
}
