import Foundation
import TestSupport
import Testing

/// `--slice`, by the built program.
@Suite struct `hongbao run with a slice` {
  @Test func `a slice has a folder and a command of its own`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--slice", "1s-1500ms", "--slice-warmup", "250ms")
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("Tiny test, 1s to 1500ms"))
    let run = try bench.onlyRun()
    #expect(run.wholeMatch(of: /results\/tiny-test-1s-to-1500ms\/seed-1-[0-9a-f]{8}/) != nil)
    let result = try JSONDocument(try bench.text("\(run)/result.json"))
    #expect(result["simulated_seconds"]?.number == 0.75)
    #expect(result["warmup_seconds"]?.number == 0.25)
    let description = try #require(result["scenario"]?["description"]?.string)
    #expect(description.contains("A slice of 2s: from 1s to 1500ms, after a warm-up of 250ms."))
    let record = try JSONDocument(try bench.text("\(run)/run.json"))
    #expect(
      record["command"]?.string?.hasSuffix("--slice 1s-1500ms --slice-warmup 250ms") == true)
  }

  @Test func `a slice outside the run is an error with its place`() throws {
    let end = try RunWorkbench().run("--slice", "1s-3s")
    #expect(end.status == 65)
    #expect(end.error.contains("error[S0416]: the slice ends at 3s"))
    #expect(end.error.contains("--slice:1:4"))
    #expect(end.output.isEmpty)
  }

  @Test func `a clock time needs a start`() throws {
    let end = try RunWorkbench().run("--slice", "00:00-00:10")
    #expect(end.status == 65)
    #expect(end.error.contains("error[S0417]"))
  }

  @Test(arguments: [
    ["--slice", "2s-1s"], ["--slice", "midnight"], ["--slice-warmup", "1s"],
    ["--slice", "0s-1s", "--slice-warmup", "5"],
  ])
  func `what is no slice is a wrong use`(_ words: [String]) throws {
    let end = try RunWorkbench().run(words)
    #expect(end.status == 64, "\(end.error)")
    #expect(end.error.contains("--slice"))
  }
}
