import Foundation
import Glibc
import TestSupport
import Testing

/// `hongbao capacity --shard`, by the built program.
@Suite struct `A capacity study in shards` {
  private static let words = [
    "--point-window", "2s", "--replications", "3", "--precision", "10%", "--no-progress",
    "--threads", "1",
  ]

  private func bench() throws -> RunWorkbench {
    // The gateway is full at 1.2 times the load: points take some ten milliseconds.
    let text = TinyScenario.text(sends: "200/s", objective: "p99(claim) < 5s")
    return try RunWorkbench(
      text.replacing("service: constant(100us)", with: "service: constant(2ms)"))
  }

  private func runner(_ bench: RunWorkbench, _ words: [String]) throws -> ProcessRunner {
    try ProcessRunner.hongbao(
      ["capacity", "tiny.yaml"] + Self.words + words, folder: bench.folder.root)
  }

  /// The folder of the one study below `out`.
  private func study(_ bench: RunWorkbench, in out: String = "results") throws -> String {
    let name = bench.names("\(out)/tiny-test").first { $0.hasPrefix("capacity-") }
    return "\(out)/tiny-test/\(try #require(name))"
  }

  /// Expects what one process writes.
  private func expectWhole(_ bench: RunWorkbench) throws {
    let end = try runner(bench, ["--out", "whole", "--quiet"]).run()
    #expect(end.status == 0, "\(end.error)")
    let (one, many) = (try study(bench, in: "whole"), try study(bench))
    #expect(
      bench.names(many) == ["capacity.json", "picture.json", "points", "report.html", "run.json"])
    // Idle hands of shards make points ahead, and not all of them are asked for in the end.
    let points = Set(bench.names("\(many)/points"))
    #expect(points.isSuperset(of: bench.names("\(one)/points")))
    #expect(points.allSatisfy { $0.hasSuffix(".json") })
    for file in ["capacity.json", "picture.json", "report.html"] {
      #expect(try bench.text("\(many)/\(file)") == bench.text("\(one)/\(file)"), "\(file)")
    }
  }

  private func leases(_ bench: RunWorkbench) -> [String] {
    bench.names("results/tiny-test").flatMap { bench.names("results/tiny-test/\($0)/points") }
      .filter { $0.hasSuffix(".lease") }
  }

  @Test func `shards at the same time come to the bytes of one process`() throws {
    let bench = try bench()
    let shards = try (0..<3).map { try runner(bench, ["--shard", "\($0)/3"]).start() }
    let ends = try shards.map { try $0.wait() }
    #expect(ends.map(\.status) == [0, 0, 0], "\(ends.map(\.error))")
    #expect(ends[0].error.contains("report.html") && !ends[0].output.isEmpty)
    for end in ends.dropFirst() {
      #expect(end.output.isEmpty)
      #expect(end.error.contains("shard 0 answers"), "\(end.error)")
    }
    try expectWhole(bench)
    let run = try JSONDocument(bench.text("\(study(bench))/run.json"))
    #expect(run["machine"]?["ranks"]?.number == 3)
  }

  @Test func `every shard ends alike when the plan is not held`() throws {
    let bench = try bench()
    let plan = ["--set", "capacity={plan: 10k/s}", "--require-plan"]
    let shards = try (0..<2).map { try runner(bench, plan + ["--shard", "\($0)/2"]).start() }
    let ends = try shards.map { try $0.wait() }
    #expect(ends.map(\.status) == [99, 99], "\(ends.map(\.error))")
    for end in ends { #expect(end.error.contains("error: the planned peak is not held: ")) }
    #expect(ends[1].output.isEmpty)
  }

  @Test func `a shard without the others makes every point for the answer`() throws {
    let bench = try bench()
    #expect(try runner(bench, ["--shard", "1/2"]).run().status == 0)
    let study = try study(bench)
    #expect(bench.names(study) == ["points"])
    let points = bench.names("\(study)/points")
    let dates = try points.map { try bench.modified("\(study)/points/\($0)") }
    #expect(try runner(bench, ["--quiet"]).run().status == 0)
    #expect(try points.map { try bench.modified("\(study)/points/\($0)") } == dates)
    try expectWhole(bench)
  }

  @Test func `the points of a killed shard are taken over`() throws {
    let bench = try bench()
    var left: [String] = []
    for _ in 0..<20 where left.isEmpty {
      let shard = try runner(bench, ["--shard", "1/2", "--quiet"]).start()
      let deadline = ContinuousClock.now + .seconds(10)
      while leases(bench).isEmpty, ContinuousClock.now < deadline { usleep(500) }
      shard.send(SIGKILL)
      _ = try shard.wait()
      left = leases(bench)
    }
    #expect(left.count == 1)
    let end = try runner(bench, ["--shard", "0/2", "--quiet"]).run()
    #expect(end.status == 0, "\(end.error)")
    #expect(leases(bench).isEmpty)
    try expectWhole(bench)
  }

  @Test func `a shard that is told to stop lets go, and the same command goes on`() throws {
    let bench = try bench()
    let shard = try runner(bench, ["--shard", "1/2"]).start()
    let deadline = ContinuousClock.now + .seconds(10)
    while leases(bench).isEmpty, ContinuousClock.now < deadline { usleep(500) }
    shard.send(SIGTERM)
    let end = try shard.wait()
    #expect(end.status == 143 && end.error.contains("the points are kept"), "\(end.error)")
    #expect(leases(bench).isEmpty)
    #expect(try runner(bench, ["--shard", "1/2", "--quiet"]).run().status == 0)
    #expect(try runner(bench, ["--shard", "0/2", "--quiet"]).run().status == 0)
    try expectWhole(bench)
  }

  @Test(arguments: ["2/2", "1", "-1/2", "a/b", "0/0", ""])
  func `what is no shard is a wrong use`(_ shard: String) throws {
    let bench = try bench()
    let end = try runner(bench, ["--shard", shard]).run()
    #expect(end.status == 64)
    #expect(end.error.contains("--shard must be i/n"), "\(end.error)")
    #expect(bench.names("results").isEmpty)
  }
}
