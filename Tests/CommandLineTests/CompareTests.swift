import Foundation
import TestSupport
import Testing

/// `hongbao compare` as people and scripts use it.
@Suite struct `Comparing from the command line` {
  private static let slow = "slow:tiers.settlement.service=constant(30ms)"

  /// `hongbao compare …` in the folder of a tiny scenario.
  private func compare(_ bench: RunWorkbench, _ arguments: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(
      ["compare"] + arguments + ["--quiet"], folder: bench.folder.root
    ).run()
  }

  private func metric(_ name: String, in text: String) throws -> JSONDocument {
    let metrics = try JSONDocument(text)["metrics"]?.elements ?? []
    return try #require(metrics.first { $0["name"]?.string == name })
  }

  @Test func `a variant with nothing but another name is equal`() throws {
    let bench = try RunWorkbench()
    let end = try compare(
      bench, "tiny.yaml", "--variant", "copy:name=Another name", "--replications", "3", "--json")
    #expect(end.status == 0, "\(end.error)")
    let document = try JSONDocument(end.output)
    let variants = document["variants"]?.elements ?? []
    #expect(variants.map { $0["name"]?.string } == ["tiny", "copy"])
    #expect(variants.map { $0["outcome"]?.string } == ["baseline", "equal"])
    let metrics = document["metrics"]?.elements ?? []
    #expect(metrics.count > 10)
    for metric in metrics {
      #expect(metric["verdict"]?.string == "no_difference")
      #expect(metric["difference"]?["low"]?.number == 0)
      #expect(metric["difference"]?["high"]?.number == 0)
      #expect(metric["variants"]?.elements.count == 2)
    }
    let changes = document["changes"]?.elements ?? []
    #expect(changes.map { $0["path"]?.string } == ["name"])
  }

  @Test func `a slower settlement is a regression, with status 98 when asked`() throws {
    let bench = try RunWorkbench()
    let arguments = ["tiny.yaml", "--variant", Self.slow, "--replications", "4"]
    let runner = { (more: [String]) in
      try ProcessRunner.hongbao(
        ["compare"] + arguments + more + ["--quiet"], folder: bench.folder.root
      ).run()
    }
    let plain = try runner(["--json"])
    #expect(plain.status == 0, "\(plain.error)")
    let latency = try metric("requests.open.latency_ms.mean", in: plain.output)
    #expect(latency["verdict"]?.string == "worse")
    #expect((latency["difference"]?["low"]?.number ?? 0) > 20)
    let claims = try metric("requests.claim.latency_ms.mean", in: plain.output)
    #expect(claims["verdict"]?.string == "no_difference")
    let failing = try runner(["--fail-on", "regression", "--format", "markdown"])
    #expect(failing.status == 98)
    #expect(failing.output.contains("❌"))
    #expect(failing.output.contains("| slow | tiers.settlement.service | "))
    #expect(failing.error.contains("error: worse: slow: requests.open.latency_ms.mean"))
    let better = try compare(
      bench, "tiny.yaml", "--variant", Self.slow, "--baseline", "slow", "--replications", "4",
      "--fail-on", "regression")
    #expect(better.status == 0, "\(better.error)\(better.output)")
    #expect(better.output.contains("✓ tiny against slow: better"))
  }

  @Test func `the same words give the same bytes on any number of threads`() throws {
    let bench = try RunWorkbench()
    let texts = try ["1", "3"].map { threads in
      try compare(
        bench, "tiny.yaml", "--variant", Self.slow, "--precision", "5%", "--min-replications", "3",
        "--max-replications", "6", "--threads", threads, "--json"
      ).output
    }
    #expect(texts[0] == texts[1])
    let precision = try JSONDocument(texts[0])["precision"]
    #expect(precision?["target"]?.number == 0.05)
  }

  @Test func `five files lie in the folder, the page is whole and loads nothing`() throws {
    let bench = try RunWorkbench()
    let end = try compare(
      bench, "tiny.yaml", "--variant", Self.slow, "--variant", "copy:", "--replications", "3")
    #expect(end.status == 0, "\(end.error)")
    let folders = bench.names("results/comparisons")
    let folder = "results/comparisons/\(try #require(folders.first))"
    #expect(
      bench.names(folder) == [
        "comparison.csv", "comparison.json", "comparison.md", "report.html", "run.json",
      ])
    let page = try bench.text("\(folder)/report.html")
    #expect(page.hasSuffix("</html>\n"))
    #expect(page.contains("tiers.settlement.service"))
    #expect(page.matches(of: try Regex("(src|href)=\"(?!#|data:)[^\"]*\"")).isEmpty)
    #expect(page.utf8.count < 300_000)
    let csv = try bench.text("\(folder)/comparison.csv").split(separator: "\n")
    #expect(csv[0] == "scenario,variant,digest,replication,metric,unit,value")
    #expect(csv.dropFirst().allSatisfy { $0.hasPrefix("Tiny test,") })
    for line in end.output.split(separator: "\n") { #expect(line.count <= 110, "\(line)") }
  }

