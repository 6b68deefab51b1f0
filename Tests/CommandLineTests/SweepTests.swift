import Foundation
import Glibc
import TestSupport
import Testing

/// `hongbao sweep` as people and scripts use it.
@Suite struct `Sweeping from the command line` {
  private static let grid = [
    "sweep", "tiny.yaml", "--vary", "tiers.settlement.nodes=1..3/1", "--vary", "load=0.5,1,2",
    "--replications", "2",
  ]

  private func runner(_ bench: RunWorkbench, _ arguments: [String]) throws -> ProcessRunner {
    try ProcessRunner.hongbao(arguments, folder: bench.folder.root)
  }

  private func folder(_ bench: RunWorkbench, _ out: String = "results") throws -> String {
    "\(out)/sweeps/\(try #require(bench.names("\(out)/sweeps").first))"
  }

  @Test func `every row of the table names scenario, point, replication, metric and unit`() throws {
    let bench = try RunWorkbench()
    let end = try runner(bench, Self.grid + ["--format", "csv"]).run()
    #expect(end.status == 0, "\(end.error)")
    let lines = end.output.split(separator: "\n")
    #expect(
      lines.first
        == "scenario,digest,point,tiers.settlement.nodes,load,replication,metric,unit,value")
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.allSatisfy { $0.count == 9 && $0[0] == "Tiny test" && !$0[6].isEmpty })
    #expect(Set(rows.map { "\($0[2]) \($0[3]) \($0[4])" }).count == 9)
    #expect(Set(rows.map { $0[5] }) == ["0", "1"])
    let page = try bench.text("\(try folder(bench))/report.html")
    #expect(page.contains("id=\"map-") && page.hasSuffix("</html>\n"))
    let json = try JSONDocument(try bench.text("\(try folder(bench))/sweep.json"))
    #expect(json["points"]?.elements.count == 9)
    // Twice the load on the same cluster is twice the claims.
    func offered(_ point: Int) -> Double {
      let metrics = json["points"]?.elements[point]["metrics"]?.elements ?? []
      return metrics.first { $0["name"]?.string == "tiers.cache.offered_per_second" }?["value"]?
        .number ?? .nan
    }
    #expect(abs(offered(2) / offered(1) - 2) < 0.3)
  }

  @Test func `a killed sweep goes on and comes to the same bytes`() throws {
    let bench = try RunWorkbench()
    let whole = try runner(bench, Self.grid + ["--out", "whole", "--json"]).run()
    #expect(whole.status == 0, "\(whole.error)")
    let start = ContinuousClock.now
    _ = try runner(bench, Self.grid + ["--out", "probe", "--json"]).run()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    for moment in 1...6 {
      let process = try runner(bench, Self.grid + ["--json", "--threads", "1"]).start()
      usleep(UInt32(seconds * 1e6 * Double(moment) / 8))
      process.send(SIGKILL)
      _ = try process.wait()
    }
    let points = "\(try folder(bench))/points"
    let kept = bench.names(points).filter { $0.hasSuffix(".bin") }
    let times = try kept.map { try bench.modified("\(points)/\($0)") }
    let end = try runner(bench, Self.grid + ["--json"]).run()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output == whole.output)
    // What was done is not done again.
    #expect(try kept.map { try bench.modified("\(points)/\($0)") } == times)
    #expect(bench.names(points).count == 18)
    #expect(
      try bench.text("\(try folder(bench))/sweep.csv")
        == bench.text("\(try folder(bench, "whole"))/sweep.csv"))
  }

  @Test func `shards do parts, and the whole needs no more running`() throws {
    let bench = try RunWorkbench()
    let whole = try runner(bench, Self.grid + ["--out", "whole", "--json"]).run()
    for shard in ["0/2", "1/2"] {
      let end = try runner(bench, Self.grid + ["--shard", shard]).run()
      #expect(end.status == 0, "\(end.error)")
      #expect(end.output.isEmpty)
    }
    let end = try runner(bench, Self.grid + ["--json"]).run()
    #expect(end.error.contains("18 of 18 replications were kept before"))
    #expect(end.output == whole.output)
  }

  @Test func `a damaged point is run again`() throws {
    let bench = try RunWorkbench()
    let whole = try runner(bench, Self.grid + ["--json"]).run()
    let points = "\(try folder(bench))/points"
    let victim = try #require(bench.names(points).first)
    try bench.folder.write("damaged", to: "\(points)/\(victim)")
    let end = try runner(bench, Self.grid + ["--json"]).run()
    #expect(end.error.contains("17 of 18 replications were kept before"))
    #expect(end.output == whole.output)
  }

  @Test func `one value has a line, and a Latin hypercube has its points`() throws {
    let bench = try RunWorkbench()
    let line = try runner(
      bench, ["sweep", "tiny.yaml", "--vary", "load=0.5..1.5/0.5", "--replications", "2"]
    ).run()
    #expect(line.status == 0, "\(line.error)")
    #expect(line.output.contains("3 points (grid), 2 replications each"))
    #expect(try bench.text("\(try folder(bench))/report.html").contains("id=\"line-"))
    let words = [
      "sweep", "tiny.yaml", "--vary", "load=0.5..1.5", "--vary", "tiers.settlement.servers=2..9",
      "--latin", "4", "--replications", "1", "--json", "--out", "latin",
    ]
    let end = try runner(bench, words).run()
    #expect(end.status == 0, "\(end.error)")
    let points = try JSONDocument(end.output)["points"]?.elements ?? []
    #expect(Set(points.map { $0["settings"]?.elements[0].string ?? "" }).count == 4)
  }

  @Test func `mistakes are named, and nothing is run`() throws {
    let bench = try RunWorkbench()
    let cases: [(arguments: [String], status: Int32, words: String)] = [
      ([], 64, "a sweep needs --vary"), (["--vary", "load=2..1/1"], 64, "goes nowhere"),
      (["--vary", "load=1..2"], 64, "has no step"), (["--vary", "load"], 64, "is no path=values"),
      (["--vary", "load=1,2", "--vary", "load=3,4"], 64, "twice"),
      (["--vary", "tiers.cache.nods=1,2"], 65, "nods"),
      (["--vary", "load=1,2", "--metric", "tiers.cache.utilisation"], 64, "did you mean"),
      (["--vary", "load=1,2", "--latin", "1"], 64, "--latin must be"),
    ]
    for (arguments, status, words) in cases {
      let end = try runner(bench, ["sweep", "tiny.yaml"] + arguments).run()
      #expect(end.status == status, "\(arguments): \(end.error)")
      #expect(end.error.contains(words), "\(arguments): \(end.error)")
    }
    #expect(bench.names("results").isEmpty)
  }
}
