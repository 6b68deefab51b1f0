import Foundation
import TestSupport
import Testing

@Suite struct `hongbao import` {
  private func hongbao(_ bench: RunWorkbench, _ words: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
  }

  private func rows(_ bench: RunWorkbench, _ out: String, _ more: String...) throws -> String {
    try ProcessRunner.hongbao(
      ["export", "--all", "--as", "csv", "--out", out] + more, folder: bench.folder.root
    ).run().output
  }

  @Test func `a run that is taken in is the run, and twice it is one`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--out", "ci", "--set", "tiers.cache.nodes=3", "-q").status == 0)
    let first = try hongbao(bench, "import", "ci")
    #expect(first.status == 0 && first.error.isEmpty, "\(first.error)")
    let run = try bench.onlyRun(in: "ci")
    let id = try #require(first.output.split(separator: " ").dropFirst(2).first)
    #expect(
      first.output == """
        took in \(id) from \(run)
        results/hongbao.sqlite: 1 taken in, 0 there already

        """)
    let second = try hongbao(bench, "import", run, "ci/", "\(run)/result.json")
    #expect(
      second.output == """
        \(id) is there already: \(run)
        results/hongbao.sqlite: 0 taken in, 1 there already

        """)
    // What its own machine keeps of it and what was taken in are the same.
    #expect(try rows(bench, "results") == rows(bench, "ci"))
    #expect(try rows(bench, "results", "--series") == rows(bench, "ci", "--series"))
    let shown = try hongbao(bench, "runs", "show", String(id), "--json").output
    #expect(try shown == hongbao(bench, "runs", "show", "latest", "--json", "--out", "ci").output)
    #expect(
      try hongbao(bench, "report", String(id)).output == bench.text("\(run)/report.html"))
  }

  @Test func `many folders at once are told as JSON, and the same run from two is one`() throws {
    let bench = try RunWorkbench()
    for (out, seed) in [("a", "1"), ("a", "2"), ("b", "2")] {
      #expect(try bench.run("--out", out, "--seed", seed, "--no-store", "-q").status == 0)
    }
    #expect(try bench.run("--out", "b", "--replications", "3", "--no-store", "-q").status == 0)
    let end = try hongbao(bench, "import", "a", "b", "--json")
    #expect(end.status == 0, "\(end.error)")
    let document = try JSONDocument(end.output)
    #expect(document["schemaVersion"]?.number == 1)
    let states = document["runs"]?.elements.compactMap { $0["state"]?.string } ?? []
    #expect(states.sorted() == ["added", "added", "added", "repeated"])
    let once = try hongbao(bench, "import", "a", "b").output
    #expect(once.contains(" there already, 1 found twice\n"), "\(once)")
    let list = try JSONDocument(hongbao(bench, "runs", "list", "--json").output)
    let runs = list["runs"]?.elements ?? []
    #expect(runs.count == 3)
    #expect(runs.contains { $0["options"]?.string == "--replications 3" })
    // The run itself finds the one that was taken in, and takes its place.
    #expect(try bench.run("--replications", "3", "-q").status == 0)
    let after = try JSONDocument(hongbao(bench, "runs", "list", "--json").output)
    #expect(after["runs"]?.elements.count == 3)
  }

  @Test func `when one is damaged nothing is taken in`() throws {
    let bench = try RunWorkbench()
    for seed in ["1", "2"] {
      #expect(try bench.run("--out", "ci", "--seed", seed, "--no-store", "-q").status == 0)
    }
    let damaged = "ci/tiny-test/\(bench.names("ci/tiny-test")[1])/result.json"
    let text = try bench.text(damaged)
    for (broken, words) in [
      (String(text.prefix(text.count / 2)), "not valid JSON"),
      (text.replacing("\"packets\": ", with: "\"packets\": 1"), "fingerprint"),
      (text.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 2"), "R0002"),
    ] {
      try bench.folder.write(broken, to: damaged)
      let end = try hongbao(bench, "import", "ci")
      #expect(end.status == 65 && end.output.isEmpty)
      #expect(end.error.contains(words), "\(end.error)")
      #expect(end.error.contains("\n  --> \(damaged)"), "\(end.error)")
      #expect(end.error.hasSuffix("error: nothing was taken in\n"), "\(end.error)")
      #expect(bench.names("results").isEmpty)
    }
  }

  @Test func `another result of the same run stays out`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("-q").status == 0)
    // A comment is in a result, and not in what makes a run the same.
    try bench.folder.write(
      TinyScenario.text().replacing("nodes: 2\n", with: "nodes: 2  # measured: last year\n"),
      to: "tiny.yaml")
    #expect(try bench.run("--out", "ci", "--no-store", "-q").status == 0)
    let before = try rows(bench, "results")
    let end = try hongbao(bench, "import", "ci")
    #expect(end.status == 65)
    #expect(end.output == "results/hongbao.sqlite: 0 taken in, 0 there already\n")
    #expect(end.error.hasPrefix("error[R0003]: the run `tiny-test-"), "\(end.error)")
    #expect(try rows(bench, "results") == before)
  }

  @Test func `two results of one run in one import are told, and neither is taken in`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--out", "a", "--no-store", "-q").status == 0)
    try bench.folder.write(
      TinyScenario.text().replacing("nodes: 2\n", with: "nodes: 2  # measured: last year\n"),
      to: "tiny.yaml")
    #expect(try bench.run("--out", "b", "--no-store", "-q").status == 0)
    for folders in [["a", "b"], ["b", "a"]] {
      let end = try hongbao(bench, "import", folders[0], folders[1])
      #expect(end.status == 65 && end.output.isEmpty)
      #expect(end.error.hasPrefix("error[R0003]: `\(folders[0])/tiny-test/"), "\(end.error)")
      #expect(end.error.contains("\n  --> \(folders[1])/tiny-test/"), "\(end.error)")
      #expect(end.error.hasSuffix("error: nothing was taken in\n"), "\(end.error)")
      #expect(bench.names("results").isEmpty)
    }
    #expect(try hongbao(bench, "import", "b").status == 0)
  }

  @Test func `the figures of each replication come along`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--out", "ci", "--replications", "3", "-q").status == 0)
    let run = try bench.onlyRun(in: "ci")
    #expect(try hongbao(bench, "import", run).status == 0)
    let own = try rows(bench, "ci")
    #expect(own.contains(",2,cache,") && own.contains(",0,cache,"))
    #expect(try rows(bench, "results") == own)
    // The same bytes wherever it is made, as the result.
    let file = "\(run)/replications.json"
    let text = try bench.text(file)
    let words = ["--out", "again", "--replications", "3", "--threads", "1", "--no-store", "-q"]
    #expect(try bench.run(words).status == 0)
    #expect(try bench.text("\(try bench.onlyRun(in: "again"))/replications.json") == text)
    // Damaged they are refused; without them the run is taken in all the same.
    let changed = text.replacing("\"events\":", with: "\"events\":1", maxReplacements: 1)
    for broken in [changed, String(text.prefix(text.count / 2))] {
      try bench.folder.write(broken, to: file)
      let end = try hongbao(bench, "import", "ci", "--out", "other")
      #expect(end.status == 65 && end.error.hasPrefix("error[R0001]: "), "\(end.error)")
      #expect(end.error.contains("\n  --> \(file)"), "\(end.error)")
    }
    try FileManager.default.removeItem(atPath: bench.folder.path(file))
    #expect(try hongbao(bench, "import", "ci", "--out", "other").status == 0)
    #expect(try !rows(bench, "other").contains(",2,cache,"))
  }

  @Test func `what is no result is told, and shards are for merge`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--replications", "2", "--shard", "0/2", "-q").status == 0)
    let shards = try hongbao(bench, "import", "results")
    #expect(shards.status == 66 && shards.error.contains("hongbao merge results"))
    for path in ["nothing", "nothing/result.json"] {
      #expect(try hongbao(bench, "import", path).status == 66)
    }
    #expect(try hongbao(bench, "import", "tiny.yaml").status == 65)
    #expect(try hongbao(bench, "import").status == 64)
  }
}
