import Foundation
import ResultTypes

/// Runs in the text format of OpenMetrics 1.0, for `promtool tsdb create-blocks-from openmetrics`.
///
/// Simulated time is laid on real time: that of `epoch`, else the scenario's `start`, else when the
/// run was kept. The series are `hongbao_tier_…` and `hongbao_requests_…`, what was counted as
/// counters from 0; figures of whole runs are `hongbao_figure_…`. A figure of a whole run has the
/// time of its end, a value of a series that of the end of its interval. Samples of one metric
/// stand together, in order of time within one set of labels.
struct OpenMetricsText {
  /// In the order in which they came first.
  private var families: [MetricFamily] = []
  private var places: [String: Int] = [:]

  /// The whole text.
  static func text(_ runs: [KeptRun], series: Bool, epoch: Double?) -> String {
    var text = OpenMetricsText()
    for run in runs { text.add(run, series: series, epoch: epoch) }
    return text.families.map(\.text).joined() + "# EOF\n"
  }

  /// Where the time 0 of a run lies, in seconds since 1970.
  static func epoch(of run: KeptRun, given epoch: Double?) -> Double {
    if let epoch { return epoch }
    if let start = run.result?.scenario.start, let seconds = seconds(of: start) { return seconds }
    return Double(run.summary.storedSeconds)
  }

  /// Seconds since 1970 of a date and time with its offset, ISO 8601; nil for anything else.
  static func seconds(of text: String) -> Double? {
    (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
  }

  /// `2026-11-25 03:40Z`.
  static func date(_ seconds: Int64) -> String {
    let text = Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
    return text.prefix(16).replacing("T", with: " ") + "Z"
  }

  private mutating func add(_ run: KeptRun, series: Bool, epoch: Double?) {
    let start = Self.epoch(of: run, given: epoch)
    let labels = [
      FigureName.Label(name: "run_id", value: run.summary.id),
      FigureName.Label(name: "scenario", value: run.summary.scenario),
      FigureName.Label(name: "topology", value: run.summary.topology),
    ]
    let end = start + (run.result?.simulatedSeconds ?? 0)
    addInfo(run, labels, end)
    for objective in run.result?.objectives ?? [] {
      add(
        MetricFamily(
          words: ["figure", "objective", "passed"], unit: "1",
          help: "1 when the objective held, else 0."),
        labels + [FigureName.Label(name: "objective", value: objective.expression)],
        objective.passed ? 1 : 0, end)
    }
    for entry in RunFigures.of(run) { add(entry, labels, end) }
    guard series, let result = run.result else { return }
    for column in RunSeries.columns(result) { add(column, SeriesClock(result), labels, start) }
  }

  private mutating func addInfo(_ run: KeptRun, _ labels: [FigureName.Label], _ time: Double) {
    add(
      // No family of the type info, which only OpenMetrics knows: what reads the older text of
      // Prometheus (`promtool check metrics`) shall read this one, too.
      MetricFamily(name: "hongbao_run_info", kind: .gauge, unit: "", help: "Which run it was."),
      labels + [
        FigureName.Label(name: "digest", value: run.summary.digest),
        FigureName.Label(name: "seed", value: String(run.summary.seed)),
        FigureName.Label(name: "version", value: run.summary.toolVersion),
        FigureName.Label(name: "verdict", value: run.summary.verdict.rawValue),
      ], 1, time)
  }

  private mutating func add(
    _ entry: RunFigures.Entry, _ labels: [FigureName.Label], _ time: Double
  ) {
    let replication = entry.replication.map {
      [FigureName.Label(name: "replication", value: String($0))]
    }
    let labels = labels + (replication ?? []) + entry.name.labels
    let figure = entry.name.family.joined(separator: ".")
    for (end, value) in [("", entry.value), ("low", entry.low), ("high", entry.high)] {
      guard let value, value.isFinite else { continue }
      let which = end.isEmpty ? "" : " (\(end) end of its 95 % interval)"
      add(
        MetricFamily(
          words: ["figure"] + entry.name.family + (end.isEmpty ? [] : [end]), unit: entry.unit,
          help: "The figure \(figure) of a run\(which)."),
        labels, value * BaseUnit(entry.unit).scale, time)
    }
  }

  private mutating func add(
    _ column: RunSeries.Column, _ clock: SeriesClock, _ labels: [FigureName.Label],
    _ start: Double
  ) {
    var labels = labels + [FigureName.Label(name: "replication", value: "0")]
    if let tier = column.tier { labels.append(.init(name: "tier", value: tier)) }
    if let kind = column.kind { labels.append(.init(name: "kind", value: kind)) }
    if let reason = column.reason { labels.append(.init(name: "reason", value: reason)) }
    let owner = column.tier == nil ? ["requests"] : ["tier"]
    switch column.values {
    case .counts(let counts):
      let family = MetricFamily(
        words: owner + [column.word], unit: "requests", kind: .counter,
        help: "Requests since the beginning of the run: \(column.word).")
      var sum = UInt64(0)
      add(family, labels, 0, start)
      for (index, count) in counts.enumerated() {
        sum += count
        add(family, labels, Double(sum), start + clock.end(of: index))
      }
    case .levels(let levels, let unit):
      let family = MetricFamily(
        words: owner + [column.word], unit: unit,
        help: "Over the interval that ends then: \(column.word).")
      for (index, level) in levels.enumerated() {
        guard let level, level.isFinite else { continue }
        add(family, labels, level * BaseUnit(unit).scale, start + clock.end(of: index))
      }
    }
  }

  private mutating func add(
    _ family: MetricFamily, _ labels: [FigureName.Label], _ value: Double, _ time: Double
  ) {
    let place: Int
    if let known = places[family.name] {
      place = known
    } else {
      place = families.count
      places[family.name] = place
      families.append(family)
    }
    families[place].samples.append(.init(labels: labels, value: value, time: time))
  }
}
