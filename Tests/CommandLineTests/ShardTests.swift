import Foundation
import Glibc
import TestSupport
import Testing

/// Shards and their merge, by the built program.
@Suite struct `Replications in shards` {
  private static let files = ["replications.json", "report.html", "result.json", "series.csv"]

  /// Runs shard `index` of `count` of ten replications of the tiny scenario.
  private func shard(
    _ bench: RunWorkbench, _ index: Int, _ count: Int, _ more: [String] = []
  ) throws -> FinishedProcess {
    try bench.run(
      ["--replications", "10", "--shard", "\(index)/\(count)", "--threads", "2"] + more)
  }

  private func merge(_ bench: RunWorkbench, _ words: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["merge"] + words, folder: bench.folder.root).run()
  }

  /// The folder of all shards.
  private func study(_ bench: RunWorkbench, in out: String = "results") throws -> String {
    let names = bench.names("\(out)/tiny-test").filter { $0.hasSuffix(".shards") }
    #expect(names.count == 1, "\(names)")
    return "\(out)/tiny-test/\(try #require(names.first))"
  }

  /// A workbench with all of `count` shards done.
  private func done(_ count: Int) throws -> RunWorkbench {
    let bench = try RunWorkbench()
    for index in 0..<count {
      let end = try shard(bench, index, count)
      #expect(end.status == 0, "\(end.error)")
    }
    return bench
  }

  /// What one run of ten replications writes.
  private func expectSame(_ bench: RunWorkbench, as whole: RunWorkbench, in out: String) throws {
    let (merged, one) = (try bench.onlyRun(in: out), try whole.onlyRun(in: "whole"))
    #expect(merged.split(separator: "/").last == one.split(separator: "/").last)
    for file in Self.files {
      #expect(try bench.text("\(merged)/\(file)") == whole.text("\(one)/\(file)"), "\(file)")
    }
  }

  private func whole(_ bench: RunWorkbench, _ more: [String] = []) throws {
    let end = try bench.run(["--replications", "10", "--out", "whole", "--quiet"] + more)
    #expect(end.status == 0, "\(end.error)")
  }

  // MARK: The same bytes

  @Test(arguments: [1, 2, 3, 7, 12])
  func `merged shards are the unsharded run, byte for byte`(_ count: Int) throws {
    let bench = try RunWorkbench()
    try whole(bench)
    for index in 0..<count {
      let end = try shard(bench, index, count)
      #expect(end.status == 0, "\(end.error)")
      #expect(end.output.isEmpty)
      let own = (0..<10).count { $0 % count == index }
      #expect(end.error.hasPrefix("note: shard \(index)/\(count), \(own) of 10 replications: "))
    }
    let end = try merge(bench, "results", "--out", "merged")
    #expect(end.status == 0, "\(end.error)")
    #expect(end.output.contains("HOW SURE"))
    try expectSame(bench, as: bench, in: "merged")
    let run = try bench.onlyRun(in: "merged")
    #expect(bench.names(run) == Self.files.sorted().dropLast() + ["run.json", "series.csv"])
    let record = try JSONDocument(bench.text("\(run)/run.json"))
    #expect(record["machine"]?["ranks"]?.number == Double(count))
    // Merging again changes nothing, also into the folder of the shards.
    let again = try merge(bench, try study(bench), "--json", "--quiet")
    #expect(again.status == 0)
    #expect(again.error.isEmpty)
    #expect(try JSONDocument(again.output)["statistics"]?["replications"]?.number == 10)
    #expect(bench.names("results/tiny-test").count == 2)
  }

  @Test func `overrides, seed, one replication and a found warm-up go along`() throws {
    for words in [
      ["--replications", "1"], ["--replications", "3", "--warmup", "auto"],
      ["--replications", "2", "--set", "duration=3s", "--seed", "9"],
    ] {
      let bench = try RunWorkbench()
      #expect(try bench.run(words + ["--out", "whole", "--hgrm"]).status == 0)
      for index in 0..<2 {
        #expect(try bench.run(words + ["--shard", "\(index)/2"]).status == 0)
      }
      #expect(try merge(bench, "results", "--out", "merged", "--hgrm").status == 0)
      let (merged, one) = (try bench.onlyRun(in: "merged"), try bench.onlyRun(in: "whole"))
      #expect(bench.names(merged) == bench.names(one))
      for file in bench.names(one) where file != "run.json" {
        #expect(try bench.text("\(merged)/\(file)") == bench.text("\(one)/\(file)"), "\(file)")
      }
    }
  }

  @Test func `an objective that failed fails in the merge`() throws {
    let bench = try RunWorkbench(TinyScenario.text(objective: "p99(claim) < 1us"))
    #expect(try shard(bench, 0, 1).status == 0)
    let end = try merge(bench, "results", "--quiet")
    #expect(end.status == 99)
    #expect(end.error == "error: objective failed: p99(claim) < 1us\n")
  }

  // MARK: Going on

  @Test func `a shard that is done does nothing`() throws {
    let bench = try done(1)
    let folder = "\(try study(bench))/0-of-1"
    let before = try bench.names(folder).map { try bench.modified("\(folder)/\($0)") }
    let end = try shard(bench, 0, 1)
    #expect(end.status == 0)
    #expect(end.error.contains("nothing is left to do"))
    #expect(try bench.names(folder).map { try bench.modified("\(folder)/\($0)") } == before)
    #expect(bench.names(folder).count == 11)
  }

  @Test func `a shard that was killed at any moment goes on where it was`() throws {
    let bench = try RunWorkbench()
    try whole(bench, ["--set", "duration=40s"])
    var kills = 0
    var counts: [Int] = []
    for _ in 0..<200 {
      let process = try bench.runner(
        "--replications", "10", "--shard", "0/1", "--threads", "1", "--set", "duration=40s"
      ).start()
      // Until one more replication is there, so that every start gets somewhere.
      let deadline = ContinuousClock.now + .seconds(60)
      let wanted = (counts.last ?? 0) + 1
      while records(bench) < min(wanted, 10), ContinuousClock.now < deadline { usleep(1_000) }
      usleep(UInt32(kills * 3_700 % 20_000))
      process.send(SIGKILL)
      _ = try process.wait()
      counts.append(records(bench))
      if counts.last == 10 { break }
      kills += 1
    }
    #expect(kills >= 1)
    #expect(counts == counts.sorted())
    #expect(counts.last == 10)
    #expect(try merge(bench, "results", "--out", "merged", "--quiet").status == 0)
    try expectSame(bench, as: bench, in: "merged")
    // The next start takes away what a kill left half written.
    let words = ["--set", "duration=40s"]
    #expect(try shard(bench, 0, 1, words).status == 0)
    let names = bench.names("\(try study(bench))/0-of-1")
    #expect(!names.contains { $0.hasPrefix(".tmp.") })
  }

  private func records(_ bench: RunWorkbench) -> Int {
    guard
      let study = bench.names("results/tiny-test").first(where: { $0.hasSuffix(".shards") })
    else { return 0 }
    return bench.names("results/tiny-test/\(study)/0-of-1").count { $0.hasSuffix(".bin") }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `a signal stops a shard, and what is done stays`(
    _ signal: Int32, _ status: Int32
  ) throws {
    let bench = try RunWorkbench(TinyScenario.text(sends: "1k/s"))
    let process = try bench.runner(
      "--replications", "1000", "--shard", "0/1", "--threads", "1"
    ).start()
    let deadline = ContinuousClock.now + .seconds(60)
    while records(bench) < 2, ContinuousClock.now < deadline { usleep(1_000) }
    process.send(signal)
    let end = try process.wait(timeoutSeconds: 20)
    #expect(end.status == status, "\(end.error)")
    let count = records(bench)
    #expect(count >= 2)
    #expect(end.error.contains("\(count) of 1000 replications of the shard are kept in "))
  }

  @Test func `a damaged replication is made again`() throws {
    let bench = try done(2)
    let file = "\(try study(bench))/1-of-2/replication-000003.bin"
    let path = bench.folder.path(file)
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[data.count / 2] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    let refused = try merge(bench, "results")
    #expect(refused.status == 65)
    #expect(refused.output.isEmpty)
    #expect(refused.error.hasPrefix("error[H0003]: a file is damaged\n"))
    #expect(refused.error.contains("`\(file)`: its checksum does not fit its bytes"))
    #expect(refused.error.contains("--replications 10 --shard 1/2\n"))
    #expect(bench.names("results/tiny-test").count == 1)
    let end = try shard(bench, 1, 2)
    #expect(end.status == 0)
    #expect(end.error.hasPrefix("warning: \(file) is damaged and made again: "))
    #expect(try merge(bench, "results").status == 0)
  }

  // MARK: What does not fit

  @Test func `missing replications are named with the lines that run them`() throws {
    let bench = try RunWorkbench()
    #expect(try shard(bench, 0, 3).status == 0)
    let end = try merge(bench, "results")
    #expect(end.status == 66)
    #expect(end.output.isEmpty)
    #expect(
      end.error
        == """
        error[H0002]: 6 of 10 replications are missing: 1-2, 4-5, 7-8
          = help: run what is missing; what is done is not run again
          = help: ./hongbao run tiny.yaml --seed 1 --replications 10 --shard 1/3
          = help: ./hongbao run tiny.yaml --seed 1 --replications 10 --shard 2/3

        """)
    let none = try merge(bench, "tiny.yaml")
    #expect(none.status == 66)
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("empty"), withIntermediateDirectories: false)
    let empty = try merge(bench, "empty")
    #expect(empty.status == 66)
    #expect(empty.error.contains("there is no shard in `empty`"))
  }

  @Test func `copies of the same replication are fine, others are an error`() throws {
    let bench = try done(2)
    let study = try study(bench)
    let manager = FileManager.default
    try manager.copyItem(atPath: bench.folder.path(study), toPath: bench.folder.path("copy"))
    #expect(try merge(bench, study, "copy", "results", "--out", "merged").status == 0)
    // A shard of another number of parts, made elsewhere, overlaps with all of them.
    #expect(try shard(bench, 0, 1, ["--out", "other"]).status == 0)
    #expect(try merge(bench, study, "other", "--out", "merged").status == 0)
    // The same replication with other figures: that of another seed under the first one's study.
    let forged = try forge(bench, "\(study)/0-of-2/replication-000002.bin")
    try forged.write(
      to: URL(fileURLWithPath: bench.folder.path("copy/0-of-2/replication-000002.bin")))
    let end = try merge(bench, study, "copy")
    #expect(end.status == 65)
    #expect(end.error.hasPrefix("error[H0004]: "))
    #expect(end.error.contains("replication 2: `\(study)/0-of-2/replication-000002.bin` and `copy"))
  }

  /// The same file with one more event, and the checksum that goes with it.
  private func forge(_ bench: RunWorkbench, _ file: String) throws -> Data {
    let data = try Data(contentsOf: URL(fileURLWithPath: bench.folder.path(file)))
    var content = [UInt8](data.dropLast(64))
    // The head, the study's key and the number of the replication stand before the events.
    content["hongbao replication 1\n".utf8.count + 64 + 1] ^= 1
    let end = try ProcessRunner(
      "/bin/bash", ["-c", "base64 -d | sha256sum"],
      input: Data(content).base64EncodedString()
    ).run()
    return Data(content) + Data(end.output.prefix(64).utf8)
  }

  @Test func `a shard refuses a folder of another study`() throws {
    let bench = try done(2)
    let study = try study(bench)
    let count = try shard(bench, 0, 3)
    #expect(count.status == 65)
    #expect(count.error.hasPrefix("error[H0001]: `\(study)` holds shards of another number"))
    #expect(count.error.contains("go on with --shard i/2"))
    // The same digest, and other words in the report.
    let path = bench.folder.path("tiny.yaml")
    let text = try bench.text("tiny.yaml")
    try text.replacing("nodes: 2", with: "nodes: 2  # measured: seen on the wall").write(
      toFile: path, atomically: true, encoding: .utf8)
    let words = try shard(bench, 0, 2)
    #expect(words.status == 65)
    #expect(words.error.contains("holds replications of another study"))
    #expect(words.error.contains("  = note: the digest of comments, warnings and lines is "))
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    // Another version of the tool.
    let manifest = "\(study)/0-of-2/shard.json"
    let json = try bench.text(manifest)
    let version = try #require(try JSONDocument(json)["study"]?["tool_version"]?.string)
    try bench.folder.write(
      json.replacing("\"\(version)\"", with: "\"9.9.9\""), to: manifest)
    let old = try shard(bench, 1, 2)
    #expect(old.status == 65)
    #expect(old.error.contains("the version of the tool is \(version) here and 9.9.9 there"))
    let mixed = try merge(bench, "results")
    #expect(mixed.status == 65)
    #expect(mixed.error.contains("error[H0001]: the shards belong to different studies"))
    // A manifest that is no manifest.
    try bench.folder.write("{", to: manifest)
    #expect(try shard(bench, 0, 2).status == 65)
    let broken = try merge(bench, "results")
    #expect(broken.status == 65)
    #expect(broken.error.contains("error[H0003]: "))
    #expect(broken.error.contains(manifest))
  }

  @Test func `another seed, number or scenario has a folder of its own`() throws {
    let bench = try done(1)
    #expect(try shard(bench, 0, 1, ["--seed", "2"]).status == 0)
    #expect(try shard(bench, 0, 1, ["--set", "duration=3s"]).status == 0)
    #expect(try bench.run(["--replications", "4", "--shard", "0/1"]).status == 0)
    #expect(bench.names("results/tiny-test").count == 4)
    let end = try merge(bench, "results")
    #expect(end.status == 65)
    #expect(end.error.contains("error[H0001]: the shards belong to different studies"))
  }

  @Test func `a disk that is full is status 74, and what is done stays`() throws {
    let bench = try RunWorkbench()
    let tool = try ProcessRunner.hongbaoPath()
    // A manifest fits into one block of 1024 bytes, a replication does not.
    let script =
      "ulimit -f 1; exec \"$1\" run tiny.yaml --replications 2 --shard 0/1 --quiet"
    let end = try ProcessRunner(
      "/bin/bash", ["-c", script, "test", tool], folder: bench.folder.root
    ).run()
    #expect(end.status == 74)
    #expect(end.error.contains("File too large"))
    #expect(bench.names("\(try study(bench))/0-of-1") == ["shard.json"])
  }

  @Test(arguments: [
    (["--shard", "0/2"], "--shard needs --replications"),
    (["--shard", "2/2", "--replications", "4"], "i from 0 to n - 1"),
    (["--shard", "1", "--replications", "4"], "--shard must be i/n"),
    (["--shard", "-1/2", "--replications", "4"], "--shard must be i/n"),
    (["--shard", "0/2", "--precision", "2%"], "decided over all replications"),
    (["--shard", "0/2", "--replications", "4", "--json"], "belong to hongbao merge"),
    (["--shard", "0/2", "--replications", "4", "--format", "csv"], "belong to hongbao merge"),
    (["--shard", "0/2", "--replications", "4", "--hgrm"], "belongs to hongbao merge"),
    (["--shard", "0/1", "--replications", "1", "--resume"], "goes on by itself"),
    (["--shard", "0/2", "--replications", "4", "--checkpoint", "1min"], "goes on by itself"),
  ])
  func `what makes no sense for a shard is a wrong use`(words: [String], _ reason: String) throws {
    let bench = try RunWorkbench()
    let end = try bench.run(words)
    #expect(end.status == 64)
    #expect(end.error.contains(reason), "\(end.error)")
    #expect(bench.names("results").isEmpty)
  }
}
