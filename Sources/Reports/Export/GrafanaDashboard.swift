/// A dashboard of Grafana for what `OpenMetricsText` writes, read through a Prometheus data source.
enum GrafanaDashboard {
  /// One diagram.
  private struct Panel {
    var title: String
    var unit: String
    var query: String
    var legend: String
    /// Where a share ends, for the axis.
    var maximum: Int?
  }

  /// The run, as every query chooses it.
  private static let run = "run_id=~\"$run_id\""

  private static let panels: [Panel] = [
    Panel(
      title: "Offered to each tier", unit: "reqps",
      query: "rate(hongbao_tier_offered_requests_total{\(run)}[$window])",
      legend: "{{run_id}} {{tier}}"),
    Panel(
      title: "Served by each tier", unit: "reqps",
      query: "rate(hongbao_tier_served_requests_total{\(run)}[$window])",
      legend: "{{run_id}} {{tier}}"),
    Panel(
      title: "Rejected, by tier and reason", unit: "reqps",
      query: "rate(hongbao_tier_rejected_requests_total{\(run)}[$window])",
      legend: "{{run_id}} {{tier}}: {{reason}}"),
    Panel(
      title: "Failed, by tier and reason", unit: "reqps",
      query: "rate(hongbao_tier_failed_requests_total{\(run)}[$window])",
      legend: "{{run_id}} {{tier}}: {{reason}}"),
    Panel(
      title: "Busy share of the servers", unit: "percentunit",
      query: "hongbao_tier_utilization_ratio{\(run)}", legend: "{{run_id}} {{tier}}", maximum: 1),
    Panel(
      title: "Requests waiting", unit: "short",
      query: "hongbao_tier_queue_length_requests{\(run)}", legend: "{{run_id}} {{tier}}"),
    Panel(
      title: "Time in the tier, 99th percentile", unit: "s",
      query: "hongbao_tier_sojourn_p99_seconds{\(run)}", legend: "{{run_id}} {{tier}}"),
    Panel(
      title: "What users wait, 99th percentile", unit: "s",
      query: "hongbao_requests_latency_p99_seconds{\(run)}", legend: "{{run_id}} {{kind}}"),
    Panel(
      title: "Users who gave up", unit: "reqps",
      query: "rate(hongbao_requests_gave_up_requests_total{\(run)}[$window])",
      legend: "{{run_id}} {{kind}}"),
  ]

  /// The dashboard as JSON, to be imported into Grafana.
  static var text: String {
    let source = object([
      ("type", .string("prometheus")), ("uid", .string("${datasource}")),
    ])
    var list = panels.enumerated().map { index, panel in diagram(panel, index, source) }
    list.append(objectives(place: panels.count, source))
    return object([
      ("title", .string("Hongbao: one run over time")), ("uid", .string("hongbao-run")),
      ("tags", .array([.string("hongbao")])), ("schemaVersion", number(39)),
      ("version", number(1)), ("editable", .bool(true)), ("graphTooltip", number(1)),
      ("timezone", .string("browser")),
      ("time", object([("from", .string("now-1h")), ("to", .string("now"))])),
      ("templating", object([("list", .array(variables(source)))])),
      ("panels", .array(list)),
    ]).prettyText
  }

  private static func variables(_ source: JSONValue) -> [JSONValue] {
    let windows = ["5s", "15s", "1m", "5m"].map { text in
      object([
        ("text", .string(text)), ("value", .string(text)), ("selected", .bool(text == "5s")),
      ])
    }
    return [
      object([
        ("name", .string("datasource")), ("label", .string("Data source")),
        ("type", .string("datasource")), ("query", .string("prometheus")),
      ]),
      object([
        ("name", .string("run_id")), ("label", .string("Run")), ("type", .string("query")),
        ("datasource", source), ("query", .string("label_values(hongbao_run_info, run_id)")),
        ("multi", .bool(true)), ("includeAll", .bool(true)), ("refresh", number(2)),
        ("sort", number(1)),
      ]),
      // A rate needs two intervals of the series: a second each, or a minute in runs of a day.
      object([
        ("name", .string("window")), ("label", .string("Window of rates")),
        ("type", .string("custom")), ("query", .string("5s,15s,1m,5m")),
        ("current", object([("text", .string("5s")), ("value", .string("5s"))])),
        ("options", .array(windows)),
      ]),
    ]
  }

  private static func diagram(_ panel: Panel, _ index: Int, _ source: JSONValue) -> JSONValue {
    var defaults: [(String, JSONValue)] = [("unit", .string(panel.unit)), ("min", number(0))]
    if let maximum = panel.maximum { defaults.append(("max", number(maximum))) }
    return object([
      ("id", number(index + 1)), ("type", .string("timeseries")),
      ("title", .string(panel.title)), ("datasource", source), ("gridPos", place(index)),
      (
        "fieldConfig",
        object([("defaults", object(defaults)), ("overrides", .array([]))])
      ),
      ("targets", .array([target(panel.query, panel.legend, source, isTable: false)])),
    ])
  }

  private static func objectives(place index: Int, _ source: JSONValue) -> JSONValue {
    object([
      ("id", number(index + 1)), ("type", .string("table")),
      ("title", .string("Objectives (1: held)")), ("datasource", source),
      ("gridPos", place(index)),
      (
        "targets",
        .array([
          target(
            "last_over_time(hongbao_figure_objective_passed_ratio{\(run)}[$__range])", "", source,
            isTable: true)
        ])
      ),
    ])
  }

  /// Two diagrams side by side.
  private static func place(_ index: Int) -> JSONValue {
    object([
      ("x", number(index % 2 * 12)), ("y", number(index / 2 * 8)), ("w", number(12)),
      ("h", number(8)),
    ])
  }

  private static func target(
    _ query: String, _ legend: String, _ source: JSONValue, isTable: Bool
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("refId", .string("A")), ("datasource", source), ("expr", .string(query)),
    ]
    if isTable {
      members += [("format", .string("table")), ("instant", .bool(true))]
    } else {
      members.append(("legendFormat", .string(legend)))
    }
    return object(members)
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
  }

  private static func number(_ value: Int) -> JSONValue { .number(String(value)) }
}
