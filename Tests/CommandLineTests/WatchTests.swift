import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct `hongbao watch` {
  /// Waits until the process has said `part` for the `count`th time.
  private func wait(_ process: RunningProcess, for part: String, times count: Int) {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if process.errorSoFar.components(separatedBy: part).count > count { return }
      usleep(20_000)
    }
  }

  private static let waiting = "waiting for the next save"

  @Test func `it tells the verdict, then mistakes, then the verdict, and ends with Ctrl-C`() throws
  {
    let folder = try TemporaryFolder()
    _ = try TinyScenario.write(to: folder)
    let process = try ProcessRunner.hongbao(["watch", "tiny.yaml"], folder: folder.root).start()
    wait(process, for: Self.waiting, times: 1)
    // An editor that writes another file and renames it.
    try folder.write(
      TinyScenario.text().replacing("constant(10us)", with: "constnat(10us)"), to: "new.txt")
    #expect(rename(folder.path("new.txt"), folder.path("tiny.yaml")) == 0)
    wait(process, for: Self.waiting, times: 2)
    _ = try TinyScenario.write(to: folder, TinyScenario.text(objective: "p99(claim) < 1us"))
    wait(process, for: Self.waiting, times: 3)
    process.send(SIGINT)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == 130, "\(end.error)")
    #expect(end.error.contains("did you mean `constant`?"))
    #expect(end.error.components(separatedBy: Self.waiting).count == 4, "\(end.error)")
    // The warm-up of half a second, then one second; verdict and objectives alone.
    #expect(end.output.components(separatedBy: "Tiny test: 1500ms of 2s in ").count == 3)
    #expect(end.output.contains("✓ PASS  p99(claim) < 30s"))
    #expect(end.output.contains("✗ FAIL  p99(claim) < 1us"))
    #expect(!end.output.contains("FUNNEL"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.root)
    #expect(names == ["tiny.yaml"])
  }

  @Test func `saves that follow one another are one`() throws {
    let folder = try TemporaryFolder()
    _ = try TinyScenario.write(to: folder)
    let process = try ProcessRunner.hongbao(["watch", "tiny.yaml"], folder: folder.root).start()
    wait(process, for: Self.waiting, times: 1)
    for _ in 0..<8 {
      _ = try TinyScenario.write(to: folder)
      usleep(30_000)
    }
    wait(process, for: Self.waiting, times: 2)
    usleep(600_000)
    process.send(SIGTERM)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == 143)
    #expect(end.error.components(separatedBy: " saved\n").count == 2, "\(end.error)")
  }

  @Test func `a file that is not there is status 66`() throws {
    let folder = try TemporaryFolder()
    let end = try ProcessRunner.hongbao(["watch", "nothing.yaml"], folder: folder.root).run()
    #expect(end.status == 66)
    #expect(end.error.contains("nothing.yaml"))
  }
}
