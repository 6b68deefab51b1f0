import Foundation
import TestSupport
import Testing

@Suite struct `hongbao run` {
  private static let files = ["report.html", "result.json", "run.json", "series.csv"]

  @Test func `the result is on standard output, and four files in its folder`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("cache"))
    #expect(!end.output.contains("\u{1B}["))
    let run = try bench.onlyRun()
    #expect(run.wholeMatch(of: /results\/tiny-test\/seed-1-[0-9a-f]{8}/) != nil)
    #expect(bench.names(run) == Self.files)
    #expect(end.error.hasPrefix("note: wrote \(run)/report.html\nnote: kept as tiny-test-"))
    #expect(end.error.split(separator: "\n").count == 2)
    for file in Self.files { #expect(try !bench.text("\(run)/\(file)").isEmpty) }
  }

  @Test func `as JSON the contract's keys are there and the books balance`() throws {
    let end = try RunWorkbench().run("--json", "--quiet")
    #expect(end.status == 0)
    #expect(end.error.isEmpty)
    let result = try JSONDocument(end.output)
    let contract = [
      "schemaVersion", "tool", "scenario", "seed", "simulated_seconds", "events", "fingerprint",
      "tiers", "requests", "funnel", "audit", "objectives", "series", "machine",
    ]
    #expect(Set(contract).isSubset(of: result.keys))
    #expect(result["scenario"]?["file"]?.string == "tiny.yaml")
    #expect(result["simulated_seconds"]?.number == 2)
    #expect(result["fingerprint"]?.string?.count == 64)
    let machine = [
      "wall_seconds", "loop_seconds", "claims_per_wall_second", "threads", "ranks",
      "peak_memory_bytes",
    ]
    #expect(Set(machine).isSubset(of: result["machine"]?.keys ?? []))
    #expect(result["machine"]?["peak_memory_bytes"]?.number ?? 0 > 1_000_000)
    #expect(result["audit"]?["violations"]?.elements.count == 0)
    for tier in result["tiers"]?.elements ?? [] {
      let parts = [
        tier["served"]?.number, tier["rejected"]?.sum, tier["failed"]?.sum,
        tier["in_flight_at_end"]?.number,
      ]
      #expect(tier["offered"]?.number == parts.compactMap(\.self).reduce(0, +))
    }
    let cache = result["tiers"]?.elements.first { $0["name"]?.string == "cache" }
    #expect(cache?["kinds"]?["claim"]?["offered"]?.number ?? 0 > 0)
  }

  @Test func `CSV is a table, Markdown has one`() throws {
    let bench = try RunWorkbench()
    let rows = try bench.run("--format", "csv").output.split(whereSeparator: \.isNewline)
    #expect(rows.count > 3)
    #expect(rows.first?.contains("tier") == true)
    let markdown = try bench.run("--format", "markdown").output
    #expect(markdown.contains(/\n\|[ :]*-+/))
  }

  @Test func `the same seed gives the same bytes wherever it is made`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--out", "a").status == 0)
    #expect(try bench.run("--out", "b/c", "--threads", "1", "--format", "csv").status == 0)
    let (first, second) = (try bench.onlyRun(in: "a"), try bench.onlyRun(in: "b/c"))
    for file in ["result.json", "series.csv"] {
      #expect(try bench.text("\(first)/\(file)") == bench.text("\(second)/\(file)"))
    }
    let result = try JSONDocument(bench.text("\(first)/result.json"))
    #expect(result["machine"] == nil)
    let record = try JSONDocument(bench.text("\(first)/run.json"))
    #expect(record["command"]?.string == "./hongbao run tiny.yaml --seed 1")
    #expect(record["fingerprint"]?.string == result["fingerprint"]?.string)
    #expect(record["machine"]?["loop_seconds"]?.number ?? 0 > 0)
    #expect(record["date"]?.string?.hasSuffix("Z") == true)
  }

  @Test func `another seed is another result in another folder`() throws {
    let bench = try RunWorkbench()
    let first = try JSONDocument(bench.run("--json").output)
    let second = try JSONDocument(bench.run("--json", "--seed", "2").output)
    let third = try JSONDocument(bench.run("--json", "--set", "seed=2").output)
    #expect(first["fingerprint"]?.string != second["fingerprint"]?.string)
    #expect(second["fingerprint"]?.string == third["fingerprint"]?.string)
    #expect(second["seed"]?.number == 2)
    #expect(bench.names("results/tiny-test").count == 2)
  }

  @Test func `a changed scenario does not overwrite the old one's result`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run().status == 0)
    #expect(try bench.run("--set", "tiers.cache.nodes=3").status == 0)
    #expect(bench.names("results/tiny-test").count == 2)
  }

  @Test func `a rerun replaces the folder, foreign files and all`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run().status == 0)
    let run = try bench.onlyRun()
    try bench.folder.write("mine", to: "\(run)/notes.txt")
    #expect(try bench.run().status == 0)
    #expect(bench.names(run) == Self.files)
    #expect(bench.names("results/tiny-test").count == 1)
  }

  @Test func `a failed objective is status 99, and the result is there`() throws {
    let bench = try RunWorkbench(TinyScenario.text(objective: "p99(claim) < 1us"))
    let end = try bench.run("--json")
    #expect(end.status == 99)
    #expect(end.error.contains("error: objective failed: p99(claim) < 1us"))
    #expect(try JSONDocument(end.output)["objectives"]?.elements.first?["passed"]?.bool == false)
    #expect(bench.names(try bench.onlyRun()) == Self.files)
  }

  @Test func `quiet leaves standard error empty`() throws {
    let end = try RunWorkbench().run("--quiet")
    #expect(end.status == 0)
    #expect(end.error.isEmpty)
    #expect(!end.output.isEmpty)
  }

  @Test func `an unknown path of an override is an invalid scenario`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--set", "tiers.cash.nodes=3")
    #expect(end.status == 65)
    #expect(end.output.isEmpty)
    #expect(end.error.contains("cash"))
    #expect(bench.names("results").isEmpty)
  }

  @Test func `a missing file is status 66`() throws {
    let end = try ProcessRunner.hongbao(["run", "no-such-file.yaml"]).run()
    #expect(end.status == 66)
    #expect(end.output.isEmpty)
    #expect(end.error.contains("no-such-file.yaml"))
  }
}
