import ArgumentParser

/// The words of `--as` of `runs export`.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case csv, json, parquet, openmetrics, junit, grafana
}
