import ArgumentParser

/// `hongbao runs export ID... --as FORMAT`: runs for other tools.
struct RunsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export runs for other tools.",
    discussion: """
      csv and parquet are one table with a value a row: run_id, scenario, topology, replication, \
      tier, metric, unit, t, value. They hold the figures, or with --series the series. \
      openmetrics holds the figures, and with --series also the series; promtool takes it. json \
      holds all that is kept, junit the objectives and audits. grafana is a dashboard for what \
      openmetrics brings to Prometheus, and needs no run.

      EXAMPLES
        hongbao runs export new-year-peak-5f0c1c --as csv
        hongbao runs export --all --as parquet --output runs.parquet
        hongbao runs export new-year-peak-5f0c1c --as openmetrics --series --output run.om
      """)

  @OptionGroup var options: ExportOptions

  func run() throws { try options.run() }
}
