import Foundation
import TestSupport
import Testing

/// `hongbao run` on the pages that the tool has written.
@Suite struct `A page that is run again` {
  /// Values with all three tags, one of them on a mapping.
  private static let text = TinyScenario.text()
    .replacing(
      "nodes: 2\n    servers: 2",
      with: "nodes: 2    # measured: counted <twice> & \"well\"\n    servers: 2"
    )
    .replacing(
      "service: constant(10us)", with: "service: constant(10us)    # calibrated: to 100k/s"
    )
    .replacing("network:", with: "network:    # measured: by ping, 网络")

  private func hongbao(_ words: [String], _ bench: RunWorkbench) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
  }

  private func rows(_ json: String) throws -> [String] {
    try JSONDocument(json)["assumptions"]?.elements.map { note in
      ["path", "value", "provenance", "source"].map { note[$0]?.string ?? "" }
        .joined(separator: " | ")
    } ?? []
  }

  @Test func `a report keeps the digest, the tags and the sources`() throws {
    let bench = try RunWorkbench(Self.text)
    let first = try bench.run("--json", "--quiet")
    #expect(first.status == 0, "\(first.error)")
    let page = "\(try bench.onlyRun())/report.html"
    let again = try hongbao(["run", page, "--json", "--quiet", "--out", "again"], bench)
    #expect(again.status == 0, "\(again.error)")
    let rows = try rows(first.output)
    #expect(rows.contains { $0.hasSuffix(" | measured | counted <twice> & \"well\"") }, "\(rows)")
    #expect(rows.contains { $0.hasSuffix(" | calibrated | to 100k/s") })
    #expect(rows.contains { $0.hasSuffix(" | measured | by ping, 网络") })
    #expect(try self.rows(again.output) == rows)
    let digests = try [first, again].map { end in
      try JSONDocument(end.output)["scenario"]?["digest"]?.string
    }
    #expect(digests[0] == digests[1])
    // And the report of that once more.
    let second = try bench.onlyRun(in: "again")
    let third = try hongbao(
      ["run", "\(second)/report.html", "--json", "--quiet", "--out", "third"], bench)
    #expect(try self.rows(third.output) == rows)
  }

  @Test func `what the command line changes is noted so`() throws {
    let bench = try RunWorkbench(Self.text)
    let first = try bench.run("--json", "--quiet")
    let page = "\(try bench.onlyRun())/report.html"
    let again = try hongbao(
      [
        "run", page, "--json", "--quiet", "--out", "again", "--set",
        "tiers.cache.service=constant(11us)",
      ], bench)
    let changed = Set(try rows(again.output)).subtracting(try rows(first.output))
    #expect(
      changed == [
        "tiers.cache.service | constant(11us) | assumed | set on the command line"
      ])
    #expect(try rows(again.output).count == rows(first.output).count)
  }

  @Test func `the page of a sweep is run as its scenario, that of a comparison is refused`() throws
  {
    let bench = try RunWorkbench(Self.text)
    let sweep = try hongbao(
      ["sweep", "tiny.yaml", "--vary", "load=1,2", "--replications", "2", "--quiet"], bench)
    #expect(sweep.status == 0, "\(sweep.error)")
    let folder = "results/sweeps/\(try #require(bench.names("results/sweeps").first))"
    let plain = try bench.run("--json", "--quiet")
    let again = try hongbao(["run", "\(folder)/report.html", "--json", "--quiet"], bench)
    #expect(again.status == 0, "\(again.error)")
    let digests = try [plain, again].map { end in
      try JSONDocument(end.output)["scenario"]?["digest"]?.string
    }
    #expect(digests[0] == digests[1])
    #expect(try rows(again.output) == rows(plain.output))

    let compare = try hongbao(
      [
        "compare", "tiny.yaml", "--variant", "one:tiers.cache.nodes=1", "--replications", "2",
        "--quiet",
      ], bench)
    #expect(compare.status == 0, "\(compare.error)")
    let page = try #require(bench.names("results/comparisons").first)
    let refused = try hongbao(["run", "results/comparisons/\(page)/report.html"], bench)
    #expect(refused.status == 65)
    #expect(
      refused.error.contains("error[S0016]: the file is the page of a comparison"),
      "\(refused.error)")
    #expect(refused.error.contains("help: run one of the scenarios"))
  }
}
