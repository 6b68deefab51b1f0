import Foundation
import TestSupport
import Testing

/// What `capacity`, `compare` and `sweep` refuse before they run anything, and how they say it.
@Suite struct `A study that cannot be made` {
  private func hongbao(
    _ words: [String], _ bench: RunWorkbench, environment: [String: String] = [:]
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: bench.folder.root, environment: environment).run()
  }

  /// The place and the caret of the first diagnostic: `--variant:1:5`, and what stands above the
  /// carets.
  private func pointed(_ error: String) -> (place: String, text: String) {
    let lines = error.split(separator: "\n").map(String.init)
    let place = lines.first { $0.contains("--> ") }?.split(separator: "> ").last.map(String.init)
    guard let row = lines.firstIndex(where: { $0.hasPrefix("  | ") && $0.contains("^") }),
      row > 0
    else { return (place ?? "", "") }
    let carets = Array(lines[row])
    let source = Array(lines[row - 1])
    let marked = carets.indices.filter { carets[$0] == "^" && $0 < source.count }
    return (place ?? "", String(marked.map { source[$0] }))
  }

  @Test(arguments: [
    ("six:tiers.cash.nodes=6", "--variant:1:11", "cash"),
    ("six:tiers.cache.nodes=6,tiers.gateway.nodez=2", "--variant:1:39", "nodez"),
    ("six:tiers.cache.nodes=six", "--variant:1:23", "six"),
    ("w:tiers.cache.service=1ms, tiers.cache.queue=-1", "--variant:1:46", "-1"),
  ])
  func `a mistake in a variant is shown where it was typed`(
    _ variant: String, _ place: String, _ text: String
  ) throws {
    let bench = try RunWorkbench()
    let end = try hongbao(["compare", "tiny.yaml", "--variant", variant], bench)
    #expect(end.status == 65)
    let found = pointed(end.error)
    #expect(found.place == place && found.text == text, "\(end.error)")
    #expect(end.error.contains("1 | \(variant)"), "\(end.error)")
  }

  @Test(arguments: [
    ("tiers.cash.nodes=1..3/1", "--vary:1:7", "cash"),
    ("tiers.cache.nodes=2,x,3", "--vary:1:21", "x"),
    ("tiers.cache.nodes=0..2/1", "--vary:1:19", "0"),
    ("tiers.cache.service=1ms, 2", "--vary:1:26", "2"),
  ])
  func `a mistake in what a sweep varies is shown where it was typed`(
    _ vary: String, _ place: String, _ text: String
  ) throws {
    let bench = try RunWorkbench()
    let end = try hongbao(["sweep", "tiny.yaml", "--vary", vary, "--replications", "1"], bench)
    #expect(end.status == 65)
    let found = pointed(end.error)
    #expect(found.place == place && found.text == text, "\(end.error)")
    #expect(end.error.contains("1 | \(vary)"), "\(end.error)")
  }

  @Test(arguments: ["0s", "-1s", "99ms", "25h", "0.0s"])
  func `a window that is no window is a wrong use that says which ones are`(
    _ window: String
  ) throws {
    let bench = try RunWorkbench()
    for option in ["--point-window", "--point-warmup"] {
      let end = try hongbao(["capacity", "tiny.yaml", option, window], bench)
      #expect(end.status == 64)
      #expect(
        end.error.contains("\(option) must be 100ms to 1d of simulated time, got '\(window)'; "),
        "\(end.error)")
    }
  }

  @Test(arguments: [
    ["compare", "tiny.yaml", "--variant", "more:tiers.gateway.nodes=1000000"],
    ["sweep", "tiny.yaml", "--vary", "tiers.gateway.nodes=2,1000000", "--replications", "1"],
    ["capacity", "tiny.yaml", "--set", "tiers.gateway.nodes=1000000"],
  ])
  func `more than the memory is refused before anything is built`(_ words: [String]) throws {
    let bench = try RunWorkbench()
    let end = try hongbao(words, bench, environment: ["HONGBAO_MEMORY": "256MiB"])
    #expect(end.status == 69, "\(end.error)")
    #expect(end.error.contains("error[M0002]: "))
    #expect(end.error.contains("of memory, more than 205 MiB"), "\(end.error)")
    #expect(end.error.contains("--force runs it"))
  }

  /// Nobody refuses anything, and everybody is in the first tier for three seconds: the search
  /// comes to loads that hold ever more requests in memory.
  private static let roomy = """
    version: 1
    name: Roomy
    duration: 10s
    warmup: 4s
    tiers:
      gateway: {operation: relay, nodes: 1, servers: unbounded, service: constant(3s)}
      server: {operation: relay, nodes: 4000, servers: 8, service: constant(1ms)}
    flow: {claim: [gateway, server]}
    network: {same zone: constant(100us)}
    objectives: [p99(claim) < 10s]
    populations:
      users: {requests: {kind: claim, rate: 500/s}}

    """

  @Test func `a point that the search comes to must fit into the memory, too`() throws {
    let bench = try RunWorkbench(Self.roomy)
    let words = [
      "capacity", "tiny.yaml", "--point-warmup", "4s", "--point-window", "1s", "--replications",
      "3", "--precision", "50%", "--no-progress", "--threads", "2",
    ]
    let end = try hongbao(words, bench, environment: ["HONGBAO_MEMORY": "128MiB"])
    #expect(end.status == 69, "\(end.error)")
    #expect(end.error.contains("error[M0002]: the point `load "), "\(end.error)")
    #expect(end.error.contains("note: the points that are done are kept"), "\(end.error)")
    let folder = try #require(bench.names("results/roomy").first)
    #expect(!bench.names("results/roomy/\(folder)/points").isEmpty)
  }

  @Test func `what is small enough, or forced, is run`() throws {
    let bench = try RunWorkbench()
    let words = [
      "compare", "tiny.yaml", "--variant", "more:tiers.gateway.nodes=100000", "--replications",
      "2", "--threads", "1", "--quiet",
    ]
    let small = try hongbao(words, bench, environment: ["HONGBAO_MEMORY": "64MiB"])
    #expect(small.status == 69, "\(small.error)")
    let forced = try hongbao(words + ["--force"], bench, environment: ["HONGBAO_MEMORY": "64MiB"])
    #expect(forced.status == 0, "\(forced.error)")
    let large = try hongbao(words, bench, environment: ["HONGBAO_MEMORY": "2GiB"])
    #expect(large.status == 0, "\(large.error)")
  }
}
