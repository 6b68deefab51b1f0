import Foundation
import TestSupport
import Testing

@Suite struct `hongbao report` {
  private func hongbao(_ bench: RunWorkbench, _ words: String...) throws -> FinishedProcess {
    try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
  }

  private func id(_ bench: RunWorkbench) throws -> String {
    let list = try JSONDocument(hongbao(bench, "runs", "list", "--json").output)
    return try #require(list["runs"]?.elements.first?["id"]?.string)
  }

  @Test func `an id, latest, a folder and a file give the page of the run, byte for byte`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--replications", "3", "--set", "tiers.cache.nodes=3", "-q").status == 0)
    let run = try bench.onlyRun()
    let page = try bench.text("\(run)/report.html")
    for word in [try id(bench), "latest", "tiny", run, "\(run)/", "\(run)/result.json"] {
      let end = try hongbao(bench, "report", word)
      #expect(end.status == 0 && end.error.isEmpty, "\(word): \(end.error)")
      #expect(end.output == page, "\(word)")
    }
    #expect(try hongbao(bench, "report", "latest", "--output", "again.html").output.isEmpty)
    #expect(try bench.text("again.html") == page)
    #expect(try hongbao(bench, "report", "latest", "--output", "-").output == page)
  }

  @Test(arguments: ["text", "json", "csv", "markdown"])
  func `other formats are what the run printed`(_ format: String) throws {
    let bench = try RunWorkbench()
    let end = try bench.run("--format", format, "--log-level", "error")
    for word in ["latest", try bench.onlyRun()] {
      let again = try hongbao(bench, "report", word, "--format", format)
      #expect(again.status == 0 && again.output == end.output, "\(word): \(again.error)")
    }
    if format == "json" {
      #expect(try hongbao(bench, "report", "latest", "--json").output == end.output)
    }
  }

  @Test func `a result without its run_json has a page, and a note`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("--seed", "7", "-q").status == 0)
    let result = try bench.text("\(try bench.onlyRun())/result.json")
    try bench.folder.write(result, to: "alone.json")
    let end = try hongbao(bench, "report", "alone.json")
    #expect(end.status == 0)
    #expect(end.error.hasPrefix("note: there is no run.json of it"), "\(end.error)")
    #expect(end.output.contains("./hongbao run tiny.yaml --seed 7"))
    let json = try hongbao(bench, "report", "alone.json", "--json")
    #expect(json.output == result && json.error.isEmpty)
    #expect(try hongbao(bench, "report", "alone.json", "--format", "text").status == 0)
  }

  @Test func `what is read is not written over`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("-q").status == 0)
    let result = "\(try bench.onlyRun())/result.json"
    let before = try bench.text(result)
    let database = "results/hongbao.sqlite"
    for words in [
      ["report", "latest", "--output", database],
      ["export", "latest", "--as", "csv", "--output", database],
      ["report", try bench.onlyRun(), "--output", result],
      ["run", "tiny.yaml", "--junit", "tiny.yaml"], ["run", "tiny.yaml", "--summary", "tiny.yaml"],
    ] {
      let end = try ProcessRunner.hongbao(words, folder: bench.folder.root).run()
      #expect(end.status == 64 && end.error.contains("would overwrite"), "\(words): \(end.error)")
    }
    #expect(try bench.text(result) == before)
    #expect(try hongbao(bench, "report", "latest", "--format", "text").status == 0)
    #expect(try bench.run("-q").status == 0)
  }

  @Test func `folders of comparisons and sweeps do as well`() throws {
    let bench = try RunWorkbench()
    let compare = try hongbao(
      bench, "compare", "tiny.yaml", "--variant", "six:tiers.cache.nodes=6", "--replications", "2",
      "--format", "markdown", "-q")
    #expect(compare.status == 0, "\(compare.error)")
    let sweep = try hongbao(
      bench, "sweep", "tiny.yaml", "--vary", "load=1,2", "--replications", "1", "--format",
      "markdown", "-q")
    #expect(sweep.status == 0, "\(sweep.error)")
    for (kind, output) in [("comparisons", compare.output), ("sweeps", sweep.output)] {
      let folder = "results/\(kind)/\(try #require(bench.names("results/\(kind)").first))"
      let page = try hongbao(bench, "report", folder)
      #expect(page.status == 0 && page.error.isEmpty, "\(page.error)")
      #expect(try page.output == bench.text("\(folder)/report.html"), "\(kind)")
      #expect(try hongbao(bench, "report", folder, "--format", "markdown").output == output)
    }
  }

  @Test(arguments: [
    (#""first_tries": [1-9]\d+"#, "\"first_tries\": 18446744073709551615", "requests of kind"),
    (#""offered": [1-9]\d+"#, "\"offered\": 18446744073709551615", "tier `gateway`"),
    (#""warmup_seconds": 0.5"#, "\"warmup_seconds\": 1e308", "no time of a run"),
    (#""interval_seconds": 0.1"#, "\"interval_seconds\": 1e-300", "intervals that no run has"),
  ])
  func `a made-up result with a fingerprint of its own is refused and does no harm`(
    _ pattern: String, _ number: String, _ words: String
  ) throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("-q").status == 0)
    var text = try bench.text("\(try bench.onlyRun())/result.json")
    text = try text.replacing(Regex(pattern), with: number, maxReplacements: 1)
      .replacing(/"fingerprint": "[0-9a-f]+"/, with: "\"fingerprint\": \"\"")
    let sum = try ProcessRunner("/usr/bin/sha256sum", input: text).run().output.prefix(64)
    text = text.replacing("\"fingerprint\": \"\"", with: "\"fingerprint\": \"\(sum)\"")
    try bench.folder.write(text, to: "x.json")
    for verb in ["report", "import"] {
      let end = try hongbao(bench, verb, "x.json")
      #expect(end.status == 65 && end.error.hasPrefix("error[R0001]: "), "\(end.error)")
      #expect(end.error.contains(words), "\(end.error)")
    }
  }

  @Test func `what is damaged, missing or none of ours is told with its place`() throws {
    let bench = try RunWorkbench()
    #expect(try bench.run("-q").status == 0)
    let result = try bench.text("\(try bench.onlyRun())/result.json")
    let cases: [(text: String, place: String, words: String)] = [
      (
        result.replacing("\"seed\": 1,", with: "\"seed\": 2,"), "",
        "fingerprint is not that of its contents"
      ),
      (
        result.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 9"), "",
        "error[R0002]: schemaVersion is 9"
      ),
      (result.replacing("\"events\"", with: "\"evnets\""), "", "key `events` is missing"),
      (String(result.prefix(9)) + "]", ":2:9", "not valid JSON"),
      ("{}\n", "", "no result, comparison, sweep or capacity study"),
    ]
    for (text, place, words) in cases {
      try bench.folder.write(text, to: "x.json")
      let end = try hongbao(bench, "report", "x.json")
      #expect(end.status == 65 && end.output.isEmpty, "\(words)")
      #expect(end.error.contains("error[R000"), "\(end.error)")
      #expect(end.error.contains(words), "\(end.error)")
      #expect(end.error.contains("\n  --> x.json\(place)\n"), "\(end.error)")
    }
    for word in ["nothing/here", "nothing.json", "nothing-like-it", "results"] {
      let end = try hongbao(bench, "report", word)
      #expect(end.status == 66 && end.error.hasPrefix("error: "), "\(word): \(end.error)")
    }
    #expect(try hongbao(bench, "report", "latest", "--json", "--format", "csv").status == 64)
  }
}
