import ArgumentParser
import Reports
import ResultStore

/// `hongbao runs list`: one line a run, the newest first.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the runs that are kept, the newest first.",
    discussion: """
      The verdict is passed, failed, unchecked (no objectives), violated (the audit) or partial: a \
      study that was stopped, of which the replications are kept that were done.

      EXAMPLES
        hongbao runs list --scenario peak --limit 10
        hongbao runs list --json | jq -r '.runs[].id'
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only runs whose scenario's name or file has this text in it.", valueName: "text"))
  var scenario: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit must be at least 1, got '\(limit)'")
    }
  }

  func run() throws {
    let store = try store.open()
    let runs = try StoreOptions.telling("read") { () throws(StoreFailure) in
      try store.summaries(scenario: scenario, limit: limit)
    }
    let isForPeople = formatting.printed == .text || formatting.printed == .markdown
    if runs.isEmpty, isForPeople {
      logging.log.note("no such run in \(store.path)")
    }
    let text =
      switch formatting.printed {
      case .json: RunsDocument.json(runs)
      case .text: RunsDocument.text(runs, ascii: style.usesASCII)
      case .csv: RunsDocument.csv(runs)
      case .markdown: RunsDocument.markdown(runs)
      }
    try StandardStream.output.write(text)
  }
}
