import Foundation
import GRDB
import Reports
import ResultTypes
import TestSupport
import Testing

import ResultStore

@Suite struct `The database of runs` {
  private func path(_ folder: TemporaryFolder) -> String { folder.path(ResultStore.fileName) }

  @Test func `what is kept comes back`() throws {
    let folder = try TemporaryFolder()
    var run = KeptRunFixture.run(ResultFixture.flagship(), options: "--replications 2")
    run.summary.id = try ResultStore.writable(at: path(folder)).save(run, stem: "new-year-peak")
    let store = try ResultStore.readable(at: path(folder))
    #expect(run.summary.id.wholeMatch(of: /new-year-peak-[0-9a-f]{6}/) != nil)
    #expect(try store.summaries() == [run.summary])
    #expect(try store.run(run.summary.id) == run)
    #expect(try store.run("no-such-run") == nil)
  }

  @Test func `the same run is replaced, another one is not`() throws {
    let folder = try TemporaryFolder()
    let store = try ResultStore.writable(at: path(folder))
    let run = KeptRunFixture.run()
    let first = try store.save(run, stem: "peak")
    #expect(try store.save(run, stem: "peak") == first)
    var other = run
    other.summary.options = "--replications 2"
    let second = try store.save(other, stem: "peak")
    var third = run
    third.summary.seed = 7
    let ids = Set([first, second, try store.save(third, stem: "peak")])
    #expect(ids.count == 3)
    #expect(try Set(store.ids()) == ids)
    #expect(try store.ids(beginningWith: first) == [first])
    #expect(try store.ids(beginningWith: "peak").count == 3)
  }

  @Test func `runs are found by a part of their name, the newest first`() throws {
    let folder = try TemporaryFolder()
    let store = try ResultStore.writable(at: path(folder))
    for number in 0..<3 {
      var run = KeptRunFixture.run(ResultFixture.tiny(), replications: 1)
      run.summary.seed = UInt64(number)
      run.summary.storedSeconds += Int64(number)
      run.summary.scenario = number == 1 ? "红包 Rush" : "Office"
      _ = try store.save(run, stem: "x")
    }
    #expect(try store.summaries().map(\.seed) == [2, 1, 0])
    #expect(try store.summaries(limit: 2).map(\.seed) == [2, 1])
    #expect(try store.summaries(scenario: "rUSH").map(\.seed) == [1])
    #expect(try store.summaries(scenario: "office", limit: 1).map(\.seed) == [2])
  }

  @Test func `a removed run takes all its rows along`() throws {
    let folder = try TemporaryFolder()
    let store = try ResultStore.writable(at: path(folder))
    let id = try store.save(KeptRunFixture.run(), stem: "peak")
    try store.remove([id])
    try DatabaseQueue(path: path(folder)).read { db in
      for table in ["runs", "replications", "metrics", "series", "objectives", "tiers"] {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
        #expect(count == 0, "\(table)")
      }
    }
  }

  @Test func `replications of a run under way are partial, until the run takes their place`() throws
  {
    let folder = try TemporaryFolder()
    let store = try ResultStore.writable(at: path(folder))
    let run = KeptRunFixture.run(options: "--replications 2")
    var partial = run.summary
    partial.verdict = .partial
    let replications = [1, 0, 1].map { KeptRunFixture.figures($0) }
    var id = ""
    for replication in replications {
      id = try store.keep([replication], of: partial, tiers: ["cache", "gateway"], stem: "peak")
    }
    #expect(id.hasSuffix("-partial"))
    let kept = try #require(try store.run(id))
    #expect(kept.result == nil)
    #expect(kept.summary.verdict == .partial && kept.summary.replications == 2)
    #expect(kept.replications == run.replications)
    #expect(RunsDocument.csv([kept], series: false).split(separator: "\n").count == 21)
    let done = try store.save(run, stem: "peak")
    #expect(try store.ids() == [done])
    #expect(id == done + "-partial")
  }

