import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct `A run that is disturbed` {
  private static let files = ["report.html", "result.json", "run.json", "series.csv"]

  /// Hundreds of millions of events: long enough to be stopped, whatever the machine.
  private func startLongRun(_ bench: RunWorkbench) throws -> RunningProcess {
    let process = try bench.runner("--set", "duration=3000s").start()
    let deadline = ContinuousClock.now + .seconds(60)
    while !process.errorSoFar.contains("simulated"), ContinuousClock.now < deadline {
      usleep(20_000)
    }
    return process
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal stops it, and what there is is kept and called partial`(
    _ signal: Int32, _ status: Int32
  ) throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    let process = try startLongRun(bench)
    process.send(signal)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == status, "\(end.error)")
    #expect(end.error.contains("events/s"))
    #expect(
      end.error.contains(
        /error: stopped by a signal; partial result: stopped at \d+\.\d s of 3000\.0 s simulated/))
    #expect(end.output.contains("Partial (stopped at "))
    let run = try bench.onlyRun()
    #expect(run.hasSuffix(".partial"))
    #expect(bench.names(run) == Self.files)
    let result = try JSONDocument(bench.text("\(run)/result.json"))
    let partial = try #require(result["partial"])
    #expect(partial["planned_seconds"]?.number == 3000)
    let reached = try #require(partial["reached_seconds"]?.number)
    #expect(reached > 0 && reached < 3000)
    #expect(try #require(result["simulated_seconds"]?.number) <= reached)
    #expect(result["audit"]?["violations"]?.elements.isEmpty == true)
    #expect(try bench.text("\(run)/report.html").contains("Partial (stopped at "))
  }

  @Test func `a partial result never takes the place of a whole one`() throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    #expect(try bench.run("--set", "duration=30s").status == 0)
    let whole = try bench.onlyRun()
    let text = try bench.text("\(whole)/result.json")
    #expect(!text.contains("\"partial\""))
    // The same run, stopped: a rate that makes it last.
    let process = try bench.runner("--set", "duration=30s", "--threads", "1").start()
    usleep(700_000)
    process.send(SIGINT)
    _ = try process.wait(timeoutSeconds: 30)
    #expect(try bench.text("\(whole)/result.json") == text)
  }

  @Test func `of several runs the result has those that were done`() throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "500/s"))
    let process = try bench.runner("--replications", "100000", "--threads", "2").start()
    let deadline = ContinuousClock.now + .seconds(60)
    while !process.errorSoFar.contains("replication "), ContinuousClock.now < deadline {
      usleep(20_000)
    }
    process.send(SIGINT)
    let end = try process.wait(timeoutSeconds: 30)
    #expect(end.status == 130, "\(end.error)")
    #expect(end.error.contains("of 100000 replications"))
    let run = try bench.onlyRun()
    #expect(run.contains("/seed-1x100000-") && run.hasSuffix(".partial"))
    let result = try JSONDocument(bench.text("\(run)/result.json"))
    let done = try #require(result["partial"]?["replications"]?.number)
    #expect(done >= 2)
    #expect(result["statistics"]?["replications"]?.number == done)
  }

  @Test func `a second signal ends it at once`() throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    let process = try startLongRun(bench)
    process.send(SIGINT)
    process.send(SIGINT)
    #expect(try process.wait(timeoutSeconds: 20).status == 130)
  }

  @Test func `before the statistics begin there is no result`() throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    let process = try bench.runner("--set", "duration=3000s", "--set", "warmup=2999s").start()
    let deadline = ContinuousClock.now + .seconds(60)
    while !process.errorSoFar.contains("simulated"), ContinuousClock.now < deadline {
      usleep(20_000)
    }
    process.send(SIGINT)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == 130)
    #expect(end.error.hasSuffix("error: stopped by a signal; nothing was written\n"))
    #expect(bench.names("results").isEmpty)
  }

  @Test func `a crash leaves a line for whoever reports it`() throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    let process = try startLongRun(bench)
    process.send(SIGSEGV)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.signal == SIGSEGV)
    #expect(end.error.contains(/hongbao \d+\.\d+\.\d+ crashed/))
    #expect(end.error.contains("(tiny.yaml, digest "))
    #expect(end.error.contains(", seed 1)"))
  }

  @Test func `a kill at any moment leaves nothing or the whole folder`() throws {
    let bench = try RunWorkbench()
    let start = ContinuousClock.now
    #expect(try bench.run("--out", "probe").status == 0)
    let wallSeconds = (ContinuousClock.now - start) / .seconds(1)
    var whole = 0
    for moment in 0..<16 {
      let process = try bench.runner().start()
      usleep(UInt32(wallSeconds * 1.2e6 * Double(moment) / 16))
      process.send(SIGKILL)
      _ = try process.wait()
      for run in bench.names("results/tiny-test") where !run.hasPrefix(".tmp.") {
        whole += 1
        #expect(bench.names("results/tiny-test/\(run)") == Self.files)
        #expect(
          try bench.text("results/tiny-test/\(run)/result.json")
            == bench.text("\(bench.onlyRun(in: "probe"))/result.json"))
      }
    }
    #expect(try bench.run().status == 0)
    _ = try bench.onlyRun()
    #expect(whole <= 16)
  }

  @Test func `a kill never harms the result of an earlier run`() throws {
    let bench = try RunWorkbench()
    let start = ContinuousClock.now
    #expect(try bench.run().status == 0)
    let wallSeconds = (ContinuousClock.now - start) / .seconds(1)
    let run = try bench.onlyRun()
    let result = try bench.text("\(run)/result.json")
    for moment in 0..<16 {
      let process = try bench.runner().start()
      usleep(UInt32(wallSeconds * 1.2e6 * Double(moment) / 16))
      process.send(SIGKILL)
      _ = try process.wait()
      #expect(bench.names(run) == Self.files)
      #expect(try bench.text("\(run)/result.json") == result)
    }
    #expect(try bench.run().status == 0)
    _ = try bench.onlyRun()
  }

  @Test func `a reader that goes away ends it quietly, and the files are there`() throws {
    let bench = try RunWorkbench()
    let tool = try ProcessRunner.hongbaoPath()
    let script = "set -o pipefail; \"$1\" run tiny.yaml --json --quiet | head -c1 >/dev/null"
    let end = try ProcessRunner(
      "/bin/bash", ["-c", script, "test", tool], folder: bench.folder.root
    ).run()
    #expect(end.status == 0)
    #expect(end.error.isEmpty)
    #expect(bench.names(try bench.onlyRun()) == Self.files)
  }

  @Test func `a folder that cannot be made is status 73`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--out", "tiny.yaml/below")
    #expect(end.status == 73)
    #expect(end.output.isEmpty)
    #expect(end.error == "error: cannot create the folder `tiny.yaml`: Not a directory\n")
  }

  @Test func `a write that fails is status 74 and leaves nothing`() throws {
    let bench = try RunWorkbench()
    let tool = try ProcessRunner.hongbaoPath()
    // One block of 1024 bytes is the largest file allowed; streams of the test are below.
    let script = "ulimit -f 1; exec \"$1\" run tiny.yaml --quiet"
    let end = try ProcessRunner(
      "/bin/bash", ["-c", script, "test", tool], folder: bench.folder.root
    ).run()
    #expect(end.status == 74)
    #expect(end.error.contains("cannot write `results/tiny-test/.tmp."))
    #expect(end.error.contains("File too large"))
    #expect(bench.names("results/tiny-test").isEmpty)
  }
}
