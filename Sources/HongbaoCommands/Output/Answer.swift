import Reports
import ResultTypes

/// What a verb answers, in all its formats: fresh, or read back without running anything.
enum Answer {
  case run(StoredRun)
  case comparison(ClusterComparison, command: String?)
  case sweep(SweepResult, command: String?)
  /// `picture` is the run that its report shows; nil where it is not kept.
  case capacity(CapacityResult, picture: RunResult?, command: String?)

  /// The version of the tool that made it.
  var toolVersion: String {
    switch self {
    case .run(let run): run.result.tool.version
    case .comparison(let result, _): result.tool.version
    case .sweep(let result, _): result.tool.version
    case .capacity(let result, _, _): result.tool.version
    }
  }

  /// True when the line that makes it again is known; the report shows it.
  var hasCommand: Bool {
    switch self {
    case .run(let run): run.command != nil
    case .comparison(_, let command), .sweep(_, let command), .capacity(_, _, let command):
      command != nil
    }
  }

  /// The report; nil for a capacity study without the run that its pictures show.
  var html: String? {
    switch self {
    case .run(let run): ResultDocument.html(run.result, command: run.shownCommand)
    case .comparison(let result, let command):
      ComparisonDocument.html(result, command: command ?? "./hongbao compare …")
    case .sweep(let result, let command):
      SweepDocument.html(result, command: command ?? "./hongbao sweep …")
    case .capacity(let result, let picture, let command):
      picture.map {
        CapacityDocument.html(result, picture: $0, command: command ?? "./hongbao capacity …")
      }
    }
  }

  /// As `--format` says.
  func text(_ format: OutputFormat, _ style: StyleOptions) -> String {
    switch format {
    case .text: text(color: style.usesColor(on: .output), ascii: style.usesASCII)
    case .json: json
    case .csv: csv
    case .markdown: markdown
    }
  }

  private func text(color: Bool, ascii: Bool) -> String {
    switch self {
    case .run(let run):
      ResultDocument.text(run.result, machine: run.machine, color: color, ascii: ascii)
    case .comparison(let result, _): ComparisonDocument.text(result, color: color, ascii: ascii)
    case .sweep(let result, _): SweepDocument.text(result, color: color, ascii: ascii)
    case .capacity(let result, _, _): CapacityDocument.text(result, color: color, ascii: ascii)
    }
  }

  private var json: String {
    switch self {
    case .run(let run): ResultDocument.json(run.result, machine: run.machine)
    case .comparison(let result, _): ComparisonDocument.json(result)
    case .sweep(let result, _): SweepDocument.json(result)
    case .capacity(let result, _, _): CapacityDocument.json(result)
    }
  }

  private var csv: String {
    switch self {
    case .run(let run): ResultDocument.summaryCSV(run.result)
    case .comparison(let result, _): ComparisonDocument.csv(result)
    case .sweep(let result, _): SweepDocument.csv(result)
    case .capacity(let result, _, _): CapacityDocument.csv(result)
    }
  }

  private var markdown: String {
    switch self {
    case .run(let run): ResultDocument.markdown(run.result, machine: run.machine)
    case .comparison(let result, _): ComparisonDocument.markdown(result)
    case .sweep(let result, _): SweepDocument.markdown(result)
    case .capacity(let result, _, _): CapacityDocument.markdown(result)
    }
  }
}