  @Test func `an older database is brought up to date, and its runs are there`() throws {
    let folder = try TemporaryFolder()
    let old = try DatabaseQueue(path: path(folder))
    try StoreSchema.migrator.migrate(old, upTo: "1 runs and their figures")
    try old.write { db in
      try db.execute(
        sql: """
          INSERT INTO runs (id, key, state, stored_seconds, scenario, file, topology, digest, seed,
            tool_version, options, command, replications, verdict)
          VALUES ('old-1', 'k', 'done', 5, 'Old', 'o.yaml', 'o.yaml', 'd', '1', '0.1.0', '', 'c', 1,
            'passed')
          """)
      #expect(throws: DatabaseError.self) { try db.execute(sql: "SELECT * FROM v_run") }
    }
    try old.close()
    let store = try ResultStore.readable(at: path(folder))
    #expect(try store.summaries().map(\.id) == ["old-1"])
    _ = try store.save(KeptRunFixture.run(), stem: "new")
    try DatabaseQueue(path: path(folder)).read { db in
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM v_run")
      let epoch = try Double.fetchOne(db, sql: "SELECT epoch FROM v_run WHERE run_id = 'old-1'")
      #expect(count == 2 && epoch == 5)
    }
  }

  @Test func `the views have a row a thing, with the columns of docs/store.md`() throws {
    let folder = try TemporaryFolder()
    let run = KeptRunFixture.run(ResultFixture.flagship(seconds: 3))
    _ = try ResultStore.writable(at: path(folder)).save(run, stem: "peak")
    let document = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/store.md"), encoding: .utf8)
    let counts = [
      "v_run": 1, "v_tier": 4, "v_objective": 3, "v_metric": run.figureRows.count,
      "v_series": run.seriesRows.count,
    ]
    try DatabaseQueue(path: path(folder)).read { db in
      for (view, count) in counts {
        let found = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(view)")
        #expect(found == count, "\(view)")
        let row = try #require(try Row.fetchOne(db, sql: "SELECT * FROM \(view)"))
        #expect(document.contains("`\(view)`"))
        for column in row.columnNames { #expect(document.contains("`\(column)`"), "\(column)") }
      }
      let p99 = try Double.fetchOne(db, sql: "SELECT p99_ms FROM v_tier WHERE tier = 'settlement'")
      #expect(p99 == run.result?.tiers[3].sojournMilliseconds.p99)
    }
  }

  @Test func `files that are no database of ours are refused with the reason`() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "no database ", count: 200), to: "text")
    let foreign = folder.path("foreign")
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    let newer = folder.path("newer")
    _ = try ResultStore.writable(at: newer)
    try DatabaseQueue(path: newer).write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')")
    }
    for (file, kind) in [
      (text, StoreFailure.Kind.foreign), (foreign, .foreign), (newer, .newer),
      (folder.root, .noAccess), (folder.path("no/such/folder"), .noAccess),
    ] {
      let failure = #expect(throws: StoreFailure.self) { try ResultStore.writable(at: file) }
      #expect(failure?.kind == kind, "\(file): \(failure?.reason ?? "")")
    }
    let missing = #expect(throws: StoreFailure.self) {
      try ResultStore.readable(at: folder.path("none"))
    }
    #expect(missing?.kind == .missing)
    #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
  }

  @Test func `a full disk is told, and the database is as it was`() throws {
    let folder = try TemporaryFolder()
    let store = try ResultStore.writable(at: path(folder))
    let id = try store.save(KeptRunFixture.run(ResultFixture.tiny(), replications: 1), stem: "a")
    try store.limitPages()
    let failure = #expect(throws: StoreFailure.self) {
      try store.save(KeptRunFixture.run(ResultFixture.flagship()), stem: "b")
    }
    #expect(failure?.kind == .full)
    #expect(try ResultStore.readable(at: path(folder)).ids() == [id])
  }
}
