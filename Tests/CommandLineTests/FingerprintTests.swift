import Foundation
import TestSupport
import Testing

@Suite struct `hongbao run with a fingerprint alone` {
  private func fingerprint(_ bench: RunWorkbench) throws -> String {
    let run = try bench.onlyRun()
    let result = try JSONDocument(bench.text("\(run)/result.json"))
    return try #require(result["fingerprint"]?.string)
  }

  @Test func `one line like that of sha256sum is all of standard output`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--fingerprint")
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output == "\(try fingerprint(bench))  tiny.yaml\n")
    #expect(end.error.contains("note: wrote results/tiny-test/"))
    let again = try bench.run("--fingerprint", "--threads", "2", "--quiet")
    #expect(again.output == end.output && again.error.isEmpty)
    let other = try bench.run("--fingerprint", "--set", "tiers.cache.nodes=3", "--seed", "2", "-q")
    #expect(other.output.hasSuffix("  tiny.yaml\n") && other.output != end.output)
  }

  @Test func `what the command line repeats of the file or the defaults changes nothing`() throws {
    let bench = try RunWorkbench()
    let plain = try bench.run("--fingerprint", "-q").output
    for words in [
      ["--seed", "1"], ["--set", "tiers.cache.nodes=2"], ["--set", "load=1"],
      ["--seed=1", "--set", "tiers.cache.queue=unbounded"],
    ] {
      let end = try bench.run(["--fingerprint", "-q"] + words)
      #expect(end.output == plain, "\(words) \(end.error)")
    }
    #expect(try bench.run("--fingerprint", "-q", "--seed", "2").output != plain)
  }

  @Test func `replications have the one of their study, also when shards are merged`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--replications", "4", "--fingerprint", "--quiet")
    #expect(end.output == "\(try fingerprint(bench))  tiny.yaml\n", "\(end.error)")
    for shard in ["0/2", "1/2"] {
      #expect(
        try bench.run("--replications", "4", "--shard", shard, "--out", "parts", "-q").status == 0)
    }
    let merged = try ProcessRunner.hongbao(
      ["merge", "parts", "--fingerprint", "--quiet"], folder: bench.folder.root
    ).run()
    #expect(merged.output == end.output, "\(merged.error)")
  }

  @Test func `a failed objective is still an error`() throws {
    let bench = try RunWorkbench(TinyScenario.text(objective: "p99(claim) < 10us"))
    let end = try bench.run("--fingerprint", "--quiet")
    #expect(end.status == 99)
    #expect(end.output == "\(try fingerprint(bench))  tiny.yaml\n")
  }

  @Test func `a preference for a format is no contradiction, a format is one`() throws {
    let bench = try RunWorkbench()
    let preferred = try ProcessRunner.hongbao(
      ["run", "tiny.yaml", "--fingerprint", "-q"], folder: bench.folder.root,
      environment: ["HONGBAO_FORMAT": "json"]
    ).run()
    #expect(preferred.status == 0 && preferred.output.hasSuffix("  tiny.yaml\n"))
    let cases = [
      (["--json"], "--json | jq -r .fingerprint"), (["--format", "csv"], "--format csv"),
      (["--dry-run"], "--dry-run"), (["--replications", "2", "--shard", "0/2"], "hongbao merge"),
    ]
    for (words, message) in cases {
      let end = try bench.run(["--fingerprint"] + words)
      #expect(end.status == 64 && end.output.isEmpty, "\(words)")
      #expect(end.error.contains(message), "\(end.error)")
    }
  }
}
