import ArgumentParser
import Reports
import ResultStore

/// What is exported, as what and where to: `hongbao runs export` and `hongbao export`.
struct ExportOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The runs: ids, beginnings of them, or latest.", valueName: "id"),
    completion: Completions.runs)
  var words: [String] = []

  @Flag(name: .long, help: "All runs that are kept.")
  var all = false

  @Option(name: .customLong("as"), help: ArgumentHelp("The format.", valueName: "format"))
  var format: ExportFormat

  @Option(
    name: .long,
    help: ArgumentHelp("The file; standard output by default.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .long, help: "The series over time (csv, parquet, openmetrics).")
  var series = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where simulated time 0 lies in real time, for openmetrics: 2017-01-28T00:04:30+08:00. "
        + "Default: the scenario's start, or when the run was kept.", valueName: "time"),
    transform: { text in
      guard let seconds = RunsDocument.seconds(ofDate: text) else {
        throw ValidationError(
          "--epoch must be a date and time with its offset, such as 2017-01-28T00:04:30+08:00, "
            + "got '\(text)'")
      }
      return seconds
    })
  var epoch: Double?

  @OptionGroup var store: StoreOptions

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if format == .grafana {
      if all || !words.isEmpty { throw ValidationError("--as grafana takes no run") }
    } else if words.isEmpty != all {
      throw ValidationError(all ? "--all and ids contradict each other" : "name runs, or --all")
    }
    if series, ![.csv, .parquet, .openmetrics].contains(format) {
      throw ValidationError("--series is for --as csv, parquet and openmetrics")
    }
    if epoch != nil, format != .openmetrics {
      throw ValidationError("--epoch is for --as openmetrics")
    }
    if format == .parquet, output == nil, StandardStream.output.isTerminal {
      throw ValidationError("Parquet is not for a terminal; name a file with --output")
    }
  }

  /// Exports it.
  func run() throws {
    try NamedOutput.refuse(output, of: "--output", over: [store.path])
    let bytes = format == .grafana ? Array(RunsDocument.grafana.utf8) : try export()
    if let output {
      try NamedOutput.write(bytes, to: output)
    } else {
      try StandardStream.output.write(bytes)
    }
  }

  private func export() throws -> [UInt8] {
    let store = try store.open()
    let words =
      all
      ? try StoreOptions.telling("read") { () throws(StoreFailure) in try store.ids() } : words
    let runs = try RunsShowCommand.runs(
      words, in: store, needResult: format == .junit && !all)
    switch format {
    case .parquet: return RunsDocument.parquet(runs, series: series)
    case .csv: return Array(RunsDocument.csv(runs, series: series).utf8)
    case .json: return Array(RunsDocument.json(runs).utf8)
    case .junit: return Array(RunsDocument.junit(runs).utf8)
    case .openmetrics:
      return Array(RunsDocument.openMetrics(runs, series: series, epoch: epoch).utf8)
    case .grafana: return Array(RunsDocument.grafana.utf8)
    }
  }
}
