import Experiments
import ResultTypes

/// One run that is stored, from a folder of results or from the database.
struct StoredRun {
  var result: RunResult
  /// Nil where no `run.json` says it.
  var machine: MachineResult?
  /// The line that makes it again; nil where no `run.json` says it.
  var command: String?
  /// The topology's file; nil where nobody says it, or the scenario has its own tiers.
  var topology: String?
  /// The options that shape the result; nil where no `run.json` says them.
  var options: String?
  /// The figures of each of several replications; empty where nobody has them.
  var replications: [ReplicationFigures] = []

  /// The line that makes it again; what `--set` said is lost without a `run.json`.
  var shownCommand: String {
    let words =
      ["./hongbao", "run", result.scenario.file, "--seed", String(result.seed)]
    return command ?? (ShellWords.line(words) + (knownOptions.isEmpty ? "" : " \(knownOptions)"))
  }

  /// The options that shape the result, from the result where nobody says them.
  var knownOptions: String {
    if let options { return options }
    guard let statistics = result.statistics else { return "" }
    var words: [String] = []
    if let precision = statistics.precision {
      words = ["--precision", "\(precision.target)"]
      words += precision.metrics.flatMap { ["--metric", $0] }
    } else if statistics.replications > 1 {
      words = ["--replications", String(statistics.replications)]
    }
    if statistics.metrics.contains(where: { $0.warmupSeconds != nil }) {
      words += ["--warmup", "auto"]
    }
    return words.joined(separator: " ")
  }

  /// The figures of its replications that it has.
  var figures: [ReplicationFigures] {
    guard replications.isEmpty else { return replications }
    guard result.statistics?.replications ?? 1 == 1 else { return [] }
    return [
      ReplicationFigures(
        number: 0, seed: result.seed, events: result.events,
        wallSeconds: machine?.loopSeconds ?? 0, violations: result.audit.violations,
        figures: MetricList(result).entries.map {
          RunFigure(name: $0.name, unit: $0.unit, value: $0.value)
        })
    ]
  }
}