  @Test func `a saved baseline is compared pair by pair with a later run`() throws {
    let bench = try RunWorkbench()
    let saved = try compare(
      bench, "tiny.yaml", "--save-baseline", "main", "--replications", "4", "--seed", "9")
    #expect(saved.status == 0, "\(saved.error)")
    #expect(bench.names("results/baselines") == ["main.json"])
    let same = try compare(bench, "tiny.yaml", "--baseline", "main", "--json")
    #expect(same.status == 0, "\(same.error)")
    let document = try JSONDocument(same.output)
    #expect(document["seed"]?.number == 9)
    #expect(document["replications"]?.number == 4)
    #expect(document["variants"]?.elements.map { $0["outcome"]?.string } == ["baseline", "equal"])
    let slower = try compare(
      bench, "tiny.yaml", "--baseline", "main", "--set",
      "tiers.settlement.service=constant(30ms)", "--fail-on", "regression", "--json")
    #expect(slower.status == 98)
    #expect(try JSONDocument(slower.output)["method"]?.string == "paired")
  }

  @Test func `stored results are compared without running again`() throws {
    let bench = try RunWorkbench()
    _ = try bench.run("--replications", "5", "--out", "one")
    _ = try bench.run(
      "--replications", "5", "--out", "two", "--set", "tiers.settlement.service=constant(30ms)")
    let end = try compare(
      bench, try bench.onlyRun(in: "one"), "\(try bench.onlyRun(in: "two"))/result.json", "--json")
    #expect(end.status == 0, "\(end.error)")
    #expect(try JSONDocument(end.output)["method"]?.string == "welch")
    let latency = try metric("requests.open.latency_ms.mean", in: end.output)
    #expect(latency["verdict"]?.string == "worse")
  }

  @Test func `a topology is put under the traffic of the first scenario`() throws {
    let bench = try RunWorkbench()
    let text = TinyScenario.text()
    let from = try #require(text.range(of: "tiers:"))
    let to = try #require(text.range(of: "populations:"))
    let cluster = text[from.lowerBound..<to.lowerBound]
      .replacingOccurrences(of: "constant(1ms)", with: "constant(30ms)")
    try bench.folder.write("version: 1\nname: Slow cluster\n" + cluster, to: "slow.yaml")
    let end = try compare(bench, "tiny.yaml", "slow.yaml", "--replications", "4", "--json")
    #expect(end.status == 0, "\(end.error)")
    let changes = try JSONDocument(end.output)["changes"]?.elements ?? []
    #expect(changes.map { $0["path"]?.string } == ["tiers.settlement.service"])
    let latency = try metric("requests.open.latency_ms.mean", in: end.output)
    #expect(latency["verdict"]?.string == "worse")
    let alone = try compare(bench, "slow.yaml", "slow.yaml")
    #expect(alone.status == 65)
    #expect(alone.error.contains("is a topology, and no file has traffic for it"))
    let asVariant = try compare(
      bench, "tiny.yaml", "--variant", "slow:topology=slow.yaml", "--replications", "4", "--json")
    let again = try metric("requests.open.latency_ms.mean", in: asVariant.output)
    #expect(again["difference"]?["mean"]?.number == latency["difference"]?["mean"]?.number)
  }

  @Test func `mistakes are named, and nothing is run`() throws {
    let bench = try RunWorkbench()
    try bench.folder.write("{}", to: "no.json")
    let cases: [(arguments: [String], status: Int32, words: String)] = [
      (["tiny.yaml"], 64, "one file has nothing to be compared with"),
      (["missing.yaml", "tiny.yaml"], 66, "missing.yaml"),
      (["tiny.yaml", "results"], 66, "results"),
      (["tiny.yaml", "no.json"], 65, "neither a result nor a saved baseline"),
      (
        ["tiny.yaml", "--variant", "x:", "--metric", "tiers.cache.utilisation"], 64,
        "did you mean `tiers.cache.utilization`?"
      ),
      (["tiny.yaml", "--variant", "x:duration=3s"], 65, "their figures do not compare"),
      (["tiny.yaml", "--variant", "x:tiers.cache.nods=3"], 65, "nods"),
      (["tiny.yaml", "--variant", "nocolon"], 64, "--variant needs name:path=value"),
      (["tiny.yaml", "--variant", "x:", "--variant", "x:seed=2"], 64, "have the same name"),
      (["tiny.yaml", "--variant", "x:seed=2"], 64, "all variants have the same random numbers"),
      (["tiny.yaml", "--variant", "x:", "--baseline", "gone"], 66, "is called `gone`"),
      (["tiny.yaml", "--variant", "x:", "--noise", "x"], 64, "--noise must be a share"),
      (
        ["tiny.yaml", "--variant", "x:", "--replications", "3", "--precision", "1%"], 64,
        "contradict each other"
      ),
    ]
    for (arguments, status, words) in cases {
      let end = try ProcessRunner.hongbao(
        ["compare"] + arguments, folder: bench.folder.root
      ).run()
      #expect(end.status == status, "\(arguments): \(end.error)")
      #expect(end.error.contains(words), "\(arguments): \(end.error)")
      #expect(end.output.isEmpty)
    }
    #expect(bench.names("results").isEmpty)
  }
}
