import Digest
import ResultTypes

/// Formats of one run's result. Formats, never computes.
public enum ResultDocument {
  /// The canonical JSON of a result (UTF-8, one trailing newline): `result.json`.
  ///
  /// Members stand in the contract's order (`docs/result.md`), those of maps sorted by key; numbers
  /// are the shortest that read back the same, integers exact. So a result has one text only.
  public static func json(_ result: RunResult) -> String {
    tree(of: result).prettyText
  }

  /// Only a partial result has the key `partial`, and only one that an objective ended has
  /// `ended_early`: the others keep their bytes.
  private static func tree(of result: RunResult) -> JSONValue {
    var absent: [String] = []
    if result.partial == nil { absent.append(RunResult.partialKey) }
    if result.endedEarly == nil { absent.append(RunResult.endedEarlyKey) }
    let tree = JSONTreeEncoder.tree(of: result)
    guard !absent.isEmpty, case .object(let members) = tree else { return tree }
    return .object(members.filter { !absent.contains($0.key) })
  }

  /// The same value without white space: what the database of runs keeps.
  public static func compactJSON(_ result: RunResult) -> String {
    tree(of: result).compactText
  }

  /// The same with the key `machine` at the end, where it is known: what `--format json` prints.
  public static func json(_ result: RunResult, machine: MachineResult?) -> String {
    guard let machine else { return json(result) }
    return tree(of: result)
      .appending("machine", JSONTreeEncoder.tree(of: machine)).prettyText
  }

  /// The result with its fingerprint: SHA-256 (hex) of the canonical JSON with an empty one.
  public static func fingerprinted(_ result: RunResult) -> RunResult {
    var copy = result
    copy.fingerprint = ""
    copy.fingerprint = SHA256.hexDigest(of: json(copy).utf8)
    return copy
  }

  /// `series.csv`: one row per tier (or request kind), metric and interval.
  public static func seriesCSV(_ result: RunResult) -> String { SeriesCSV.text(result) }

  /// `--format csv`: one row per tier and metric of the summary.
  public static func summaryCSV(_ result: RunResult) -> String { SummaryCSV.text(result) }

  /// `--format text`: verdict, objectives, tiers, clients, funnel, audit, at most 100 columns.
  ///
  /// - Parameters:
  ///   - machine: how the machine did; nil where nobody knows.
  ///   - color: whether to use SGR codes.
  ///   - ascii: avoids every character outside ASCII.
  ///   - files: paths of the files that were written, named at the end.
  public static func text(
    _ result: RunResult, machine: MachineResult?, color: Bool, ascii: Bool, files: [String] = []
  ) -> String {
    TextReport(result, machine: machine, files: files)
      .text(style: TextStyle(color: color, ascii: ascii))
  }

  /// The verdict and the objectives alone, for a look while a scenario is being written.
  public static func brief(_ result: RunResult, color: Bool, ascii: Bool) -> String {
    TextReport(brief: result).text(style: TextStyle(color: color, ascii: ascii))
  }

  /// `--format markdown`: fits a pull request.
  public static func markdown(_ result: RunResult, machine: MachineResult?) -> String {
    MarkdownReport(result, machine: machine).text
  }

  /// `report.html`: one offline file. `command` is the line that makes it again.
  public static func html(_ result: RunResult, command: String) -> String {
    HTMLReport(result, command: command).text
  }
}
