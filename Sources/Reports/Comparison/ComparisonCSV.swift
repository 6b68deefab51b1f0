import ResultTypes

/// The figures behind a comparison: one row for each variant, metric and replication; stored
/// results have one row with no replication.
enum ComparisonCSV {
  static func text(_ result: ClusterComparison) -> String {
    var table = CSVTable(columns: [
      "scenario", "variant", "digest", "replication", "metric", "unit", "value",
    ])
    for metric in result.metrics + result.context {
      for (variant, figures) in zip(result.variants, metric.variants) {
        let head = [variant.scenario, variant.name, variant.digest]
        if figures.values.isEmpty {
          table.append(
            head + ["", metric.name, metric.unit, CSVTable.number(figures.value)])
        }
        for (number, value) in figures.values.enumerated() {
          table.append(
            head + [String(number), metric.name, metric.unit, CSVTable.number(value)])
        }
      }
    }
    return table.text
  }
}
