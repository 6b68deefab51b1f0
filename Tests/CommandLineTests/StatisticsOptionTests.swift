import Foundation
import TestSupport
import Testing

/// Replications, precision and percentile files, by the built program.
@Suite struct `hongbao run with statistics` {
  @Test func `replications give the same bytes on any number of threads`() throws {
    var texts: Set<String> = []
    for threads in ["1", "2", "4"] {
      let bench = try RunWorkbench()
      let end = try bench.run("--replications", "5", "--threads", threads, "--quiet")
      #expect(end.status == 0, "\(end.error)")
      #expect(end.output.contains("HOW SURE"))
      let run = try bench.onlyRun()
      #expect(run.contains("seed-1x5-"))
      texts.insert(try bench.text("\(run)/result.json"))
    }
    #expect(texts.count == 1)
  }

  @Test func `a precision out of reach is said, and is an error if that was asked for`() throws {
    let words = [
      "--precision", "0.01%", "--metric", "requests.claim.latency_ms.mean",
      "--min-replications", "3", "--max-replications", "4",
    ]
    let told = try RunWorkbench().run(words)
    #expect(told.status == 0)
    #expect(told.error.contains("warning: the precision was not reached"))
    #expect(told.output.contains("NOT reached: requests.claim.latency_ms.mean"))
    let failed = try RunWorkbench().run(words + ["--require-precision"])
    #expect(failed.status == 75)
    #expect(failed.error.contains("error: the precision was not reached"))
  }

  @Test func `an unknown metric is refused before anything runs, with the nearest one`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--precision", "2%", "--metric", "requests.claim.latency.p99")
    #expect(end.status == 64)
    #expect(end.output.isEmpty)
    #expect(end.error.contains("`requests.claim.latency.p99`"))
    #expect(end.error.contains("did you mean `requests.claim.latency_ms.p99`?"))
  }

  @Test func `a quantile of a kind is a metric`() throws {
    let end = try RunWorkbench().run(
      "--precision", "99%", "--metric", "requests.claim.latency_ms.p50", "--max-replications", "5",
      "--quiet")
    #expect(end.status == 0, "\(end.error)")
  }

  @Test func `percentile files lie beside the result`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--hgrm", "--quiet")
    #expect(end.status == 0)
    let run = try bench.onlyRun()
    let text = try bench.text("\(run)/requests.claim.latency_ms.hgrm")
    #expect(text.hasPrefix("       Value     Percentile TotalCount 1/(1-Percentile)"))
    #expect(text.contains("#[Max     ="))
  }

  @Test(arguments: [
    ["--replications", "0"], ["--precision", "0%"], ["--precision", "two"],
    ["--replications", "3", "--precision", "2%"], ["--require-precision"],
    ["--metric", "tiers.cache.utilization"], ["--warmup", "10s"], ["--threads", "0"],
    ["--precision", "2%", "--min-replications", "20", "--max-replications", "10"],
    ["--replications", "3", "--resume"], ["--precision", "2%", "--checkpoint", "1s"],
    ["--checkpoint", "0s"], ["--checkpoint", "5"], ["--checkpoint", "often"],
  ])
  func `what makes no sense is refused before anything runs`(words: [String]) throws {
    let end = try RunWorkbench().run(words)
    #expect(end.status == 64, "\(words): \(end.error)")
    #expect(end.error.contains("--"))
  }
}
