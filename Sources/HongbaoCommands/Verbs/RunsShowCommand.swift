import ArgumentParser
import ResultStore
import ResultTypes

/// `hongbao runs show ID`: the result of a run, as `run` printed it.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the result of a run that is kept.",
    discussion: """
      Prints what hongbao run printed, in any of its formats, without running anything.

      EXAMPLES
        hongbao runs show new-year-peak-5f0c1c
        hongbao runs show new-year-peak-5f0c1c --format markdown
      """)

  @Argument(
    help: ArgumentHelp("The run: its id, the beginning of it, or latest.", valueName: "id"),
    completion: Completions.runs)
  var id: String

  @OptionGroup var store: StoreOptions

  @OptionGroup var formatting: FormatOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  func run() throws {
    let store = try store.open()
    let run = try Self.stored(id, in: store)
    try StandardStream.output.write(Answer.run(run).text(formatting.printed, style))
  }

  /// The finished run that an id means.
  ///
  /// - Throws: the exit status, after the mistake is told.
  static func stored(_ id: String, in store: ResultStore) throws -> StoredRun {
    let run = try runs([id], in: store, needResult: true)[0]
    guard let result = run.result else { throw ExitStatus.missingInput.error }
    return StoredRun(result: result, machine: run.machine, command: run.summary.command)
  }

  /// The runs that ids mean.
  ///
  /// - Parameter needResult: whether a run that was stopped is refused.
  /// - Throws: the exit status, after the mistakes are told.
  static func runs(
    _ words: [String], in store: ResultStore, needResult: Bool
  ) throws -> [KeptRun] {
    let ids = try RunIDs.resolve(words, in: store)
    let runs = try StoreOptions.telling("read") { () throws(StoreFailure) in
      var runs: [KeptRun] = []
      for id in ids {
        // Another process may have removed it meanwhile.
        if let run = try store.run(id) { runs.append(run) }
      }
      return runs
    }
    let partial = runs.filter { needResult && $0.result == nil }
    for run in partial {
      StandardStream.error.tell(
        """
        error: `\(run.summary.id)` was stopped and has no result
          = help: its \(run.summary.replications) replications are in \
        `hongbao runs export \(run.summary.id) --as csv`

        """)
    }
    guard partial.isEmpty, runs.count == ids.count else { throw ExitStatus.missingInput.error }
    return runs
  }
}
