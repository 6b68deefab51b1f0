import Foundation
import TestSupport
import Testing

@Suite struct `hongbao run --dry-run` {
  private func hongbao(
    _ arguments: [String], folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(arguments, folder: folder.root, environment: environment).run()
  }

  @Test func `each value is told with its origin`() throws {
    let folder = try TemporaryFolder()
    #expect(try hongbao(["init", "--template", "two-topologies"], folder: folder).status == 0)
    let end = try hongbao(
      [
        "run", "evening-large.yaml", "--dry-run", "--json", "--set", "duration=2s", "--set",
        "warmup=500ms", "--seed", "7",
      ], folder: folder)
    #expect(end.status == 0, "\(end.error)")
    let document = try JSONDocument(end.output)
    #expect(document["scenario"]?["seed"]?.number == 7)
    #expect(
      document["scenario"]?["files"]?.elements.compactMap(\.string)
        == ["evening-large.yaml", "cluster-large.yaml", "evening-small.yaml"])
    var origins: [String: String] = [:]
    for parameter in document["parameters"]?.elements ?? [] {
      origins[parameter["path"]?.string ?? ""] = parameter["origin"]?.string
    }
    #expect(origins["duration"] == "--set duration=2s")
    #expect(origins["seed"] == "--set seed=7")
    #expect(origins["tiers.settlement.nodes"]?.wholeMatch(of: /cluster-large\.yaml:\d+/) != nil)
    #expect(
      origins["populations.nationwide.timeout"]?.wholeMatch(of: /evening-small\.yaml:\d+/) != nil)
    #expect(origins["tiers.gateway.discipline"] == "default")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.root)
    #expect(!files.contains("results"))
  }

  @Test func `as text it has the scenario, then what to expect`() throws {
    let folder = try TemporaryFolder()
    _ = try TinyScenario.write(to: folder)
    let end = try hongbao(["run", "tiny.yaml", "--dry-run"], folder: folder)
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("\nEFFECTIVE SCENARIO\n"))
    #expect(end.output.contains(/duration +2s +tiny\.yaml:4\n/))
    #expect(end.output.contains(/objective +p99\(claim\) < 30s\n/))
    #expect(end.output.contains("\nEXPECTED\n  requests  "))
    #expect(end.output.contains("\n  found by running it\n"))
  }

  /// What a run is told to have, beside what it has. The time is no part of it: machines are busy.
  @Test(arguments: [
    ("first-steps.yaml", []), ("flash-sale.yaml", []), ("ticket-drop.yaml", []),
    ("new-year-peak.yaml", ["--set", "duration=12s", "--set", "warmup=2s"]),
    (
      "new-year-peak-overload.yaml",
      ["--set", "duration=8s", "--set", "warmup=2s"]
    ), ("new-years-eve.yaml", ["--slice", "04:00-04:01"]),
    ("new-year-peak.yaml", ["--set", "duration=4s", "--set", "warmup=1s", "--threads", "2"]),
  ])
  func `events and memory are foretold within a quarter`(
    _ file: String, _ words: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(ScenarioFixture.repository)/topologies/\(file)"
    let threads = words.contains("--threads") ? [] : ["--threads", "1"]
    let words = ["run", path, "--json", "--quiet"] + threads + words
    let told = try hongbao(words + ["--dry-run"], folder: folder)
    #expect(told.status == 0, "\(told.error)")
    let expected = try #require(try JSONDocument(told.output)["expected"])
    let run = try hongbao(words, folder: folder)
    #expect(run.status == 0 || run.status == 99, "\(run.error)")
    let result = try JSONDocument(run.output)
    let events = try #require(result["events"]?.number)
    let memory = try #require(result["machine"]?["peak_memory_bytes"]?.number)
    let toldEvents = try #require(expected["events"]?.number)
    let toldMemory = try #require(expected["memory_bytes"]?.number)
    #expect(abs(toldEvents / events - 1) < 0.25, "\(toldEvents) events told, \(events) are")
    #expect(abs(toldMemory / memory - 1) < 0.25, "\(toldMemory) bytes told, \(memory) are")
  }

  @Test(arguments: [("first-steps.yaml", "1s", 1.0), ("new-year-peak.yaml", "1s", 2.0)])
  func `a run that cannot use two threads is told to be on one`(
    _ file: String, _ warmup: String, _ cores: Double
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(ScenarioFixture.repository)/topologies/\(file)"
    let told = try hongbao(
      [
        "inspect", path, "--threads", "2", "--json", "--set", "duration=4s", "--set",
        "warmup=\(warmup)",
      ], folder: folder)
    let expected = try #require(try JSONDocument(told.output)["expected"])
    #expect(expected["cores"]?.number == cores && expected["threads"]?.number == 2)
    #expect(try #require(expected["wall_seconds"]?.number) > 0)
  }

  @Test func `more than the memory is refused before anything is built, unless it is forced`()
    throws
  {
    let folder = try TemporaryFolder()
    _ = try TinyScenario.write(to: folder)
    let small = ["HONGBAO_MEMORY": "256MiB"]
    let many = ["run", "tiny.yaml", "--set", "tiers.gateway.nodes=1000000"]
    for words in [many, many + ["--dry-run"]] {
      let end = try hongbao(words, folder: folder, environment: small)
      #expect(end.status == 69, "\(end.error)")
      #expect(end.error.contains("error[M0002]: the run needs about "))
      #expect(end.error.contains("more than 205 MiB"))
    }
    #expect(try hongbao(["run", "tiny.yaml"], folder: folder, environment: small).status == 0)
    let forced = try hongbao(
      ["run", "tiny.yaml", "--force", "--set", "tiers.gateway.nodes=100000"], folder: folder,
      environment: ["HONGBAO_MEMORY": "64MiB"])
    #expect(forced.status == 0, "\(forced.error)")
  }

  @Test func `what a run would pile up is foreseen, too`() throws {
    let folder = try TemporaryFolder()
    // Everybody waits for ever at a tier that is far too slow.
    let text = TinyScenario.text(sends: "20k/s")
      .replacing("duration: 2s", with: "duration: 600s")
      .replacing("service: constant(1ms)", with: "service: constant(10s)")
      .replacing("queue: 100", with: "queue: unbounded")
      .replacing("    timeout: 5s\n", with: "")
    _ = try TinyScenario.write(to: folder, text)
    let end = try hongbao(
      ["run", "tiny.yaml"], folder: folder, environment: ["HONGBAO_MEMORY": "512MiB"])
    #expect(end.status == 69, "\(end.error)")
    #expect(end.error.contains("error[M0002]"))
  }
}
