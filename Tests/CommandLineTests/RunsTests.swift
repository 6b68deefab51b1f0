import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

@Suite struct `hongbao runs` {
  /// `hongbao runs …` in the folder of a bench.
  private func runs(_ bench: RunWorkbench, _ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["runs"] + arguments, folder: bench.folder.root).run()
  }

  /// The ids in the list, the newest first.
  private func ids(_ bench: RunWorkbench) throws -> [String] {
    let list = try JSONDocument(runs(bench, "list", "--format", "json").output)
    return list["runs"]?.elements.compactMap { $0["id"]?.string } ?? []
  }

  private func integrity(_ bench: RunWorkbench) throws -> String? {
    try DatabaseQueue(path: bench.folder.path("results/hongbao.sqlite")).read {
      try String.fetchOne($0, sql: "PRAGMA integrity_check")
    }
  }

  @Test func `a run is kept, listed and shown as it was`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--json")
    #expect(end.status == 0, "\(end.error)")
    let id = try #require(try ids(bench).first)
    #expect(id.wholeMatch(of: /tiny-test-[0-9a-f]{6}/) != nil)
    let next = "`hongbao runs show \(id)` shows it again"
    #expect(end.error.hasSuffix("note: kept as \(id) in results/hongbao.sqlite; \(next)\n"))
    let list = try runs(bench, "list").output.split(separator: "\n")
    #expect(list.count == 2)
    #expect(list[0].hasPrefix("ID ") && list[1].hasPrefix("\(id) "))
    #expect(list[1].contains("Tiny test") && list[1].contains("passed"))
    let shown = try runs(bench, "show", id, "--json")
    #expect(shown.status == 0)
    #expect(shown.output == end.output)
    #expect(try runs(bench, "show", "tiny").output.contains("cache"))
  }

  @Test func `the same run is kept once, another seed beside it, and none without the store`()
    throws
  {
    let bench = try RunWorkbench()
    #expect(try bench.run("--no-store", "--out", "elsewhere").status == 0)
    #expect(bench.names("elsewhere") == ["tiny-test"])
    for arguments in [[], ["--replications", "1"], ["--seed", "1", "--threads", "2"]] {
      #expect(try bench.run(arguments).status == 0)
    }
    #expect(try ids(bench).count == 1)
    #expect(try bench.run("--seed", "2").status == 0)
    #expect(try bench.run("--replications", "3").status == 0)
    #expect(try ids(bench).count == 3)
    #expect(try runs(bench, "list", "--limit", "1").output.split(separator: "\n").count == 2)
    let elsewhere = try ProcessRunner.hongbao(
      ["runs", "list"], folder: bench.folder.root, environment: ["HONGBAO_OUT": "elsewhere"]
    ).run()
    #expect(elsewhere.status == 66 && elsewhere.error.contains("elsewhere/hongbao.sqlite"))
    let none = try runs(bench, "list", "--scenario", "peak")
    #expect(none.status == 0 && none.output.isEmpty)
    #expect(none.error == "note: no such run in results/hongbao.sqlite\n")
  }

  @Test func `shards that are merged are the same run as all at once`() throws {
    let bench = try RunWorkbench()
    for shard in ["0/2", "1/2"] {
      #expect(try bench.run("--replications", "4", "--shard", shard).status == 0)
    }
    let merged = try ProcessRunner.hongbao(["merge", "results"], folder: bench.folder.root).run()
    #expect(merged.status == 0, "\(merged.error)")
    let id = try ids(bench)
    #expect(try bench.run("--replications", "4").status == 0)
    #expect(try ids(bench) == id)
    let rows = try runs(bench, "export", id[0], "--as", "csv").output.split(separator: "\n")
    for number in ["", "0", "1", "2", "3"] {
      #expect(
        rows.contains {
          $0.hasPrefix("\(id[0]),Tiny test,tiny.yaml,\(number),cache,utilization,1,,")
        })
    }
  }

  @Test func `the list is a table for people, for programs and for Markdown`() throws {
    let bench = try RunWorkbench(TinyScenario.text(name: "Tiny, | test"))
    #expect(try bench.run("-q").status == 0)
    let id = try #require(try ids(bench).first)
    let csv = try runs(bench, "list", "--format", "csv").output.split(separator: "\n")
    #expect(csv.count == 2 && csv[0].hasPrefix("id,stored_seconds,scenario,file,topology,digest,"))
    #expect(csv[1].hasPrefix("\(id),") && csv[1].contains(",\"Tiny, | test\",tiny.yaml,"))
    let keys = try JSONDocument(runs(bench, "list", "--json").output)["runs"]?.elements.first?.keys
    #expect(csv[0].split(separator: ",").map(String.init).sorted() == keys)
    let table = try runs(bench, "list", "--format", "markdown").output.split(separator: "\n")
    #expect(table.count == 3 && table[1] == "| --- | --- | --- | --- | ---: | ---: | --- | ---: |")
    #expect(table[2].contains("Tiny, \\| test"))
    let none = try runs(bench, "list", "--scenario", "peak", "--format", "csv")
    #expect(none.output == "\(csv[0])\n" && none.error.isEmpty)
  }

  @Test func `the topology is the file that the scenario names`() throws {
    let text = TinyScenario.text()
    let start = try #require(text.range(of: "tiers:\n"))
    let end = try #require(text.range(of: "populations:\n"))
    let bench = try RunWorkbench(
      text[..<start.lowerBound] + "topology: parts/cluster.yaml\n" + text[end.lowerBound...])
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("parts"), withIntermediateDirectories: true)
    try bench.folder.write(
      "version: 1\n" + String(text[start.lowerBound..<end.lowerBound]), to: "parts/cluster.yaml")
    let run = try bench.run()
    #expect(run.status == 0, "\(run.error)")
    let list = try JSONDocument(runs(bench, "list", "--format", "json").output)
    #expect(list["runs"]?.elements.first?["topology"]?.string == "cluster.yaml")
  }

  @Test func `unknown ids are status 66 with a suggestion, ambiguous ones 64`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--quiet").status == 0)
    #expect(try bench.run("--quiet", "--seed", "2").status == 0)
    let all = try ids(bench)
    let typo = "tyni" + all[0].dropFirst(4)
    let unknown = try runs(bench, "rm", all[1], String(typo), "nothing-like-it")
    #expect(unknown.status == 66)
    #expect(unknown.error.contains("no run `\(typo)`\n  = help: did you mean `\(all[0])`?"))
    #expect(unknown.error.contains("`nothing-like-it`\n  = help: `hongbao runs list` shows"))
    #expect(try ids(bench) == all)
    let ambiguous = try runs(bench, "show", "tiny")
    #expect(ambiguous.status == 64)
    #expect(ambiguous.error.hasPrefix("error: 2 runs begin with `tiny`\n"))
    let word = try runs(bench, "lits")
    #expect(word.status == 64 && word.error.contains("did you mean `list`?"))
  }

  @Test func `a removed run is named, and its folder stays`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--quiet").status == 0)
    #expect(try bench.run("--quiet", "--seed", "2").status == 0)
    let all = try ids(bench)
    let removed = try runs(bench, "rm", all[0])
    #expect(removed.status == 0 && removed.output == "removed \(all[0])\n")
    #expect(try ids(bench) == [all[1]])
    #expect(bench.names("results/tiny-test").count == 2)
  }

  @Test func `a database that cannot be used warns a run and ends runs with 74`() throws {
    let bench = try RunWorkbench()
    #expect(try runs(bench, "list").status == 66)
    #expect(bench.names("results").isEmpty)
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("results"), withIntermediateDirectories: true)
    try bench.folder.write(
      String(repeating: "no database\n", count: 100), to: "results/hongbao.sqlite")
    let end = try bench.run()
    #expect(end.status == 0)
    #expect(
      end.error.contains(
        """
        warning[D0001]: the run is not kept in the database: the file is no database
          --> results/hongbao.sqlite
          = help: the files of the run are written; --no-store leaves the database out
          = help: move the file away, or name another folder with --out
        """))
    #expect(bench.names(try bench.onlyRun()).count == 4)
    for arguments in [["list"], ["show", "x"], ["rm", "x"], ["export", "x", "--as", "csv"]] {
      let refused = try ProcessRunner.hongbao(
        ["runs"] + arguments, folder: bench.folder.root
      ).run()
      #expect(refused.status == 74)
      #expect(refused.error.hasPrefix("error[D0001]: cannot use the database: "))
    }
    let explained = try ProcessRunner.hongbao(["explain", "D0001"]).run()
    #expect(explained.status == 0)
  }

  @Test func `a database that is locked for long warns a run`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--quiet").status == 0)
    let queue = try DatabaseQueue(path: bench.folder.path("results/hongbao.sqlite"))
    try queue.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let end = try bench.run("--seed", "2")
      #expect(end.status == 0)
      #expect(end.error.contains("another process held it for more than 10 s"))
      try db.execute(sql: "ROLLBACK")
    }
    #expect(bench.names("results/tiny-test").count == 2)
  }

  @Test func `several processes at once are all kept, also in a new database`() throws {
    let bench = try RunWorkbench()
    let processes = try (1...4).map { try bench.runner("--seed", "\($0)").start() }
    for process in processes {
      let end = try process.wait()
      #expect(end.status == 0)
      #expect(!end.error.contains("warning"), "\(end.error)")
    }
    #expect(try ids(bench).count == 4)
    #expect(try integrity(bench) == "ok")
  }

  @Test func `a kill at any moment leaves a database that opens`() throws {
    let bench = try RunWorkbench()
    for moment in 0..<8 {
      let process = try bench.runner("--replications", "400", "--seed", "\(moment)").start()
      usleep(UInt32(300_000 + moment * 250_000))
      process.send(SIGKILL)
      _ = try process.wait()
      let list = try runs(bench, "list")
      #expect([0, 66].contains(list.status), "\(list.error)")
      if list.status == 0 { #expect(try integrity(bench) == "ok") }
    }
    #expect(try bench.run("--quiet").status == 0)
    #expect(try runs(bench, "list").output.contains("passed"))
  }

  @Test func `a study that is stopped leaves its replications, and a rerun takes their place`()
    throws
  {
    let bench = try RunWorkbench(TinyScenario.text(sends: "500/s"))
    let process = try bench.runner("--replications", "5000").start()
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      usleep(100_000)
      if bench.names("results").contains("hongbao.sqlite") { break }
    }
    process.send(SIGINT)
    let end = try process.wait()
    #expect(end.status == 130)
    let id = try #require(try ids(bench).first)
    #expect(id.hasSuffix("-partial"))
    #expect(end.error.contains("replications are kept as \(id)\n"), "\(end.error)")
    #expect(try runs(bench, "list").output.contains(" partial"))
    #expect(try runs(bench, "show", id).status == 66)
    let rows = try runs(bench, "export", id, "--as", "csv").output.split(separator: "\n")
    #expect(rows.count > 100)
    #expect(try bench.run("--replications", "5", "--quiet").status == 0)
    #expect(try ids(bench).count == 2)
  }
}
