import ResultTypes

/// Formats of one run's result. Formats, never computes.
public enum ResultDocument {
  /// The canonical JSON of a result (UTF-8, keys sorted, one trailing newline): `result.json`.
  public static func json(_ result: RunResult) -> String { "" }

  /// The same with the key `machine`: what `--format json` prints.
  public static func json(_ result: RunResult, machine: MachineResult) -> String { "" }

  /// `run.json`.
  public static func json(machine: MachineResult) -> String { "" }

  /// The result with its fingerprint: SHA-256 (hex) of the canonical JSON with an empty one.
  public static func fingerprinted(_ result: RunResult) -> RunResult { result }

  /// `series.csv`: one row per tier (or request kind), metric and interval.
  public static func seriesCSV(_ result: RunResult) -> String { "" }

  /// `--format csv`: one row per tier and metric of the summary.
  public static func summaryCSV(_ result: RunResult) -> String { "" }

  /// `--format text`: verdict, objectives, tiers, funnel, audit; `color` uses SGR codes, `ascii`
  /// avoids every character outside ASCII.
  public static func text(
    _ result: RunResult, machine: MachineResult, color: Bool, ascii: Bool
  ) -> String { "" }

  /// `--format markdown`.
  public static func markdown(_ result: RunResult, machine: MachineResult) -> String { "" }

  /// `report.html`: one offline file. `command` is the line that makes it again.
  public static func html(_ result: RunResult, command: String) -> String { "" }
}
