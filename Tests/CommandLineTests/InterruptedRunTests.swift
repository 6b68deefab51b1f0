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
  func `a signal stops it, and nothing is written`(_ signal: Int32, _ status: Int32) throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "3k/s"))
    let process = try startLongRun(bench)
    process.send(signal)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == status, "\(end.error)")
    #expect(end.output.isEmpty)
    #expect(end.error.contains("events/s"))
    #expect(end.error.hasSuffix("error: stopped by a signal; nothing was written\n"))
    #expect(bench.names("results").isEmpty)
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
