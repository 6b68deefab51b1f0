import ArgumentParser

/// `hongbao runs list|show|rm|export`: what is kept in the database of runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show, remove and export the runs that are kept.",
    discussion: """
      Every finished run is kept in <out>/hongbao.sqlite. A run is named by its id, or by as much \
      of its beginning as no other id has.

      EXAMPLES
        hongbao runs list --scenario peak --limit 10
        hongbao runs show new-year-peak-5f0c1c
        hongbao runs export new-year-peak-5f0c1c --as parquet --series --output series.parquet
      """,
    subcommands: [
      RunsListCommand.self, RunsShowCommand.self, RunsRemoveCommand.self, RunsExportCommand.self,
    ])
}
