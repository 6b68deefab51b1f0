import Foundation
import TestSupport
import Testing

/// Objectives with `abort`, by the built program as a user meets them.
@Suite struct `A run that an objective ends` {
  /// The settlement can do eight opens a second; nobody waits 300 ms.
  private static let text = TinyScenario.text(
    objective: "{objective: p99(open) < 300ms, abort: true, grace: 200ms}"
  )
  .replacing("duration: 2s", with: "duration: 8s")
  .replacing("service: constant(1ms)", with: "service: constant(1s)")

  private func bench() throws -> RunWorkbench { try RunWorkbench(Self.text) }

  @Test func `is status 99, whole, and marked in every format`() throws {
    let bench = try bench()
    let end = try bench.run("--no-progress", "--junit", "junit.xml", "--summary", "summary.md")
    #expect(end.status == 99, "\(end.error)")
    #expect(end.error.contains("error: ended early: at "), "\(end.error)")
    #expect(end.error.contains("error: objective failed: p99(open) < 300ms"))
    #expect(!end.error.contains("checkpoint") && !end.error.contains("partial"))
    #expect(end.output.contains("Ended early (at "), "\(end.output)")
    #expect(end.output.contains("ended the run at "))
    let path = try bench.onlyRun()
    #expect(!path.hasSuffix(".partial"))
    #expect(
      bench.names(path) == ["report.html", "result.json", "run.json", "series.csv"])
    let result = try JSONDocument(bench.text("\(path)/result.json"))
    let early = try #require(result["ended_early"])
    #expect(early["objective"]?.string == "p99(open) < 300ms")
    let seconds = try #require(early["reached_seconds"]?.number)
    #expect(seconds >= 0.7 && seconds < 8)
    #expect(early["planned_seconds"]?.number == 8)
    #expect(result["simulated_seconds"]?.number == seconds)
    #expect(try bench.text("\(path)/report.html").contains("ended the run at "))
    #expect(try bench.text("junit.xml").contains("it ended the run at "))
    #expect(try bench.text("summary.md").contains("ended the run at "))
    let runs = try hongbao(["runs", "list"], folder: bench.folder)
    #expect(runs.output.contains("failed"), "\(runs.output)")
  }

  @Test func `has one fingerprint on any number of threads`() throws {
    let bench = try bench()
    let prints = try ["1", "2", "4"].map { threads in
      try JSONDocument(bench.run("--json", "--quiet", "--threads", threads).output)["fingerprint"]?
        .string
    }
    #expect(Set(prints).count == 1 && prints[0] != nil)
  }

  @Test func `ends the study of its replications, and shards come to the same bytes`() throws {
    let bench = try bench()
    let whole = try bench.run("--replications", "4", "--out", "whole", "--quiet")
    #expect(whole.status == 99, "\(whole.error)")
    for shard in ["0/2", "1/2"] {
      let end = try bench.run("--replications", "4", "--shard", shard, "--quiet")
      #expect(end.status == 0, "\(end.error)")
    }
    let merged = try hongbao(
      ["merge", "results", "--out", "merged", "--quiet"], folder: bench.folder)
    #expect(merged.status == 99, "\(merged.error)")
    let one = try bench.onlyRun(in: "whole")
    let two = try bench.onlyRun(in: "merged")
    #expect(
      try bench.text("\(one)/result.json") == bench.text("\(two)/result.json"))
    let result = try JSONDocument(bench.text("\(one)/result.json"))
    #expect(result["ended_early"]?["replication"]?.number == 0)
    #expect(result["ended_early"]?["planned_replications"]?.number == 4)
  }

  @Test func `is none where a comparison judges whole runs`() throws {
    let bench = try bench()
    let end = try hongbao(
      [
        "compare", "tiny.yaml", "--variant", "fast:tiers.settlement.service=1ms",
        "--replications", "2", "--json", "--quiet",
      ], folder: bench.folder)
    #expect(end.status == 0, "\(end.error)")
    #expect(try JSONDocument(end.output)["simulated_seconds"]?.number == 8)
  }

  private func hongbao(_ words: [String], folder: TemporaryFolder) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: folder.root).run()
  }
}
