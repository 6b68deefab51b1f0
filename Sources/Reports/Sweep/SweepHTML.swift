import ResultTypes

/// A sweep as one offline page: lines for one varied value, heat maps for two, points for a Latin
/// hypercube, and a table.
struct SweepHTML {
  private let result: SweepResult
  private let command: String

  init(_ result: SweepResult, command: String) {
    self.result = result
    self.command = command
  }

  /// The page.
  var text: String {
    HTMLPage(
      kind: "Sweep", title: result.scenario.name,
      facts: [
        "\(result.points.count) points (\(result.design)) over "
          + result.parameters.map(\.path).joined(separator: ", ") + " · "
          + "\(NumberText.plural(result.replications, "replication")) each · seed \(result.seed)"
      ],
      tool: result.tool, sections: [picturesSection, tableSection, methodSection],
      footer: [
        .tag("p", [], "Values and intervals of all figures are in sweep.json and sweep.csv.")
      ]
    ).text
  }

  private var metrics: [(index: Int, name: String, unit: String)] {
    (result.points.first?.metrics ?? []).enumerated().map {
      (index: $0.offset, name: $0.element.name, unit: $0.element.unit)
    }
  }

  // MARK: Pictures

  private var picturesSection: HTMLReport.Section {
    var content: [HTMLNode] = []
    for metric in metrics {
      // A figure that is the same everywhere is one line, not a picture.
      let values = result.points.map { $0.metrics[metric.index].value }
      guard values.contains(where: { $0 != values.first ?? nil }) else {
        let words = FigureText.value(values.first ?? nil, unit: metric.unit, name: metric.name)
        content.append(
          .tag("p", [.class("soft")], "\(metric.name) is \(words) at every point."))
        continue
      }
      content.append(.tag("h3", [], metric.name))
      let isGrid = result.design == "grid"
      switch (result.parameters.count, isGrid) {
      case (1, true): content.append(line(metric, parameter: 0, isJoined: true))
      case (2, true): content.append(map(metric))
      default:
        for place in result.parameters.indices {
          content.append(line(metric, parameter: place, isJoined: false))
        }
      }
    }
    return HTMLReport.Section(id: "figures", title: "Figures", content: content)
  }

  private func label(_ metric: (index: Int, name: String, unit: String)) -> (Double) -> String {
    { FigureText.value($0, unit: metric.unit, name: metric.name) }
  }

  private func line(
    _ metric: (index: Int, name: String, unit: String), parameter: Int, isJoined: Bool
  ) -> HTMLNode {
    let chart = ParameterChart(
      id: "line-\(metric.index)-\(parameter)",
      title: "\(metric.name) against \(result.parameters[parameter].path)",
      parameter: result.parameters[parameter].path,
      points: result.points.map { point in
        let figure = point.metrics[metric.index]
        return ParameterChart.Point(
          setting: point.settings[parameter], value: figure.value, low: figure.low,
          high: figure.high)
      }, isJoined: isJoined, label: label(metric))
    return .tag("figure", [], [chart.svg])
  }

  private func map(_ metric: (index: Int, name: String, unit: String)) -> HTMLNode {
    let (rows, columns) = (result.parameters[0], result.parameters[1])
    let values = rows.values.map { row in
      columns.values.map { column in
        result.points.first { $0.settings == [row, column] }?.metrics[metric.index].value
      }
    }
    let map = GridMap(
      id: "map-\(metric.index)",
      title: "\(metric.name) over \(rows.path) and \(columns.path)",
      columns: columns.values, columnPath: columns.path, rows: rows.values, rowPath: rows.path,
      values: values, label: label(metric))
    return .tag("figure", [], [map.svg])
  }

  // MARK: Table and method

  private var tableSection: HTMLReport.Section {
    let rows = result.points.map { point in
      [String(point.number)] + point.settings
        + point.metrics.map { metric -> String in
          let value = FigureText.value(metric.value, unit: metric.unit, name: metric.name)
          guard let low = metric.low, let high = metric.high, high > low else { return value }
          return value + " ± "
            + FigureText.value((high - low) / 2, unit: metric.unit, name: metric.name)
        }
    }
    let table = DataTable(
      caption: "Means over replications with half of their 95 % intervals.",
      columns: [.number("point")] + result.parameters.map { .number($0.path) }
        + metrics.map { .number($0.name) }, rows: rows)
    return HTMLReport.Section(
      id: "points", title: "Points",
      content: [table.folded("All \(result.points.count) points")]
        + result.warnings.map { .tag("p", [], "! " + $0) })
  }

  private var methodSection: HTMLReport.Section {
    HTMLReport.Section(
      id: "reproduce", title: "How it was made",
      content: [
        .tag(
          "p", [],
          "All points have the same seeds, and so the same random numbers: what differs between "
            + "two of them is due to the values that were varied."),
        .tag("pre", [], "\(command)\n\nscenario digest \(result.scenario.digest)"),
        .tag("h3", [], "The effective scenario, before anything is varied"),
        HTMLReport.download(result.scenario), HTMLReport.notes(result.assumptions),
      ])
  }
}
