import Foundation
import TestSupport
import Testing

@Suite struct `hongbao runs export` {
  private func export(_ bench: RunWorkbench, _ arguments: [String]) throws -> FinishedProcess {
    try ProcessRunner.hongbao(["runs", "export"] + arguments, folder: bench.folder.root).run()
  }

  /// A bench with one run, and with another one of several replications.
  private func bench() throws -> RunWorkbench {
    let bench = try RunWorkbench(TinyScenario.text(objective: "p99(claim) < 1us"))
    #expect(try bench.run("--quiet").status == 99)
    #expect(try bench.run("--quiet", "--replications", "3").status == 99)
    return bench
  }

  @Test func `formats that do not fit are refused`() throws {
    let bench = try RunWorkbench()
    for arguments in [
      ["--as", "csv"], ["--all", "x", "--as", "csv"], ["x", "--as", "grafana"],
      ["--all", "--as", "json", "--series"], ["--all", "--as", "csv", "--epoch", "now"],
      ["--all", "--as", "openmetrics", "--epoch", "yesterday"], ["--all", "--as", "xls"],
    ] {
      #expect(try export(bench, arguments).status == 64, "\(arguments)")
    }
    let grafana = try export(bench, ["--as", "grafana"])
    #expect(grafana.status == 0)
    #expect(try JSONDocument(grafana.output)["panels"]?.elements.count == 10)
  }

  @Test func `a file is written whole, and standard output has the same bytes`() throws {
    let bench = try bench()
    for format in ["csv", "json", "openmetrics", "junit"] {
      let shown = try export(bench, ["--all", "--as", format])
      #expect(shown.status == 0, "\(shown.error)")
      #expect(try export(bench, ["--all", "--as", format, "--output", "file"]).status == 0)
      #expect(try bench.text("file") == shown.output)
    }
    let failed = try export(bench, ["--all", "--as", "csv", "--output", "no/such/file"])
    #expect(failed.status == 73)
    #expect(failed.error.contains("cannot create `no/such/file`"))
  }

  @Test(
    .enabled(
      if: ExportReaders.hasModule("pyarrow"), "no pyarrow in .build/venv: ./test installs it"))
  func `Parquet is what CSV is, read back by pyarrow`() throws {
    let bench = try bench()
    for series in [[], ["--series"]] {
      for format in ["csv", "parquet"] {
        let end = try export(bench, ["--all", "--as", format, "--output", format] + series)
        #expect(end.status == 0, "\(end.error)")
      }
      let check = """
        import csv, pyarrow.parquet as pq
        table = pq.read_table("parquet")
        rows = list(csv.DictReader(open("csv", newline="")))
        assert table.num_rows == len(rows) > 1000, (table.num_rows, len(rows))
        assert table.column_names == list(rows[0]), table.column_names
        kinds = {"replication": "int64", "t": "double", "value": "double"}
        for name in table.column_names:
            assert str(table.schema.field(name).type) == kinds.get(name, "string"), name
            for value, row in zip(table[name].to_pylist(), rows):
                text = row[name]
                assert (value is None) == (text == ""), (name, value, text)
                assert value is None or type(value)(text) == value, (name, value, text)
        print("same", table.num_rows)
        """
      let end = try ProcessRunner(
        ExportReaders.python, ["-c", check], folder: bench.folder.root
      ).run()
      #expect(end.status == 0, "\(end.error)")
      #expect(end.output.hasPrefix("same "))
    }
  }

  @Test(
    .enabled(
      if: ExportReaders.hasProgram("promtool"), "no promtool: ./test installs prometheus"))
  func `promtool finds nothing to say of the figures`() throws {
    let bench = try bench()
    let end = try export(bench, ["--all", "--as", "openmetrics", "--output", "run.om"])
    #expect(end.status == 0, "\(end.error)")
    let check = try ProcessRunner(
      "/bin/sh", ["-c", "promtool check metrics < run.om"], folder: bench.folder.root
    ).run()
    #expect(check.status == 0 && check.output.isEmpty, "\(check.output)\(check.error)")
  }

  @Test(
    .enabled(
      if: ExportReaders.hasProgram("promtool"), "no promtool: ./test installs prometheus"))
  func `OpenMetrics makes blocks of Prometheus, and they hold the series`() throws {
    let bench = try bench()
    let epoch = "2017-01-28T00:04:30+08:00"
    let end = try export(
      bench,
      ["--all", "--as", "openmetrics", "--series", "--epoch", epoch, "--output", "run.om"])
    #expect(end.status == 0, "\(end.error)")
    let blocks = try ProcessRunner(
      "/usr/bin/env", ["promtool", "tsdb", "create-blocks-from", "openmetrics", "run.om", "data"],
      folder: bench.folder.root
    ).run()
    #expect(blocks.status == 0, "\(blocks.output)\(blocks.error)")
    // promtool takes a folder without a log of writes for no database.
    try FileManager.default.createDirectory(
      atPath: bench.folder.path("data/wal"), withIntermediateDirectories: true)
    let dump = try ProcessRunner(
      "/usr/bin/env", ["promtool", "tsdb", "dump", "data"], folder: bench.folder.root
    ).run()
    #expect(dump.status == 0, "\(dump.error)")
    for name in [
      "hongbao_tier_offered_requests_total", "hongbao_requests_latency_p99_seconds",
      "hongbao_figure_tier_sojourn_p99_seconds", "hongbao_run_info",
      "hongbao_figure_objective_passed_ratio",
    ] {
      #expect(dump.output.contains("__name__=\"\(name)\""), "\(name)")
    }
    // The first sample of a counter is 0 at the epoch, in milliseconds.
    #expect(dump.output.contains("} 0 1485533070000\n"))
  }

  @Test(
    .enabled(if: ExportReaders.hasModule("pandas"), "no pandas in .build/venv: ./test installs it"))
  func `the notebook's lines run`() throws {
    let bench = try bench()
    let page = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/notebook.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "```python\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```\n").first }
    let lines = try #require(blocks.first)
    #expect(lines.split(separator: "\n").count <= 10)
    #expect(
      try export(bench, ["--all", "--as", "parquet", "--output", "runs.parquet"]).status == 0)
    for block in blocks {
      let end = try ProcessRunner(
        ExportReaders.python, ["-c", block], folder: bench.folder.root
      ).run()
      #expect(end.status == 0, "\(end.error)")
      #expect(end.output.contains("cache"), "\(end.output)")
    }
  }
}
