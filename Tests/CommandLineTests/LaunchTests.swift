import Foundation
import TestSupport
import Testing
import Yams

/// Job files, by the built program. `UPDATE_SNAPSHOTS=1` rewrites the golden files.
@Suite struct `hongbao launch` {
  private static let words = ["tiny.yaml", "--replications", "10", "--shards", "3"]

  private func launch(
    _ scheduler: String, _ more: [String] = ["--print"], _ bench: RunWorkbench,
    words: [String] = Self.words
  ) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["launch", scheduler] + words + more, folder: bench.folder.root)
      .run()
  }

  private func check(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      return try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8), "\(name) differs")
  }

  // MARK: Slurm

  @Test func `the Slurm scripts are the golden ones`() throws {
    let bench = try RunWorkbench()
    let array = try launch("slurm", ["--print"], bench)
    #expect(array.status == 0, "\(array.error)")
    #expect(array.error.isEmpty)
    try check(array.output, "array.sbatch")
    let site = [
      "--print", "--mpi", "--threads", "1", "--partition", "long", "--account", "p-1", "--time",
      "90min", "--memory", "1500MB", "--set", "tiers.cache.nodes=3", "--seed", "7", "--warmup",
      "auto", "--hgrm",
    ]
    try check(launch("slurm", site, bench).output, "ranks.sbatch")
  }

  @Test func `an array of the Slurm script, and its merge, are the unsharded run`() throws {
    let name = "it's $(a) \"test\".yaml"
    let bench = try RunWorkbench()
    try bench.folder.write(TinyScenario.text(), to: name)
    let tool = try ProcessRunner.hongbaoPath()
    let end = try launch(
      "slurm", ["--program", tool, "--set", "tiers.cache.nodes=3", "--job-file", "my job.sbatch"],
      bench, words: [name] + Self.words.dropFirst())
    #expect(end.status == 0, "\(end.error)")
    let script = try bench.text("my job.sbatch")
    #expect(script.contains("#SBATCH --array=0-2\n"))
    let merge = try #require(
      script.split(separator: "\n").first { $0.contains("--wrap=") }?.split(
        separator: "--wrap=", maxSplits: 1
      ).last)
    // What Slurm does: each task with its number, then the words of --wrap by a shell.
    let array = """
      set -e
      for task in 0 1 2; do SLURM_ARRAY_TASK_ID=$task bash './my job.sbatch'; done
      sh -c \(merge)
      "$1" run "$2" --set tiers.cache.nodes=3 --replications 10 --out whole
      """
    let run = try ProcessRunner(
      "/bin/bash", ["-c", array, "test", tool, name], folder: bench.folder.root
    ).run()
    #expect(run.status == 0, "\(run.error)")
    let merged = try #require(
      bench.names("results/tiny-test").first { !$0.hasSuffix(".shards") })
    for file in ["result.json", "series.csv", "report.html"] {
      let whole = try bench.text("\(bench.onlyRun(in: "whole"))/\(file)")
      #expect(try bench.text("results/tiny-test/\(merged)/\(file)") == whole, "\(file)")
    }
    let alone = try ProcessRunner("/bin/bash", ["my job.sbatch"], folder: bench.folder.root).run()
    #expect(alone.status != 0)
    #expect(alone.error.contains("submit this file with sbatch"))
  }

  @Test func `every line before the first command is a comment, whatever is in a name`() throws {
    let bench = try RunWorkbench()
    let name = "a\nrm -rf b #.yaml"
    try bench.folder.write(TinyScenario.text(), to: name)
    for (scheduler, start) in [("slurm", "set -euo"), ("kubernetes", "apiVersion")] {
      let end = try launch(
        scheduler, ["--print"], bench, words: [name] + Self.words.dropFirst())
      #expect(end.status == 0, "\(end.error)")
      let head = end.output.split(separator: "\n").prefix { !$0.hasPrefix(start) }
      #expect(!head.isEmpty)
      #expect(head.allSatisfy { $0.hasPrefix("#") }, "\(head)")
    }
  }

  // MARK: Kubernetes

  /// A path through mappings and sequences: `spec.template.spec.containers.0.args`.
  private func value(_ node: Any?, _ path: String) -> Any? {
    path.split(separator: ".").reduce(node) { node, step in
      if let place = Int(step), let list = node as? [Any], list.indices.contains(place) {
        return list[place]
      }
      return (node as? [String: Any])?[String(step)]
    }
  }

  private func objects(_ text: String) throws -> [Any] {
    try Yams.load_all(yaml: text).map { $0 as Any }
  }

  @Test func `the Kubernetes objects are the golden ones, and valid YAML`() throws {
    let bench = try RunWorkbench()
    let end = try launch("kubernetes", ["--print"], bench)
    #expect(end.status == 0, "\(end.error)")
    try check(end.output, "indexed-job.yaml")
    let objects = try objects(end.output)
    #expect(objects.map { value($0, "kind") as? String } == ["ConfigMap", "Job", "Job"])
    #expect(
      objects.map { value($0, "metadata.name") as? String } == [
        "hongbao-tiny-test-scenario", "hongbao-tiny-test", "hongbao-tiny-test-merge",
      ])
    let data = value(objects[0], "data") as? [String: String]
    #expect(try data == ["tiny.yaml": bench.text("tiny.yaml")])
    let job = objects[1]
    #expect(value(job, "spec.completionMode") as? String == "Indexed")
    #expect(value(job, "spec.completions") as? Int == 3)
    #expect(value(job, "spec.parallelism") as? Int == 3)
    #expect(value(job, "spec.backoffLimitPerIndex") as? Int == 3)
    #expect(value(job, "spec.template.spec.restartPolicy") as? String == "Never")
    let container = value(job, "spec.template.spec.containers.0")
    #expect(
      value(container, "args") as? [String] == [
        "run", "/scenario/tiny.yaml", "--replications", "10", "--out", "/results", "--threads",
        "4", "--no-progress", "--shard", "$(JOB_COMPLETION_INDEX)/3",
      ])
    #expect(value(container, "resources.limits.memory") as? String == "4096Mi")
    let mounts = (value(container, "volumeMounts") as? [[String: Any]])?.compactMap {
      $0["name"] as? String
    }
    let volumes = (value(job, "spec.template.spec.volumes") as? [[String: Any]])?.compactMap {
      $0["name"] as? String
    }
    #expect(mounts == ["scenario", "results"])
    #expect(volumes == mounts)
    #expect(value(objects[2], "spec.suspend") as? Bool == true)
    let merge = value(objects[2], "spec.template.spec.containers.0.args") as? [String]
    #expect(merge?.first == "merge")
    #expect(merge?[1].wholeMatch(of: /\/results\/tiny-test\/seed-1x10-[0-9a-f]{8}\.shards/) != nil)
  }

  @Test func `the words of its containers are the unsharded run`() throws {
    let bench = try RunWorkbench()
    let end = try launch(
      "kubernetes", ["--print", "--set", "duration=3s", "--seed", "5", "--image", "r/h:1"], bench)
    let objects = try objects(end.output)
    let root = bench.folder.root
    /// What the system would make of a container's words, with the mounts below the folder.
    func arguments(_ object: Any, _ index: Int) -> [String] {
      (value(object, "spec.template.spec.containers.0.args") as? [String] ?? []).map { word in
        word.replacing("$(JOB_COMPLETION_INDEX)", with: "\(index)")
          .replacing(/^\/results/) { _ in "\(root)/r" }
          .replacing(/^\/scenario/) { _ in root }
      }
    }
    for index in 0..<3 {
      let end = try ProcessRunner.hongbao(arguments(objects[1], index), folder: root).run()
      #expect(end.status == 0, "\(end.error)")
    }
    let merge = try ProcessRunner.hongbao(arguments(objects[2], 0), folder: root).run()
    #expect(merge.status == 0, "\(merge.error)")
    let whole = try bench.run(
      "--set", "duration=3s", "--seed", "5", "--replications", "10", "--out", "whole")
    #expect(whole.status == 0)
    let merged = try #require(bench.names("r/tiny-test").first { !$0.hasSuffix(".shards") })
    #expect(
      try bench.text("r/tiny-test/\(merged)/result.json")
        == bench.text("\(bench.onlyRun(in: "whole"))/result.json"))
  }

  @Test func `a scenario of several files goes as one text with the same digest`() throws {
    let bench = try RunWorkbench()
    try bench.folder.write("version: 1\nname: Above\nbase: tiny.yaml\n", to: "above.yaml")
    let end = try launch(
      "kubernetes", ["--print", "--set", "duration=3s"], bench,
      words: ["above.yaml"] + Self.words.dropFirst())
    #expect(end.status == 0, "\(end.error)")
    let objects = try objects(end.output)
    let text = try #require((value(objects[0], "data") as? [String: String])?["above.yaml"])
    #expect(!text.contains("base:"))
    let arguments = value(objects[1], "spec.template.spec.containers.0.args") as? [String]
    #expect(arguments?.contains("--set") == false)
    try bench.folder.write(text, to: "one.yaml")
    func digest(_ words: [String]) throws -> String? {
      let end = try ProcessRunner.hongbao(
        ["run"] + words + ["--json"], folder: bench.folder.root
      ).run()
      return try JSONDocument(end.output)["scenario"]?["digest"]?.string
    }
    #expect(try digest(["one.yaml"]) == digest(["above.yaml", "--set", "duration=3s"]))
  }

  // MARK: Capacity studies

  @Test func `the array of a capacity study is the study`() throws {
    let text = TinyScenario.text(sends: "200/s")
    let bench = try RunWorkbench(
      text.replacing("service: constant(100us)", with: "service: constant(2ms)"))
    let tool = try ProcessRunner.hongbaoPath()
    let words = ["tiny.yaml", "--capacity", "--shards", "2", "--replications", "3"]
    let end = try launch(
      "slurm", ["--program", tool, "--threads", "1", "--job-file", "job.sbatch"], bench,
      words: words)
    #expect(end.status == 0, "\(end.error)")
    let script = try bench.text("job.sbatch")
    #expect(script.contains("#SBATCH --array=0-1\n") && !script.contains("merge "))
    let tasks = "for task in 1 0; do SLURM_ARRAY_TASK_ID=$task bash job.sbatch || exit 1; done"
    let run = try ProcessRunner("/bin/bash", ["-c", tasks], folder: bench.folder.root).run()
    #expect(run.status == 0, "\(run.error)")
    let whole = try ProcessRunner.hongbao(
      ["capacity", "tiny.yaml", "--replications", "3", "--out", "whole", "--json"],
      folder: bench.folder.root
    ).run()
    #expect(try bench.text("\(bench.onlyRun())/capacity.json") == whole.output)
  }

  @Test func `a capacity study on Kubernetes has no second job`() throws {
    let bench = try RunWorkbench()
    let words = ["tiny.yaml", "--capacity", "--shards", "2"]
    let end = try launch("kubernetes", ["--print"], bench, words: words)
    #expect(end.status == 0 && !end.output.contains("merge:"), "\(end.error)")
    let objects = try objects(end.output)
    #expect(objects.map { value($0, "kind") as? String } == ["ConfigMap", "Job"])
    #expect(
      value(objects[1], "spec.template.spec.containers.0.args") as? [String] == [
        "capacity", "/scenario/tiny.yaml", "--out", "/results", "--threads", "4",
        "--no-progress", "--shard", "$(JOB_COMPLETION_INDEX)/2",
      ])
  }

  @Test(arguments: [
    ["--capacity", "--shards", "2", "--replications", "2"],
    ["--capacity", "--shards", "2", "--hgrm"], ["--capacity", "--shards", "2", "--warmup", "auto"],
    ["--capacity", "--shards", "2", "--slice", "0s-1s"], ["--capacity", "--shards", "0"],
    ["--shards", "2"],
  ])
  func `what a capacity study does not take is a wrong use`(_ words: [String]) throws {
    let bench = try RunWorkbench()
    let end = try launch("slurm", ["--print"], bench, words: ["tiny.yaml"] + words)
    #expect(end.status == 64, "\(end.error)")
  }

  // MARK: Files and refusals

  @Test func `without --print a file is written, and never over another one`() throws {
    let bench = try RunWorkbench()
    for (scheduler, name) in [
      ("slurm", "hongbao-tiny-test.sbatch"), ("kubernetes", "hongbao-tiny-test.yaml"),
    ] {
      let end = try launch(scheduler, [], bench)
      #expect(end.status == 0)
      #expect(end.output.isEmpty)
      #expect(end.error == "note: wrote \(name); how to submit it stands at its top\n")
      #expect(try bench.text(name) == launch(scheduler, ["--print"], bench).output)
      let again = try launch(scheduler, [], bench)
      #expect(again.status == 73)
      #expect(again.error == "error: cannot create `\(name)`: File exists\n")
    }
  }

  @Test(arguments: [
    ("slurm", ["--shards", "0"]), ("slurm", ["--shards", "11"]), ("slurm", ["--memory", "4"]),
    ("slurm", ["--time", "tomorrow"]), ("slurm", ["--partition", "a b"]),
    ("slurm", ["--name", "Big"]), ("slurm", ["--print", "--job-file", "x"]),
    ("slurm", ["--warmup", "3s"]), ("kubernetes", ["--claim", "My claim"]),
    ("kubernetes", ["--parallelism", "4"]), ("kubernetes", ["--namespace", "a\nb"]),
  ])
  func `what no scheduler takes is a wrong use`(_ scheduler: String, _ words: [String]) throws {
    let bench = try RunWorkbench()
    let end = try launch(scheduler, words, bench)
    #expect(end.status == 64, "\(end.error)")
    #expect(end.output.isEmpty)
    #expect(bench.names(".").count == 1)
  }

  @Test func `a scenario that is not valid gets no job`() throws {
    let bench = try RunWorkbench("version: 1\n")
    #expect(try launch("slurm", ["--print"], bench).status == 65)
    let end = try launch(
      "slurm", ["--print"], bench, words: ["none.yaml"] + Self.words.dropFirst())
    #expect(end.status == 66)
  }
}
