import GRDB

/// The layout of the database and how older ones become it; `docs/store.md` describes it.
///
/// A migration that was released is never changed: a new layout is a new migration.
package enum StoreSchema {
  /// `HBao`: tells our databases from those of other programs (`PRAGMA application_id`).
  package static let applicationID = 0x4842_616F

  /// The migrations in order.
  package static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs and their figures") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: tables)
    }
    migrator.registerMigration("2 tiers and epochs") { db in try db.execute(sql: tiers) }
    migrator.registerMigration("3 views") { db in try db.execute(sql: views) }
    return migrator
  }

  private static let tables = """
    CREATE TABLE runs (
      serial INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      key TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('done', 'partial')),
      stored_seconds INTEGER NOT NULL,
      scenario TEXT NOT NULL,
      file TEXT NOT NULL,
      topology TEXT NOT NULL,
      digest TEXT NOT NULL,
      seed TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      options TEXT NOT NULL,
      command TEXT NOT NULL,
      replications INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      simulated_seconds REAL,
      warmup_seconds REAL,
      events INTEGER,
      fingerprint TEXT,
      wall_seconds REAL,
      machine TEXT,
      result TEXT,
      UNIQUE (key, state)
    ) STRICT;

    CREATE TABLE names (
      serial INTEGER PRIMARY KEY,
      tier TEXT NOT NULL,
      metric TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (tier, metric, unit)
    ) STRICT;

    CREATE TABLE replications (
      run INTEGER NOT NULL REFERENCES runs (serial) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      seed TEXT NOT NULL,
      events INTEGER NOT NULL,
      wall_seconds REAL NOT NULL,
      violations TEXT NOT NULL,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE metrics (
      run INTEGER NOT NULL REFERENCES runs (serial) ON DELETE CASCADE,
      replication INTEGER,
      name INTEGER NOT NULL REFERENCES names (serial),
      value REAL,
      low REAL,
      high REAL
    ) STRICT;
    CREATE INDEX metrics_of_run ON metrics (run, replication);

    CREATE TABLE series (
      run INTEGER NOT NULL REFERENCES runs (serial) ON DELETE CASCADE,
      replication INTEGER,
      name INTEGER NOT NULL REFERENCES names (serial),
      t REAL NOT NULL,
      value REAL,
      low REAL,
      high REAL
    ) STRICT;
    CREATE INDEX series_of_run ON series (run, name);

    CREATE TABLE objectives (
      run INTEGER NOT NULL REFERENCES runs (serial) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      expression TEXT NOT NULL,
      value REAL,
      "limit" REAL NOT NULL,
      unit TEXT NOT NULL,
      passed INTEGER NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;
    """

  private static let tiers = """
    ALTER TABLE runs ADD COLUMN epoch REAL;

    CREATE TABLE tiers (
      run INTEGER NOT NULL REFERENCES runs (serial) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      tier TEXT NOT NULL,
      operation TEXT NOT NULL,
      nodes INTEGER NOT NULL,
      servers INTEGER NOT NULL,
      offered INTEGER NOT NULL,
      served INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      offered_per_second REAL NOT NULL,
      offered_peak REAL NOT NULL,
      answered_per_second REAL NOT NULL,
      utilization REAL NOT NULL,
      busiest_node REAL NOT NULL,
      queue_mean REAL NOT NULL,
      queue_max REAL NOT NULL,
      wait_p99_ms REAL,
      p50_ms REAL,
      p95_ms REAL,
      p99_ms REAL,
      p999_ms REAL,
      PRIMARY KEY (run, number)
    ) STRICT, WITHOUT ROWID;
    """

  private static let views = """
    CREATE VIEW v_run AS
    SELECT id AS run_id, state, datetime(stored_seconds, 'unixepoch') AS stored_at, scenario, file,
      topology, digest, seed, tool_version, options, command, replications, verdict,
      simulated_seconds, warmup_seconds, events, fingerprint, wall_seconds,
      coalesce(epoch, stored_seconds) AS epoch
    FROM runs;

    CREATE VIEW v_tier AS
    SELECT runs.id AS run_id, runs.scenario, runs.topology, tiers.tier, tiers.operation,
      tiers.nodes, tiers.servers, tiers.offered, tiers.served, tiers.rejected, tiers.failed,
      tiers.offered_per_second, tiers.offered_peak, tiers.answered_per_second, tiers.utilization,
      tiers.busiest_node, tiers.queue_mean, tiers.queue_max, tiers.wait_p99_ms, tiers.p50_ms,
      tiers.p95_ms, tiers.p99_ms, tiers.p999_ms
    FROM tiers JOIN runs ON runs.serial = tiers.run;

    CREATE VIEW v_metric AS
    SELECT runs.id AS run_id, runs.scenario, runs.topology, metrics.replication,
      nullif(names.tier, '') AS tier, names.metric, names.unit, metrics.value, metrics.low,
      metrics.high
    FROM metrics
      JOIN runs ON runs.serial = metrics.run
      JOIN names ON names.serial = metrics.name;

    CREATE VIEW v_series AS
    SELECT runs.id AS run_id, runs.scenario, runs.topology, series.replication,
      nullif(names.tier, '') AS tier, names.metric, names.unit, series.t,
      coalesce(runs.epoch, runs.stored_seconds) + series.t AS time, series.value, series.low,
      series.high
    FROM series
      JOIN runs ON runs.serial = series.run
      JOIN names ON names.serial = series.name;

    CREATE VIEW v_objective AS
    SELECT runs.id AS run_id, runs.scenario, runs.topology, objectives.expression,
      objectives.value, objectives."limit", objectives.unit, objectives.passed, objectives.line
    FROM objectives JOIN runs ON runs.serial = objectives.run;
    """
}
