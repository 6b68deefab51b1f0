import Foundation
import Glibc
import TestSupport
import Testing

/// Checkpoints and `--resume`, by the built program.
@Suite struct `A run that is killed and resumed` {
  /// A few seconds of work.
  private static let words = ["--set", "duration=200s", "--checkpoint", "0.1s", "--no-progress"]
  private static let files = ["report.html", "result.json", "series.csv"]

  private func bench() throws -> RunWorkbench {
    try RunWorkbench(TinyScenario.text(sends: "3k/s"))
  }

  private func start(_ bench: RunWorkbench, _ words: [String]) throws -> RunningProcess {
    try ProcessRunner.hongbao(
      ["run", "tiny.yaml"] + words, folder: bench.folder.root
    ).start()
  }

  /// The name of the checkpoint, once there is one.
  private func checkpoint(_ bench: RunWorkbench) throws -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let names = bench.names("results/tiny-test").filter { !$0.hasPrefix(".") }
      if let name = names.first(where: { $0.hasSuffix(".checkpoint") }) {
        return "results/tiny-test/\(name)"
      }
      if !names.isEmpty { break }
      usleep(5_000)
    }
    throw ProcessRunnerError(description: "no checkpoint before the end of the run")
  }

  /// When the checkpoint was written, once that is later than `known`.
  private func checkpoint(_ bench: RunWorkbench, laterThan known: Date?) throws -> Date {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let path = try bench.folder.path(checkpoint(bench))
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      if let time = facts?[.modificationDate] as? Date, time > known ?? .distantPast { return time }
      usleep(5_000)
    }
    throw ProcessRunnerError(description: "no later checkpoint before the end of the run")
  }

  /// A checkpoint of a run that was killed.
  private func killed(_ bench: RunWorkbench, _ words: [String] = words) throws -> String {
    let process = try start(bench, words)
    let path = try checkpoint(bench)
    process.send(SIGKILL)
    _ = try process.wait()
    return path
  }

  @Test func `it gives the same bytes as one that is not`() throws {
    let straight = try bench()
    let whole = try straight.run(Self.words + ["--out", "whole"])
    #expect(whole.status == 0, "\(whole.error)")
    let expected = try straight.onlyRun(in: "whole")
    let bench = try bench()
    var resumed = 0
    var kept: Date?
    for moment in 0..<6 {
      let process = try start(bench, Self.words + ["--resume"])
      // The first ones are killed early, the later ones further and further on.
      guard let renewed = try? checkpoint(bench, laterThan: kept) else { break }
      usleep(UInt32(30_000 * moment))
      kept = renewed
      process.send(SIGKILL)
      let end = try process.wait()
      if end.error.contains("note: resumed at ") { resumed += 1 }
    }
    #expect(resumed >= 3)
    let end = try bench.run(Self.words + ["--resume"])
    #expect(end.status == 0, "\(end.error)")
    #expect(end.error.contains("simulated\n"))
    #expect(bench.names("results/tiny-test").count == 1)
    let run = try bench.onlyRun()
    for file in Self.files {
      #expect(
        try bench.text("\(run)/\(file)") == straight.text("\(expected)/\(file)"), "\(file)")
    }
    // What was printed is the same as well, but for the wall time.
    #expect(try JSONDocument(bench.text("\(run)/run.json"))["machine"] != nil)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal keeps it, and says how to go on`(_ signal: Int32, _ status: Int32) throws {
    let bench = try bench()
    let process = try start(bench, ["--set", "duration=3000s", "--checkpoint", "1h"])
    usleep(1_500_000)
    process.send(signal)
    let end = try process.wait(timeoutSeconds: 30)
    #expect(end.status == status, "\(end.error)")
    #expect(end.error.contains("error: stopped by a signal; partial result: stopped at "))
    #expect(end.error.contains(" s simulated; kept at "))
    #expect(
      end.error.contains(
        "`./hongbao run tiny.yaml --seed 1 --set duration=3000s --checkpoint 1h --resume`"))
    let path = try checkpoint(bench)
    #expect(end.error.contains("--> \(path)\n"))
    let kept = bench.names("results/tiny-test").map { $0.split(separator: ".").last }
    #expect(kept == ["checkpoint", "partial"])
  }

  @Test func `without a checkpoint it starts from the beginning and says so`() throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--resume")
    #expect(end.status == 0)
    #expect(end.error.contains("note: there is no checkpoint `results/tiny-test/seed-1-"))
    _ = try bench.onlyRun()
  }

  @Test func `a new run says that there is a checkpoint, and removes it when it is done`() throws {
    let bench = try bench()
    _ = try killed(bench)
    let end = try bench.run(Self.words)
    #expect(end.status == 0)
    #expect(end.error.contains("note: there is a checkpoint of this run, `results/tiny-test/"))
    _ = try bench.onlyRun()
  }

  @Test func `a damaged checkpoint is refused wherever it is damaged`() throws {
    let bench = try bench()
    let path = bench.folder.path(try killed(bench))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for share in [0, 0.001, 0.3, 0.9, 0.9999] {
      var damaged = bytes
      damaged[Int(Double(bytes.count) * share)] ^= 0x10
      try damaged.write(to: URL(fileURLWithPath: path))
      let end = try bench.run(Self.words + ["--resume"])
      #expect(end.status == 65, "\(end.error)")
      #expect(end.error.contains("error[C0002]: "))
      #expect(end.error.contains("  --> results/tiny-test/seed-1-"))
    }
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
    let end = try bench.run(Self.words + ["--resume"])
    #expect(end.status == 65, "\(end.error)")
    #expect(end.error.contains("cut short"))
    #expect(end.error.contains("= help: without --resume the run starts from the beginning"))
  }

  @Test func `one of another seed, scenario or warm-up is refused`() throws {
    let bench = try bench()
    let path = try killed(bench)
    let auto = try bench.run(Self.words + ["--resume", "--warmup", "auto"])
    #expect(auto.status == 65, "\(auto.error)")
    #expect(auto.error.contains("error[C0001]: the checkpoint was made without --warmup auto"))
    // Under the name that another run would look for.
    for (option, name) in [("--seed=2", "seed"), ("--set=warmup=1s", "scenario")] {
      let told = try bench.run(Self.words + [option, "--resume", "--out", "elsewhere"])
      #expect(told.status == 0, "\(told.error)")
      let other = try bench.onlyRun(in: "elsewhere")
      try FileManager.default.removeItem(atPath: bench.folder.path("elsewhere"))
      let target = other.replacingOccurrences(of: "elsewhere", with: "results") + ".checkpoint"
      try FileManager.default.copyItem(
        atPath: bench.folder.path(path), toPath: bench.folder.path(target))
      let end = try bench.run(Self.words + [option, "--resume"])
      #expect(end.status == 65, "\(end.error)")
      #expect(end.error.contains("error[C0001]: the checkpoint"))
      #expect(end.error.contains(name))
      #expect(end.error.contains("  --> \(target)\n"))
    }
  }

  @Test func `a checkpoint that cannot be written is a warning`() throws {
    let bench = try bench()
    let tool = try ProcessRunner.hongbaoPath()
    // A file stands where the folder of the scenario should be.
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("results"), withIntermediateDirectories: true)
    try bench.folder.write("", to: "results/tiny-test")
    let process = try ProcessRunner(
      tool, ["run", "tiny.yaml"] + Self.words, folder: bench.folder.root
    ).start()
    let deadline = ContinuousClock.now + .seconds(60)
    while !process.errorSoFar.contains("no checkpoint"), ContinuousClock.now < deadline {
      usleep(5_000)
    }
    try FileManager.default.removeItem(atPath: bench.folder.path("results/tiny-test"))
    let end = try process.wait()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.error.contains("warning: no checkpoint was kept: cannot create the folder"))
    _ = try bench.onlyRun()
  }

  @Test func `two runs at once do not mix their checkpoints`() throws {
    let bench = try bench()
    let first = try start(bench, ["--set", "duration=3000s", "--checkpoint", "0.1s"])
    _ = try checkpoint(bench)
    let second = try start(bench, ["--set", "duration=3000s", "--checkpoint", "0.1s"])
    let deadline = ContinuousClock.now + .seconds(60)
    while !second.errorSoFar.contains("another run"), ContinuousClock.now < deadline {
      usleep(5_000)
    }
    second.send(SIGTERM)
    let end = try second.wait(timeoutSeconds: 30)
    #expect(end.error.contains("warning: another run keeps its checkpoints in `results/"))
    #expect(end.error.contains("error: stopped by a signal; partial result: "))
    #expect(!end.error.contains("kept at"))
    first.send(SIGTERM)
    #expect(try first.wait(timeoutSeconds: 30).error.contains("kept at"))
    let kept = bench.names("results/tiny-test").map { $0.split(separator: ".").last }
    #expect(kept == ["checkpoint", "partial"])
  }
}
